import { useEffect, useRef, useState } from 'preact/hooks';
import { type ProcessReply, lookForReply } from '../acts.ts';
import { SessionEnded } from '../forge.ts';
import { keptBy, type Sent } from '../kept.ts';
import { usePlace } from './common.tsx';

/**
 * Seconds between two looks: at first, and at most. After `until` seconds, the page looks again only if the reader
 * presses a button.
 */
const PACE = { embedded: { first: 0.3, most: 4, until: 120 }, github: { first: 5, most: 30, until: 1_200 } } as const;

interface AwaitingProps {
  readonly one: Sent;
  readonly account: number;
  readonly replied: (reply: ProcessReply) => void;
}

/** Waits for the reply of the process. Before the reply, the page does not say that the act was recorded. */
export function Awaiting({ one, account, replied }: AwaitingProps) {
  const { forge, settings, say, failed } = usePlace();
  const [isIdle, setIdle] = useState(false);
  const looks = useRef(0);
  useEffect(() => {
    if (isIdle) return;
    const { first, most, until } = PACE[settings.kind];
    let [timer, waited, wait]: [number | undefined, number, number] = [undefined, 0, first];
    let isOver = false;
    const again = (): void => {
      if (waited > until) {
        setIdle(true);
        return;
      }
      timer = window.setTimeout(look, wait * 1_000);
      waited += wait;
      wait = Math.min(most, wait * 1.5);
    };
    const look = async (): Promise<void> => {
      try {
        const reply = await lookForReply(forge, one, looks.current++);
        if (isOver) return;
        if (!reply) return again();
        keptBy(account).sent.forget(one.number);
        replied(reply);
      } catch (error) {
        if (isOver) return;
        if (error instanceof SessionEnded) return failed(error);
        again();
      }
    };
    // The office on one machine has usually replied by now; GitHub begins a run first.
    if (settings.kind === 'embedded' && looks.current === 0) void look();
    else again();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [forge, one, isIdle]);
  return (
    <div class="notice" role="status">
      <p>
        <strong>{say('sentWaiting')}</strong>
      </p>
      {settings.kind === 'github' && <p>{say('sentLong')}</p>}
      {isIdle && (
        <p>
          <button type="button" class="second" onClick={() => setIdle(false)}>
            {say('checkAgain')}
          </button>
        </p>
      )}
    </div>
  );
}
