import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runChild } from './child.ts';
import { Unevaluated } from './unevaluated.ts';

export interface CheckoutWish {
  readonly cloneUrl: string;
  readonly token: string;
  /** The commit, branch or ref that is checked out. */
  readonly ref: string;
  /** The patterns of a sparse checkout, or none for everything. */
  readonly sparse: readonly string[];
  readonly cone: boolean;
  readonly depth: number;
  /** Does the token stay in the workspace’s configuration, where the next step finds it? */
  readonly persist: boolean;
  readonly workspace: string;
}

const GIT = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  // The action does the same, since the workspace ends with the job.
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'maintenance.auto',
  GIT_CONFIG_VALUE_0: 'false',
  LC_ALL: 'C',
  HOME: '/nonexistent',
};

/**
 * Does what actions/checkout does with these inputs: real git, over HTTP, with the job’s token.
 * @returns what failed, if anything
 */
export async function checkOut(wish: CheckoutWish): Promise<string | undefined> {
  const { workspace, token, ref, sparse } = wish;
  await mkdir(workspace, { recursive: true });
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  const git = (...args: string[]) => runChild('git', args, workspace, GIT);
  const withToken = (...args: string[]) => git('-c', `http.extraheader=${header}`, ...args);
  const made = await git('init', '--quiet', '--initial-branch=main');
  if (made.code !== 0) return made.log;
  if (sparse.length > 0 && wish.cone) throw new Unevaluated('actions/checkout', 'a sparse checkout in cone mode');
  const config = join(workspace, '.git/config');
  const remote = `[remote "origin"]\n\turl = ${wish.cloneUrl}\n`;
  const partial = '\tpromisor = true\n\tpartialclonefilter = blob:none\n[core]\n\tsparseCheckout = true\n';
  const kept = wish.persist ? `[http]\n\textraheader = ${header}\n` : '';
  await appendFile(config, `${remote}${sparse.length > 0 ? partial : ''}${kept}`);
  if (sparse.length > 0) {
    await mkdir(join(workspace, '.git/info'), { recursive: true });
    await writeFile(join(workspace, '.git/info/sparse-checkout'), `${sparse.join('\n')}\n`);
  }
  const filter = sparse.length > 0 ? ['--filter=blob:none'] : [];
  const depth = wish.depth > 0 ? [`--depth=${wish.depth}`] : [];
  const fetched = await withToken('fetch', '--quiet', '--no-tags', ...filter, ...depth, 'origin', ref);
  if (fetched.code !== 0) return fetched.log;
  const out = await withToken('checkout', '--quiet', '--force', '--detach', 'FETCH_HEAD');
  return out.code === 0 ? undefined : out.log;
}
