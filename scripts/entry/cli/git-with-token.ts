import { spawn } from 'node:child_process';
import { ownEnvironment } from '#engine/register/git-environment.ts';
import type { Io } from '#entry/command.ts';
import { connect, runningOffice, tokenOf } from './connect.ts';

/** A repository on a forge, and the account to use. */
export interface GitSource {
  readonly url: string;
  /** The name and the token of an account, as `name:token`. */
  readonly credentials: string;
}

/** Returns the repository of a running office on this machine or, with `--repo`, of an office on GitHub. */
export async function gitSourceOf(values: Parameters<typeof connect>[0], io: Io): Promise<GitSource> {
  if (values.repo !== undefined) {
    const { owner, repo, token, baseUrl = 'https://api.github.com' } = await connect(values, io);
    const { origin, hostname } = new URL(baseUrl);
    const forge = hostname === 'api.github.com' ? 'https://github.com' : origin;
    return { url: `${forge}/${owner}/${repo}.git`, credentials: `x-access-token:${String(token)}` };
  }
  const office = await runningOffice(values.folder, io);
  const login = values.as ?? Object.keys(office.tokens).find((each) => each !== office.process) ?? '';
  return { url: office.cloneUrl, credentials: `${login}:${tokenOf(office, login)}` };
}

/**
 * Runs git with the token of a source. Its messages go to the terminal. Returns its exit code.
 * @param folder the repository in which git works, of which no setting counts; undefined if git makes one
 */
export function gitWithToken(
  folder: string | undefined,
  args: readonly string[],
  { url, credentials }: GitSource,
): Promise<number> {
  const env = {
    ...ownEnvironment(folder),
    LC_ALL: process.env['LC_ALL'],
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${new URL(url).origin}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(credentials).toString('base64')}`,
  };
  return new Promise((done, failed) => {
    const child = spawn('git', [...(folder === undefined ? [] : ['-C', folder]), ...args], {
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', failed);
    child.on('close', (code) => done(code ?? 1));
  });
}
