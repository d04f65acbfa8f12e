import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { error as annotate, summary, warning } from '@actions/core';
import { formatProblem, type Problem } from '#domain/problem.ts';
import { TREE_LIMITS } from '#domain/request/file-rules.ts';
import { type Change, checkChange } from '#domain/request/tree.ts';
import { UsageError } from '#domain/user-error.ts';
import { blobId, configFolder } from '#engine/config/folder.ts';
import { type ConfigFile, readConfig } from '#engine/config/read.ts';
import { checkRequest, type LocalFile } from '#engine/config/request-files.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { placeOf } from './failure.ts';
import { forgeClock } from './forge-clock.ts';
import type { ActionInputs } from './inputs.ts';

/**
 * A changed file. `bytes` is empty if the file was not read: a deleted file, a file that is neither configuration nor
 * in requests/, and a file in requests/ beyond the limit.
 */
export interface ChangedFile {
  readonly path: string;
  readonly status: Change['status'];
  readonly oid: string;
  readonly bytes: Uint8Array;
}

/**
 * Checks the content of a pull request as the process will (R7, R8, R9), and annotates its files. The result is only
 * early information. The process decides. Configuration that the pull request does not change is read from the checkout
 * of main. The pull request's files are read over the API, as data.
 * @returns false if there is a problem
 */
export async function run(inputs: ActionInputs): Promise<boolean> {
  const clock = forgeClock();
  const changed = await readChanged(inputs, clock.fetch);
  const { problems, warnings } = check(changed, await configFolder(inputs.workspace), clock.now());
  for (const problem of problems) annotate(both(problem), placeOf(problem));
  for (const problem of warnings) warning(both(problem), placeOf(problem));
  const lines = problems.length === 0 ? ['Baik. / Sound.'] : problems.map((problem) => formatProblem(problem));
  await summary
    .addCodeBlock([...lines, ...warnings.map((each) => `⚠ ${formatProblem(each)}`)].join('\n'), 'text')
    .write();
  if (problems.length === 0) process.stdout.write(`${lines.join('\n')}\n`);
  return problems.length === 0;
}

interface Found {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/**
 * Finds the problems in the changes of a pull request.
 * @param files the office's configuration on main; changed files replace files with the same path
 */
export function check(changed: readonly ChangedFile[], files: readonly ConfigFile[], now: string): Found {
  const reading = readConfig(withChanged(files, changed));
  if ('problems' in reading) return { problems: reading.problems, warnings: [] };
  const tree = checkChange(
    // GitHub's list of changed files has no file modes. Only the process reads the tree, and can refuse a mode.
    changed.map(({ path, status, oid, bytes }) => ({ path, status, oid, size: bytes.length, mode: '100644' })),
    { onMain: [], inOpenCases: [] },
  );
  if (tree.kind === 'no-case') return { problems: [], warnings: [] };
  const { request } = tree;
  const document = request && changed.find(({ path }) => path === request.path);
  if (!document) return { problems: tree.problems, warnings: [] };
  const local = ({ path, bytes }: ChangedFile): LocalFile => ({ file: path, bytes });
  const others = changed.filter(
    ({ path, status }) => path !== document.path && status !== 'removed' && dirname(path) === dirname(document.path),
  );
  const found = checkRequest(local(document), others.map(local), reading.config, now);
  const known = new Set(found.problems.map(({ file, code }) => `${file} ${code}`));
  const places = tree.problems.filter(({ file, code }) => !known.has(`${file} ${code}`));
  return { problems: [...places, ...found.problems], warnings: found.warnings };
}

function withChanged(files: readonly ConfigFile[], changed: readonly ChangedFile[]): ConfigFile[] {
  const changedConfig = changed.filter(({ path }) => isConfig(path));
  const replaced = new Set(changedConfig.map(({ path }) => path));
  return [
    ...files.filter(({ path }) => !replaced.has(path)),
    ...changedConfig.flatMap(({ path, status, bytes }) =>
      status === 'removed' ? [] : [{ path, blob: blobId(bytes), text: Buffer.from(bytes).toString('utf8') }],
    ),
  ];
}

const isConfig = (path: string): boolean => /^(sops|schemas)\//.test(path);

async function readChanged(inputs: ActionInputs, fetch: typeof globalThis.fetch): Promise<ChangedFile[]> {
  const { owner, repo, token, baseUrl, event } = inputs;
  const payload = JSON.parse(await readFile(event.path, 'utf8')) as { pull_request?: { number?: number } };
  const number = payload.pull_request?.number;
  if (number === undefined)
    throw new UsageError({ id: 'check memerlukan kejadian pull_request.', en: 'check needs a pull_request event.' });
  const { octokit } = createClient({ owner, repo, token, fetch, ...(baseUrl ? { baseUrl } : {}) });
  const listed = await octokit.paginate('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
  });
  const changed: ChangedFile[] = [];
  let read = 0;
  for (const { filename, status, sha, ...rest } of listed) {
    const isRequest = filename.startsWith('requests/');
    const isThere = status !== 'removed' && sha !== null;
    // To report too many files, it is enough to read one file more than a request may have.
    const wanted = isThere && (isConfig(filename) || (isRequest && read <= TREE_LIMITS.count));
    if (wanted && isRequest) read += 1;
    const bytes = wanted ? await readBlob(sha) : new Uint8Array();
    changed.push({ path: filename, status: statusOf(status), oid: sha ?? '', bytes });
    const before = 'previous_filename' in rest ? rest.previous_filename : undefined;
    if (status === 'renamed' && before !== undefined)
      changed.push({ path: before, status: 'removed', oid: '', bytes: new Uint8Array() });
  }
  return changed;

  async function readBlob(file_sha: string): Promise<Uint8Array> {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', { owner, repo, file_sha });
    return Buffer.from(data.content, 'base64');
  }
}

const statusOf = (status: string): Change['status'] =>
  status === 'added' || status === 'removed' || status === 'renamed'
    ? status
    : status === 'copied'
      ? 'added'
      : 'modified';

const both = (problem: Problem): string => `${formatProblem(problem, 'id')} / ${formatProblem(problem, 'en')}`;
