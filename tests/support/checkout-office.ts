import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Language } from '#domain/problem.ts';
import type { Command } from '#entry/command.ts';
import { openOffice } from '#embedded/office/open-office.ts';
import { git } from '#engine/register/git.ts';
import { FIRST } from './folders.ts';
import { machine } from './machine.ts';

export type CheckoutOffice = Awaited<ReturnType<typeof openCheckoutOffice>>;

/** Opens an office in a checkout, as `npm start` does, with commands that run in the folder of the checkout. */
export async function openCheckoutOffice() {
  const checkout = await mkdtemp(join(tmpdir(), 'checkout-'));
  for (const part of ['sops', 'schemas']) await cp(join(FIRST, part), join(checkout, part), { recursive: true });
  const office = await openOffice({
    ...{ folder: join(checkout, '.disposisi'), root: checkout, port: 0, log: () => undefined, machine },
  });
  return {
    office,
    checkout,
    /** Runs a command as the office’s engineer. */
    run: async (command: Command, args: readonly string[], lang: Language = 'id', env = {}) => {
      const [out, err]: [string[], string[]] = [[], []];
      const io = {
        ...{ env, cwd: checkout, lang, now: () => office.now(), untilEnded: async () => undefined },
        out: (line: string) => void out.push(line),
        err: (line: string) => void err.push(line),
      };
      const code = await command(args, io).catch(
        (error: { text: { id: string; en: string }; problems?: unknown[] }) => {
          err.push(error.text[lang], ...(error.problems ?? []).map((each) => JSON.stringify(each)));
          return 1;
        },
      );
      await office.idle();
      return { code, out: out.join('\n'), err: err.join('\n') };
    },
    onMain: async (path: string): Promise<string> =>
      (await git(join(checkout, '.disposisi/repo.git'), ['show', `main:${path}`])).toString('utf8'),
    close: async () => {
      await office.close();
      await rm(checkout, { recursive: true, force: true });
    },
  };
}
