import type { DocumentPlace } from '#domain/documents/compose.ts';
import type { ReadPublished } from '../verify/published.ts';
import { firstCheckpoint } from './first-checkpoint.ts';

/** Id and place in the log of an entry, as a journal and a published chain have them. Documents name both. */
export interface PlacedLine {
  readonly id: string;
  readonly leaf?: number;
}

/** Returns where the documents of a case can be checked: its address, and the entry and checkpoint of each line. */
export async function documentPlace(
  read: ReadPublished,
  lines: readonly PlacedLine[],
  address: string,
): Promise<DocumentPlace> {
  const checkpoints = await Promise.all(
    lines.map(({ leaf }) => (leaf === undefined ? undefined : firstCheckpoint(read, leaf))),
  );
  return {
    address,
    entry: (seq) => {
      const { id = '', leaf } = lines[seq - 1] ?? {};
      const checkpoint = checkpoints[seq - 1];
      return { id, ...(leaf === undefined ? {} : { leaf }), ...(checkpoint ? { checkpoint } : {}) };
    },
  };
}
