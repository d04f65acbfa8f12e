/**
 * A process that has loaded the program and runs one command after the other, as `disposisi` does in a process of its own. What
 * a command says in the first language is asked of a new process, as a person does; what it says in the second one needs no
 * other program, only other words, and loading took longer than saying them.
 */
import { main } from '#doors/cli/main.ts';
import type { Asked, Ran } from './disposisi.ts';

const said = { out: '', err: '' };
process.stdout.write = (text: string | Uint8Array) => Boolean((said.out += String(text)));
process.stderr.write = (text: string | Uint8Array) => Boolean((said.err += String(text)));

process.on('message', ({ args, cwd, env }: Asked) => {
  Object.assign(said, { out: '', err: '' });
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.umask(0o022);
  void main(args, 'en', 'en').then((code) => process.send?.({ code, ...said } satisfies Ran));
});
process.on('disconnect', () => process.exit());
