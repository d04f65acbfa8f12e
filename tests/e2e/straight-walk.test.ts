import { afterEach, expect, test } from 'vitest';
import { parseIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import {
  type Office,
  openOffice,
  pullOf,
  RESULTS,
  review,
  sampleRequest,
  submit,
  withResult,
} from '../support/office.ts';

const indexOf = async ({ forge }: Office) => parseIndex((await forge.readRegister([INDEX_PATH])).get(INDEX_PATH));

let office: Office;
afterEach(() => office.close());

test('R1: seven roles carry a request from row 1 to the merge in row 10', async () => {
  office = await openOffice();
  const number = await submit(office, 'contoh-opd', 'rapat', sampleRequest());
  const walk: [string, string, string, string][] = [
    ['2026-12-01T01:02:00Z', 'contoh-tu', '', 'disposisi'],
    ['2026-12-01T01:10:00Z', 'contoh-kepala-dinas', 'Tindak lanjuti.', 'laporan-walikota'],
    ['2026-12-01T01:20:00Z', 'contoh-kepala-dinas', 'Dilaporkan.', 'arahan-walikota'],
    ['2026-12-01T02:00:00Z', 'contoh-walikota', withResult('Laksanakan.', RESULTS.direction), 'koordinasi'],
    ['2026-12-01T02:10:00Z', 'contoh-kabid-aptika', withResult('Siapkan ruang.', RESULTS.coordination), 'pengecekan'],
    ['2026-12-01T03:00:00Z', 'contoh-subkor-ile', withResult('', RESULTS.check()), 'pengecekan'],
    ['2026-12-01T03:10:00Z', 'contoh-operator', '', 'persiapan-teknis'],
    ['2026-12-01T03:30:00Z', 'contoh-subkor-ile', withResult('', RESULTS.schedule()), 'pelaksanaan'],
  ];
  const first = await office.run(number);
  expect([first.runError, first.refusals]).toEqual([undefined, []]);
  expect((await office.state(number))?.visit.step).toBe('penerimaan');
  // Lists show this title without reading the case (R35).
  expect((await indexOf(office)).cases[number]?.title).toBe('Rapat koordinasi contoh');
  for (const [at, login, body, step] of walk) {
    office.setNow(at);
    await review(office, login, number, 'APPROVE', body);
    const run = await office.run(number);
    expect([
      run.runError,
      run.refusals,
      run.entries.map(({ kind, reason, problems }) => [kind, reason, problems]),
    ]).toEqual([undefined, [], [['accepted', undefined, undefined]]]);
    expect((await office.state(number))?.visit.step).toBe(step);
  }
  office.setNow('2026-12-05T03:40:00Z');
  await review(office, 'contoh-operator', number, 'APPROVE', withResult('', RESULTS.report));
  const last = await office.run(number);
  expect(last.refusals).toEqual([]);
  expect(last.runError).toBe(undefined);
  expect((await office.state(number))?.end?.kind).toBe('completed');
  expect((await pullOf(office, number)).merged).toBe(true);
  const again = await office.run(number);
  expect([again.entries, again.effects]).toEqual([[], []]);
});

test('R11, R35: the index has no title for a restricted case', async () => {
  office = await openOffice();
  const number = await submit(office, 'contoh-opd', 'rapat', sampleRequest({ nature: 'rahasia' }));
  await office.run(number);
  expect((await indexOf(office)).cases[number]).toMatchObject({ row: 2 });
  expect((await indexOf(office)).cases[number]).not.toHaveProperty('title');
});
