import { type LogCheckpoint, parseCheckpoint, parseNote } from '#domain/log/note.ts';
import { TILE_WIDTH, tileNumber } from '#domain/log/tiles.ts';
import { publishedText, type ReadPublished, readOver } from '../verify/published.ts';

/**
 * The first checkpoint that covers an entry, out of the files that the site publishes: the same for ever, once it is there.
 * @param leaf place of the entry in the log
 * @returns undefined where the site does not have it yet
 */
export async function firstCheckpoint(read: ReadPublished, leaf: number): Promise<LogCheckpoint | undefined> {
  const first = Math.floor(leaf / TILE_WIDTH);
  // A commit may bring entries over the end of a tile: then it is the first of the next file.
  for (const n of [first, first + 1]) {
    const text = (await publishedText(read, `data/log/checkpoints/${tileNumber(n)}.jsonl`)) ?? '';
    const notes = text.split('\n').filter(Boolean);
    const found = notes.map(checkpointOfLine).find(({ size }) => size > leaf);
    if (found) return found;
  }
  return undefined;
}

/** The same, out of the files of the site that this page belongs to. @param base of the site's addresses */
export const publishedCheckpoint = (base: string, leaf: number): Promise<LogCheckpoint | undefined> =>
  firstCheckpoint(readOver(fetch.bind(globalThis), base), leaf);

function checkpointOfLine(line: string): LogCheckpoint {
  const { note } = JSON.parse(line) as { readonly note: string };
  return parseCheckpoint(parseNote(note).text);
}
