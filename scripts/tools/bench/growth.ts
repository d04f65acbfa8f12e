/**
 * `npm run bench:growth [CASES …]`: the same office with 5, 1,000 and 10,000 ended cases (or as many as are named), one after
 * the other: from an act, and from a push of somebody else, until its page shows it, the processor while nothing happens, starts, memory, bytes. Beside the
 * archive five cases are open. Nothing is asserted; the ratios are to the first size.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readOfficeFile } from '#embedded/office/office-file.ts';
import { type NewFile, personOf } from '#embedded/office/person.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { makeArchive } from './archive.ts';
import { timing } from './startup.ts';

const OPEN = 5;
/** Four looks at everything, whenever it begins. */
const IDLE_SECONDS = 60;
/** How `npm start` starts an office: what Node is given, and the command. */
const START = readScript('start');

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const note = (line: string): void => void process.stderr.write(`${line}\n`);

/** What was measured of one office: seconds, bytes, files. */
interface Measured {
  readonly firstStart: number;
  readonly acts: number[];
  readonly foreign: number[];
  readonly idle: number;
  readonly secondStart: number;
  readonly memory: number;
  readonly peak: number;
  readonly bytes: number;
  readonly files: number;
  readonly objects: number;
}

/** An office in a process of its own. */
class Running {
  readonly #process;
  readonly #folder: string;

  /** @param port the same at each start: pages name their address, and are made anew where it is another one */
  constructor(folder: string, port: number) {
    this.#folder = folder;
    const args = [...START, '--empty', '--folder', folder, '--port', String(port)];
    this.#process = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: PROGRAM,
    });
  }

  /** Waits until all pages are there. @returns seconds since the start */
  async ready(): Promise<number> {
    const begun = performance.now();
    for await (const chunk of this.#process.stdout) if (/\/meja\//.test(String(chunk))) break;
    return (performance.now() - begun) / 1000;
  }

  /** Seconds of the processor, its own and of what it started and waited for. */
  processor(): number {
    const fields = readFileSync(`/proc/${this.#process.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
  }

  /** Resident bytes now, and the most since the start. */
  memory(): { now: number; peak: number } {
    const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    const of = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
    return { now: of('VmRSS'), peak: of('VmHWM') };
  }

  async person(login: string) {
    const file = await readOfficeFile(this.#folder);
    if (!file) throw new Error('The office left no file.');
    return personOf({ owner: file.owner, repo: file.repo, baseUrl: file.apiUrl, token: file.tokens[login] ?? '' });
  }

  async end(): Promise<void> {
    this.#process.kill('SIGTERM');
    await once(this.#process, 'exit');
  }
}

/** What a script of package.json gives to Node. */
function readScript(name: string): string[] {
  const { scripts } = JSON.parse(readFileSync(join(PROGRAM, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const [, args] = /^exec node (.+)$/.exec(scripts[name] ?? '') ?? [];
  if (args === undefined) throw new Error(`package.json: the script ${name} does not start Node.`);
  return args.split(' ');
}

/** An office of the bench, and what is known of it by now. */
interface Subject {
  readonly cases: number;
  readonly folder: string;
  readonly port: number;
  readonly measured: Partial<Measured>;
}

/** Makes an office with its archive, and starts it for the first time. */
async function makeOffice(place: string, cases: number): Promise<Subject> {
  const folder = join(place, `office-${cases}`);
  note(`${cases} ended cases are made …`);
  await makeArchive(folder, cases, note);
  const port = await freePort();
  const office = new Running(folder, port);
  const firstStart = await office.ready();
  await openCases(office);
  await pageOf(folder, cases + OPEN);
  const { peak } = office.memory();
  await office.end();
  const site = await weigh(join(folder, 'site'));
  const { files: objects } = await weigh(join(folder, 'repo.git'));
  return { cases, folder, port, measured: { firstStart, peak, ...site, objects } };
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Starts all of them again; then they act in turn, so that all meet the same machine. */
async function measure(subjects: readonly Subject[]): Promise<readonly (Subject & { readonly measured: Measured })[]> {
  const running = [];
  for (const subject of subjects) {
    const office = new Running(subject.folder, subject.port);
    const secondStart = await office.ready();
    running.push({ ...subject, office, acts: [] as number[], foreign: [] as number[], secondStart });
  }
  try {
    for (const login of ['contoh-tu', 'contoh-kepala-dinas', 'contoh-kepala-dinas', 'contoh-walikota'])
      for (let n = 1; n <= OPEN; n += 1)
        for (const { office, folder, cases, acts } of running)
          acts.push(await untilShown(folder, cases + n, await actOf(office, cases + n, login)));
    for (let n = 1; n <= OPEN; n += 1)
      for (const { office, folder, cases, foreign } of running)
        foreign.push(await untilShown(folder, cases + n, await foreignPushOf(office, n)));
    note(`nothing happens for ${IDLE_SECONDS} s …`);
    const before = running.map(({ office }) => office.processor());
    await setTimeout(IDLE_SECONDS * 1000);
    return running.map(({ cases, folder, port, measured, office, acts, foreign, secondStart }, i) => {
      const idle = office.processor() - (before[i] ?? 0);
      return {
        ...{ cases, folder, port },
        measured: { ...measured, acts, foreign, idle, secondStart, memory: office.memory().now } as Measured,
      };
    });
  } finally {
    for (const { office } of running) await office.end();
  }
}

async function openCases(office: Running): Promise<void> {
  const applicant = await office.person('contoh-bpbd');
  for (let n = 1; n <= OPEN; n += 1) {
    const files = await filesOf(n);
    await applicant.open({ branch: `permohonan/rapat-${n}`, title: `Rapat ${n}`, files, draft: false });
  }
}

/** The files of an open case. */
async function filesOf(n: number): Promise<NewFile[]> {
  const later = shifted(new Date().toISOString(), 'PT200H');
  const sample = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-bpbd', later);
  return sample.files.map(({ path, bytes }) => ({ path: path.replace(sample.name, `rapat-${n}`), bytes }));
}

/** An act on an open case. */
async function actOf(office: Running, number: number, login: string): Promise<() => Promise<unknown>> {
  const person = await office.person(login);
  return () => person.review(number, 'APPROVE', 'Tindak lanjuti.');
}

/** What another writer pushes to its branch (R48). */
async function foreignPushOf(office: Running, n: number): Promise<() => Promise<unknown>> {
  const person = await office.person('contoh-opd');
  const files = (await filesOf(n)).map(({ path, bytes }) =>
    path.endsWith('request.yaml') ? { path, bytes: Buffer.concat([bytes, Buffer.from('# lain\n')]) } : { path, bytes },
  );
  return () => person.push(`permohonan/rapat-${n}`, files);
}

/** Does something to an open case. @returns seconds until its page shows it */
async function untilShown(folder: string, number: number, does: () => Promise<unknown>): Promise<number> {
  const page = await pageOf(folder, number);
  // An act counts only for a visit that began in an earlier second.
  await setTimeout(1_000);
  const shown = readFileSync(page, 'utf8');
  const before = performance.now();
  await does();
  while (readFileSync(page, 'utf8') === shown) {
    if (performance.now() - before > 120_000) throw new Error(`The page of case ${number} does not show it.`);
    await setTimeout(3);
  }
  return (performance.now() - before) / 1000;
}

/** The page of a case, once it is there. */
async function pageOf(folder: string, number: number): Promise<string> {
  const pages = join(folder, 'site/berkas');
  for (let tries = 0; tries < 1_000; tries += 1) {
    const id = (await readdir(pages)).find((each) => each.endsWith(`-${number}`));
    if (id !== undefined) return join(pages, id, 'index.html');
    await setTimeout(50);
  }
  throw new Error(`Case ${number} has no page.`);
}

/** Bytes and files below a folder. */
async function weigh(folder: string): Promise<{ bytes: number; files: number }> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) => each.isFile());
  let bytes = 0;
  for (const { parentPath, name } of entries) bytes += (await stat(join(parentPath, name))).size;
  return { bytes, files: entries.length };
}

const row = (...cells: string[]): void => say(`| ${cells.join(' | ')} |`);
const seconds = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(1)} s`;
const megabytes = (value: number): string => `${(value / 1e6).toFixed(0)} MB`;

const sizes = process.argv.slice(2).map(Number);
const place = await mkdtemp(join(tmpdir(), 'disposisi-growth-'));
try {
  const subjects: Subject[] = [];
  for (const cases of sizes.length > 0 ? sizes : [5, 1_000, 10_000]) subjects.push(await makeOffice(place, cases));
  report(await measure(subjects));
} finally {
  await rm(place, { recursive: true, force: true });
}

function report(subjects: readonly { readonly cases: number; readonly measured: Measured }[]): void {
  const all = subjects.map(({ measured }) => ({
    ...measured,
    ...timing('', measured.acts),
    pushed: timing('', measured.foreign).median,
  }));
  const ratios = (of: (each: (typeof all)[number]) => number) =>
    all.map((each) => `${seconds(of(each))} (${(of(each) / of(all[0] ?? each)).toFixed(2)} ×)`);
  say(
    `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${OPEN} open cases\n`,
  );
  row('', ...subjects.map(({ cases }) => `${cases.toLocaleString('en')} ended`));
  row('---', ...subjects.map(() => '---'));
  row('act → page, median', ...ratios(({ median }) => median));
  row('act → page, fastest', ...ratios(({ min }) => min));
  row('push of somebody else → page, median', ...ratios(({ pushed }) => pushed));
  row(`processor in ${IDLE_SECONDS} s without events`, ...ratios(({ idle }) => idle));
  row('second start', ...ratios(({ secondStart }) => secondStart));
  row('first start, all pages made', ...all.map(({ firstStart }) => seconds(firstStart)));
  row('memory after these acts', ...all.map(({ memory }) => megabytes(memory)));
  row('most memory of the first start', ...all.map(({ peak }) => megabytes(peak)));
  row('site', ...all.map(({ bytes, files }) => `${megabytes(bytes)}, ${files.toLocaleString('en')} files`));
  row('files in the repository', ...all.map(({ objects }) => objects.toLocaleString('en')));
}
