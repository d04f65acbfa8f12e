import { fieldAt, type Schema } from '#domain/request/annotations.ts';
import { fieldsWhere, readAfter } from '#domain/request/writing-annotations.ts';
import { writtenFaults } from '#domain/request/text.ts';
import { linesOfPdf } from '../../request/pdf-text.ts';

const MONTHS = [
  ...['januari', 'februari', 'maret', 'april', 'mei', 'juni', 'juli', 'agustus', 'september', 'oktober'],
  ...['november', 'desember'],
];
const DAY = new RegExp(`\\b(\\d{1,2})\\s+(${MONTHS.join('|')})\\s+(\\d{4})\\b`, 'i');

/**
 * Reads the fields of a request from the text of a letter that some other program has made: those for which the schema
 * says after which words they stand (`x-read`). They are guesses, which the person compares with the letter.
 * @returns the fields by pointer; none if the letter has no text, such as a scan
 */
export async function readLetter(bytes: Uint8Array, schema: Schema): Promise<Readonly<Record<string, string>>> {
  return fieldsIn(await linesOfPdf(bytes), schema);
}

/** Finds the fields in the lines of a letter. Pure. */
export function fieldsIn(lines: readonly string[], schema: Schema): Readonly<Record<string, string>> {
  const read = fieldsWhere(schema, (field) => readAfter(field) !== undefined).flatMap((path) => {
    const field = fieldAt(schema, path) ?? {};
    const value = field['format'] === 'date' ? dayIn(lines) : after(lines, readAfter(field) ?? []);
    const isFit = value !== undefined && value.length <= Number(field['maxLength'] ?? 300);
    return isFit && writtenFaults(value, true).length === 0 ? [[path, value] as const] : [];
  });
  return Object.fromEntries(read);
}

/** Returns the first day in the letter. */
function dayIn(lines: readonly string[]): string | undefined {
  const [, day, month = '', year] = lines.map((line) => DAY.exec(line)).find(Boolean) ?? [];
  if (day === undefined) return undefined;
  const at = MONTHS.indexOf(month.toLowerCase()) + 1;
  const written = `${year}-${String(at).padStart(2, '0')}-${day.padStart(2, '0')}`;
  const read = new Date(written);
  // A day that the month does not have becomes one of the next month.
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(written) ? written : undefined;
}

/** Returns what stands after one of the words, such as `Nomor : 1/2026`. Another column of the line is left out. */
function after(lines: readonly string[], words: readonly string[]): string | undefined {
  for (const word of words) {
    const form = new RegExp(`(?:^|  )${word.replace(/[^\p{L}\p{N} ]/gu, '')}\\s*:?\\s+(\\S.*)$`, 'iu');
    const found = lines.map((line) => form.exec(line)?.[1]).find((each) => each !== undefined);
    const value = found?.replace(/^:\s*/, '').split(/ {2,}/)[0]?.trim();
    if (value) return value;
  }
  return undefined;
}
