import { bookOf } from '#domain/documents/compose.ts';
import { letterheadLacks } from '#domain/documents/lacks.ts';
import { agendaOf, type DocumentCase } from '#domain/documents/reading.ts';
import type { Sheet } from '#domain/documents/sheet.ts';
import type { LogCheckpoint } from '#domain/log/note.ts';
import { checkpointWords } from '#domain/words/checkpoint.ts';
import { documentNames, type DocumentOffice, type MadeSheet } from './office-documents.ts';

/**
 * Makes the agenda books of a year: one for each template of a yearly document.
 * @param of the cases with an agenda number of the year, in any order
 * @param site the address of the public site, without a slash at its end
 * @param newest the newest checkpoint of the register, which the books name
 */
export function booksOfYear(
  office: DocumentOffice,
  year: number,
  of: readonly DocumentCase[],
  { site, newest }: { readonly site: string; readonly newest: LogCheckpoint | undefined },
): MadeSheet[] {
  const cases = of.toSorted((a, b) => (agendaOf(a)?.number ?? 0) - (agendaOf(b)?.number ?? 0));
  const made =
    cases
      .flatMap(({ entries }) => entries.map(({ at }) => at))
      .sort()
      .at(-1) ?? `${year}-01-01T00:00:00Z`;
  const lines = [
    `Dibuat dari register kantor: ${cases.length} berkas tahun ${year}.`,
    ...(newest ? [checkpointWords(newest).id] : []),
  ];
  return office.templates
    .filter(({ value }) => value.of === 'year')
    .map((template) => {
      const own = cases.filter(({ procedure }) => procedure.id === (template.value.procedure ?? procedure.id));
      const place = { address: `${site}/periksa/`, lines, made };
      const sheet: Sheet = bookOf(template, { year, cases: own, names: documentNames(office) }, place);
      const { id, title, procedure } = template.value;
      const lacks = letterheadLacks(documentNames(office).letterhead);
      return { id, title, file: `${[id, procedure ?? [], year].flat().join('-')}.pdf`, sheet, lacks };
    });
}
