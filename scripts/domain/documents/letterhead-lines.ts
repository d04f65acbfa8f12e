import type { Letterhead } from '#domain/generated/letterhead.ts';
import type { SheetHead } from './sheet.ts';

/** Writes the address with the postal code on one line, and telephone, e-mail and site on the next line. */
export function letterheadLines({
  lines,
  contact = [],
  address,
  postcode,
  telephone,
  email,
  site,
  arms,
}: Letterhead): SheetHead {
  const labelled = (label: string, text: string | undefined): string[] =>
    text === undefined ? [] : [[label, text].join(' ').trim()];
  const where = [...labelled('', address), ...labelled('Kode Pos', postcode)].join(', ');
  const reached = [...labelled('Telepon', telephone), ...labelled('Pos-el', email), ...labelled('Laman', site)].join(
    ', ',
  );
  return { lines, contact: [where, reached, ...contact].filter(Boolean), ...(arms ? { arms } : {}) };
}

/** Returns the parts of a line of contact. The line may break between them, so that a label stays with its value. */
export const contactParts = (line: string): string[] => line.split(/(?<=,) /);
