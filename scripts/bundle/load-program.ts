import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { programIn } from './one-file.ts';

/**
 * In the bundle, in the place of scripts/action/load-program.ts: the rest of the action lies behind the door in the same
 * file, as a comment, so that a refusal does not even wait until it is parsed (it is 98 % of the file). Compiled under a name of
 * its own, it is found in the compile cache.
 */
export async function loadProgram(): Promise<typeof import('../action/program.ts')> {
  const name = `${__filename}.program`;
  const program = new Module(name) as Module & { _compile(code: string, filename: string): void };
  program._compile(programIn(readFileSync(__filename, 'utf8')), name);
  return program.exports as typeof import('../action/program.ts');
}
