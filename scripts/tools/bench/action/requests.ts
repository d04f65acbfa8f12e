import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { composeReview } from '#domain/request/review.ts';
import { type EmbeddedForge as LocalForge, startForge } from '#embedded/forge/start-forge.ts';
import { personOf } from '#embedded/office/person.ts';
import { readSample, type Sample, shifted } from '#embedded/office/samples.ts';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import { actingAt, actorOf, STRAIGHT_WAY } from '#embedded/office/walk.ts';
import { configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { createForge } from '#engine/forge/github.ts';
import { makeSigningKey, readSigningKey } from '#engine/register/signing-key.ts';
import { scheduledRun } from '#engine/process/scheduled-run.ts';
import { FIRST } from '#tests/support/folders.ts';

/** How often one run of the action calls the forge with the App's token. */
interface Count {
  readonly event: string;
  readonly rest: number;
  readonly graphql: number;
  /** Of them: reads, commits on the register, and writes for people. */
  readonly reads: number;
  readonly commits: number;
  readonly writes: number;
}

const PROCESS = 'disposisi[bot]';
const APPLICANT = { id: 1102, login: 'contoh-bpbd', name: 'Contoh BPBD' };

/** Counts what each kind of event makes the process ask of the forge, as one run of the action does. */
export async function requestsPerEvent(): Promise<Count[]> {
  const folder = await mkdtemp(join(tmpdir(), 'disposisi-requests-'));
  let now = '2026-12-01T01:00:00Z';
  const pass = (duration: string) => {
    now = shifted(now, duration);
  };
  const local = await startForge({ folder, now: () => now });
  try {
    await furnish(local);
    const token = await local.accounts.token(PROCESS, { ttl: 'P700D' });
    const counts: Count[] = [];
    const signer = readSigningKey(makeSigningKey(`${local.owner}/${local.repo}`));
    const people = new Map<string, ReturnType<typeof personOf>>();
    const at = { owner: local.owner, repo: local.repo, baseUrl: local.apiUrl };
    const as = async (login: string) => {
      const known =
        people.get(login) ?? personOf({ ...at, token: await local.accounts.token(login, { ttl: 'P700D' }) });
      people.set(login, known);
      return known;
    };
    /** As one run of the action, which remembers nothing of the run before. */
    const run = async (event: string | undefined) => {
      const wire = counting();
      const forge = createForge({ ...at, token, fetch: wire.fetch });
      const salt = () => '0'.repeat(32);
      const deps = { forge, signer, now: () => now, settle: 60, salt, log: () => undefined, siteUrl: local.url };
      await scheduledRun(deps, { ended: false });
      if (event !== undefined) counts.push({ event, ...wire.count });
      return forge;
    };
    const open = async (name: string): Promise<[number, Sample]> => {
      const sample = await readSample(PROGRAM, name, APPLICANT.login, shifted(now, 'PT96H'));
      const { files } = sample;
      const person = await as(APPLICANT.login);
      return [await person.open({ branch: `permohonan/${name}`, title: name, files, draft: false }), sample];
    };

    const [number, sample] = await open('rapat-koordinasi-banjir');
    await run('a submission');
    await run(undefined);
    await run('nothing new, one open case');
    await (await as('contoh-walikota')).review(number, 'APPROVE', '');
    await run('an act out of turn');
    for (const { row, role, after, note, result } of STRAIGHT_WAY) {
      pass(after);
      const forge = await run(undefined);
      const reading = await readCurrentCase(forge, number);
      const { state } = reading.journal;
      if (!state) throw new Error('The submission was not accepted.');
      if (state.visit.begins > now) now = shifted(state.visit.begins, after);
      const body = composeReview({
        ...(note === undefined ? {} : { note }),
        ...(result ? { result: stringify(result(sample, actingAt(reading, now))).trimEnd() } : {}),
        visit: `${state.visit.step}#${state.visit.visit}`,
        digest: state.digest,
      });
      await (await as(actorOf(reading, role, now) ?? '')).review(number, 'APPROVE', body);
      await run(row === 3 ? 'an act accepted' : row === 10 ? 'the last act, with the merge' : undefined);
    }
    const [second] = await open('rapat-evakuasi-warga');
    await run(undefined);
    pass('PT72H');
    await run('time passed: overdue');
    await (await as(APPLICANT.login)).close(second);
    await run('withdrawn');
    return counts;
  } finally {
    await local.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function furnish(local: LocalForge): Promise<void> {
  const files = await configFolder(FIRST);
  const reading = readConfig(files);
  if ('problems' in reading) throw new Error('The configuration is not sound.');
  await local.seed(Object.fromEntries(files.map(({ path, text }) => [path, text])), 'Configuration');
  const holders = Object.values(reading.config.roles.roles).flatMap((role) => role.holders);
  const people = new Map(holders.map(({ account, login, name }) => [account, { id: account, login, name }]));
  for (const person of [...people.values(), APPLICANT]) await local.accounts.add({ ...person, permission: 'write' });
  await local.accounts.add({ login: PROCESS, type: 'Bot', permission: 'process' });
}

function counting(): { fetch: typeof fetch; count: Omit<Count, 'event'> } {
  const count = { rest: 0, graphql: 0, reads: 0, commits: 0, writes: 0 };
  const counted: typeof fetch = async (input, init) => {
    const isGraphql = String(input).endsWith('/graphql');
    count[isGraphql ? 'graphql' : 'rest'] += 1;
    const query = isGraphql ? (JSON.parse(String(init?.body)) as { query: string }).query : '';
    const isRead = isGraphql ? /^\s*query/.test(query) : (init?.method ?? 'GET') === 'GET';
    if (/createCommitOnBranch/.test(query)) count.commits += 1;
    else count[isRead ? 'reads' : 'writes'] += 1;
    return fetch(input, init);
  };
  return { fetch: counted, count };
}
