import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rmdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '#domain/user-error.ts';
import type { Command } from '#entry/command.ts';
import { runningOffice, tokenOf } from '../connect.ts';
import { makeFolder, refuseUnlessEmpty } from '../folders.ts';
import { readArgs } from '../read-args.ts';

/** Clones the running office's repository. Git gets the token by its environment, so the clone does not contain it. */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, { folder: { type: 'string' }, as: { type: 'string' } }, 1);
  const office = await runningOffice(values.folder, io);
  const login = values.as ?? Object.keys(office.tokens).find((each) => each !== office.process) ?? '';
  const token = tokenOf(office, login);
  const target = positionals[0] ?? 'klona';
  await refuseUnlessEmpty(target, io);
  const isThere = existsSync(resolve(io.cwd, target));
  // If nothing can be written there, this is reported before git is called.
  await makeFolder(target, io);
  const code = await gitClone(office.cloneUrl, resolve(io.cwd, target), `${login}:${token}`);
  if (code !== 0 && !isThere) await rmdir(resolve(io.cwd, target)).catch(() => undefined);
  if (code !== 0)
    throw new UserError({
      id: 'git clone tidak berhasil; sebabnya di atas. Periksa kantornya masih berjalan, dan tempat tujuannya dapat ditulisi.',
      en: 'git clone failed; the reason is above. Check that the office still runs, and that the folder can be written to.',
    });
  io.out({ id: `Klon: ${target}`, en: `Clone: ${target}` }[io.lang]);
  return 0;
};

function gitClone(url: string, folder: string, credentials: string): Promise<number> {
  const env = {
    ...process.env,
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${new URL(url).origin}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(credentials).toString('base64')}`,
  };
  return new Promise((done, failed) => {
    const child = spawn('git', ['clone', '--quiet', url, folder], { env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', failed);
    child.on('close', (code) => done(code ?? 1));
  });
}
