/** Says what changed in the files of the configuration that are no procedure: holders, closed rooms, days off. */
import { judgesNobody, NAMED, OPTIONAL } from '#domain/procedure/office-files.ts';
import { parseInstant } from '#domain/clock/instant.ts';
import type { Calendar, Day } from '#domain/generated/calendar.ts';
import type { Letterhead } from '#domain/generated/letterhead.ts';
import type { Holder, Role, Roles } from '#domain/generated/roles.ts';
import type { Closure, Room, Rooms } from '#domain/generated/rooms.ts';
import type { Text } from '#domain/problem.ts';
import { sameJson } from '#domain/request/compare.ts';
import { both, capital, listed } from '#domain/words/language.ts';
import { heldRole } from '#domain/words/parties.ts';
import { letterDay, letterDays, period } from '#domain/words/time.ts';

/** Says which holders of roles changed, and when (R17). */
export function rolesChangeWords(before: Roles, after: Roles): Text[] {
  const { added, removed, kept } = compared(Object.entries(before.roles), Object.entries(after.roles), ([id]) => id);
  const other = sameJson(before.zone ?? null, after.zone ?? null) ? [] : [ZONE_CHANGED];
  return [
    ...added.flatMap(([, role]) => [NEW(role.name), ...role.holders.map((holder) => holds(role, holder))]),
    ...kept.flatMap(([[, was], [, now]]) => roleWords(was, now)),
    ...removed.map(([, role]) => REMOVED(role.name)),
    ...other,
  ];
}

function roleWords({ holders: then, ...before }: Role, role: Role): Text[] {
  const { holders, ...after } = role;
  const { added, removed, kept } = compared(then, holders, ({ account, from }) => `${account} ${from}`);
  return [
    ...added.map((holder) => holds(role, holder)),
    ...kept.flatMap(([was, now]) => holderWords(role, was, now)),
    ...removed.map((holder) => about(heldBy(role, holder), REMOVED(nameOf(holder)))),
    ...(sameJson(before, after) ? [] : [OTHERWISE(role.name)]),
  ];
}

function holderWords(role: Role, { until: then, ...before }: Holder, holder: Holder): Text[] {
  const { until, ...after } = holder;
  const [name, office] = [nameOf(holder), heldBy(role, holder)];
  const last = until === undefined ? undefined : letterDay(until);
  const ends: Text = last
    ? {
        id: `Hari terakhir ${name.id} sebagai ${office.id} adalah ${last.id}`,
        en: `The last day of ${name.en} as ${office.en} is ${last.en}`,
      }
    : { id: `${name.id} tetap ${office.id} tanpa batas waktu`, en: `${name.en} stays ${office.en} without an end` };
  return [
    ...(then === until ? [] : [ends]),
    ...(sameJson(before, after) ? [] : [otherwiseWords(office, before, holder)]),
  ];
}

/** Names what else changed about a holder. Rank and NIP are printed below signatures and nowhere else (R17). */
function otherwiseWords(office: Text, before: Omit<Holder, 'until'>, { until: _, ...after }: Holder): Text {
  const changed = Object.keys({ ...before, ...after }).filter(
    (key) => !sameJson(before[key as keyof typeof before] ?? null, after[key as keyof typeof after] ?? null),
  );
  const words = changed.map((key) => SIGNING.get(key));
  if (words.some((each) => each === undefined)) return about(office, OTHERWISE(nameOf(after)));
  const what = listed(words as Text[], 'and');
  return {
    id: `${capital(what.id)} ${nameOf(after).id}, ${office.id}, berubah`,
    en: `${capital(what.en)} of ${nameOf(after).en}, ${office.en}, ${changed.length > 1 ? 'change' : 'changes'}`,
  };
}

const SIGNING: ReadonlyMap<string, Text> = new Map([
  ['name', { id: 'nama', en: 'name' }],
  ['rank', { id: 'pangkat', en: 'rank' }],
  ['nip', { id: 'NIP', en: 'NIP' }],
]);

/** Writes who gets a role, as one sentence: "Contoh Budi (akun budi) menjadi Plh. Kepala Dinas dari 1 sampai …". */
function holds(role: Role, holder: Holder): Text {
  const { from, until, acting } = holder;
  const [name, office] = [nameOf(holder), heldBy(role, holder)];
  const decree = acting ? `, ${acting.decree}` : '';
  const days = until === undefined ? letterDay(from) : letterDays(from, until);
  const since = until === undefined ? { id: 'sejak', en: 'from' } : { id: 'dari', en: 'from' };
  return {
    id: `${name.id} menjadi ${office.id} ${since.id} ${days.id}${decree}`,
    en: `${name.en} becomes ${office.en} ${since.en} ${days.en}${decree}`,
  };
}

const heldBy = ({ name }: Role, { acting }: Holder): Text => heldRole(() => name)('', acting);

const nameOf = ({ name, login }: Pick<Holder, 'name' | 'login'>): Text => ({
  id: `${name} (akun ${login})`,
  en: `${name} (account ${login})`,
});

/** Says which rooms and closures changed (R51). */
export function roomsChangeWords(before: Rooms, after: Rooms): Text[] {
  const { added, removed, kept } = compared(before.rooms, after.rooms, ({ id }) => id);
  return [
    ...added.flatMap((room) => [NEW(room.name), ...(room.closures ?? []).map((closure) => closed(room, closure))]),
    ...kept.flatMap(([was, now]) => roomWords(was, now)),
    ...removed.map(({ name }) => REMOVED(name)),
  ];
}

function roomWords({ closures: then = [], ...before }: Room, room: Room): Text[] {
  const { closures = [], ...after } = room;
  const { added, removed, kept } = compared(then, closures, ({ from }) => from);
  return [
    ...added.map((closure) => closed(room, closure)),
    ...kept.flatMap(([was, now]) => (sameJson(was, now) ? [] : [closed(room, now)])),
    ...removed.map((closure) => opened(room, timeOf(room, closure))),
    ...(sameJson(before, after) ? [] : [OTHERWISE(room.name)]),
  ];
}

function closed(room: Room, closure: Closure): Text {
  const [time, { reason }] = [timeOf(room, closure), closure];
  return {
    id: `${room.name.id} ditutup ${time.id}: ${reason.id}`,
    en: `${room.name.en} is closed ${time.en}: ${reason.en}`,
  };
}

const opened = ({ name }: Room, time: Text): Text => ({
  id: `${name.id} dibuka kembali ${time.id}`,
  en: `${name.en} is open again ${time.en}`,
});

function timeOf({ zone }: Room, { from, until }: Closure): Text {
  const [start, end] = [parseInstant(from), parseInstant(until)];
  if ('instant' in start && 'instant' in end) return period(start.instant, end.instant, zone);
  return { id: `${from} sampai ${until}`, en: `${from} to ${until}` };
}

/** Says which days off changed (R20). */
export function calendarChangeWords(before: Calendar, after: Calendar): Text[] {
  const years = compared(before.years, after.years, ({ year }) => String(year));
  const days = compared(daysOf(before), daysOf(after), ({ date }) => date);
  return [
    ...years.added.map(({ year, decree }) => yearWords(year, decree)),
    ...years.kept.flatMap(([was, { year, decree }]) => (was.decree === decree ? [] : [yearWords(year, decree)])),
    ...days.added.map((day) => dayWords(day)),
    ...days.kept.flatMap(([was, now]) => (sameJson(was, now) ? [] : [dayWords(now)])),
    ...days.removed.map(({ date }) => workedWords(date)),
  ];
}

interface DayOff extends Day {
  readonly isLeave: boolean;
}

const daysOf = ({ years }: Calendar): DayOff[] =>
  years.flatMap(({ holidays, collectiveLeave }) => [
    ...holidays.map((day) => ({ ...day, isLeave: false })),
    ...collectiveLeave.map((day) => ({ ...day, isLeave: true })),
  ]);

const dayWords = ({ date, name, isLeave }: DayOff): Text => ({
  id: `${letterDay(date).id} menjadi ${isLeave ? 'cuti bersama' : 'hari libur'}: ${name.id}`,
  en: `${letterDay(date).en} becomes ${isLeave ? 'collective leave' : 'a holiday'}: ${name.en}`,
});

const workedWords = (date: string): Text => ({
  id: `${letterDay(date).id} bukan lagi hari libur`,
  en: `${letterDay(date).en} is no longer a day off`,
});

const yearWords = (year: number, decree: string): Text => ({
  id: `Hari libur tahun ${year} menurut ${decree}`,
  en: `Days off of ${year} by ${decree}`,
});

/** Says what changed in the letterhead. */
export function letterheadChangeWords(before: Letterhead | undefined, after: Letterhead): Text[] {
  const was = (before ?? {}) as Partial<Letterhead>;
  const changed = (Object.keys(LETTERHEAD) as (keyof Letterhead)[]).filter(
    (key) => !sameJson(was[key] ?? null, after[key] ?? null),
  );
  if (changed.length === 0) return [];
  const words = changed.map((key): Text => {
    const value = after[key];
    const shown = typeof value === 'string' ? value : Array.isArray(value) ? value.join(', ') : undefined;
    const [name, gone] = [LETTERHEAD[key], value === undefined];
    if (gone) return { id: `${name.id} dihapus`, en: `no ${name.en}` };
    return both((language) => (shown === undefined ? NEW_ARMS[language] : `${name[language]} “${shown}”`));
  });
  return [both((language) => `${HEAD[language]}: ${listed(words, 'and')[language]}`)];
}

const HEAD: Text = { id: 'Kop surat berubah', en: 'The letterhead changes' };
const NEW_ARMS: Text = { id: 'lambang baru', en: 'new arms' };
const LETTERHEAD: Readonly<Record<keyof Letterhead, Text>> = {
  lines: { id: 'baris kop', en: 'heading' },
  address: { id: 'alamat', en: 'address' },
  postcode: { id: 'kode pos', en: 'postal code' },
  telephone: { id: 'telepon', en: 'telephone' },
  email: { id: 'surel', en: 'e-mail' },
  site: { id: 'laman', en: 'site' },
  contact: { id: 'baris kontak', en: 'lines of contact' },
  place: { id: 'tempat', en: 'place' },
  arms: { id: 'lambang', en: 'arms' },
};

/**
 * Says what changed between two versions of a file of the configuration that is no procedure; undefined for any other
 * file.
 * @param before the values of the file, read and checked; undefined if the file is new
 */
export function officeFileWords(path: string, before: unknown, after: unknown): Text[] | undefined {
  if (path === OPTIONAL.letterhead) return letterheadChangeWords(before as Letterhead | undefined, after as Letterhead);
  if (before === undefined) return undefined;
  if (path === NAMED.roles) return rolesChangeWords(before as Roles, after as Roles);
  if (path === NAMED.rooms) return roomsChangeWords(before as Rooms, after as Rooms);
  return isCalendarPath(path) ? calendarChangeWords(before as Calendar, after as Calendar) : undefined;
}

const isCalendarPath = (path: string): boolean => path === NAMED.calendar || path.startsWith('sops/calendars/');

/**
 * Says from when changed files of the configuration count, and for which cases (R7, R17, R20, R51).
 * @param paths the paths of the changed files
 */
export function effectWords(paths: readonly string[]): Text[] {
  const has = (file: string): boolean => paths.includes(file);
  const isOther = (path: string): boolean => !isCalendarPath(path) && !OFFICE_FILES.has(path) && !judgesNobody(path);
  return [
    ...(paths.some(isOther) ? [OF_PROCEDURES] : []),
    ...new Set([...OFFICE_FILES].flatMap(([path, words]) => (has(path) ? [words] : []))),
    ...(paths.some(isCalendarPath) ? [OF_CALENDARS] : []),
  ];
}

const OF_PROCEDURES: Text = {
  id: 'Permohonan baru mengikuti SOP yang berubah; berkas yang sedang berjalan tetap mengikuti versi lamanya.',
  en: 'New requests follow the changed SOP; open cases keep the version that they began with.',
};
const ERASES: Text = {
  id: 'Sesudah perubahan ini berlaku, sistem mencatat pada setiap berkas selesai yang terkena bahwa isinya dihapus. Catatan itu tidak dapat dibatalkan.',
  en: 'Once the change is in force, the process records in each ended case that it covers that its content is erased. That cannot be undone.',
};
const OFFICE_FILES: ReadonlyMap<string, Text> = new Map([
  ['sops/retention.yaml', ERASES],
  ['sops/erasures.yaml', ERASES],
  [
    'sops/roles.yaml',
    {
      id: 'Pejabat bertindak sejak hari pertamanya sampai hari terakhirnya, juga atas berkas yang sedang berjalan.',
      en: 'Holders act from their first to their last day, in open cases too.',
    },
  ],
  [
    'sops/letterhead.yaml',
    {
      id: 'Surat yang dibuat sesudah ini memakai kop yang baru; surat yang sudah diunduh tetap.',
      en: 'Letters that are made afterwards have the new letterhead; letters that were downloaded stay.',
    },
  ],
  [
    'sops/rooms.yaml',
    {
      id: 'Pemesanan ruang yang sudah ada tetap; untuk pemesanan berikutnya, juga pada berkas yang sedang berjalan, perubahan ini dipakai.',
      en: 'Bookings that exist stay; the change counts for the next bookings, in open cases too.',
    },
  ],
]);
const OF_CALENDARS: Text = {
  id: 'Tenggat yang sudah dihitung tetap; langkah dengan jam kantor yang dimulai sesudah ini, juga pada berkas yang sedang berjalan, dihitung dengan kalender baru.',
  en: 'Deadlines that are set stay; steps by office hours that begin later use the changed calendar, in open cases too.',
};

/** Pairs the items of two lists by a key that identifies each item. */
function compared<T>(before: readonly T[], after: readonly T[], key: (item: T) => string) {
  const [was, now] = [new Map(before.map((item) => [key(item), item])), new Set(after.map(key))];
  const kept = after.flatMap((item): [T, T][] => {
    const old = was.get(key(item));
    return old === undefined ? [] : [[old, item]];
  });
  return {
    added: after.filter((item) => !was.has(key(item))),
    removed: before.filter((item) => !now.has(key(item))),
    kept,
  };
}

const about = (name: Text, words: Text): Text => both((language) => `${name[language]}: ${words[language]}`);

const NEW = (name: Text): Text => ({ id: `${name.id}: baru`, en: `${name.en}: new` });
const REMOVED = (name: Text): Text => ({ id: `${name.id}: dihapus`, en: `${name.en}: removed` });
const OTHERWISE = (name: Text): Text => ({
  id: `${name.id}: keterangannya berubah`,
  en: `${name.en}: details changed`,
});
const ZONE_CHANGED: Text = { id: 'Zona waktu kantor berubah', en: 'The time zone of the office changed' };
