import { useEffect, useMemo, useState } from 'preact/hooks';
import { CHECKER_POLICY } from '#public/form/policy.ts';
import type { Checks, RequestToCheck } from '../../request/checks.ts';
import type { Draft } from '../../request/drafts.ts';
import { trustedScript } from '../../trusted-script.ts';
import { RULES_SCRIPT } from '../../request/rules-script.ts';

let worker: Worker | undefined;

/** Makes a checker, which checks requests in a worker of the page. */
function openChecker() {
  const waiting = new Map<number, (checks: Checks | undefined) => void>();
  /** Number of the latest question to the worker. The worker's reply has the same number. */
  let question = 0;
  const failed = (): void => {
    for (const done of waiting.values()) done(undefined);
    waiting.clear();
    worker?.terminate();
    worker = undefined;
  };
  const heard = ({ data }: MessageEvent<{ readonly question: number; readonly checks: Checks }>): void => {
    waiting.get(data.question)?.(data.checks);
    waiting.delete(data.question);
  };
  const start = (): Worker => {
    worker = new Worker(trustedScript(CHECKER_POLICY, RULES_SCRIPT), { type: 'module' });
    worker.addEventListener('message', heard);
    worker.addEventListener('error', failed);
    return worker;
  };
  return {
    /**
     * Checks a request.
     * @returns the result; undefined if the worker fails or is closed, so that only the process checks the request
     */
    check: (asked: RequestToCheck) =>
      new Promise<Checks | undefined>((done) => {
        waiting.set((question += 1), done);
        try {
          (worker ?? start()).postMessage({ question, asked });
        } catch (error) {
          console.error(error);
          failed();
        }
      }),
    close: failed,
  };
}

/** Milliseconds from the last input to the check. */
const PAUSE = 400;

/**
 * Checks a request by the rules of the process, whenever typing pauses.
 * @returns `checks`: the latest result; `lookNow`: checks the request at once, for an attempt to submit
 */
export function useChecks(ask: Omit<RequestToCheck, 'value' | 'now'>, draft: Draft, now: () => string) {
  const checker = useMemo(openChecker, []);
  const [checks, setChecks] = useState<Checks>();
  /** Number of consecutive attempts to submit that found problems. Problems are shown only after such an attempt. */
  const [found, setFound] = useState(0);
  useEffect(() => () => checker.close(), [checker]);
  const look = (): Promise<Checks | undefined> => checker.check({ ...ask, value: draft.value, now: now() });
  useEffect(() => {
    const timer = setTimeout(() => void look().then(setChecks), PAUSE);
    return () => clearTimeout(timer);
  }, [draft.value, ask.asked]);
  const lookNow = async (): Promise<Checks | undefined> => {
    const looked = await look();
    setChecks(looked);
    setFound(looked && looked.problems.length > 0 ? found + 1 : 0);
    return looked;
  };
  return { checks, found, lookNow };
}
