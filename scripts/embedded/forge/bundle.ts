import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { OWN_GROUP } from '#engine/own-group.ts';
import { Statements } from '#engine/statements.ts';
import { GitFault, lines, NEW_REPOSITORY } from './git/repository.ts';
import { gitEnvironment, runGit } from './git/run.ts';
import { MAIN } from './permissions.ts';

interface RefRow {
  readonly name: string;
  readonly oid: string;
}

/** The content of a forge at one moment, as a copy of its database lists it. */
export interface ForgeMoment {
  readonly refs: readonly RefRow[];
  /** Ids that the database names as commits. Some are in no branch, such as the head of a deleted branch. */
  readonly commits: readonly string[];
  readonly pulls: number;
  /** The time at which a branch last moved; undefined if none ever did. */
  readonly lastMove: string | undefined;
}

const COMMITS = `
SELECT head_oid AS oid FROM pulls UNION SELECT base_oid FROM pulls UNION SELECT merge_oid FROM pulls
UNION SELECT commit_oid FROM reviews UNION SELECT before FROM activity UNION SELECT after FROM activity
UNION SELECT oid FROM statuses`;

/**
 * Reads a copy of a forge's database.
 * @param path the path of the copy, which no other program has open
 */
export function readMoment(path: string): ForgeMoment {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = new Statements(database);
    const pulls = rows.get<{ count: number }>('SELECT count(*) AS count FROM pulls');
    const move = rows.get<{ timestamp: string }>('SELECT timestamp FROM activity ORDER BY id DESC LIMIT 1');
    return {
      refs: rows.all<RefRow>('SELECT name, oid FROM refs ORDER BY name'),
      commits: rows.all<{ oid: string | null }>(COMMITS).flatMap(({ oid }) => oid ?? []),
      pulls: pulls?.count ?? 0,
      lastMove: move?.timestamp,
    };
  } finally {
    database.close();
  }
}

/**
 * Options of git: no deltas for large files, and little memory for the search for deltas. Attachments are compressed,
 * so deltas of attachments save nothing.
 */
const FLAT = ['-c', 'core.bigFileThreshold=256k', '-c', 'pack.windowMemory=32m'];

/**
 * Writes a git bundle of a moment. The bundle has the refs, and every object that these refs or the commits of the
 * database need. Objects that were added later are not in the bundle. No object of the moment is missing, because the
 * forge never deletes objects.
 * @param repository the path of the bare repository
 * @param path the path of the bundle, where no file exists yet
 * @throws GitFault if an object is missing from the repository
 */
export async function writeBundle(repository: string, { refs, commits }: ForgeMoment, path: string): Promise<void> {
  const head = refs.filter(({ name }) => name === MAIN).map(({ oid }) => ({ name: 'HEAD', oid }));
  const named = [...refs, ...head].map(({ name, oid }) => `${oid} ${name}\n`).join('');
  const wanted = new Set([...refs.map(({ oid }) => oid), ...(await existingCommits(repository, commits))]);
  const child = spawn('git', [...FLAT, 'pack-objects', '--quiet', '--revs', '--stdout', '--delta-base-offset'], {
    ...OWN_GROUP,
    env: gitEnvironment(repository),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  child.stdin.on('error', () => undefined); // if git ended early, its exit code shows that
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? -1));
  });
  ended.catch(() => undefined);
  child.stdin.end([...wanted].map((oid) => `${oid}\n`).join(''));
  const bundle = async function* (): AsyncGenerator<Buffer> {
    yield Buffer.from(`# v2 git bundle\n${named}\n`);
    yield* child.stdout as AsyncIterable<Buffer>;
  };
  await pipeline(bundle, createWriteStream(path, { mode: 0o600, flags: 'wx' }));
  if ((await ended) !== 0) throw new GitFault(Buffer.concat(said).toString('utf8').trim());
}

/** Checks whether a repository has exactly the refs of a moment, each with the same commit. */
export async function isOfMoment(repository: string, { refs }: Pick<ForgeMoment, 'refs'>): Promise<boolean> {
  const { code, stdout } = await runGit(repository, ['for-each-ref', '--format=%(objectname) %(refname)']);
  const wanted = refs.map(({ name, oid }) => `${oid} ${name}`);
  return code === 0 && lines(stdout.toString('utf8')).sort().join('\n') === wanted.sort().join('\n');
}

/** Finds which of these commits are in the repository. */
async function existingCommits(repository: string, oids: readonly string[]): Promise<string[]> {
  const { stdout } = await runGit(repository, ['cat-file', '--batch-check'], oids.map((oid) => `${oid}\n`).join(''));
  return lines(stdout.toString('utf8')).flatMap((line) => /^([0-9a-f]{40}) commit /.exec(line)?.[1] ?? []);
}

/**
 * Makes a bare repository from a bundle. Git checks the hash of every object, and that all objects of every ref exist.
 * @param bundle the path of the bundle
 * @param folder the path of the new repository, where nothing exists yet
 * @throws GitFault if the bundle is damaged or incomplete
 */
export async function repositoryOfBundle(bundle: string, folder: string): Promise<void> {
  const settings = ['gc.auto=0', 'maintenance.auto=false', 'fetch.unpackLimit=1', 'core.fsync=committed'];
  for (const args of [
    [...NEW_REPOSITORY, folder],
    [
      ...settings.flatMap((setting) => ['-c', setting]),
      'fetch',
      '--quiet',
      '--no-write-fetch-head',
      bundle,
      '+refs/*:refs/*',
    ],
  ]) {
    const { code, stderr } = await runGit(folder, args);
    if (code !== 0) throw new GitFault(stderr.trim());
  }
}
