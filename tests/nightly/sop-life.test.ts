/**
 * Tests of a changed SOP in an office on one machine: it is proposed, refused or put in force, and open cases keep the
 * earlier SOP (R7).
 */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run as check } from '#entry/cli/verbs/check.ts';
import { run as sop } from '#entry/cli/verbs/sop.ts';
import { readOfficeFile } from '#embedded/office/office-file.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import { openSample } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { git } from '#engine/register/git.ts';
import { type CheckoutOffice, openCheckoutOffice } from '../support/checkout-office.ts';
import { FIRST } from '../support/folders.ts';
import { readPublished } from '../support/published-file.ts';

const SOP = 'sops/protokol-manajemen-krisis.yaml';
const ID = 'protokol-manajemen-krisis';

let opened: CheckoutOffice;
let checkout: CheckoutOffice['checkout'];
let office: CheckoutOffice['office'];
let run: CheckoutOffice['run'];
let onMain: CheckoutOffice['onMain'];
beforeAll(async () => {
  opened = await openCheckoutOffice();
  ({ checkout, office, run, onMain } = opened);
});
afterAll(() => opened.close());

const change = async (path: string, from: string | RegExp, to: string): Promise<void> => {
  const text = await readFile(join(checkout, path), 'utf8');
  const other = text.replace(from, to);
  expect(other).not.toBe(text);
  await writeFile(join(checkout, path), other);
};
const restore = (path: string): Promise<void> => cp(join(FIRST, path), join(checkout, path));
const mainHead = async (): Promise<string> =>
  (await git(join(checkout, '.disposisi/repo.git'), ['rev-parse', 'main'])).toString('utf8').trim();

async function submit(name: string): Promise<number> {
  const sample = await readSample(PROGRAM, name, 'contoh-opd', shifted(office.now(), 'PT72H'));
  const number = await openSample({ office, passed: () => undefined }, sample, 'contoh-opd');
  await office.idle();
  return number;
}
const pinned = async (number: number) => {
  const { journal, procedure } = await readCurrentCase(office.deps.forge, number);
  return {
    blob: journal.state?.opens.procedure.blob,
    limit: procedure?.steps.find(({ id }) => id === 'disposisi')?.time.limit,
  };
};

/** Returns a client of the forge over HTTP, for an account. */
async function call(login: string, method: string, path: string, body?: object) {
  const file = await readOfficeFile(join(checkout, '.disposisi'));
  const response = await fetch(`${file?.apiUrl}/repos/${file?.owner}/${file?.repo}${path}`, {
    method,
    headers: { authorization: `Bearer ${file?.tokens[login]}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, data: (await response.json()) as Record<string, unknown> };
}

const LIMIT = /(memberikan disposisi kepada[\s\S]*?)limit: PT30M/;

describe('R7: a changed SOP', () => {
  let open = 0;
  let proposal = '';

  test('R7: nothing is proposed if the folder equals what is in force', async () => {
    open = await submit('rapat-evakuasi-warga');
    const { code, out } = await run(sop, ['propose']);
    expect([code, out]).toEqual([0, expect.stringContaining('Tidak ada yang perlu diajukan')]);
  });

  test('R7: a proposal shows what changes, has only the changed files, and says what past cases would have become', async () => {
    await change(SOP, LIMIT, '$1limit: PT15M');
    await writeFile(join(checkout, 'catatan.txt'), 'Bukan konfigurasi.\n');
    const before = await mainHead();
    const { code, out, err } = await run(sop, ['propose']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Langkah 3 (memberi disposisi): Waktu baku: dari 30 menit menjadi 15 menit');
    expect(out).toContain('Seandainya perubahan ini sudah berlaku');
    proposal = /npx disposisi sop adopt (\d+)/.exec(out)?.[1] ?? '';
    const { data } = await call('contoh-tu', 'GET', `/pulls/${proposal}/files`);
    expect((data as unknown as { filename: string }[]).map(({ filename }) => filename)).toEqual([SOP]);
    expect(await mainHead()).toBe(before);
    // The same proposal again changes nothing.
    expect((await run(sop, ['propose'], 'en')).out).toContain(`Proposed already, as change number ${proposal}.`);
  });

  test('R7: a person without the right cannot put a change in force, by command or over HTTP', async () => {
    const before = await mainHead();
    const { code, err } = await run(sop, ['adopt', proposal, '--as', 'contoh-kepala-dinas']);
    expect([code, err]).toEqual([1, expect.stringContaining('tidak boleh memberlakukan perubahan SOP')]);
    for (const login of ['contoh-kepala-dinas', 'contoh-opd'])
      expect((await call(login, 'PUT', `/pulls/${proposal}/merge`, {})).status).toBe(403);
    const push = await call('contoh-kepala-dinas', 'PUT', `/contents/${SOP}`, {
      ...{ message: 'diam-diam', content: Buffer.from('id: lain\n').toString('base64'), branch: 'main' },
    });
    expect(push.status).toBeGreaterThanOrEqual(400);
    expect(await mainHead()).toBe(before);
  });

  test('R7: the page for signing in does not offer the maintainer’s account', async () => {
    const page = await (await fetch(`${office.url}/auth?provider=github`)).text();
    expect(page).toContain('contoh-tu');
    expect(page).not.toContain('contoh-pengelola-kantor');
  });

  test('R7: when the maintainer puts a change in force, new requests use the changed SOP, and an open case keeps the earlier SOP', async () => {
    const before = await pinned(open);
    const { code, out } = await run(sop, ['adopt', proposal]);
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('berkas yang sedang berjalan tetap mengikuti versi lamanya'),
    ]);
    expect(await onMain(SOP)).toMatch(/limit: PT15M/);
    office.forward(60);
    await (await office.as('contoh-tu')).review(open, 'APPROVE', '');
    await office.idle();
    expect(await pinned(open)).toEqual(before);
    expect(before.limit).toBe('PT30M');
    const { journal } = await readCurrentCase(office.deps.forge, open);
    expect(journal.entries.at(-1)).toMatchObject({ kind: 'accepted' });
    const next = await submit('rapat-koordinasi-banjir');
    expect(await pinned(next)).toEqual({ blob: expect.not.stringMatching(before.blob ?? ''), limit: 'PT15M' });
  });

  test('R7: the page of an SOP shows both versions, and which open case keeps the earlier one', async () => {
    await office.showSite();
    const page = await readPublished(join(office.site, `sop/${ID}/versi/index.html`));
    expect(page).toContain('dari 30 menit menjadi 15 menit');
    expect(page).toContain('Berkas berjalan yang tetap mengikuti versi lama');
    expect(page.split('<h2 id="v-')).toHaveLength(3);
    const kept = await readPublished(join(office.site, `berkas/PMK-2026-${open}/index.html`));
    expect(kept).toContain('bukan yang berlaku sekarang');
  });
  test('R7: a broken SOP is refused with the findings of the check, and the office continues', async () => {
    const before = await mainHead();
    await change(SOP, 'to: laporan-walikota', 'to: langkah-tiada');
    const [found, refused] = [await run(check, ['sops']), await run(sop, ['propose'])];
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('Yang berlaku tetap berlaku.');
    expect(found.err).toContain('langkah-tiada');
    expect(refused.err).toContain('langkah-tiada');
    expect(refused.err.split('\n')).toHaveLength(found.err.split('\n').length);
    expect(await mainHead()).toBe(before);
    const number = await submit('rapat-insiden-keamanan-informasi');
    expect((await pinned(number)).limit).toBe('PT15M');
    await restore(SOP);
    await change(SOP, LIMIT, '$1limit: PT15M');
  });

  test('R7: a broken SOP that somebody else proposes is not put in force', async () => {
    const before = await mainHead();
    const broken = (await onMain(SOP)).replace('to: laporan-walikota', 'to: langkah-tiada');
    const person = await office.as('contoh-tu');
    const files = [{ path: SOP, bytes: Buffer.from(broken) }];
    const number = await person.open({ branch: 'sop/rusak', title: 'Rusak', files, draft: false });
    const { code, err } = await run(sop, ['adopt', String(number)]);
    expect([code, err]).toEqual([1, expect.stringContaining('langkah-tiada')]);
    expect(await mainHead()).toBe(before);
  });

  test('R7: neither a request nor a change with other files can be put in force as a change of SOPs', async () => {
    const before = await mainHead();
    const request = await submit('konferensi-pers-gangguan-layanan');
    expect((await run(sop, ['adopt', String(request)])).err).toContain('bukan perubahan SOP saja');
    const person = await office.as('contoh-tu');
    const files = [
      { path: SOP, bytes: Buffer.from(`${await onMain(SOP)}# catatan\n`) },
      { path: 'requests/2026/titipan/request.yaml', bytes: Buffer.from('a: 1\n') },
    ];
    const mixed = await person.open({ branch: 'sop/titipan', title: 'Titipan', files, draft: false });
    const refused = await run(sop, ['adopt', String(mixed)], 'en');
    expect(refused.err).toContain('received requests/2026/titipan/request.yaml');
    expect(await mainHead()).toBe(before);
    expect((await run(sop, ['adopt', '9999'])).err).toContain('Tidak ada perubahan SOP nomor 9999');
  });

  test('R7: a proposal based on an SOP that is no longer in force cannot be put in force', async () => {
    await change(SOP, 'revised: ""', 'revised: 1 Desember 2026');
    const first = /adopt (\d+)/.exec((await run(sop, ['propose', '--wait', '0'])).out)?.[1] ?? '';
    await change(SOP, 'revised: 1 Desember 2026', 'revised: 2 Desember 2026');
    const second = /adopt (\d+)/.exec((await run(sop, ['propose', '--wait', '0'])).out)?.[1] ?? '';
    expect((await run(sop, ['adopt', second])).code).toBe(0);
    expect((await run(sop, ['adopt', first], 'en')).err).toContain('based on files that are no longer in force');
    expect(await onMain(SOP)).toContain('revised: 2 Desember 2026');
  });
  test('R11, security 78: proposing and adopting a schema that makes the telephone public name the field', async () => {
    const path = 'schemas/permohonan-tcm.schema.json';
    await change(path, '"title": "Telepon",', '"title": "Telepon",\n          "x-public": true,');
    const said = 'Telepon (Pemohon) menjadi tampil untuk publik';
    const proposed = (await run(sop, ['propose'])).out;
    expect(proposed.replaceAll('\\', '')).toContain(said);
    expect((await run(sop, ['adopt', /adopt (\d+)/.exec(proposed)?.[1] ?? ''])).out).toContain(said);
    await restore(path);
    const back = /adopt (\d+)/.exec((await run(sop, ['propose', '--wait', '0'])).out)?.[1] ?? '';
    expect((await run(sop, ['adopt', back], 'en')).out).toContain('no longer see Telephone (Applicant)');
  });

  test('R7: the holder of a new role has a sample account once the role is in force', async () => {
    await change(
      'sops/roles.yaml',
      /^roles:\n/m,
      `roles:\n  arsiparis:\n    name: { id: Arsiparis, en: Archivist }\n    holders:\n      - { account: 1077, login: contoh-arsiparis, name: Contoh Arsiparis, from: 2026-01-01 }\n`,
    );
    await expect(office.as('contoh-arsiparis')).rejects.toThrow(/no sample account/);
    const number = /adopt (\d+)/.exec((await run(sop, ['propose', '--wait', '0'])).out)?.[1] ?? '';
    expect((await run(sop, ['adopt', number])).code).toBe(0);
    expect(await (await office.as('contoh-arsiparis')).id()).toBe(1077);
  });
});
