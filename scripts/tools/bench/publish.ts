/**
 * `npm run bench:publish [CASES …]`: what publishing on GitHub takes beside 5, 1,000 and 10,000 ended cases (or as many as are
 * named): the bundled action over the embedded forge, first whole, then for single acts. Bytes are all that goes over the wire
 * to and from the forge, git's too. Nothing is asserted; the ratios are to the first size.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { APP_PERMISSIONS } from '#doors/setup/names.ts';
import { type EmbeddedForge, startForge } from '#embedded/forge/start-forge.ts';
import { personOf } from '#embedded/office/person.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { EMBEDDED } from '#public/form/target.ts';
import { writeShared } from '#public/site/local-site.ts';
import { type ActionRun, runAction } from '#tests/action/support/run-action.ts';
import { Bytes } from '#tests/workflows/support/bytes.ts';
import { makeArchive } from './archive.ts';
import { timing } from './startup.ts';

const SITE = 'https://kantor.example';
const ACTS = ['contoh-tu', 'contoh-kepala-dinas', 'contoh-kepala-dinas', 'contoh-walikota'];

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const note = (line: string): void => void process.stderr.write(`${line}\n`);

interface Measured {
  readonly seconds: number;
  readonly bytes: number;
  readonly said: string;
}

/** Seconds by which the forge's clock is ahead: an act counts only for a visit that began in an earlier second. */
interface Clock {
  ahead: number;
}

type App = Awaited<ReturnType<EmbeddedForge['installApp']>>;

interface Made {
  readonly cases: number;
  readonly clock: Clock;
  readonly forge: EmbeddedForge;
  readonly app: App;
  readonly logKey: string;
}

/** An office on the embedded forge, published by the action. */
class Subject {
  readonly cases: number;
  readonly acts: Measured[] = [];
  readonly #forge: EmbeddedForge;
  readonly #clock: Clock;
  readonly #bytes = new Bytes();
  readonly #app: App;
  readonly #logKey: string;

  static async make(place: string, cases: number): Promise<Subject> {
    const folder = join(place, `office-${cases}`);
    note(`${cases} ended cases are made …`);
    await makeArchive(folder, cases, note);
    const clock: Clock = { ahead: 0 };
    const forge = await startForge({ folder, now: () => instant(clock) });
    await forge.seed({ 'site/forge.json': JSON.stringify(EMBEDDED) }, 'Site');
    const app = await forge.installApp({ slug: 'disposisi', permissions: APP_PERMISSIONS });
    const logKey = (await readFile(join(folder, 'log.key'), 'utf8')).trim();
    return new Subject({ cases, clock, forge, app, logKey });
  }

  private constructor({ cases, clock, forge, app, logKey }: Made) {
    this.cases = cases;
    this.#clock = clock;
    this.#forge = forge;
    this.#app = app;
    this.#logKey = logKey;
  }

  /** Opens a case and looks at it. @returns its number */
  async open(): Promise<number> {
    const applicant = await this.#person('contoh-bpbd');
    const start = shifted(instant(this.#clock), 'PT200H');
    const sample = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-bpbd', start);
    const files = sample.files.map(({ path, bytes }) => ({ path: path.replace(sample.name, 'ukur'), bytes }));
    const number = await applicant.open({ branch: 'permohonan/ukur', title: 'Ukur', files, draft: false });
    await this.#run({ command: 'sweep', 'log-key': this.#logKey });
    return number;
  }

  /** One act: the process, then the publication, which is measured. */
  async act(number: number, login: string): Promise<void> {
    this.#clock.ahead += 60;
    await (await this.#person(login)).review(number, 'APPROVE', 'Tindak lanjuti.');
    await this.#run({ command: 'sweep', 'log-key': this.#logKey });
    this.acts.push(await this.publish());
  }

  /** @param more `shared` for all pages */
  async publish(more: Readonly<Record<string, string>> = {}): Promise<Measured> {
    const token = await this.#forge.accounts.token('contoh-tu');
    this.#bytes.begin();
    const begun = performance.now();
    const { log } = await this.#run({ command: 'publish', token, site: SITE, ...more });
    const [said] = /Situs terbit[^/]*/.exec(log) ?? [];
    if (said === undefined) throw new Error(log);
    return { seconds: (performance.now() - begun) / 1000, bytes: this.#bytes.end(), said };
  }

  async close(): Promise<void> {
    this.#bytes.close();
    await this.#forge.close();
  }

  async #person(login: string) {
    const { owner, repo, apiUrl: baseUrl, accounts } = this.#forge;
    return personOf({ owner, repo, baseUrl, token: await accounts.token(login) });
  }

  async #run(inputs: Readonly<Record<string, string>>): Promise<ActionRun> {
    const { owner, repo, apiUrl, url } = this.#forge;
    const ran = await runAction({
      clock: instant(this.#clock),
      inputs: { 'app-id': String(this.#app.id), 'private-key': this.#app.privateKey, ...inputs },
      env: { GITHUB_API_URL: apiUrl, GITHUB_SERVER_URL: url, GITHUB_REPOSITORY: `${owner}/${repo}` },
    });
    if (ran.code !== 0) throw new Error(ran.log);
    return ran;
  }
}

const instant = ({ ahead }: Clock): string => `${new Date(Date.now() + ahead * 1000).toISOString().slice(0, 19)}Z`;

const sizes = process.argv.slice(2).map(Number);
const place = await mkdtemp(join(tmpdir(), 'disposisi-publish-'));
const subjects: Subject[] = [];
try {
  const shared = join(place, 'shared');
  await writeShared({ root: PROGRAM, out: shared });
  const wholes: Measured[] = [];
  const numbers: number[] = [];
  for (const cases of sizes.length > 0 ? sizes : [5, 1_000, 10_000]) {
    const subject = await Subject.make(place, cases);
    subjects.push(subject);
    wholes.push(await subject.publish({ shared }));
    numbers.push(await subject.open());
    note(wholes.at(-1)?.said ?? '');
  }
  // In turn, so that all meet the same machine.
  for (const login of ACTS) for (const [i, subject] of subjects.entries()) await subject.act(numbers[i] ?? 0, login);
  report(wholes);
} finally {
  for (const subject of subjects) await subject.close();
  await rm(place, { recursive: true, force: true });
}

function report(wholes: readonly Measured[]): void {
  const row = (...cells: string[]): void => say(`| ${cells.join(' | ')} |`);
  const all = subjects.map(({ acts }) => ({
    ...timing(
      '',
      acts.map(({ seconds }) => seconds),
    ),
    bytes: timing(
      '',
      acts.map(({ bytes }) => bytes),
    ).median,
  }));
  const ratios = (unit: (value: number) => string, of: (each: (typeof all)[number]) => number) =>
    all.map((each) => `${unit(of(each))} (${(of(each) / of(all[0] ?? each)).toFixed(2)} ×)`);
  const seconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} s`;
  const megabytes = (value: number): string => `${(value / 1e6).toFixed(value < 1e7 ? 2 : 0)} MB`;
  say(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}\n`);
  row('', ...subjects.map(({ cases }) => `${cases.toLocaleString('en')} ended`));
  row('---', ...subjects.map(() => '---'));
  row('an act’s publication, median', ...ratios(seconds, ({ median }) => median));
  row('the same, fastest', ...ratios(seconds, ({ min }) => min));
  row('over the wire', ...ratios(megabytes, ({ bytes }) => bytes));
  row('all pages', ...wholes.map((each) => `${seconds(each.seconds)}, ${megabytes(each.bytes)}`));
  for (const { cases, acts } of subjects) note(`${cases}: ${acts.map(({ said }) => said).join(' ')}`);
}
