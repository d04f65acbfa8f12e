import type { KeptCheckpoint } from './verify-log.ts';

/**
 * Lists the checkpoints in a file that somebody kept. The file is one published checkpoint, or a list with one line of
 * JSON for each checkpoint, as the site and witnesses keep them. Unreadable checkpoints are reported by `verifyLog`.
 */
export function keptIn(file: string, text: string): KeptCheckpoint[] {
  const lines = text.split('\n').filter((line) => line.startsWith('{'));
  if (lines.length === 0) return [{ file, note: text }];
  return lines.map((line, i) => ({ file: `${file}:${i + 1}`, note: noteOf(line) }));
}

function noteOf(line: string): string {
  try {
    return String((JSON.parse(line) as { note?: unknown }).note);
  } catch {
    return line;
  }
}
