import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { NewFile } from '#embedded/office/person.ts';
import { readSample, type Sample, shifted } from '#embedded/office/samples.ts';
import { openSample, STRAIGHT_WAY, walk } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { git } from '#engine/register/git.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { FIRST } from '../support/folders.ts';
import { hasBrowser } from '../browser/support/chromium.ts';
import { isTooWide } from '../browser/support/desk.ts';
import {
  fieldOf,
  fillAtDesk,
  openWritingOffice,
  saveAtDesk,
  submitAtDesk,
  type WritingOffice,
  reveal,
} from '../browser/support/desk-request.ts';
import { openForm as signInAtForm } from '../browser/support/request-form.ts';

const OWNER = 'contoh-opd';
/** The account of a stranger, with write access and no role. */
const STRANGER = 'contoh-bpbd';
const LETTER = 'surat-permohonan.pdf';
const THEIRS = 'Judul orang lain';
const PHONE = { viewport: { width: 390, height: 844 } };

let w: WritingOffice;
afterEach(() => w?.closeDevices());

/** A request that is with its opener. */
interface Left {
  readonly number: number;
  readonly branch: string;
  readonly folder: string;
  readonly sample: Sample;
  readonly mine: string;
}

describe.skipIf(!hasBrowser)('a foreign push to the branch of a request, at the desk', () => {
  beforeAll(async () => {
    w = await openWritingOffice(FIRST);
  });
  afterAll(() => w?.close());

  const inGit = async (...words: string[]): Promise<string> =>
    (await git(join(w.folder, 'repo.git'), words)).toString().trim();
  const walker = () => ({ office: w.office, passed: () => undefined });
  const onMain = async ({ folder }: Left, name: string): Promise<string> =>
    inGit('rev-parse', `main:${folder}/${name}`);
  const titleIn = (text: string): unknown =>
    (parse(text) as Sample['request'] & { kegiatan: { judul: string } }).kegiatan.judul;

  /** Returns a request that is with its opener: a draft on a branch of the form, or a returned case. */
  async function withOpener(name: string, isCase: boolean): Promise<Left> {
    const start = `${shifted(w.office.now(), 'PT72H').slice(0, 13)}:00:00Z`;
    const sample = await readSample(PROGRAM, name, OWNER, start);
    const folder = sample.files[0]?.path.replace(/\/[^/]+$/, '') ?? '';
    const mine = (sample.request['kegiatan'] as { judul: string }).judul;
    if (isCase) {
      const number = await openSample(walker(), sample, OWNER);
      await walk(walker(), number, sample, [
        { row: 2, role: 'tu', after: 'PT2M', gesture: 'return', note: 'Perbaiki.' },
      ]);
      return { number, branch: `permohonan/${name}`, folder, sample, mine };
    }
    const branch = `cms/pmk/2026/${name}/request`;
    const person = await w.office.as(OWNER);
    const number = await person.open({ branch, title: mine, files: sample.files, draft: false });
    await w.office.idle();
    return { number, branch, folder, sample, mine };
  }

  /** Pushes as a stranger: another title and another letter, or the given files. */
  async function intrude({ branch, folder, sample }: Left, files?: readonly NewFile[]): Promise<void> {
    w.office.forward(60);
    const request = { ...sample.request, kegiatan: { ...(sample.request['kegiatan'] as object), judul: THEIRS } };
    const letter = await readFile(join(PROGRAM, 'examples/requests/rapat-insiden-keamanan-informasi', LETTER));
    const person = await w.office.as(STRANGER);
    await person.push(
      branch,
      files ?? [
        { path: `${folder}/request.yaml`, bytes: Buffer.from(stringify(request)) },
        { path: `${folder}/${LETTER}`, bytes: letter },
      ],
    );
    await w.office.idle();
    w.office.forward(60);
  }

  const openForm = async ({ number }: Left): Promise<Page> =>
    w.openAs(await w.device(PHONE), OWNER, `#/${number}/ubah`);
  const notice = (page: Page) => page.locator('section', { hasText: 'Akun lain mengubah permohonan ini' });

  const goToMain = async ({ number, sample }: Left): Promise<void> => walk(walker(), number, sample, STRAIGHT_WAY);

  it.each([
    ['a draft', 'rapat-koordinasi-banjir', false],
    ['a returned case', 'rapat-evakuasi-warga', true],
  ] as const)(
    'R48, security 60: the opener of %s sees what a stranger changed, keeps their own version, and submits once: main gets this version',
    async (_what, name, isCase) => {
      const left = await withOpener(name, isCase);
      await intrude(left);
      if (isCase) {
        // R48 refuses the first submission after the push. The opener makes it without the form, so that the form’s
        // first submission is judged.
        await (await w.office.as(OWNER)).submit(left.number);
        await w.office.idle();
        w.office.forward(60);
      }
      const page = await openForm(left);
      await notice(page).waitFor();
      await notice(page).getByText(`@${STRANGER}`, { exact: false }).waitFor();
      expect(await notice(page).locator('tbody tr').locator('th, td').allTextContents()).toEqual([
        'Judul kegiatan',
        left.mine,
        THEIRS,
      ]);
      expect(await notice(page).locator('li').allTextContents()).toEqual([`Lampiran diganti: ${LETTER}`]);
      expect(await fieldOf(page, 'Judul kegiatan').inputValue()).toBe(left.mine);
      await reveal(page, page.getByText('Ajukan', { exact: true }));
      expect(await page.getByRole('button', { name: 'Ajukan', exact: true }).isDisabled()).toBe(true);
      expect(await isTooWide(page)).toBe(false);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
      await page.getByRole('button', { name: 'Pakai isian saya' }).click();
      await notice(page).waitFor({ state: 'detached' });
      // Text that is typed afterwards also belongs to the opener.
      await fillAtDesk(page, { 'Jumlah peserta': '7' });
      await page.reload();
      await expect.poll(() => fieldOf(page, 'Jumlah peserta').inputValue()).toBe('7');
      expect(await notice(page).count()).toBe(0);
      if (isCase) w.office.forward(60);
      await submitAtDesk(page);
      await goToMain(left);
      expect(titleIn(await inGit('show', `main:${left.folder}/request.yaml`))).toBe(left.mine);
      const letter = left.sample.files.find(({ path }) => path.endsWith(LETTER))?.bytes ?? new Uint8Array();
      expect((await git(join(w.folder, 'repo.git'), ['show', `main:${left.folder}/${LETTER}`])).equals(letter)).toBe(
        true,
      );
      expect((await verifyClone(join(w.folder, 'repo.git'))).findings).toEqual([]);
    },
  );

  it.each([
    ['a draft', 'siaran-langsung-peringatan-dini', false],
    ['a returned case', 'konferensi-pers-gangguan-layanan', true],
  ] as const)(
    'R48: the opener of %s accepts a stranger’s change with one click, and submits once: main gets the change',
    async (_what, name, isCase) => {
      const left = await withOpener(name, isCase);
      await intrude(left);
      const letter = await inGit('rev-parse', `${left.branch}:${left.folder}/${LETTER}`);
      // The page of the request submits nothing that the opener has not seen, and leads to the form.
      const page = await w.openAs(await w.device(PHONE), OWNER, `#/${left.number}`);
      await page.getByRole('button', { name: isCase ? /^Ajukan lagi/ : 'Ajukan' }).click();
      await page.getByRole('button', { name: 'Ambil perubahan itu' }).click();
      await expect.poll(() => fieldOf(page, 'Judul kegiatan').inputValue()).toBe(THEIRS);
      // The choice is remembered on this device until the submission.
      await saveAtDesk(page);
      await page.reload();
      await submitAtDesk(page);
      await goToMain(left);
      expect(titleIn(await inGit('show', `main:${left.folder}/request.yaml`))).toBe(THEIRS);
      expect(await onMain(left, LETTER)).toBe(letter);
      const entries = (await w.journalOf(left.number))
        .split('\n')
        .filter((line) => line.includes('submission-refused'));
      // R48 refuses the first submission of the case, and the desk submits once more. A draft’s refused submission is
      // in no journal.
      expect(entries.length).toBe(isCase ? 1 : 0);
      expect((await verifyClone(join(w.folder, 'repo.git'))).findings).toEqual([]);
    },
  );

  /** Writes a draft at the desk on this device. */
  async function begun(title: string): Promise<{ page: Page; branch: string; folder: string; number: number }> {
    const page = await w.begin(await w.device(PHONE));
    await fillAtDesk(page, { 'Judul kegiatan': title });
    await saveAtDesk(page);
    const branch = await w.branchWith(title.toLowerCase().replaceAll(' ', '-'));
    const { number = 0 } = (await w.pulls()).find(({ head }) => head.ref === branch) ?? {};
    return { page, branch, folder: branch.replace(/^cms\/[^/]+\/(.*)\/request$/, 'requests/$1'), number };
  }
  const pushed = async (branch: string, path: string, text: string): Promise<void> =>
    (await w.office.as(STRANGER)).push(branch, [{ path, bytes: Buffer.from(text) }]);

  it('R48: a stranger’s push while the form is open loses no typed text; an unreadable request cannot be accepted, and a second push is shown too', async () => {
    const { page, branch, folder, number } = await begun('Judul pertama');
    const document = `${folder}/request.yaml`;
    const own = await inGit('show', `${branch}:${document}`);
    await fillAtDesk(page, { 'Judul kegiatan': 'Judul kedua' });
    await pushed(branch, document, '{');
    await reveal(page, page.getByText('Simpan konsep', { exact: true }));
    await page.getByRole('button', { name: 'Simpan konsep' }).click();
    await notice(page).getByText('tidak dapat dibaca', { exact: false }).waitFor();
    expect(await notice(page).locator('li').allTextContents()).toEqual(['Lampiran diganti: request.yaml']);
    expect(await notice(page).getByRole('button').allTextContents()).toEqual(['Pakai isian saya']);
    await notice(page).getByRole('button').click();
    expect(await fieldOf(page, 'Judul kegiatan').inputValue()).toBe('Judul kedua');
    await saveAtDesk(page);
    expect(titleIn(await inGit('show', `${branch}:${document}`))).toBe('Judul kedua');
    // Nothing of the stranger’s push is left on the branch.
    expect(await w.commitsOn(branch)).toBe(2);
    // A choice is about one push only.
    await fillAtDesk(page, { 'Jumlah peserta': '9' });
    await pushed(branch, document, own.replace('Judul pertama', THEIRS));
    await page.reload();
    await page.getByRole('button', { name: 'Ambil perubahan itu' }).click();
    // Typed text and accepted changes are combined field by field, as after any change elsewhere.
    await page.getByRole('heading', { name: /^Konsep ini diubah di tempat lain/ }).waitFor();
    await page.getByRole('button', { name: 'Pakai pilihan ini' }).click();
    await expect.poll(() => fieldOf(page, 'Judul kegiatan').inputValue()).toBe(THEIRS);
    expect(await fieldOf(page, 'Jumlah peserta').inputValue()).toBe('9');
    await saveAtDesk(page);
    expect(titleIn(await inGit('show', `${branch}:${document}`))).toBe(THEIRS);
    // Without a new push, opening the form asks the forge for no activity and no comparison.
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${w.office.url}/meja/#/${number}/ubah`);
    await page.reload();
    await expect.poll(() => fieldOf(page, 'Jumlah peserta').inputValue()).toBe('9');
    expect(asked.filter((url) => /\/repos\/[^/]+\/[^/]+\/(?:activity|compare)/.test(url))).toEqual([]);
    expect(await notice(page).count()).toBe(0);
  });

  it('R48: on another device the opener’s own draft opens without a question, a push without a change is not mentioned, and an accepted change is not asked about again', async () => {
    const { branch, number, folder } = await begun('Dua perangkat');
    const document = `${folder}/request.yaml`;
    const open = async (): Promise<Page> => {
      const page = await w.openAs(await w.device(PHONE), OWNER, `#/${number}/ubah`);
      await expect.poll(() => fieldOf(page, 'Judul kegiatan').inputValue()).toBe('Dua perangkat');
      return page;
    };
    expect(await notice(await open()).count()).toBe(0);
    await pushed(
      branch,
      `${folder}/request.yaml`,
      await inGit('show', `${branch}:${folder}/request.yaml`).then((text) => `${text}\n`),
    );
    const page = await open();
    expect(await notice(page).count()).toBe(0);
    await fillAtDesk(page, { 'Jumlah peserta': '5' });
    await saveAtDesk(page);
    // A change that is accepted word for word must still become a push by the opener. Otherwise it would not count.
    await pushed(
      branch,
      document,
      `${(await inGit('show', `${branch}:${document}`)).replace('Dua perangkat', THEIRS)}\n`,
    );
    const other = await w.openAs(await w.device(PHONE), OWNER, `#/${number}/ubah`);
    await other.getByRole('button', { name: 'Ambil perubahan itu' }).click();
    await saveAtDesk(other);
    const last = await w.openAs(await w.device(PHONE), OWNER, `#/${number}/ubah`);
    await expect.poll(() => fieldOf(last, 'Judul kegiatan').inputValue()).toBe(THEIRS);
    expect(await notice(last).count()).toBe(0);
  });

  it('R48: the form of the CMS shows another account’s changes before anything is saved, and asks which to use', async () => {
    const { branch, folder } = await begun('Dibuka di formulir');
    await pushed(
      branch,
      `${folder}/request.yaml`,
      (await inGit('show', `${branch}:${folder}/request.yaml`)).replace('Dibuka', 'Lain'),
    );
    const page = await (await w.device()).newPage();
    await signInAtForm(page, w.office.url, 'Contoh OPD');
    await page.goto(`${w.office.url}/admin/#/collections/${branch.slice(4).replace('/', '/entries/')}`);
    await page.getByText(`Diubah oleh @${STRANGER}`, { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Pakai isian saya' }).waitFor();
  });
});
