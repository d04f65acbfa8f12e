/** Tests of the public’s documents that the command makes from a clone. The clone also has the internal parts. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { agendaBooks, caseDocuments } from '#public/documents/clone-documents.ts';
import { journalPath } from '#domain/journal/paths.ts';
import { LostObject } from '#engine/register/git.ts';
import {
  label,
  type Office,
  openOffice,
  push,
  requestFiles,
  RESULTS,
  review,
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

/** Returns a request for a room four days after an instant. */
const requestFor = (at: string) => {
  const day = new Date(Date.parse(at) + 4 * 86_400_000).toISOString().slice(0, 10);
  return sampleRequest({ start: `${day}T09:00:00+07:00`, end: `${day}T11:00:00+07:00` });
};
const options = { readAt: '2027-06-01T02:00:00Z', address: 'https://contoh.go.id' };

test('R13, R38: the agenda book of a year reads the journals of that year only', async () => {
  const repository = join(office.folder, 'repo.git');
  const received = async (name: string, at: string): Promise<number> => {
    office.setNow(at);
    const number = await submit(office, 'contoh-opd', name, requestFor(at));
    await walkTo(office, number, 3);
    return number;
  };
  const old = await received('lama', '2026-12-01T02:00:00Z');
  const [one, other] = [await received('satu', '2027-03-08T02:00:00Z'), await received('dua', '2027-05-10T02:00:00Z')];
  const numbersIn = async (year: number): Promise<Set<number>> => {
    const [book] = await agendaBooks(repository, year, options);
    return new Set(Array.from(JSON.stringify(book?.sheet).matchAll(/PMK-\d{4}-(\d+)/g), ([, n]) => Number(n)));
  };
  expect(await numbersIn(2025)).toEqual(new Set());
  expect(await numbersIn(2026)).toEqual(new Set([old]));
  expect(await numbersIn(2027)).toEqual(new Set([one, other]));
  // The journal of a case of the year before is lost. Only the book that needs it cannot be made.
  const blob = execFileSync('git', ['-C', repository, 'rev-parse', `register:${journalPath(old)}`], {
    encoding: 'utf8',
  });
  rmSync(join(repository, 'objects', blob.slice(0, 2), blob.trim().slice(2)));
  expect(await numbersIn(2027)).toEqual(new Set([one, other]));
  await expect(numbersIn(2026)).rejects.toThrow(LostObject);
});

test('R13, R38: a case whose receipt was recorded months later is in the agenda book of the year of its receipt', async () => {
  office.setNow('2026-12-10T02:00:00Z');
  const number = await submit(office, 'contoh-opd', 'akhir-tahun', requestFor('2026-12-10T02:00:00Z'));
  await office.run(number);
  // The process did not run in the year of the receipt.
  office.setNow('2027-12-30T02:00:00Z');
  await review(office, 'contoh-tu', number, 'APPROVE');
  office.setNow('2028-03-08T02:00:00Z');
  await office.run(number);
  expect((await office.state(number))?.agenda).toEqual({ year: 2027, number: 1 });
  const [book] = await agendaBooks(join(office.folder, 'repo.git'), 2027, options);
  expect(JSON.stringify(book?.sheet)).toContain((await office.state(number))?.opens.case);
});
