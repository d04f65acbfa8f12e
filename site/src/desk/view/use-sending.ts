import { useRef, useState } from 'preact/hooks';
import type { DeskCase } from '../desk-case.ts';
import type { Fault } from '../problem-words.ts';
import { RefusedByForge, SessionEnded } from '../forge.ts';
import { keptBy, type Sent } from '../kept.ts';
import { usePlace } from './common.tsx';

/**
 * Returns what a part of the page needs to send an act on a case to the forge.
 * @param sentNow called with the act that was sent
 * @param known returns the caller's own sentence or faults for an error; undefined if it has none
 * @returns `send`: sends an act; `faults`: faults to correct before an act can be sent; `fault`: why the last attempt
 * failed, or an empty text
 */
export function useSending(
  one: DeskCase,
  sentNow: (sent: Sent) => void,
  known: (error: unknown) => string | readonly Fault[] | undefined = () => undefined,
) {
  const { say, failed } = usePlace();
  const [isSending, setSending] = useState(false);
  const [fault, setFault] = useState('');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  // A second click may come before the buttons are disabled. It must not send again.
  const isUnderWay = useRef(false);
  /** Sends an act, one at a time, unless there are faults. The sent act is stored until the process has replied. */
  const send = async (found: readonly Fault[], act: () => Promise<Sent>): Promise<void> => {
    if (isUnderWay.current) return;
    setFault('');
    setFaults(found);
    if (found.length > 0) return;
    isUnderWay.current = true;
    setSending(true);
    try {
      const done = await act();
      keptBy(one.viewer.databaseId).sent.keep(done);
      sentNow(done);
    } catch (error) {
      isUnderWay.current = false;
      setSending(false);
      if (error instanceof SessionEnded) return failed(error);
      const reason = error instanceof RefusedByForge ? `${error.message}.` : say('noNetwork');
      const what = known(error) ?? say('sendFault', { r: reason });
      if (typeof what === 'string') setFault(what);
      else setFaults(what);
    }
  };
  return { isSending, faults, fault, send };
}
