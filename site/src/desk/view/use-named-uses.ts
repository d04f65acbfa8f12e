import { useEffect, useState } from 'preact/hooks';
import type { RoomUse } from '#public/export/room-uses.ts';
import { type NamedUse, namedUses } from '../asked-rooms.ts';
import { usePlace } from './common.tsx';

/**
 * Which rooms cases hold or ask for, as the site's data show everybody: a restricted case is not named (R11). Nobody has a room by asking (R25), so where the file cannot be read there is no warning, and nothing else is different.
 * @param again read anew where this is another value
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
  const answer = await fetch(address, { cache: 'no-cache' });
  if (!answer.ok) return [];
  const { uses } = (await answer.json()) as { readonly uses: readonly RoomUse[] };
  return namedUses(uses);
}
