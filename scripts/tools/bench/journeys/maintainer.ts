import { tokenOf } from '#tests/browser/support/desk.ts';
import type { PictureOffice } from '#tools/pictures/sample-office.ts';
import { PC, type Performer, see } from './recorder.ts';
import type { Walk } from './walk.ts';

/**
 * Goes from the first page to a part of Kelola. At an office on one machine, a maintainer signs in by a token, which the
 * command line gives.
 */
async function toPart({ page, tap, paste }: Performer, { folder }: PictureOffice, part: string): Promise<void> {
  await tap(page.getByRole('link', { name: 'Meja kerja', exact: true }).first());
  await tap(page.locator('summary').filter({ hasText: 'Masuk dengan token' }));
  await paste(page.getByLabel('Token akses'), await tokenOf(folder, 'contoh-pengelola-kantor'));
  await tap(page.getByRole('button', { name: 'Pakai token ini' }));
  await tap(page.getByRole('link', { name: 'Kelola', exact: true }));
  await tap(page.getByRole('link', { name: part, exact: true }));
}

async function send({ page, tap }: Performer): Promise<void> {
  await tap(page.getByRole('button', { name: 'Kirim usulan' }));
  await see(page.getByRole('heading', { name: /^Usulan \d+$/ }));
  await see(page.getByRole('button', { name: 'Berlakukan' }));
}

export const MAINTAINER: readonly Walk[] = [
  {
    what: 'maintainer, PC: proposes an acting official',
    device: PC,
    path: '/',
    task: async (person, office) => {
      const { page, fill } = person;
      await toPart(person, office, 'Subkor ILE');
      const who = page.getByLabel('Pejabat', { exact: true });
      const other = who.locator('option').filter({ hasText: 'Contoh Kabid IKP (Kabid IKP)' });
      await fill(who, (await other.getAttribute('value')) ?? '');
      await fill(page.getByLabel('Dari'), '2026-11-26');
      await fill(page.getByLabel('Sampai'), '2026-12-05');
      await fill(page.getByLabel('Nomor surat perintah'), 'SP 800/12/2026');
      await send(person);
    },
  },
  {
    what: 'maintainer, PC: proposes a holiday',
    device: PC,
    path: '/',
    task: async (person, office) => {
      await toPart(person, office, 'Hari libur');
      await person.fill(person.page.getByLabel('Tanggal'), '2026-12-09');
      await person.fill(person.page.getByLabel('Nama', { exact: true }), 'Pilkada');
      await send(person);
    },
  },
];
