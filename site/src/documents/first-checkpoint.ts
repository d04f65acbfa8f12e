import { type LogCheckpoint, parseCheckpoint, parseNote } from '#domain/log/note.ts';
import { TILE_WIDTH, tileNumber } from '#domain/log/tiles.ts';
import { publishedText, type ReadPublished, readOver } from '../verify/published.ts';

/**
 * Finds the first published checkpoint that contains an entry. Once the site has published this checkpoint, the result
 * does not change.
 * @param leaf place of the entry in the log
 * @returns the checkpoint; undefined if the site has not published it yet
 */
export async function firstCheckpoint(read: ReadPublished, leaf: number): Promise<LogCheckpoint | undefined> {
  const first = Math.floor(leaf / TILE_WIDTH);
  // If a commit added entries beyond the end of a tile, the checkpoint is the first one in the next file.
  for (const n of [first, first + 1]) {
    const text = (await publishedText(read, `data/log/checkpoints/${tileNumber(n)}.jsonl`)) ?? '';
    const notes = text.split('\n').filter(Boolean);
    const found = notes.map(checkpointOfLine).find(({ size }) => size > leaf);
    if (found) return found;
  }
  return undefined;
}

/**
 * Finds the first checkpoint that contains an entry, on the site of the current page.
 * @param base beginning of the site's addresses
 */
export const publishedCheckpoint = (base: string, leaf: number): Promise<LogCheckpoint | undefined> =>
  firstCheckpoint(readOver(fetch.bind(globalThis), base), leaf);

function checkpointOfLine(line: string): LogCheckpoint {
  const { note } = JSON.parse(line) as { readonly note: string };
  return parseCheckpoint(parseNote(note).text);
}
