import { useEffect, useState } from 'preact/hooks';
import type { RoomUse } from '#public/export/room-uses.ts';
import { type NamedUse, namedUses } from '../asked-rooms.ts';
import { usePlace } from './common.tsx';

/**
 * Reads which rooms cases have booked or ask for, from the public data of the site. These data name no restricted case
 * (R11). If they cannot be read, the warnings of the form do not name the cases that have booked a room, and nothing
 * warns about rooms that other cases ask for (R25).
 * @param again the file is read again if this value changes
 */
export function useNamedUses(again?: unknown): readonly NamedUse[] {
  const { settings } = usePlace();
  const [uses, setUses] = useState<readonly NamedUse[]>([]);
  useEffect(() => {
    let isOver = false;
    readUses(`${settings.base}/data/rooms.json`).then(
      (read) => isOver || setUses(read),
      (error: unknown) => console.error(error),
    );
    return () => void (isOver = true);
  }, [again]);
  return uses;
}

async function readUses(address: string): Promise<NamedUse[]> {
  const response = await fetch(address, { cache: 'no-cache' });
  if (!response.ok) return [];
  const { uses } = (await response.json()) as { readonly uses: readonly RoomUse[] };
  return namedUses(uses);
}
