import type { Instant } from '#domain/clock/instant.ts';
import { bookOf } from '#domain/documents/compose.ts';
import { letterheadLacks } from '#domain/documents/lacks.ts';
import { agendaOf, type DocumentCase } from '#domain/documents/reading.ts';
import { checkpointWords, type CheckpointMark } from '#domain/words/checkpoint.ts';
import { documentNames, type DocumentOffice, type MadeSheet } from './office-documents.ts';

/** What an agenda book says of the register that it is made from. */
export interface BookPlace {
  /** The address of the public site, without a slash at its end. */
  readonly address: string;
  /** The newest checkpoint of the register's log, if it is known. */
  readonly checkpoint?: CheckpointMark | undefined;
}

/**
 * Makes the printed agenda books of a year (R13): one for each template of a yearly document. The command and the desk
 * make them by this function, from the same cases.
 * @param cases all cases that got an agenda number in this year, in any order
 */
export function agendaBooksOf(
  office: DocumentOffice,
  year: number,
  cases: readonly DocumentCase[],
  { address, checkpoint }: BookPlace,
): MadeSheet[] {
  const inOrder = cases.toSorted((a, b) => (agendaOf(a)?.number ?? 0) - (agendaOf(b)?.number ?? 0));
  const lines = [
    `Dibuat dari buku agenda kantor: ${cases.length} berkas tahun ${year}.`,
    ...(checkpoint ? [checkpointWords(checkpoint).id] : []),
  ];
  const place = { address: `${address}/periksa/`, lines, made: newestOf(cases) ?? `${year}-01-01T00:00:00Z` };
  const names = documentNames(office);
  return office.templates
    .filter(({ value }) => value.of === 'year')
    .map((template) => {
      const { id, title, procedure: only } = template.value;
      const own = inOrder.filter(({ procedure }) => procedure.id === (only ?? procedure.id));
      return {
        ...{ id, title, file: `${[id, only ?? [], year].flat().join('-')}.pdf` },
        sheet: bookOf(template, { year, cases: own, names }, place),
        lacks: letterheadLacks(names.letterhead),
      };
    });
}

const newestOf = (cases: readonly DocumentCase[]): Instant | undefined =>
  cases
    .flatMap(({ entries }) => entries.map(({ at }) => at))
    .sort()
    .at(-1);
