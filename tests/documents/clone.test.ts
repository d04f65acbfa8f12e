/** Tests of the public’s documents that the command makes from a clone. The clone also has the internal parts. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { caseDocuments } from '#public/documents/clone-documents.ts';
import {
  label,
  type Office,
  openOffice,
  push,
  requestFiles,
  RESULTS,
  sampleRequest,
  submit,
  withResult,
} from '../support/office.ts';
import { approve, sendBack, tick, walkTo } from '../support/walk.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const sheets = async (number: number, isPublic: boolean) => {
  const options = { readAt: office.now(), address: 'https://contoh.go.id', isPublic };
  const made = await caseDocuments(join(office.folder, 'repo.git'), number, options);
  return (made?.sheets ?? []).map(({ id, sheet }) => ({ id, text: JSON.stringify(sheet) }));
};

test('R11, security 52: an internal note is in no public copy, although the clone has the note', async () => {
  const number = await submit(office, 'contoh-opd', 'selesai', sampleRequest());
  await walkTo(office, number, 10);
  office.setNow((await office.state(number))?.visit.begins ?? '');
  tick(office);
  await approve(office, number, 'contoh-operator', withResult('Proyektor rusak karena kelalaian.', RESULTS.report));
  const [own, open] = [await sheets(number, false), await sheets(number, true)];
  const report = (all: typeof own) => all.find(({ id }) => id === 'laporan-kegiatan')?.text ?? '';
  expect(report(own)).toContain('Proyektor rusak');
  expect(report(open)).toContain('LAPORAN KEGIATAN');
  for (const { text } of open) expect(text).not.toMatch(/Proyektor|Tindak lanjuti|080000000001|Narahubung/);
});

test('R11, security 52: the public has no document of a letter that was secret once, whatever its nature is now', async () => {
  const number = await submit(office, 'contoh-opd', 'dahulu', sampleRequest({ nature: 'rahasia' }));
  await walkTo(office, number, 2);
  expect(await sheets(number, true)).toEqual([]);
  tick(office);
  await sendBack(office, number, 'contoh-tu', 'Sifat surat keliru.');
  tick(office);
  await push(office, 'contoh-opd', 'permohonan/dahulu', requestFiles('dahulu', sampleRequest()));
  await label(office, 'contoh-opd', number, ['decap-cms/pending_review']);
  const [entry] = (await office.run(number)).entries;
  expect([entry?.kind, entry?.nature]).toEqual(['submitted', 'biasa']);
  expect((await sheets(number, false)).length).toBeGreaterThan(0);
  expect(await sheets(number, true)).toEqual([]);
});
