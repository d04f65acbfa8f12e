import type { Language } from '#domain/problem.ts';
import { type Move, STRAIGHT_WAY } from '#embedded/office/walk.ts';
import { DESK } from '#site/src/desk/words.ts';
import type { Camera, CameraView } from './camera.ts';
import type { PictureOffice } from './sample-office.ts';

interface Studio {
  readonly place: PictureOffice;
  readonly camera: Camera;
  readonly languages: readonly Language[];
}

/** Takes one or more pictures in each language. A scene may act on cases; the next scene begins with that state. */
type Scene = (studio: Studio) => Promise<void>;

/** Scrolls a case at the desk to the part that says what its row asks for, and to the fields. */
async function toFields(view: CameraView): Promise<CameraView> {
  await view.page.locator('.desk-act').waitFor();
  await view.page.evaluate(
    `window.scrollTo(0, document.querySelector('.desk-act').getBoundingClientRect().top + window.scrollY - 130)`,
  );
  return view;
}

const signIn: Scene = async ({ camera, languages }) => {
  for (const language of languages) await camera.take('signIn', await camera.desk(language, undefined));
};

/** A draft in the form, and the receipt of what was submitted. */
const form: Scene = async ({ camera, languages, place: { numbers } }) => {
  for (const language of languages) {
    const draft = await camera.desk(language, 'contoh-opd', `#/${numbers.konsep}/ubah`, 'tall');
    await draft.page.locator('.letter-paper').getByText('Contoh: rapat siaga angin kencang').first().waitFor();
    await camera.take('form', draft);
    const receipt = await camera.desk(language, 'contoh-opd', `#/${numbers.disposisi}/tanda-terima`, 'tall');
    await receipt.page.locator('.qr').scrollIntoViewIfNeeded();
    await camera.take('submit', receipt);
  }
};

const waiting: Scene = async ({ camera, languages, place: { numbers } }) => {
  for (const language of languages) {
    const site = await camera.site(language, `/berkas/PMK-2026-${numbers.disposisi}/`);
    await camera.take('casePage', site);
    await camera.take('myRequests', await camera.desk(language, 'contoh-opd'));
    await camera.take('returned', await camera.desk(language, 'contoh-opd', `#/${numbers.kembali}`));
    await camera.take('list', await camera.desk(language, 'contoh-kepala-dinas'));
    await camera.take('case', await camera.desk(language, 'contoh-kepala-dinas', `#/${numbers.disposisi}`, 'tall'));
  }
};

const phone: Scene = async ({ camera, languages, place: { numbers } }) => {
  for (const language of languages) {
    const view = await camera.desk(language, 'contoh-kepala-dinas', `#/${numbers.disposisi}`, 'phone');
    const { page } = view;
    await page.getByRole('button', { name: DESK.decide[language] }).click();
    await page.getByLabel(DESK.note[language], { exact: true }).fill('Kabid Aptika: tindak lanjuti.');
    await camera.take('phone', view);
  }
};

/** An official decides on a row that was decided in another window meanwhile. */
const refused: Scene = async ({ camera, languages, place }) => {
  const open = (language: Language) => camera.desk(language, 'contoh-kepala-dinas', `#/${place.numbers.terlambat}`);
  const views = await Promise.all(languages.map(open));
  for (const { page, language } of views)
    await page.getByLabel(DESK.note[language], { exact: true }).fill('Dilaporkan tertulis.');
  await place.act('terlambat', { row: 4, role: 'kepala-dinas', after: 'PT1M', note: 'Dilaporkan lisan.' });
  for (const view of views) {
    await view.page.locator('.decisions button').first().click();
    await view.page.locator('.is-refused').waitFor();
    await camera.take('refused', view);
  }
};

/** The acts of row 7. The first official sends the result that another event has the room; the second confirms it. */
const TAKEN: readonly Move[] = STRAIGHT_WAY.filter(({ row }) => row === 7).map(({ result, ...move }) => ({
  ...move,
  ...(result
    ? {
        result: (...of: Parameters<typeof result>) => ({
          ...result(...of),
          ketersediaan: 'bersamaan',
          acara_lain: 'Contoh: rapat evakuasi warga',
        }),
      }
    : {}),
}));

const row7: Scene = async ({ camera, languages, place }) => {
  for (const language of languages) {
    const address = `#/${place.numbers.insiden}`;
    await camera.take('row7', await toFields(await camera.desk(language, 'contoh-subkor-ile', address, 'tall')));
  }
  for (const move of TAKEN) await place.act('insiden', move);
};

const ALTERNATIVES = [
  { mulai: '2026-11-27T13:00:00+07:00', selesai: '2026-11-27T14:30:00+07:00', ruang: 'tcm' },
  { mulai: '2026-11-30T09:00:00+07:00', selesai: '2026-11-30T10:30:00+07:00', ruang: 'tcm' },
];

const row8: Scene = async ({ camera, languages, place }) => {
  const address = `#/${place.numbers.insiden}`;
  for (const language of languages) {
    const view = await camera.desk(language, 'contoh-subkor-ile', address, 'tall');
    const { page } = view;
    const [start, end, room] = await Promise.all(
      ['alternatif-0-mulai', 'alternatif-0-selesai', 'alternatif-0-ruang'].map((name) =>
        page.locator(`#isian-${name}`),
      ),
    );
    await start?.fill('2026-11-27T13:00');
    await end?.fill('2026-11-27T14:30');
    await room?.selectOption('tcm');
    await camera.take('row8', await toFields(view));
  }
  const result = () => ({ alternatif: ALTERNATIVES });
  await place.act('insiden', { row: 8, role: 'subkor-ile', after: 'PT2M', result });
  for (const language of languages)
    await camera.take('alternatives', await toFields(await camera.desk(language, 'contoh-opd', address, 'tall')));
};

const row10: Scene = async ({ camera, languages, place: { numbers } }) => {
  for (const language of languages)
    await camera.take(
      'row10',
      await toFields(await camera.desk(language, 'contoh-operator', `#/${numbers.laporan}`, 'tall')),
    );
};

export const SCENES: readonly Scene[] = [signIn, form, waiting, phone, refused, row10, row7, row8];
