// `crowd-one.ts <checkout> <people> <loose>`: once, by that checkout's program; prints what it took as JSON.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Roles } from '#domain/generated/roles.ts';
import type { Office, openOffice } from '#embedded/office/open-office.ts';
import type { readSample, shifted } from '#embedded/office/samples.ts';
import type { readCurrentCase } from '#embedded/office/current-case.ts';

/** What one run found. */
export interface CrowdRun {
  readonly acts: number;
  /** From the first act of a round until all pages show that round's acts, all rounds together. */
  readonly seconds: number;
  /** Seconds of the processor that this process took meanwhile, office and people together; git's own are not in it. */
  readonly busy: number;
  /** Acts that are not in the journal as their author's, or not on the case's page. */
  readonly lost: number;
  /** Files that the repository consists of at the end. */
  readonly files: number;
}

/** On a day on which the sample office has one holder of that role. */
const COORDINATED = `Siapkan TCM Room.

\`\`\`hasil
dengan: Contoh Kabid IKP
waktu: 2026-05-04T09:00:00+07:00
cara: telepon
kesepakatan: Siaran pers disiapkan.
\`\`\``;

/** What each round's people hold, and what they write. */
const ROUNDS = [
  { role: 'tu', note: '' },
  { role: 'kepala-dinas', note: 'Tindak lanjuti.' },
  { role: 'kepala-dinas', note: 'Dilaporkan kepada Wali Kota.' },
  { role: 'walikota', note: 'Laksanakan.\n\n```hasil\nruang: tcm\npemangku_kepentingan: []\n```' },
  { role: 'kabid-aptika', note: COORDINATED },
] as const;
type Role = (typeof ROUNDS)[number]['role'];

const [checkout = '', count = '', loose = ''] = process.argv.slice(2);
const people = Number(count);
const scripts = (path: string): string => join(checkout, 'scripts', path);
const program = {
  ...((await import(scripts('embedded/office/open-office.ts'))) as { readonly openOffice: typeof openOffice }),
  ...((await import(scripts('embedded/office/samples.ts'))) as {
    readonly readSample: typeof readSample;
    readonly shifted: typeof shifted;
  }),
  ...((await import(scripts('embedded/office/current-case.ts'))) as { readonly readStanding: typeof readCurrentCase }),
};

const place = await mkdtemp(join(tmpdir(), 'disposisi-bench-'));
const loginOf = (role: Role, n: number): string => `contoh-${role}-${n}`;

/** The sample office with so many holders of each role that acts. @returns its folder */
async function crowdedRoot(): Promise<string> {
  const root = join(place, 'root');
  await cp(join(checkout, 'tests/fixtures/first'), root, { recursive: true });
  const path = join(root, 'sops/roles.yaml');
  const roles = parse(await readFile(path, 'utf8')) as Roles;
  for (const [i, name] of [...new Set(ROUNDS.map(({ role }) => role))].entries()) {
    const holders = Array.from({ length: people }, (_, n) => ({
      account: 3000 + i * 1000 + n,
      login: loginOf(name, n + 1),
      name: `Contoh ${name} ${n + 1}`,
      from: '2026-01-01',
    }));
    roles.roles[name]?.holders.push(...holders);
  }
  await writeFile(path, stringify(roles));
  return root;
}

/** Opens a case for each person. */
async function openCases(office: Office): Promise<void> {
  const start = program.shifted(office.now(), 'PT240H');
  const sample = await program.readSample(checkout, 'rapat-koordinasi-banjir', 'contoh-bpbd', start);
  const applicant = await office.as('contoh-bpbd');
  for (let n = 1; n <= people; n += 1) {
    const files = sample.files.map(({ path, bytes }) => ({ path: path.replace(sample.name, `rapat-${n}`), bytes }));
    await applicant.open({ branch: `permohonan/rapat-${n}`, title: `Rapat ${n}`, files, draft: false });
    await office.idle();
  }
}

/** Puts loose objects into the repository that nothing refers to, so that there is something to pack. */
function addLoose(folder: string): void {
  const blobs = Array.from({ length: Number(loose) }, () => `blob\ndata 400\n${randomBytes(200).toString('hex')}\n`);
  const args = ['-C', join(folder, 'repo.git'), '-c', 'fastimport.unpackLimit=1000000', 'fast-import', '--quiet'];
  execFileSync('git', args, { input: blobs.join('') });
}

/** Everybody acts at once, each on a case of their own. */
async function act(
  office: Office,
  { role, note }: (typeof ROUNDS)[number],
): Promise<Pick<CrowdRun, 'seconds' | 'busy' | 'lost'>> {
  const cases = await Promise.all(
    Array.from({ length: people }, async (_, i) => {
      const number = i + 1;
      const login = loginOf(role, number);
      const person = await office.as(login);
      const id = (await program.readStanding(office.deps.forge, number)).journal.state?.opens.case ?? '';
      const page = (): Promise<string> => readFile(join(office.site, 'berkas', id, 'index.html'), 'utf8');
      return { number, person, account: await person.id(), page, shown: await page() };
    }),
  );
  const [before, cpu] = [performance.now(), process.cpuUsage()];
  await Promise.all(cases.map(({ person, number }) => person.review(number, 'APPROVE', note)));
  await office.idle();
  const seconds = (performance.now() - before) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  let lost = 0;
  for (const { number, account, page, shown } of cases) {
    const { entries } = (await program.readStanding(office.deps.forge, number)).journal;
    const last = entries.at(-1);
    if (last?.kind !== 'accepted' || last.who?.id !== account || (await page()) === shown) lost += 1;
  }
  return { seconds, busy: (user + system) / 1_000_000, lost };
}

const folder = join(place, 'office');
const office = await program.openOffice({ folder, root: await crowdedRoot(), port: 0, log: () => undefined });
try {
  await openCases(office);
  await office.showSite();
  await office.idle();
  let [seconds, busy, lost] = [0, 0, 0];
  for (const [i, round] of ROUNDS.entries()) {
    if (i === 2) addLoose(folder);
    const done = await act(office, round);
    seconds += done.seconds;
    busy += done.busy;
    lost += done.lost;
  }
  const names = await readdir(join(folder, 'repo.git'), { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).length;
  const run: CrowdRun = { acts: people * ROUNDS.length, seconds, busy, lost, files };
  process.stdout.write(JSON.stringify(run));
} finally {
  await office.close();
  await rm(place, { recursive: true, force: true });
}
