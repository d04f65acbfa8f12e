import { fieldFor, fieldOf, LETTER_PDF, WHOLE_AT_DESK } from '#tests/browser/support/desk-request.ts';
import { type Workplace, KEYBOARD, PC, type Performer, SLOW_PHONE, see } from './recorder.ts';
import { signInBySample, type Walk } from './walk.ts';

type Typed = readonly (readonly [label: string, value: string])[];

/** A request of a new applicant: the fields that the form asks for, and no others. */
const ASKED: Typed = Object.entries(WHOLE_AT_DESK).flatMap(([label, value]) =>
  typeof value !== 'string' || /^(?:Jenis pemohon|NIP|Nomor referensi SRIKANDI)$/.test(label) ? [] : [[label, value]],
);

/** The fields that a returning applicant fills in, because they differ each time. */
const EACH_TIME =
  /^(?:Nomor surat|Tanggal surat|Jenis krisis|Lokasi|Uraian|Jenis kegiatan|Judul kegiatan|Mulai|Selesai|Ruang|Aplikasi|Jumlah peserta|Sifat surat|Tingkat urgensi)$/;

/** Goes from the first page to the form. */
const toForm = ({ page, tap }: Performer): Promise<void> =>
  tap(page.getByRole('link', { name: 'Tulis permohonan' }).filter({ visible: true }).first());

/** Fills in a request, attaches the signed letter, and submits. On a phone the form has one part a screen. */
async function write({ page, tap, fill, attach }: Performer, typed: Typed): Promise<void> {
  await see(page.locator('.topic').first());
  const next = page.getByRole('button', { name: /^Lanjut ke / });
  const submit = page.getByRole('button', { name: 'Ajukan', exact: true });
  for (;;) {
    for (const [label, value] of typed) {
      const field = fieldFor(page, label, value);
      if (!(await field.isVisible())) continue;
      const kind = await field.getAttribute('type');
      if (kind === 'radio') {
        await tap(field);
        continue;
      }
      const [day = '', time] = value.split('T');
      // A time of a request may have its day in a field of its own, which both times share.
      const isTime = time !== undefined && kind === 'time';
      if (isTime) await fill(page.locator('.slot [type=date]').first(), day);
      await fill(field, isTime ? time : value);
    }
    const letter = page.getByLabel('Tambah lampiran');
    if (await letter.isVisible()) {
      await attach(letter, LETTER_PDF);
      await see(page.getByText(/ ditambahkan\./));
    }
    if (!(await next.isVisible())) break;
    await tap(next);
  }
  await tap(submit);
  await see(page.getByRole('heading', { name: /^Permohonan tercatat: / }));
}

async function writeFirst(person: Performer): Promise<void> {
  await toForm(person);
  await signInBySample(person, 'Contoh OPD');
  await write(person, ASKED);
}

async function writeAgain(person: Performer): Promise<void> {
  await toForm(person);
  await signInBySample(person, 'Contoh OPD');
  await person.tap(person.page.getByLabel('Ingat data ini untuk permohonan berikutnya'));
  await write(person, ASKED);
  await person.beginHere();
  await toForm(person);
  const typed = ASKED.filter(([label]) => EACH_TIME.test(label));
  await write(person, typed);
}

const newOn = (name: string, device: Workplace): Walk => ({
  what: `new applicant, ${name}: from the first page to the number of the request`,
  ...{ device, path: '/', aim: '≤ 6 minutes', task: writeFirst },
});
const returningOn = (name: string, device: Workplace): Walk => ({
  what: `returning applicant, ${name}: another request, with remembered data`,
  ...{ device, path: '/', aim: '≤ 3 minutes', task: writeAgain },
});

export const APPLICANTS: readonly Walk[] = [
  newOn('slow phone', SLOW_PHONE),
  returningOn('slow phone', SLOW_PHONE),
  newOn('PC', PC),
  returningOn('PC', PC),
  newOn('PC, by keyboard only', KEYBOARD),
  {
    what: 'applicant, slow phone: from the address to the first field of a request, at the desk',
    device: SLOW_PHONE,
    path: '/meja/#/baru',
    task: async (person) => {
      await signInBySample(person, 'Contoh OPD');
      await see(fieldOf(person.page, 'Instansi'));
    },
  },
  {
    what: 'the same in the form of the CMS',
    device: SLOW_PHONE,
    path: '/admin/#/collections/protokol-manajemen-krisis/new',
    task: async (person) => {
      await signInBySample(person, 'Contoh OPD', 'Masuk');
      await see(fieldOf(person.page, 'Instansi'));
    },
  },
];
