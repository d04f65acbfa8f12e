/**
 * `npm run bench:procedures [CASES]`: what a site of so many cases takes (300 unless named) where they are all of one procedure,
 * and where they are of ten: all pages at first, then what single acts take, in turn. Nothing is asserted; the ratios are to one.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Procedure } from '#domain/generated/procedure.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { exportRegister } from '#public/export/export-register.ts';
import type { Dossier } from '#public/export/publication.ts';
import { openLocalSite } from '#public/site/local-site.ts';
import type { Published, Site } from '#public/site/site.ts';
import { sop, Walk, world } from '#tests/support/walked-case.ts';
import { timing } from './startup.ts';

const ACTS = 15;
/** Every fourth case is open, so that lists have what to show. */
const OPEN = 4;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A procedure that is the sample office's, under another name. */
const copyOf = (i: number): Procedure => ({
  ...sop,
  ...(i === 0 ? {} : { id: `${sop.id}-${i}`, short: `${sop.short}${i}`, title: titled(i) }),
});
const titled = (i: number): Procedure['title'] => ({ id: `${sop.title.id} ${i}`, en: `${sop.title.en} ${i}` });

/** A case as one of another procedure. */
function under(procedure: Procedure, { case: one, ...dossier }: Dossier): Dossier {
  const id = `${procedure.short}-2026-${one.number}`;
  return { ...dossier, procedure, case: { ...one, id, procedure: { ...one.procedure, id: procedure.id } } };
}

/** The cases of an office with so many procedures, each in turn. */
class Subject {
  readonly whole: number[] = [];
  readonly acts: number[] = [];
  #last: Published | undefined;
  readonly #procedures: readonly Procedure[];
  readonly #cases: readonly Walk[];
  readonly #site: Site;

  private constructor(procedures: number, cases: number, site: Site) {
    this.#procedures = Array.from({ length: procedures }, (_, i) => copyOf(i));
    this.#site = site;
    this.#cases = Array.from({ length: cases }, (_, i) => {
      const walk = new Walk(i + 1).submit({ kegiatan: { judul: `Contoh ${i + 1}` } });
      return i % OPEN === 0 ? walk : walk.withdraw();
    });
  }

  static async open(place: string, procedures: number, cases: number): Promise<Subject> {
    const out = join(place, String(procedures));
    return new Subject(procedures, cases, await openLocalSite({ root: PROGRAM, out }));
  }

  /** All pages, or those that one act on a case changes. @param acted index of the case */
  async publish(acted?: number): Promise<void> {
    if (acted !== undefined) this.#cases[acted]?.wait(1).level(1);
    const { config, ...rest } = world(this.#cases);
    const blob = 'b'.repeat(40);
    const procedures = new Map(
      this.#procedures.map((value) => [value.id, { path: `sops/${value.id}.yaml`, blob, value }]),
    );
    const { publication, dossiers } = exportRegister({ ...rest, config: { ...config, procedures } });
    const all = dossiers.map((each, i) => under(this.#procedures[i % this.#procedures.length] ?? sop, each));
    const changed = acted === undefined ? undefined : all.slice(acted, acted + 1);
    const begun = performance.now();
    this.#last = await this.#site.publish(publication, { all: () => all, ...(changed ? { changed } : {}) });
    (changed ? this.acts : this.whole).push(performance.now() - begun);
  }

  /** Files that the last act changed, and pages rendered for it. */
  get touched(): string {
    return `${this.#last?.put.size ?? 0} files, ${this.#last?.rendered ?? 0} pages`;
  }
}

const cases = Number(process.argv[2] ?? 300);
const place = await mkdtemp(join(tmpdir(), 'disposisi-procedures-'));
try {
  const subjects = [await Subject.open(place, 1, cases), await Subject.open(place, 10, cases)];
  for (const subject of subjects) await subject.publish();
  // In turn, so that both meet the same machine.
  for (let act = 0; act < ACTS; act += 1) for (const subject of subjects) await subject.publish(act * OPEN);
  say(`Machine: ${cpus().length} × ${cpus()[0]?.model ?? '?'}, Node ${process.versions.node}; ${cases} cases.`);
  const [one, ten] = subjects.map(({ whole, acts }) => ({ whole: whole[0] ?? 0, act: timing('act', acts) }));
  if (one && ten) {
    const line = (what: string, a: number, b: number) =>
      say(`| ${what} | ${a.toFixed(0)} ms | ${b.toFixed(0)} ms | ${(b / a).toFixed(2)} × |`);
    say('| | 1 procedure | 10 procedures | ratio |\n| --- | ---: | ---: | ---: |');
    line('all pages', one.whole, ten.whole);
    line('one act, min', one.act.min, ten.act.min);
    line('one act, median', one.act.median, ten.act.median);
    say(`An act changes: ${subjects.map(({ touched }) => touched).join('; ')}.`);
  }
} finally {
  await rm(place, { recursive: true, force: true });
}
