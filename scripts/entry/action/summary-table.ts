import type { summary } from '@actions/core';

/** Cells of a summary are HTML: text that came from anywhere is text (security row 24). */
const text = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('@', '&#64;');

/** Lines of one cell. */
export const rows = (lines: readonly string[]): string => lines.join('\n');

/** Adds a table of plain texts to the job's summary; line feeds part the lines of a cell. */
export function table(to: typeof summary, header: readonly string[], body: readonly (readonly string[])[]): void {
  const cell = (value: string): string => text(value).replaceAll('\n', '<br>');
  to.addTable([
    header.map((data) => ({ data: cell(data), header: true })),
    // An empty cell would be written without its end.
    ...body.map((line) => line.map((value) => ({ data: cell(value) || '–' }))),
  ]);
}
