import { afterAll, afterEach, beforeEach } from 'vitest';

/**
 * A fault that forge, office or browser logs to stderr fails the test that caused it, even if all that the test checks
 * is right. Once the browser has died, every later test fails at once instead of waiting for its time limit.
 */
const FAULT = /^(?:forge|office|browser): /;
const DEAD = /^browser: /;

/** The log of faults. Test files that share a worker load this module anew, over the same stderr. */
interface Logged {
  readonly reported: string[];
  dead?: string;
}
const logged: Logged = ((globalThis as { loggedFaults?: Logged }).loggedFaults ??= listen());

function listen(): Logged {
  const log: Logged = { reported: [] };
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = ((chunk: string | Uint8Array, ...rest: []) => {
    const text = String(chunk);
    if (FAULT.test(text)) log.reported.push(text.trimEnd());
    if (DEAD.test(text)) log.dead = text.trimEnd();
    return write(chunk, ...rest);
  }) as typeof process.stderr.write;
  return log;
}

/** Returns the faults since the last call. A test that causes a fault on purpose takes it, and checks its text. */
export const takeFaults = (): string[] => logged.reported.splice(0);

function fail(): void {
  const faults = takeFaults();
  if (faults.length > 0) throw new Error(`A fault was logged meanwhile:\n${faults.join('\n')}`);
}

beforeEach(() => {
  if (logged.dead !== undefined) throw new Error(`Not begun: ${logged.dead}`);
});
afterEach(fail);
afterAll(fail);
