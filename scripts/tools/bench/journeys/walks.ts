import type { Page } from 'playwright-core';
import { LETTER_PDF, WHOLE_AT_DESK, fieldOf } from '#tests/browser/support/desk-request.ts';
import type { BusyOffice } from './busy-office.ts';
import { type Screen, PC, type Visitor, PHONE, SLOW_PHONE } from './visitor.ts';

/** What somebody comes for. */
export interface Walk {
  readonly name: string;
  readonly who: string;
  readonly screen: Screen;
  readonly does: string;
  /** The first page that they see. */
  readonly path: string;
  readonly task: (visitor: Visitor, place: BusyOffice) => Promise<void>;
}

const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).first();
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

/** The link of a case, in the desk's list or a public one. */
const inList = (page: Page, title: string) =>
  page.locator('main').getByRole('listitem').filter({ hasText: title }).getByRole('link').first();

const SIGN_IN = 'Masuk sebagai akun contoh';

async function signIn(visitor: Visitor, account: string): Promise<void> {
  const button = visitor.page.getByRole('button', { name: SIGN_IN });
  await visitor.see(button);
  await visitor.popup(
    () => visitor.press(button),
    (window) => window.press(window.page.getByRole('button', { name: account })),
  );
}

/** From the first page to a case that waits at the desk. */
async function toCase(visitor: Visitor, account: string, title: string): Promise<void> {
  const { page } = visitor;
  await visitor.see(heading(page, /berkas berjalan/));
  await visitor.press(link(page, 'Meja kerja'));
  await signIn(visitor, account);
  await visitor.see(heading(page, 'Menunggu tindakan saya'));
  await visitor.press(inList(page, title));
  await visitor.see(page.getByText(/^Yang diminta langkah \d+$/));
}

async function approve(visitor: Visitor): Promise<void> {
  await visitor.press(visitor.page.getByRole('button', { name: /^Setujui → / }));
  await visitor.see(visitor.page.locator('.is-accepted'));
}

const secretary: Walk = {
  name: 'secretary',
  who: 'secretary of an agency',
  screen: PC,
  does: 'writes a request with its letter and submits it',
  path: '/',
  task: async (visitor) => {
    const { page } = visitor;
    await visitor.see(heading(page, /berkas berjalan/));
    await visitor.press(page.locator('main').getByRole('link', { name: 'Tulis permohonan' }));
    await signIn(visitor, 'Contoh OPD');
    await visitor.see(fieldOf(page, 'Instansi'));
    for (const [label, value] of Object.entries(WHOLE_AT_DESK)) {
      if (typeof value !== 'string') {
        for (const each of value) await visitor.press(page.getByRole('checkbox', { name: each, exact: true }));
      } else if (await fieldOf(page, label).evaluate((field: { tagName?: string }) => field.tagName === 'SELECT')) {
        await visitor.choose(fieldOf(page, label), value);
      } else await visitor.fill(fieldOf(page, label), value);
    }
    await visitor.attach(page.getByLabel('Tambah lampiran'), LETTER_PDF);
    await visitor.see(page.getByText(/ ditambahkan\./));
    await visitor.press(page.getByRole('button', { name: 'Ajukan', exact: true }));
    await visitor.see(heading(page, /^Permohonan tercatat: /));
  },
};

const tu: Walk = {
  name: 'tu',
  who: 'TU',
  screen: PC,
  does: 'reads the letter of a request and receives it',
  path: '/',
  task: async (visitor, { titles }) => {
    await toCase(visitor, 'Contoh Petugas TU', titles.receipt);
    const { page } = visitor;
    await visitor.press(page.getByRole('button', { name: 'Tampilkan di sini: surat-permohonan.pdf' }));
    await visitor.see(page.getByRole('button', { name: 'Tutup: surat-permohonan.pdf' }));
    await approve(visitor);
  },
};

const head: Walk = {
  name: 'head',
  who: 'head of the office',
  screen: SLOW_PHONE,
  does: 'decides, with a note',
  path: '/',
  task: async (visitor, { titles }) => {
    await toCase(visitor, 'Contoh Kepala Dinas', titles.head);
    await visitor.fill(visitor.page.getByLabel(/^Catatan/), 'Kabid Aptika: tindak lanjuti.');
    await approve(visitor);
  },
};

const subkor: Walk = {
  name: 'subkor',
  who: 'Subkor ILE',
  screen: PC,
  does: 'has checked time, room and equipment, and says so',
  path: '/',
  task: async (visitor, { titles }) => {
    const { page } = visitor;
    await toCase(visitor, 'Contoh Subkor ILE', titles.check);
    await visitor.fill(fieldOf(page, 'Tata letak'), 'Meja U, layar di depan');
    await visitor.fill(fieldOf(page, 'Waktu uji'), '2026-12-31T09:00');
    await visitor.choose(fieldOf(page, 'Hasil uji'), 'baik');
    await approve(visitor);
  },
};

const operator: Walk = {
  name: 'operator',
  who: 'operator',
  screen: PHONE,
  does: 'reports what took place',
  path: '/',
  task: async (visitor, { titles, held }) => {
    const { page } = visitor;
    await toCase(visitor, 'Contoh Staf Operator', titles.report);
    await visitor.press(page.getByRole('button', { name: 'Ke tindakan' }));
    await visitor.fill(fieldOf(page, 'Mulai'), held.start);
    await visitor.fill(fieldOf(page, 'Selesai'), held.end);
    await visitor.fill(fieldOf(page, 'Uraian pelaksanaan'), 'Kegiatan berjalan sesuai rencana.');
    await visitor.fill(fieldOf(page, 'Jumlah hadir'), '17');
    await visitor.press(page.getByRole('radio', { name: 'Ya' }));
    await approve(visitor);
  },
};

const citizen: Walk = {
  name: 'citizen',
  who: 'citizen',
  screen: SLOW_PHONE,
  does: 'finds a running case by words of its title, and who acts until when',
  path: '/',
  task: async (visitor, { titles }) => {
    const { page } = visitor;
    await visitor.see(heading(page, /berkas berjalan/));
    await visitor.fill(page.getByRole('searchbox'), titles.head);
    await visitor.press(page.getByRole('button', { name: 'Cari' }));
    await visitor.see(inList(page, titles.head));
    await visitor.press(inList(page, titles.head));
    await visitor.see(page.getByText(/— tenggat |^Lewat tenggat: /).first());
  },
};

const english: Walk = {
  name: 'english',
  who: 'reader of English',
  screen: PC,
  does: 'finds a running case, and reads its step in the SOP',
  path: '/',
  task: async (visitor, { titles }) => {
    const { page } = visitor;
    await visitor.press(link(page, 'English'));
    await visitor.see(heading(page, /cases running/));
    await visitor.fill(page.getByRole('searchbox'), titles.check);
    await visitor.press(page.getByRole('button', { name: 'Search' }));
    await visitor.see(inList(page, titles.check));
    await visitor.press(inList(page, titles.check));
    await visitor.see(heading(page, /^Trail$/));
    await visitor.press(page.locator('main').getByRole('link', { name: 'Crisis management protocol' }));
    await visitor.see(page.getByRole('table').first());
  },
};

/** By keyboard alone, as somebody who sees nothing does it. */
async function signInByKeyboard(visitor: Visitor, account: RegExp, button = SIGN_IN): Promise<void> {
  await visitor.see(visitor.page.getByRole('button', { name: button, exact: true }));
  await visitor.tabTo(new RegExp(`^${button}$`));
  await visitor.popup(
    () => visitor.key('Enter'),
    async (window) => {
      await window.tabTo(account);
      await window.key('Enter');
    },
  );
}

async function writeByKeyboard(visitor: Visitor, title: string): Promise<void> {
  await visitor.tabTo(/^Instansi/);
  await visitor.type('Dinas Contoh');
  await visitor.tabTo(/^Judul kegiatan/);
  await visitor.type(title);
}

const blindHead: Walk = {
  name: 'blind-head',
  who: 'official who sees nothing',
  screen: PC,
  does: 'decides, with a note, by keyboard alone',
  path: '/',
  task: async (visitor, { titles }) => {
    const { page } = visitor;
    await visitor.see(heading(page, /berkas berjalan/));
    await visitor.tabTo(/^Meja kerja$/);
    await visitor.key('Enter');
    await signInByKeyboard(visitor, /Contoh Kepala Dinas/);
    await visitor.see(heading(page, 'Menunggu tindakan saya'));
    await visitor.tabTo(new RegExp(`^${await inList(page, titles.keyboard).innerText()}$`));
    await visitor.key('Enter');
    await visitor.see(page.getByText(/^Yang diminta langkah \d+$/));
    await visitor.tabTo(/^Catatan/);
    await visitor.type('Kabid Aptika: tindak lanjuti.');
    await visitor.tabTo(/^Setujui → /);
    await visitor.key('Enter');
    await visitor.see(page.locator('.is-accepted'));
  },
};

const blindApplicant: Walk = {
  name: 'blind-applicant',
  who: 'applicant who sees nothing',
  screen: PC,
  does: 'writes a request and saves it as a draft, by keyboard alone',
  path: '/',
  task: async (visitor) => {
    const { page } = visitor;
    await visitor.see(heading(page, /berkas berjalan/));
    await visitor.tabTo(/^Tulis permohonan$/);
    await visitor.key('Enter');
    await signInByKeyboard(visitor, /Contoh OPD/);
    await visitor.see(fieldOf(page, 'Instansi'));
    await writeByKeyboard(visitor, 'Rapat papan tombol contoh');
    await visitor.tabTo(/^Simpan konsep$/);
    await visitor.key('Enter');
    await visitor.see(page.getByText('Konsep tersimpan di kantor.'));
  },
};

const blindApplicantInCms: Walk = {
  name: 'blind-applicant-cms',
  who: 'applicant who sees nothing',
  screen: PC,
  does: 'the same in the form of the CMS',
  path: '/admin/',
  task: async (visitor) => {
    const { page } = visitor;
    await signInByKeyboard(visitor, /Contoh OPD/, 'Masuk');
    await visitor.see(page.getByRole('link', { name: 'Konsep dan pengajuan' }));
    await visitor.tabTo(/Permohonan baru/);
    await visitor.key('Enter');
    await visitor.see(page.getByText('Permohonan baru.', { exact: false }));
    await writeByKeyboard(visitor, 'Rapat papan tombol di CMS');
    // The button stands before the fields.
    await visitor.tabTo(/^Simpan$/, 'Shift+Tab');
    await visitor.key('Enter');
    await visitor.see(page.getByText('Tersimpan', { exact: true }).first());
  },
};

export const WALKS: readonly Walk[] = [
  ...[secretary, tu, head, subkor, operator, citizen, english, blindHead, blindApplicant, blindApplicantInCms],
];
