import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Office } from '#embedded/office/open-office.ts';
import { configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import { checkRequest } from '#engine/config/request-files.ts';
import { git } from '#engine/register/git.ts';
import { SECOND } from '../support/folders.ts';
import { hasBrowser } from './support/chromium.ts';
import { fillAtDesk } from './support/desk-request.ts';
import { type FormOffice, openFormOffice } from './support/form-office.ts';
import { newRequest, openForm, save } from './support/request-form.ts';

const PROCEDURE = 'peminjaman-kendaraan';

let opened: FormOffice;
let folder: string;
let office: Office;
let browser: Browser;

beforeAll(async () => {
  if (!hasBrowser) return;
  opened = await openFormOffice(SECOND);
  ({ folder, office, browser } = opened);
});
afterAll(() => opened?.close());

describe.skipIf(!hasBrowser)('R3: the form of another office', () => {
  it('R3: the form of another office asks that office’s questions in that office’s zone, and writes a request without problems', async () => {
    const page = await browser.newPage({ timezoneId: 'Europe/London' });
    await openForm(page, office.url, 'Contoh Peminjam 2');
    await newRequest(page, office.url, PROCEDURE);
    await expect.poll(() => page.getByText('Waktu setempat (WITA).', { exact: false }).count()).toBe(1);
    await fillAtDesk(page, {
      Tujuan: 'luar-kota',
      Berangkat: '2099-03-02T08:00',
      Kembali: '2099-03-02T12:00',
    });
    await save(page);
    const [branch = ''] = (
      await git(join(folder, 'repo.git'), ['for-each-ref', '--format=%(refname)', 'refs/heads/cms'])
    )
      .toString()
      .split('\n');
    const path =
      /requests\/\S+/.exec((await git(join(folder, 'repo.git'), ['ls-tree', '-r', branch])).toString())?.[0] ?? '';
    const bytes = await git(join(folder, 'repo.git'), ['show', `${branch}:${path}`]);
    const reading = readConfig(await configFolder(SECOND));
    if ('problems' in reading) throw new Error('The configuration is not sound.');
    const { problems, request } = checkRequest({ file: path, bytes }, [], reading.config, '2099-01-01T00:00:00Z');
    expect(problems).toEqual([]);
    expect(request).toEqual({
      sop: PROCEDURE,
      peminjam: 'contoh-pemohon-2',
      tujuan: 'luar-kota',
      berangkat: '2099-03-02T08:00:00+08:00',
      kembali: '2099-03-02T12:00:00+08:00',
    });
    expect(path).toMatch(/^requests\/\d{4}\/[a-z0-9-]+\/request\.yaml$/);
  });
});
