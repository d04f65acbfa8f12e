/**
 * Makes registers as a person with all rights of the process could write them: cases that the judge has walked, whose
 * entries are then changed. Everything that depends on the entries is made again: chain, index and history. No forge
 * runs.
 */
import { parse, stringify } from 'yaml';
import type { Config } from '#domain/case/state/config.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { adopt } from '#domain/journal/configurations.ts';
import { emptyIndex, indexAfter, printIndex, type RegisterIndex } from '#domain/journal/index-file.ts';
import { type Journal, openJournal, seal } from '#domain/journal/journal.ts';
import type { Disclosure } from '#domain/journal/parts.ts';
import { CONFIGURATIONS_PATH, INDEX_PATH, journalPath, README_PATH } from '#domain/journal/paths.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { blobId, configFolder } from '#engine/config/folder.ts';
import { type ConfigFile, readConfig } from '#engine/config/read.ts';
import { FIRST } from './folders.ts';
import type { TestCommit } from './git-commits.ts';
import { salts } from './sealed-journal.ts';
import { after, History, request, run, SUBMITTED, walk, wib } from './world.ts';

const SOP = 'sops/protokol-manajemen-krisis.yaml';

/**
 * The sample office with what the forgeries need: acts that need another person, a timed outcome, a limit of open
 * cases, old holders.
 */
async function officeFiles(): Promise<ConfigFile[]> {
  const files = await configFolder(FIRST);
  return files.map((file) => {
    if (file.path === SOP) return written(file, procedureWithMore(parse(file.text) as Procedure));
    return file.path === 'sops/roles.yaml' ? written(file, rolesWithMore(parse(file.text) as Roles)) : file;
  });
}

const written = ({ path }: ConfigFile, value: unknown): ConfigFile => {
  const text = stringify(value, { aliasDuplicateObjects: false });
  return { path, text, blob: blobId(Buffer.from(text)) };
};

function procedureWithMore(procedure: Procedure): Procedure {
  stepOf(procedure, 'persiapan-teknis').fourEyes = ['koordinasi'];
  stepOf(procedure, 'koordinasi').outcomes.timeout = { to: 'pengecekan' };
  procedure.request.openCases = 1;
  return procedure;
}

function rolesWithMore(roles: Roles): Roles {
  const sample = { name: 'Contoh', from: '2026-01-01' };
  roles.roles['walikota']?.holders.push({ ...sample, account: 1990, login: 'contoh-dahulu', until: '2026-06-30' });
  roles.roles['kabid-aptika']?.holders.push({ ...sample, account: 1007, login: 'contoh-subkor-ile' });
  return roles;
}

const soundConfig = (files: readonly ConfigFile[]): Config => {
  const reading = readConfig(files);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems, null, 1));
  return reading.config;
};

const oldFiles = await officeFiles();
const README: ConfigFile = { path: 'sops/README.md', text: 'Lain\n', blob: blobId(Buffer.from('Lain\n')) };
const newFiles = [...oldFiles.filter(({ path }) => path !== README.path), README];

/** The first configuration of main, and the present one. */
export const [oldConfig, newConfig] = [soundConfig(oldFiles), soundConfig(newFiles)];

/** The commits of main, for both configurations. */
export const mainCommits: TestCommit[] = [oldFiles, [README]].map((files) => ({
  files: Object.fromEntries(files.map(({ path, text }) => [path, text])),
}));

/** The addition of one commit to the register: entries of one case, or the adopted configuration. */
export type RegisterStep =
  { readonly number: number; readonly entries: readonly Entry[] } | { readonly adopts: Config };

/** The course of a case. */
export interface Way {
  /** The step at which the walk of the case stops, `end` by default. */
  readonly to?: string;
  readonly request?: Readonly<Record<string, unknown>>;
  /** Adds further acts, and returns the instant of the last run. */
  readonly more?: (history: History) => string;
  readonly config?: Config;
  /** The account id of the opener. By default each case has an opener of its own. */
  readonly opener?: number;
}

/** Returns the history of a case with this course, and the instant of its last run. */
function historyOf(number: number, way: Way): { history: History; end: string } {
  const id = way.opener ?? 3000 + number;
  const opener = { id, login: `contoh-pemohon-${id}`, kind: 'user' as const };
  const config = way.config ?? newConfig;
  const history = new History({ number, branch: `cms/contoh-${number}`, opener, config });
  const asked = { '/lampiran': ['surat.pdf'], '/pemohon/akun': opener.login, ...way.request };
  history.push(wib(1, '07:50'), request(asked), { attachments: ['surat.pdf'] });
  history.label(wib(1, '07:50:05'), 'opened');
  history.sign(SUBMITTED);
  walk(history, way.to ?? 'end', SUBMITTED);
  const last = history.facts.at(-1)?.at ?? SUBMITTED;
  return { history, end: way.more?.(history) ?? after(last, 1) };
}

/** Walks cases one after the other. Each entry is a commit of its own, as from a process that runs often. */
export function walkCases(ways: ReadonlyMap<number, Way>): RegisterStep[] {
  const steps: RegisterStep[] = [];
  const book = new Book();
  let config: Config | undefined;
  for (const [number, way] of ways) {
    const wanted = way.config ?? newConfig;
    if (config && wanted !== config) steps.push(book.add({ adopts: wanted }));
    config = wanted;
    const { history, end } = historyOf(number, way);
    const { bookings, agenda, cases } = book.index;
    const open = Object.values(cases).filter(({ applicant }) => applicant === history.opener.id).length;
    const others = { bookings, agenda, openCases: { 'protokol-manajemen-krisis': open } };
    for (const entry of run(history, [], end, { others, config }).entries)
      steps.push(book.add({ number, entries: [entry] }));
  }
  return steps;
}

/** The content of a register while it is written. */
class Book {
  index: RegisterIndex = emptyIndex;
  readonly #journals = new Map<number, Journal>();
  readonly #salt = salts();
  readonly #disclosure: Disclosure;
  #configurations: string | undefined;
  files: Record<string, string> = {};

  constructor(sealedBy: Disclosure = disclosure) {
    this.#disclosure = sealedBy;
  }

  add<Step extends RegisterStep>(step: Step): Step {
    if ('adopts' in step) {
      const { revision } = step.adopts;
      this.#configurations = adopt(this.#configurations, { at: wib(1, '07:00'), revision, main: 'e'.repeat(40) });
      this.index = { ...this.index, config: revision };
      this.files = { [CONFIGURATIONS_PATH]: this.#configurations };
    } else {
      const before = this.#journals.get(step.number) ?? openJournal(step.number, undefined);
      const journal = seal(before, step.entries, this.#disclosure, this.#salt);
      this.#journals.set(step.number, journal);
      if (journal.state) this.index = indexAfter(this.index, journal.state, { mark: 'm', config: 'c' });
      this.files = { [journalPath(step.number)]: journal.text };
    }
    this.files[INDEX_PATH] = printIndex(this.index);
    return step;
  }
}

const disclosure: Disclosure = {
  request: newConfig.schemas.get('schemas/permohonan-tcm.schema.json')?.value,
  result: (step) => {
    const sop = newConfig.procedures.get('protokol-manajemen-krisis')?.value;
    const path = sop && stepOf(sop, step).requires?.result;
    return path === undefined ? undefined : newConfig.schemas.get(path)?.value;
  },
  hasNature: true,
};

/**
 * Returns the commits that write these steps, with chain and index as they must be.
 * @param sealedBy the schemas of another office than the sample one
 */
export function registerCommits(steps: readonly RegisterStep[], sealedBy?: Disclosure): TestCommit[] {
  const book = new Book(sealedBy);
  const first: TestCommit = { files: { [README_PATH]: '# Register\n' } };
  return [first, ...steps.map((step): TestCommit => ({ files: book.add(step) && book.files }))];
}

/**
 * Returns the steps with other entries for some cases. If a case then has more entries than before, its last step has
 * the surplus.
 */
export function forge(
  steps: readonly RegisterStep[],
  forgeries: ReadonlyMap<number, (entries: Entry[]) => readonly Entry[]>,
): RegisterStep[] {
  const reported = new Map<number, Entry[]>();
  for (const step of steps)
    if ('number' in step) reported.set(step.number, [...(reported.get(step.number) ?? []), ...step.entries]);
  const left = new Map<number, Entry[]>();
  for (const [number, change] of forgeries) {
    const entries = change(structuredClone(reported.get(number) ?? []));
    left.set(
      number,
      entries.map((entry, i) => ({ ...entry, seq: i + 1 })),
    );
  }
  const places = new Map(steps.flatMap((step, i) => ('number' in step ? [[step.number, i] as const] : [])));
  return steps.flatMap((step, i): RegisterStep[] => {
    if (!('number' in step)) return [step];
    const mine = left.get(step.number);
    if (!mine) return [step];
    const taken = mine.splice(0, places.get(step.number) === i ? mine.length : 1);
    return taken.map((entry) => ({ number: step.number, entries: [entry] }));
  });
}
