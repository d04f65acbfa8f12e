import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { validate } from '#domain/request/schema.ts';
import schema from '#schemas/what-if.schema.json' with { type: 'json' };
import { sampleText } from '../support/folders.ts';
import { type Office, openOffice, sampleRequest, submit } from '../support/office.ts';
import { approve, later, straightWalk, walkTo } from '../support/walk.ts';
import { contentsOf, disposisi, emptyFolder, inBothLanguages } from './disposisi.ts';

const SOP = 'sops/protokol-manajemen-krisis.yaml';

let office: Office;
let clone: string;
let folder: string;

/** Two cases: one was walked to its end, and its row 3 took 20 minutes; the other waits in row 3. */
beforeAll(async () => {
  folder = await emptyFolder();
  office = await openOffice();
  clone = join(office.folder, 'repo.git');
  const [note, ...rest] = straightWalk().slice(1);
  const number = await submit(office, 'contoh-opd', 'satu', sampleRequest());
  await walkTo(office, number, 3);
  office.setNow(later(office.now(), 20 * 60));
  await approve(office, number, note?.who ?? '', note?.body);
  for (const act of rest) {
    office.setNow(act.row === 10 ? '2026-12-05T05:00:00Z' : later(office.now(), 60));
    await approve(office, number, act.who, act.body);
  }
  await walkTo(
    office,
    await submit(
      office,
      'contoh-bpbd',
      'dua',
      sampleRequest({ account: 'contoh-bpbd', start: '2026-12-09T09:00:00+07:00', end: '2026-12-09T11:00:00+07:00' }),
    ),
    3,
  );
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

/** Writes a changed procedure into the folder, and returns the name of its file. */
async function changedSop(name: string, edit: (text: string) => string): Promise<string> {
  const text = edit(sampleText(SOP));
  await writeFile(join(folder, name), text);
  return name;
}

const state = (): string => execFileSync('git', ['-C', clone, 'for-each-ref'], { encoding: 'utf8' });

test('what-if with the unchanged procedure prints that every case is the same, in both languages, and writes nothing', async () => {
  const file = await changedSop('sama.yaml', (text) => text);
  const [refs, files] = [state(), await contentsOf(folder)];
  const { codes, id, en } = await inBothLanguages(['what-if', clone, '--procedure', file], folder);
  expect(codes).toEqual([0, 0]);
  expect(id).toMatch(
    /^2 berkas, 2 di antaranya menurut SOP yang diubah, sampai 5 Des 2026 12\.\d\d WIB:\n {2}sama persis +2\n$/,
  );
  expect(en).toMatch(/^2 cases, 2 of them by a changed SOP, up to 5 Dec 2026 12:\d\d WIB:\n {2}exactly the same +2\n$/);
  expect([state(), await contentsOf(folder)]).toEqual([refs, files]);
});

test('what-if with a halved time limit names the case and the step that this limit makes late, also as JSON by its schema', async () => {
  const file = await changedSop('separuh.yaml', (text) =>
    text.replace(
      /(activity: Kepala Dinas memberikan disposisi[\s\S]*?)printed: 30 menit, limit: PT30M/,
      '$1printed: 15 menit, limit: PT15M',
    ),
  );
  const { id } = await inBothLanguages(['what-if', clone, '--procedure', file], folder);
  expect(id).toMatch(/terlambat +1\n/);
  expect(id).toMatch(/\nPMK-2026-1 {2}langkah 3 terlambat 5 menit \(tenggat /);
  const { code, out } = await disposisi(['what-if', clone, '--procedure', file, '--json'], folder);
  const reported = JSON.parse(out) as { differences: unknown[] };
  expect([code, validate(schema, reported, 'what-if')]).toEqual([0, []]);
  expect(reported.differences).toMatchObject([
    { case: 'PMK-2026-1', differences: [{ kind: 'late', step: 'disposisi', visit: 1, seconds: 300 }] },
  ]);
});

test('what-if refuses a procedure with errors, with the findings of check', async () => {
  await mkdir(join(folder, 'kantor/sops'), { recursive: true });
  const broken = sampleText(SOP).replace('to: laporan-walikota', 'to: entah-ke-mana');
  for (const [path, text] of Object.entries({ [SOP]: broken })) await writeFile(join(folder, 'kantor', path), text);
  const { codes, id } = await inBothLanguages(['what-if', clone, '--procedure', join('kantor', SOP)], folder);
  expect(codes).toEqual([1, 1]);
  expect(id).toContain('entah-ke-mana');
  expect(id).toMatch(/Tidak ada yang dihitung: \d+ masalah\.\n$/);
});

test('R17: what-if with roles in which nobody may do the receipt shows every case held at receipt', async () => {
  const roles = parse(sampleText('sops/roles.yaml')) as { roles: Record<string, { holders: { until?: string }[] }> };
  for (const holder of roles.roles['tu']?.holders ?? []) holder.until = '2026-11-30';
  await writeFile(join(folder, 'peran.yaml'), stringify(roles));
  const { codes, id, en } = await inBothLanguages(['what-if', clone, '--roles', 'peran.yaml'], folder);
  expect(codes).toEqual([0, 0]);
  expect(id).toMatch(/\n {2}tertahan +2\n/);
  expect(en).toMatch(/\nPMK-2026-2 {2}step 2: Approve by contoh-tu not accepted: contoh-tu is not a holder/);
});

test('what-if without a change, or with a missing file, says what is needed', async () => {
  const nothing = await inBothLanguages(['what-if', clone], folder);
  expect(nothing.codes).toEqual([2, 2]);
  expect(nothing.en).toContain('--procedure FILE, --calendar FILE or --roles FILE is needed.');
  const absent = await inBothLanguages(['what-if', clone, '--procedure', 'tidak-ada.yaml'], folder);
  expect(absent.codes).toEqual([1, 1]);
  expect(absent.id).toContain('tidak-ada.yaml');
});
