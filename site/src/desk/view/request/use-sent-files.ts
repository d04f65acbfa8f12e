import { useEffect, useRef, useState } from 'preact/hooks';
import type { DeskForge } from '../../forge.ts';
import { blobOf } from '../../request/sent-files.ts';

/** How much of a file is sent, from 0 to 1; `waiting` if there is no network, until it is tried again. */
export type Sending = number | 'waiting';

/** Pauses between two attempts, in milliseconds. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [2_000, 60_000];

/**
 * Sends attachments while the person types on, so that nobody waits for them when the request is saved. A failed
 * attempt is repeated; saving sends what is still missing, and reports what fails.
 * @param names attachments that are not on the branch yet, which are sent when the page opens
 * @returns `shares`: how much of each is sent, by name; `send`: sends a new file
 */
export function useSentFiles(forge: DeskForge, names: readonly string[], read: (name: string) => Promise<Uint8Array>) {
  const [shares, setShares] = useState<Readonly<Record<string, Sending>>>({});
  /** The latest file of each name. A file may be replaced while it is sent. */
  const latest = useRef(new Map<string, Uint8Array>());
  const send = async (name: string, bytes: Uint8Array): Promise<void> => {
    latest.current.set(name, bytes);
    const isLatest = (): boolean => latest.current.get(name) === bytes;
    const put = (share: Sending): void => void (isLatest() && setShares((all) => ({ ...all, [name]: share })));
    for (let pause = FIRST_PAUSE; isLatest(); pause = Math.min(LONGEST_PAUSE, 2 * pause)) {
      put(0);
      try {
        await blobOf(forge, bytes, put);
        return put(1);
      } catch (error) {
        // Only a missing network passes by itself.
        put('waiting');
        if (!(error instanceof TypeError)) return;
      }
      await new Promise((done) => setTimeout(done, pause));
    }
  };
  useEffect(() => {
    for (const name of names)
      if (!latest.current.has(name)) void read(name).then((bytes) => send(name, bytes), console.error);
    return () => latest.current.clear();
  }, [forge]);
  return { shares, send };
}
