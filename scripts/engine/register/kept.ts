import type { KeptCheckpoint } from './verify-log.ts';

/**
 * The checkpoints in a file that somebody kept: one as it is published, or a list of many, one a line of JSON, as the site and
 * witnesses keep them. What cannot be read is reported when it is compared.
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
