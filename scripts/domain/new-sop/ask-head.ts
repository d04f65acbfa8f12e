/** The questions about the head of a printed SOP: its title block, its zone and its clock. */
import { checkHours, checkZone, INDONESIAN_ZONES, type WeeklyHours } from '#domain/clock/clock.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { OfficeSoFar, SopDraft } from './draft.ts';
import { procedurePath, requestSchemaPath } from './draft.ts';
import { askUntilRead, askText, freeNameOf, inBoth, type Interview, nameOfWords, Unreadable } from './question.ts';

type Head = Pick<SopDraft, 'id' | 'short' | 'title' | 'number' | 'office' | 'zone' | 'clock'>;

export function* askHead(office: OfficeSoFar): Interview<Head> {
  const title = inBoth(
    yield* askText({
      text: { id: 'Judul SOP (Indonesia / Inggris)', en: 'Title of the SOP (Indonesian / English)' },
      help: {
        id: 'Seperti tercetak; sesudah “ / ” dalam bahasa Inggris. Contoh: Izin Keramaian / Public event permit',
        en: 'As printed; after “ / ” in English. Example: Izin Keramaian / Public event permit',
      },
    }),
  );
  const number = yield* askText({
    text: { id: 'Nomor SOP', en: 'Number of the SOP' },
    help: { id: 'Seperti tercetak. Enter: tidak bernomor.', en: 'As printed. Enter: the SOP has no number.' },
    otherwise: '',
  });
  const name = yield* askText({
    text: { id: 'Nama kantor', en: 'Name of the office' },
    help: { id: 'Seperti pada kop SOP.', en: 'As in the head of the SOP.' },
  });
  const id = yield* askId(title.id, office);
  const short = yield* askShort(title.id, office);
  const zone = yield* askZone(office.zone);
  return { id, short, title, number, office: name, zone, clock: yield* askClock() };
}

function askId(title: string, { paths }: OfficeSoFar): Interview<string> {
  const isTaken = (id: string): boolean =>
    [procedurePath(id), requestSchemaPath(id)].some((each) => paths.includes(each));
  const own = nameOfWords(title, '-');
  const free = own === '' ? undefined : [own, `${own}-2`, `${own}-3`].find((each) => !isTaken(each));
  return askUntilRead(
    {
      text: { id: 'Nama filenya di sops/', en: 'Name of its file in sops/' },
      help: { id: 'Huruf kecil, angka, dan tanda hubung.', en: 'Lower-case letters, digits and hyphens.' },
      ...(free === undefined ? {} : { otherwise: free }),
    },
    (answer) => {
      if (!/^[a-z][a-z0-9-]{0,63}$/.test(answer))
        return new Unreadable(
          'Huruf kecil, angka, dan tanda hubung saja.',
          'Lower-case letters, digits and hyphens only.',
        );
      return isTaken(answer) ? new Unreadable('File itu sudah ada.', 'This file already exists.') : answer;
    },
  );
}

function askShort(title: string, { shorts }: OfficeSoFar): Interview<string> {
  const initials = (title.match(/\b[A-Za-z]/g) ?? []).join('').toUpperCase().slice(0, 8);
  const own = initials.length > 1 ? initials : nameOfWords(title, '-').replaceAll('-', '').slice(0, 4).toUpperCase();
  return askUntilRead(
    {
      text: { id: 'Awalan nomor berkas', en: 'Prefix of the case numbers' },
      help: {
        id: '2 sampai 10 huruf besar atau angka: berkas bernomor seperti SOP-2026-1.',
        en: '2 to 10 capital letters or digits: cases get numbers such as SOP-2026-1.',
      },
      ...(own.length > 1 ? { otherwise: freeNameOf(own, shorts, '-').replace('-', '') } : {}),
    },
    (answer) => {
      const short = answer.toUpperCase();
      if (!/^[A-Z][A-Z0-9]{1,9}$/.test(short))
        return new Unreadable('2 sampai 10 huruf besar atau angka.', '2 to 10 capital letters or digits.');
      return shorts.includes(short)
        ? new Unreadable(`SOP lain sudah memakai ${short}.`, `Another SOP already uses ${short}.`)
        : short;
    },
  );
}

const askZone = (otherwise: string): Interview<string> =>
  askUntilRead(
    {
      text: { id: 'Zona waktu', en: 'Time zone' },
      help: {
        id: 'WIB, WITA, WIT, atau nama IANA seperti Asia/Jakarta.',
        en: 'WIB, WITA, WIT, or an IANA name such as Asia/Jakarta.',
      },
      otherwise,
    },
    (answer) => {
      const zone = INDONESIAN_ZONES[answer.toUpperCase()] ?? answer;
      const [problem] = checkZone(zone, { file: '', path: '' });
      return problem?.fix
        ? new Unreadable(`${problem.message.id}. ${problem.fix.id}`, `${problem.message.en}. ${problem.fix.en}`)
        : zone;
    },
  );

function* askClock(): Interview<Procedure['clock']> {
  const isOffice = yield* askUntilRead(
    {
      text: {
        id: 'Waktu dihitung: 1 jam kerja, 2 terus-menerus (24 jam)',
        en: 'Time is counted: 1 in office hours, 2 day and night',
      },
      help: {
        id: 'Jam kerja: di luar jam buka dan pada hari libur waktu tidak dihitung, dan “hari” berarti hari kerja.',
        en: 'Office hours: time is not counted outside of them or on days off, and “days” are working days.',
      },
      otherwise: '1',
    },
    (answer) => (/^[12]$/.test(answer) ? answer === '1' : new Unreadable('Jawab 1 atau 2.', 'Answer 1 or 2.')),
  );
  if (!isOffice) return { kind: 'continuous' };
  for (;;) {
    const week = yield* askHours('Senin–Kamis', 'Monday to Thursday', '08:00-12:00, 13:00-16:00');
    const friday = yield* askHours('Jumat', 'Friday', '08:00-11:30, 13:00-16:30');
    const saturday = yield* askHours('Sabtu (-: tutup)', 'Saturday (-: closed)', '-');
    const all = { mon: week, tue: week, wed: week, thu: week, fri: friday, sat: saturday };
    const hours = Object.fromEntries(Object.entries(all).filter(([, openings]) => openings.length > 0)) as WeeklyHours;
    if (checkHours(hours, { file: '', path: '' }).length === 0) return { kind: 'office-hours', hours };
  }
}

type Openings = { from: string; to: string }[];

const askHours = (id: string, en: string, otherwise: string): Interview<Openings> =>
  askUntilRead(
    {
      text: { id: `Jam buka ${id}`, en: `Opening hours, ${en}` },
      help: { id: 'Contoh: 08:00-12:00, 13:00-16:00. Tutup: -', en: 'Example: 08:00-12:00, 13:00-16:00. Closed: -' },
      otherwise,
    },
    (answer) => {
      if (answer === '-') return [];
      const openings = answer
        .split(/\s*,\s*/)
        .map((each) => /^(\d{1,2})[.:](\d{2})\s*[-–]\s*(\d{1,2})[.:](\d{2})$/.exec(each));
      const hours = openings.flatMap((found) => {
        const [, h1 = '', m1, h2 = '', m2] = found ?? [];
        return found ? [{ from: `${h1.padStart(2, '0')}:${m1}`, to: `${h2.padStart(2, '0')}:${m2}` }] : [];
      });
      const isTime = (time: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time);
      const areSound =
        hours.length === openings.length &&
        hours.every(({ from, to }) => isTime(from) && isTime(to)) &&
        checkHours({ mon: hours }, { file: '', path: '' }).length === 0;
      return areSound ? hours : new Unreadable('Contoh: 08:00-12:00, 13:00-16:00', 'Example: 08:00-12:00, 13:00-16:00');
    },
  );
