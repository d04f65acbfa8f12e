import type { RequestToCheck, Checks } from './checks.ts';
import { trustedScript } from '../trusted-script.ts';
import { CHECKER_POLICY } from './checker-policy.ts';
import { RULES_SCRIPT } from './rules-script.ts';

/** Checks requests in a worker of the page. */
export interface Checker {
  /** @returns undefined where the rules cannot be had here: the process, which judges all the same, will say it */
  check(asked: RequestToCheck): Promise<Checks | undefined>;
  close(): void;
}

let worker: Worker | undefined;

export function openChecker(): Checker {
  const waiting = new Map<number, (checks: Checks | undefined) => void>();
  let turn = 0;
  const failed = (): void => {
    for (const done of waiting.values()) done(undefined);
    waiting.clear();
    worker?.terminate();
    worker = undefined;
  };
  const heard = ({ data }: MessageEvent<{ readonly turn: number; readonly checks: Checks }>): void => {
    waiting.get(data.turn)?.(data.checks);
    waiting.delete(data.turn);
  };
  const start = (): Worker => {
    worker = new Worker(trustedScript(CHECKER_POLICY, RULES_SCRIPT), { type: 'module' });
    worker.addEventListener('message', heard);
    worker.addEventListener('error', failed);
    return worker;
  };
  return {
    check: (asked) =>
      new Promise((done) => {
        waiting.set((turn += 1), done);
        try {
          (worker ?? start()).postMessage({ turn, asked });
        } catch (error) {
          console.error(error);
          failed();
        }
      }),
    close: failed,
  };
}
