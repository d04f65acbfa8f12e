import type { JSX } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { isNone, SessionEnded } from '../forge.ts';
import { LoadFault, usePlace } from './common.tsx';

/**
 * Loads the content of a page or of a part: when it opens, when `keys` change, and when the person tries again.
 * @param number number of the request, if the page is about one request
 * @param sentence name of the sentence for every fault except a missing request
 * @returns `load`: loads again; `fault`: the reason of a failure, which is shown instead of the content
 */
export function useLoad(
  read: () => Promise<void>,
  keys: readonly unknown[],
  number: number | undefined,
  sentence: 'caseFault' | 'listFault' | 'partFault' = 'caseFault',
): { readonly load: () => Promise<void>; readonly fault: JSX.Element | undefined } {
  const { say, failed } = usePlace();
  const [fault, setFault] = useState<string>();
  const load = useCallback(async () => {
    setFault(undefined);
    try {
      await read();
    } catch (error) {
      failed(error);
      // After a new sign-in the page loads again, so no fault is shown.
      if (error instanceof SessionEnded) return;
      setFault(isNone(error) && number !== undefined ? say('noSuchNumber', { n: number }) : say(sentence));
    }
  }, keys);
  useEffect(() => void load(), [load]);
  return { load, fault: fault === undefined ? undefined : <LoadFault text={fault} again={() => void load()} /> };
}
