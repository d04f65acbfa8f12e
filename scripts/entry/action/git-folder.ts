import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MAIN_REF } from '#domain/case/state/pull.ts';
import { UserError } from '#domain/user-error.ts';
import { redact } from '#engine/forge/errors.ts';
import { listFiles, readFiles } from '#engine/register/git.ts';
import { TARGET_FILE } from '#public/form/target-file.ts';
import { type FormTarget, readTarget } from '#public/form/target.ts';
import type { ActionInputs } from './inputs.ts';

const run = promisify(execFile);

/** A bare repository of this job, and the functions that fill it from the forge. */
export interface GitFolder {
  readonly path: string;
  /** Fetches refs or objects, or throws a UserError with git's message. */
  fetch(...args: readonly string[]): Promise<void>;
  /** Fetches the absent ones of these blobs in one call, or throws a UserError with git's message. */
  obtain(oids: readonly string[]): Promise<void>;
  git(args: readonly string[], input?: string): Promise<string>;
}

/**
 * Makes an empty bare repository that can fetch from the forge. Git gets the token in environment variables, so the
 * token is neither in the repository's configuration nor on a command line.
 * @param isPartial whether a fetch may omit the contents of files, which are fetched later
 */
export async function openGitFolder(
  { owner, repo, serverUrl, token, temp }: Pick<ActionInputs, 'owner' | 'repo' | 'serverUrl' | 'token' | 'temp'>,
  isPartial = false,
): Promise<GitFolder> {
  const path = await mkdtemp(join(temp || tmpdir(), 'disposisi-'));
  const credentials = Buffer.from(`x-access-token:${token}`).toString('base64');
  const env = {
    ...process.env,
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: `http.${serverUrl}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${credentials}`,
    // Maintenance is useless, since the folder is deleted with the job.
    GIT_CONFIG_KEY_1: 'maintenance.auto',
    GIT_CONFIG_VALUE_1: 'false',
    LC_ALL: 'C',
  };
  const git = async (args: readonly string[], input = '', more: NodeJS.ProcessEnv = {}): Promise<string> => {
    const child = run('git', ['-C', path, ...args], { env: { ...env, ...more }, maxBuffer: 64 * 1024 * 1024 });
    child.child.stdin?.on('error', () => undefined); // If git ends early, its exit code reports the failure.
    child.child.stdin?.end(input);
    try {
      return (await child).stdout;
    } catch (error) {
      const said = redact((error as { stderr?: string }).stderr || String(error), [token, credentials]);
      throw new UserError({ id: `git ${args[0]} gagal: ${said}`, en: `git ${args[0]} failed: ${said}` });
    }
  };
  await git(['init', '--quiet', '--bare']);
  await git(['remote', 'add', 'origin', `${serverUrl}/${owner}/${repo}.git`]);
  if (isPartial) {
    await git(['config', 'remote.origin.promisor', 'true']);
    await git(['config', 'remote.origin.partialclonefilter', 'blob:none']);
  }
  return {
    path,
    git: (args, input) => git(args, input),
    fetch: async (...args) => void (await git(['fetch', '--quiet', '--no-tags', ...args])),
    obtain: async (oids) => {
      // Otherwise git would fetch each blob separately when it is read.
      const here = await git(['cat-file', '--batch-check'], lines(oids), { GIT_NO_LAZY_FETCH: '1' });
      const absent = here.split('\n').flatMap((line) => (line.endsWith(' missing') ? [line.split(' ')[0] ?? ''] : []));
      if (absent.length === 0) return;
      const given = ['--no-write-fetch-head', '--recurse-submodules=no', '--filter=blob:none', '--stdin', 'origin'];
      await git(['-c', 'fetch.negotiationAlgorithm=noop', 'fetch', '--quiet', '--no-tags', ...given], lines(absent));
    },
  };
}

/**
 * Reads from main where form and desk find the forge.
 * @param obtain fetches contents that are not in the repository yet
 * @throws the TypeError of {@link readTarget}, or SyntaxError
 */
export async function targetOnMain(
  path: string,
  obtain: GitFolder['obtain'] = () => Promise.resolve(),
): Promise<FormTarget> {
  const files = await listFiles(path, MAIN_REF, [TARGET_FILE]);
  await obtain(files.map(({ oid }) => oid));
  for await (const [, content] of readFiles(path, files)) return readTarget(JSON.parse(content.toString('utf8')));
  return readTarget(undefined);
}

const lines = (oids: readonly string[]): string => oids.map((oid) => `${oid}\n`).join('');
