import { describe, expect, it } from 'vitest';
import { statusSentence } from '#domain/words/status.ts';
import { permitCase, permits, permitsExport, UP_TO_FOUR } from '#tests/support/branching.ts';
import { catalogueOf } from '#tests/support/catalogue.ts';
import { Walk, world } from '#tests/support/walked-case.ts';
import { caseRow, caseTables } from './open-data/yearly-files.ts';
import type { Catalogue } from './memory/catalogue.ts';
import type { ExportInput } from '#public/export/export-register.ts';
import { exportRegister } from '#tests/support/export-register.ts';
import { summarise } from '#public/export/summary.ts';

/** Returns all that is published of an office’s cases. */
const published = (input: ExportInput) => {
  const { publication, dossiers } = exportRegister(input);
  const cases = dossiers.map(({ case: one }) => summarise(one, publication.names));
  return { dossiers, cases, table: cases.map(caseRow).join(''), catalogue: catalogueOf(cases) };
};
const permitted = (...given: Parameters<typeof permitCase>) => published(permitsExport(permitCase(...given).journal));
const typeOfRow = (catalogue: Catalogue): unknown =>
  (
    JSON.parse(String(caseTables(['2026'], catalogue.sums.lettered > 0).text)) as {
      tableSchema: { columns: { name: string; datatype: string }[] };
    }
  ).tableSchema.columns.find(({ name }) => name === 'row')?.datatype;

describe('R46: the published data of a case in a row with a letter', () => {
  it('R46: the data name a row as the table prints it: as text with a letter, as a number without', () => {
    const { dossiers } = permitted('kecil', 'tata', 'sekar');
    expect(dossiers[0]?.case.visits.map(({ row }) => row)).toEqual([1, 2, '3a', '3b']);
    expect(dossiers[0]?.case.rows).toBe(8);
    expect(dossiers[0]?.chain).toContain('"row":"3b"');
  });

  it('R46: the data say in which lettered row a case is, and from which row a case was returned', () => {
    const said = (...acts: string[]) =>
      permitted('kecil', ...acts).cases.map(({ situation, zone }) => statusSentence(situation, { zone }).en);
    expect(said('tata')).toEqual([expect.stringContaining('(step 3a of 8)')]);
    expect(said(...UP_TO_FOUR, '-kepala')).toEqual([expect.stringContaining('(step 4 of 8)')]);
  });

  it('R46: a case with lettered rows is in the table of its year, with its row as text', () => {
    const { table, catalogue } = permitted('kecil', 'tata');
    expect(table).toMatch(/^IZA-2026-12,12,izin-acara,running,3a,8,/m);
    expect(typeOfRow(catalogue)).toBe('string');
    const numbers = published(world([new Walk(1).to('disposisi')]));
    expect(typeOfRow(numbers.catalogue)).toBe('integer');
  });

  it('R46: each step of a shared row has figures of its own, in the order of rows', () => {
    const { catalogue } = permitted('kecil', ...UP_TO_FOUR, 'kepala', 'sekar', 'kepala', 'kepala');
    expect(catalogue.reality(permits).map(({ row, step, spread, limits }) => [row, step, spread.n, ...limits])).toEqual(
      [
        [2, 'penerimaan', 1, 3600],
        ['3a', 'berkas', 1, 7200],
        ['3b', 'lokasi', 1, 86_400],
        [4, 'penelaahan', 1, 86_400],
        [5, 'konsep', 1, 7200],
        [5, 'paraf', 1, 3600],
        [8, 'putusan', 1, 86_400],
      ],
    );
  });
});
