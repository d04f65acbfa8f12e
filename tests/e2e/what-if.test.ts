/** Tests of the comment on a pull request that says what a proposed SOP would have done to past cases. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleText } from '../support/folders.ts';
import { type Office, openOffice, push, sampleRequest, submit } from '../support/office.ts';
import { approve, later, straightWalk, walkTo } from '../support/walk.ts';

const SOP = 'sops/protokol-manajemen-krisis.yaml';
const SCHEMA = 'schemas/permohonan-tcm.schema.json';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
  const number = await submit(office, 'contoh-opd', 'satu', sampleRequest());
  await walkTo(office, number, 3);
  office.setNow(later(office.now(), 20 * 60));
  const [, disposition] = straightWalk();
  await approve(office, number, disposition?.who ?? '', disposition?.body);
  await office.scheduledRun();
});
afterAll(() => office.close());

const at = () => ({ owner: office.local.owner, repo: office.local.repo });

/**
 * Proposes files as a person with write, and lets the process read them.
 * @returns the pull request’s number
 */
async function propose(branch: string, files: Readonly<Record<string, string>>): Promise<number> {
  await push(office, 'contoh-kabid-ikp', branch, files);
  const client = await office.as('contoh-kabid-ikp');
  const { data } = await client.request('POST /repos/{owner}/{repo}/pulls', {
    ...at(),
    ...{ title: branch, head: branch, base: 'main' },
  });
  await office.run(data.number);
  return data.number;
}

async function comments(number: number): Promise<{ id: number; body: string }[]> {
  const client = await office.as('contoh-tu');
  const { data } = await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...at(),
    issue_number: number,
  });
  return data.map(({ id, body }) => ({ id, body: body ?? '' }));
}

const withLimit = (limit: string): string =>
  sampleText(SOP).replace(
    /(activity: Kepala Dinas memberikan disposisi[\s\S]*?time: ){ printed: 30 menit, limit: PT30M }/,
    `$1{ printed: "", limit: ${limit} }`,
  );

const heads = async () => (await office.forge.listOpen()).register.head;

test('one comment on a pull request that halves a time limit lists the late case, and a push changes the same comment', async () => {
  const before = await heads();
  const number = await propose('sop/separuh', { [SOP]: withLimit('PT15M') });
  const [comment, ...others] = await comments(number);
  expect(others).toEqual([]);
  expect(comment?.body).toContain('| terlambat | 1 |');
  expect(comment?.body).toMatch(/\| PMK-2026-1 \| langkah 3 terlambat 5 menit/);
  expect(comment?.body).toMatch(/\| PMK-2026-1 \| step 3 late by 5 minutes/);
  await office.run(number);
  await office.scheduledRun();
  expect(await comments(number)).toEqual([comment]);
  expect(await heads()).toBe(before);
  // After a push, the same comment has the new findings.
  await push(office, 'contoh-kabid-ikp', 'sop/separuh', { [SOP]: withLimit('PT25M') });
  await office.run(number);
  const [edited, ...more] = await comments(number);
  expect([edited?.id, more]).toEqual([comment?.id, []]);
  expect(edited?.body).not.toContain('| terlambat |');
});

test('security 53: an edit of the what-if comment by another account is restored', async () => {
  const number = await propose('sop/diubah', { [SOP]: withLimit('PT15M') });
  const [comment] = await comments(number);
  const client = await office.as('contoh-kabid-ikp');
  await client.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
    ...at(),
    ...{ comment_id: comment?.id ?? 0, body: 'Semua berkas tetap sama.' },
  });
  await office.run(number);
  expect(await comments(number)).toEqual([comment]);
  // An edit that keeps the first line, by which the process knows its comment, is restored too.
  const [first] = comment?.body.split('\n') ?? [];
  await client.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
    ...at(),
    ...{ comment_id: comment?.id ?? 0, body: `${first}\n\nSemua berkas tetap sama.` },
  });
  await office.run(number);
  expect(await comments(number)).toEqual([comment]);
});

test('security 53: the comment on a procedure with errors lists the findings as text that mentions nobody', async () => {
  const number = await propose('sop/rusak', {
    [SOP]: sampleText(SOP).replace('to: laporan-walikota', 'to: "@contoh-tu"'),
  });
  const [comment] = await comments(number);
  // A finding quotes what was written, within a block, where it mentions nobody.
  const [, block = ''] = /```text\n([\s\S]*?)\n```/.exec(comment?.body ?? '') ?? [];
  expect(block).toContain(SOP);
  expect(comment?.body.replaceAll(/```text\n[\s\S]*?\n```/g, '')).not.toContain('@contoh-tu');
  expect(comment?.body).toContain('Belum dihitung, sebab konfigurasi ini tidak dapat dipakai:');
  expect(comment?.body).toContain(SOP);
});

test('R8: the comment on a request schema that requires more counts the case that would be refused, and names the field', async () => {
  const schema = JSON.parse(sampleText(SCHEMA)) as { required: string[]; properties: Record<string, unknown> };
  schema.required.push('anggaran');
  const words = { title: 'Anggaran', 'x-title-en': 'Budget', description: 'Rupiah.', 'x-description-en': 'Rupiah.' };
  schema.properties['anggaran'] = { type: 'integer', ...words };
  const number = await propose('sop/skema', { [SCHEMA]: JSON.stringify(schema) });
  const [comment] = await comments(number);
  expect(comment?.body).toContain('| ditolak saat diajukan | 1 |');
  expect(comment?.body).toContain('Anggaran');
});

test('R11, security 78: the comment on a schema that makes the telephone public names the field before everything else', async () => {
  const edited = (isPublic: boolean): string => {
    const schema = JSON.parse(sampleText(SCHEMA)) as {
      properties: { pemohon: { properties: Record<string, object> } };
    };
    const { properties } = schema.properties.pemohon;
    properties['telepon'] = {
      ...properties['telepon'],
      title: 'Telepon @contoh-tu',
      ...(isPublic && { 'x-public': true }),
    };
    return JSON.stringify(schema);
  };
  const number = await propose('sop/telepon', { [SCHEMA]: edited(true) });
  const [comment] = await comments(number);
  const [id, en] = [comment?.body.split('<details>')[0] ?? '', comment?.body.split('<details>')[1] ?? ''];
  expect(id.split('\n\n')[2]).toMatch(
    /^- Permohonan Protokol .*: Telepon @&#8203;contoh.tu .*menjadi tampil untuk publik\.$/,
  );
  expect(en).toMatch(/- Request .*: the public will see Telephone .*Applicant.*\./);
  // A push that takes the mark back takes the sentence back.
  await push(office, 'contoh-kabid-ikp', 'sop/telepon', { [SCHEMA]: edited(false) });
  await office.run(number);
  expect((await comments(number))[0]?.body).not.toContain('tampil untuk publik');
});

test('security 53: a schema whose check would never end delays no case, and the comment says so', async () => {
  const text = sampleText(SCHEMA);
  const schema = text.replace(/("uraian": {[^}]*?"pattern": )"[^"]*"/, `$1"^(([a-z: .]|[A-Za-z: .])+)+!$"`);
  expect(schema).not.toBe(text);
  const number = await propose('sop/bom', { [SCHEMA]: schema });
  const [comment] = await comments(number);
  expect(comment?.body).toContain('Tidak dihitung: perhitungannya terlalu lama.');
  // The case continues.
  const [, , report] = straightWalk();
  const entries = await approve(office, 1, report?.who ?? '', report?.body);
  expect(entries.map(({ kind }) => kind)).toContain('accepted');
});

test('a pull request that changes nothing by which cases are judged gets no comment', async () => {
  const number = await propose('sop/catatan', { 'sops/README.md': 'Catatan.\n', 'README.md': 'Contoh\n' });
  expect(await comments(number)).toEqual([]);
});
