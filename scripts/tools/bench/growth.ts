import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readOfficeFile } from '#embedded/office/office-file.ts';
import { type NewFile, type Person, personOf } from '#embedded/office/person.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { manifestOf } from '#public/site/folder.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { type Archive, makeArchives } from './archive.ts';
import { type Figure, type Bench, middle, note, processorOf, officeRows, secondsOf } from './measured.ts';

const OPEN = 5;
/** How long the office is measured without events. In this time, the scheduled run looks at all cases four times. */
const IDLE_SECONDS = 60;
const ACTS = ['contoh-tu', 'contoh-kepala-dinas', 'contoh-kepala-dinas'];
/** The arguments with which `npm start` runs Node. */
const START = manifest.scripts.start.replace(/^exec node /, '').split(' ');

const AIMS = {
  'act → page, median': '≤ 1.5 ×',
  'push of somebody else → page, median': '≤ 1.5 ×',
  'processor in a minute without events': '≤ 2 ×',
  'second start': '≤ 3 s',
  'memory after these acts': '≤ 300 MB',
};

/**
 * Measures offices with different numbers of ended cases and five open cases, as `npm start` runs them. All offices run
 * at the same time and act in turn, so that other work of the machine affects all of them equally.
 */
export const growth: Bench = async (place, sizes) => {
  const offices: Office[] = [];
  try {
    for (const archive of await makeArchives(place, sizes)) offices.push(await Office.first(archive));
    for (const office of offices) office.measured['second start'] = { s: await office.start() };
    for (const login of ACTS)
      for (let n = 1; n <= OPEN; n += 1) for (const office of offices) await office.act(n, login);
    for (let n = 1; n <= OPEN; n += 1) for (const office of offices) await office.foreignPush(n);
    note(`nothing happens for ${IDLE_SECONDS} s …`);
    const before = offices.map(({ pid }) => processorOf(pid));
    await setTimeout(IDLE_SECONDS * 1000);
    for (const [i, office] of offices.entries())
      Object.assign(office.measured, {
        'act → page, median': { s: middle(office.acts) },
        'push of somebody else → page, median': { s: middle(office.pushes) },
        'processor in a minute without events': { s: processorOf(office.pid) - (before[i] ?? 0) },
        'memory after these acts': office.memory('VmRSS'),
      });
  } finally {
    for (const office of offices) await office.end();
  }
  return officeRows(offices, AIMS);
};

class Office {
  readonly measured: Record<string, Figure> = {};
  readonly acts: number[] = [];
  readonly pushes: number[] = [];
  readonly #archive: Archive;
  #process: ReturnType<typeof spawned> | undefined;

  private constructor(archive: Archive) {
    this.#archive = archive;
  }

  /** Starts an office for the first time, opens its cases, and ends it. */
  static async first(archive: Archive): Promise<Office> {
    const office = new Office(archive);
    // The office keeps this port. With another port, all pages would be made again, because they contain their address.
    const s = await office.start('--port', '0');
    const applicant = await office.#person('contoh-bpbd');
    for (let n = 1; n <= OPEN; n += 1) {
      const files = await filesOf(n);
      await applicant.open({ branch: `permohonan/rapat-${n}`, title: `Rapat ${n}`, files, draft: false });
    }
    await office.#page(OPEN);
    const peak = office.memory('VmHWM');
    await office.end();
    const files = Object.values(await manifestOf(join(archive.folder, 'site')));
    Object.assign(office.measured, {
      'first start, all pages made': { s },
      'most memory of the first start': peak,
      'the site': { MB: files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6, files: files.length },
    });
    return office;
  }

  /**
   * Starts the office.
   * @returns the seconds until all pages are made
   */
  start(...options: string[]): Promise<number> {
    const running = spawned('--empty', '--folder', this.#archive.folder, ...options);
    this.#process = running;
    return secondsOf(async () => {
      for await (const chunk of running.stdout) if (String(chunk).includes('/meja/')) break;
    });
  }

  async end(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (running?.kill('SIGTERM')) await once(running, 'exit');
  }

  /** Measures an act on an open case, until its page shows the act. */
  async act(n: number, login: string): Promise<void> {
    const person = await this.#person(login);
    const number = this.#archive.cases + n;
    this.acts.push(await this.#untilShown(n, () => person.review(number, 'APPROVE', 'Tindak lanjuti.')));
  }

  /** Measures a foreign push to the branch of a case (R48), until its page shows the push. */
  async foreignPush(n: number): Promise<void> {
    const person = await this.#person('contoh-opd');
    const more = Buffer.from('# lain\n');
    const files = (await filesOf(n)).map(({ path, bytes }) =>
      path.endsWith('request.yaml') ? { path, bytes: Buffer.concat([bytes, more]) } : { path, bytes },
    );
    this.pushes.push(await this.#untilShown(n, () => person.push(`permohonan/rapat-${n}`, files)));
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** Reads a figure of the office's operating-system process, such as its memory. */
  memory(name: string): Figure {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return { MB: Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1000 };
  }

  async #person(login: string): Promise<Person> {
    const file = await readOfficeFile(this.#archive.folder);
    if (!file) throw new Error('The office left no file.');
    return personOf({ owner: file.owner, repo: file.repo, baseUrl: file.apiUrl, token: file.tokens[login] ?? '' });
  }

  /**
   * Does something to an open case.
   * @returns the seconds until its page shows the change
   */
  async #untilShown(n: number, does: () => Promise<unknown>): Promise<number> {
    const page = await this.#page(n);
    // An act is valid only if the visit began in an earlier second.
    await setTimeout(1_000);
    const shown = readFileSync(page, 'utf8');
    return secondsOf(async () => {
      await does();
      while (readFileSync(page, 'utf8') === shown) await setTimeout(3);
    });
  }

  /** Waits until the page of an open case exists, and returns its path. */
  async #page(n: number): Promise<string> {
    const pages = join(this.#archive.folder, 'site/berkas');
    for (;;) {
      const id = (await readdir(pages)).find((each) => each.endsWith(`-${this.#archive.cases + n}`));
      if (id !== undefined) return join(pages, id, 'index.html');
      await setTimeout(50);
    }
  }
}

const spawned = (...options: string[]) =>
  spawn(process.execPath, [...START, ...options], { stdio: ['ignore', 'pipe', 'inherit'], cwd: PROGRAM });

async function filesOf(n: number): Promise<NewFile[]> {
  const later = shifted(new Date().toISOString(), 'PT200H');
  const sample = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-bpbd', later);
  return sample.files.map(({ path, bytes }) => ({ path: path.replace(sample.name, `rapat-${n}`), bytes }));
}
