import type { PublicNames } from '#public/export/names.ts';
import type { Summary } from '#public/export/summary.ts';

/** What the archive's search looks through, of one case. */
export function searchLine(one: Summary, names: PublicNames) {
  const { id, title, procedure, status, submitted, ended, zone, filters, words } = one;
  const schema = names.procedures.find((each) => each.id === procedure)?.request.schema;
  const form = names.forms[schema ?? ''];
  const named = Object.entries(filters).flatMap(([pointer, value]) => {
    const text = form?.[pointer]?.values?.[value];
    return text ? [text.id, text.en] : [];
  });
  return { id, title, procedure, status, submitted, ended, zone, filters, words: [words, ...named].join(' ').trim() };
}
