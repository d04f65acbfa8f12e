import { useEffect, useState } from 'preact/hooks';
import { type NamedUse, newestUses, type PublishedUses } from '../asked-rooms.ts';
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
    readUses(`${settings.base}/data/rooms`).then(
      (read) => isOver || setUses(read),
      (error: unknown) => console.error(error),
    );
    return () => void (isOver = true);
  }, [again]);
  return uses;
}

/**
 * Reads all uses, and the newer uses of the cases that changed since all uses were written.
 * @param address beginning of the addresses of both files
 */
async function readUses(address: string): Promise<NamedUse[]> {
  const [all, fresh] = await Promise.all([readFile(`${address}.json`), readFile(`${address}-terbaru.json`)]);
  return newestUses(all, fresh);
}

async function readFile(address: string): Promise<PublishedUses> {
  const response = await fetch(address, { cache: 'no-cache' });
  return response.ok ? ((await response.json()) as PublishedUses) : { uses: [] };
}
