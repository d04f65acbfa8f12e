import type { PublicNames } from '#public/export/names.ts';
import { isOpen, type Summary } from '#public/export/summary.ts';

/** What the search looks through, of one case: of an open one also how far it has come. */
export function searchLine(one: Summary, names: PublicNames) {
  const { id, title, procedure, status, submitted, ended, zone, filters, words, row, rows } = one;
  const schema = names.procedures.find((each) => each.id === procedure)?.request.schema;
  const form = names.forms[schema ?? ''];
  const named = Object.entries(filters).flatMap(([pointer, value]) => {
    const text = form?.[pointer]?.values?.[value];
    return text ? [text.id, text.en] : [];
  });
  return {
    ...{ id, title, procedure, status, submitted, ended, zone, filters },
    ...(isOpen(one) ? { row, rows } : {}),
    words: [words, ...named].join(' ').trim(),
  };
}
