import { useEffect, useState } from 'preact/hooks';
import type { RoomUse } from '#public/export/room-uses.ts';
import { usePlace } from './common.tsx';

/** That an open case asks for a room, and has none yet. */
export type AskedRoom = Omit<RoomUse, 'case' | 'state'> & { readonly case: string };

/**
 * Which rooms open cases ask for without having them yet, as the site's data tell everybody: a narrowed case is not among them (R11).
 * Nobody has a room by asking (R25), so where the file cannot be read there is no warning, and nothing else is different.
 * @param again read anew where this is another value
 */
export function useAskedRooms(again?: unknown): readonly AskedRoom[] {
  const { settings } = usePlace();
  const [asked, setAsked] = useState<readonly AskedRoom[]>([]);
  useEffect(() => {
    let isOver = false;
    readAsked(`${settings.base}/data/rooms.json`).then(
      (read) => isOver || setAsked(read),
      (error: unknown) => console.error(error),
    );
    return () => void (isOver = true);
  }, [again]);
  return asked;
}

async function readAsked(address: string): Promise<AskedRoom[]> {
  const answer = await fetch(address, { cache: 'no-cache' });
  if (!answer.ok) return [];
  const { uses } = (await answer.json()) as { readonly uses: readonly RoomUse[] };
  return uses.flatMap(({ room, start, end, state, case: id }) =>
    state === 'asked' && id !== undefined ? [{ room, start, end, case: id }] : [],
  );
}
