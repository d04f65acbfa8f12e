import type { JSX } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { isNone, SessionEnded } from '../forge.ts';
import { LoadFault, usePlace } from './common.tsx';

/**
 * Reads what a page or a part of it shows: when it opens, when `keys` change, and when somebody tries again.
 * @param number of the request that is asked for, where the page is about one
 * @param sentence for every other fault than that there is none
 * @returns `fault`: why it could not be read, to be shown in its place
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
      // Who signs in again goes on from here.
      if (error instanceof SessionEnded) return;
      setFault(isNone(error) && number !== undefined ? say('noSuchNumber', { n: number }) : say(sentence));
    }
  }, keys);
  useEffect(() => void load(), [load]);
  return { load, fault: fault === undefined ? undefined : <LoadFault text={fault} again={() => void load()} /> };
}
