import type { Locator, Page } from 'playwright-core';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { openSample, RECEIPT, walk } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { local } from '#tests/browser/support/desk.ts';
import { fieldOf } from '#tests/browser/support/desk-request.ts';
import type { PictureOffice } from '#tools/pictures/sample-office.ts';
import { renamed } from '#tools/renamed-sample.ts';
import { KEYBOARD, PC, type Performer, PHONE, SLOW_PHONE, see } from './recorder.ts';
import { inList, toDesk, type Walk } from './walk.ts';

/** Cases that the applicants of these walks have submitted, one for each decision of the head of the office. */
const FIRE = 'Contoh: rapat kebakaran lahan';
const HAZE = 'Contoh: rapat kabut asap';

/** Submits a request and has it received, so that it waits for the head of the office. */
const received =
  (title: string) =>
  async ({ office }: PictureOffice): Promise<void> => {
    const start = `${shifted(office.now(), 'PT240H').slice(0, 13)}:00:00Z`;
    const slug = title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
    const sample = renamed(await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-opd', start), slug, {
      kegiatan: { judul: title },
    });
    const walker = { office, passed: () => undefined };
    await walk(walker, await openSample(walker, sample, 'contoh-opd'), sample, [RECEIPT]);
    await office.showSite();
  };

const note = (page: Page): Locator => page.getByLabel('Catatan', { exact: true });

/** The link to the case that the desk puts first, since its deadline is the next one. */
const firstInList = (page: Page): Locator => page.locator('.desk-list').getByRole('listitem').getByRole('link').first();

/** Goes from the first page to the decision on a case that waits for the account, the first one or by its title. */
async function toCase(person: Performer, account: string, title?: string): Promise<void> {
  const { page, tap } = person;
  await toDesk(person, account);
  await tap(title === undefined ? firstInList(page) : inList(page, title));
  await see(page.locator('.desk-case'));
  // On a phone the letter is folded, and the decision is on a sheet over the page.
  const decide = page.getByRole('button', { name: 'Putuskan', exact: true });
  const isOnPhone = await decide.isVisible();
  if (isOnPhone) await tap(page.getByRole('button', { name: 'Surat permohonan', exact: true }));
  await person.read(page.locator('.letter-paper'));
  if (isOnPhone) await tap(decide);
}

/** Approves, and waits until the process has accepted the act. */
async function approve({ page, tap }: Performer): Promise<void> {
  await tap(page.getByRole('button', { name: /^Setujui, / }));
  await see(page.locator('.is-accepted'));
}

async function fillAll({ page, fill }: Performer, typed: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(typed)) await fill(fieldOf(page, label), value);
}

/** Decides the first of two steps, which the desk offers to decide at once. */
const decideOne =
  (title?: string): Walk['task'] =>
  async (person) => {
    const { page, tap, fill } = person;
    await toCase(person, 'Contoh Kepala Dinas', title);
    await fill(note(page), 'Kabid Aptika: tindak lanjuti.');
    const both = page.getByRole('checkbox', { name: /^Sekaligus / });
    if (await both.isVisible()) await tap(both);
    await approve(person);
  };

export const OFFICIALS: readonly Walk[] = [
  {
    what: 'head of the office, slow phone: decides, with a note',
    device: SLOW_PHONE,
    path: '/',
    aim: '≤ 6 seconds',
    task: decideOne(),
  },
  {
    what: 'head of the office, slow phone: decides two steps in one sitting, with two notes',
    device: SLOW_PHONE,
    path: '/',
    before: received(FIRE),
    task: async (person) => {
      const { page, fill } = person;
      await toCase(person, 'Contoh Kepala Dinas', FIRE);
      await fill(note(page), 'Kabid Aptika: tindak lanjuti.');
      await fill(page.getByLabel('Catatan langkah 4'), 'Dilaporkan lisan.');
      await approve(person);
      await see(page.getByText('Langkah 3 dan 4 tercatat sebagai dua tindakan.'));
    },
  },
  {
    what: 'head of the office, PC, by keyboard only: decides, with a note',
    device: KEYBOARD,
    path: '/',
    before: received(HAZE),
    task: decideOne(HAZE),
  },
  {
    what: 'Mayor, slow phone: directs, with a note and one agency',
    device: SLOW_PHONE,
    path: '/',
    task: async (person) => {
      const { page, tap, fill } = person;
      await toCase(person, 'Contoh Wali Kota', FIRE);
      await fill(note(page), 'Laksanakan.');
      await tap(page.getByRole('button', { name: /^Tambah/ }));
      await fill(page.getByLabel('Instansi atau jabatan', { exact: true }), 'BPBD Contoh');
      await approve(person);
    },
  },
  {
    what: 'Kabid Aptika, PC: records the coordination, with a note',
    device: PC,
    path: '/',
    task: async (person, { office }) => {
      await toCase(person, 'Contoh Kabid Aptika', FIRE);
      await person.fill(note(person.page), 'Subkor ILE: siapkan ruang.');
      await fillAll(person, {
        'Waktu koordinasi': local(office.now()),
        Cara: 'telepon',
        Kesepakatan: 'Siaran pers disiapkan.',
      });
      await approve(person);
    },
  },
  {
    what: 'Subkor ILE, PC: records the check of room and connection',
    device: PC,
    path: '/',
    task: async (person, { office }) => {
      await toCase(person, 'Contoh Subkor ILE', FIRE);
      await fillAll(person, {
        Ketersediaan: 'tersedia',
        'Tata letak': 'Meja U',
        'Waktu uji': local(office.now()),
        'Hasil uji': 'baik',
      });
      await approve(person);
    },
  },
  {
    what: 'operator, phone: reports what took place',
    device: PHONE,
    path: '/',
    task: async (person) => {
      await toCase(person, 'Contoh Staf Operator', 'Contoh: rapat posko banjir');
      await fillAll(person, {
        Mulai: '2026-11-25T08:30',
        Selesai: '2026-11-25T09:30',
        'Uraian pelaksanaan': 'Kegiatan berjalan sesuai rencana.',
        'Jumlah hadir': '17',
      });
      await person.tap(person.page.getByRole('radio', { name: 'Ya' }));
      await approve(person);
    },
  },
];
