import { afterAll, afterEach, beforeEach } from 'vitest';

/**
 * What forge, office and browser log as a fault fails the test that made it, though all that the test looked at was right.
 * A dead browser fails whatever comes after it at once, where each would wait for its own time to run out.
 */
const FAULT = /^(?:forge|office|browser): /;
const DEAD = /^browser: /;

const told: string[] = [];
let dead: string | undefined;

const write = process.stderr.write.bind(process.stderr);
process.stderr.write = ((chunk: string | Uint8Array, ...rest: []) => {
  const text = String(chunk);
  if (FAULT.test(text)) told.push(text.trimEnd());
  if (DEAD.test(text)) dead = text.trimEnd();
  return write(chunk, ...rest);
}) as typeof process.stderr.write;

/** The faults that were logged since this was last asked: for a test that causes one, and holds it to what it should say. */
export const takeFaults = (): string[] => told.splice(0);

function fail(): void {
  const faults = takeFaults();
  if (faults.length > 0) throw new Error(`A fault was logged meanwhile:\n${faults.join('\n')}`);
}

beforeEach(() => {
  if (dead !== undefined) throw new Error(`Not begun: ${dead}`);
});
afterEach(fail);
afterAll(fail);
