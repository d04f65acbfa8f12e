import { useEffect, useMemo, useState } from 'preact/hooks';
import { openChecker } from '../../request/checker.ts';
import type { Checks, RequestToCheck } from '../../request/checks.ts';
import type { Draft } from '../../request/drafts.ts';

/** Milliseconds after the last letter until the rules are asked. */
const PAUSE = 400;

/** What the process would refuse, or warn of, as soon as typing pauses. */
export function useChecks(ask: Omit<RequestToCheck, 'value' | 'now'>, draft: Draft, now: () => string) {
  const checker = useMemo(openChecker, []);
  const [checks, setChecks] = useState<Checks>();
  /** How often the person asked to submit and read what is wrong; only then are faults shown. */
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
