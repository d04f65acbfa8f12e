/**
 * A child process that has loaded the program, and runs one command after the other, each as if it were run alone.
 */
import { main } from '#entry/cli/main.ts';
import type { Asked, Ran } from './disposisi.ts';

const said = { out: '', err: '' };
process.stdout.write = (text: string | Uint8Array) => Boolean((said.out += String(text)));
process.stderr.write = (text: string | Uint8Array) => Boolean((said.err += String(text)));

process.on('message', ({ language, args, cwd, env }: Asked) => {
  Object.assign(said, { out: '', err: '' });
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.umask(0o022);
  void main(args, language, language).then((code) => process.send?.({ code, ...said } satisfies Ran));
});
process.on('disconnect', () => process.exit());
