/** Says what changed in the files of the configuration that are no procedure: holders, closed rooms, days off. */
import { judgesNobody } from '#domain/procedure/office-files.ts';
import { parseInstant } from '#domain/clock/instant.ts';
import type { Calendar, Day } from '#domain/generated/calendar.ts';
import type { Holder, Role, Roles } from '#domain/generated/roles.ts';
import type { Closure, Room, Rooms } from '#domain/generated/rooms.ts';
import type { Text } from '#domain/problem.ts';
import { sameJson } from '#domain/request/compare.ts';
import { both } from '#domain/words/language.ts';
import { heldRole } from '#domain/words/parties.ts';
import { letterDate, period } from '#domain/words/time.ts';

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
  const name = nameOf(holder);
  const ends: Text =
    until === undefined
      ? { id: `masa jabatan ${name.id} tanpa batas waktu`, en: `${name.en} holds it without an end` }
      : { id: `masa jabatan ${name.id} sampai ${dayOf(until).id}`, en: `${name.en} holds it to ${dayOf(until).en}` };
  return [
    ...(then === until ? [] : [about(heldBy(role, holder), ends)]),
    ...(sameJson(before, after) ? [] : [about(heldBy(role, holder), OTHERWISE(name))]),
  ];
}

function holds(role: Role, holder: Holder): Text {
  const { from, until, acting } = holder;
  const [name, first, last] = [nameOf(holder), dayOf(from), until === undefined ? undefined : dayOf(until)];
  const decree = acting ? { id: `, surat perintah ${acting.decree}`, en: `, decree ${acting.decree}` } : EMPTY;
  return about(heldBy(role, holder), {
    id: `${name.id} sejak ${first.id}${last ? ` sampai ${last.id}` : ''}${decree.id}`,
    en: `${name.en} from ${first.en}${last ? ` to ${last.en}` : ''}${decree.en}`,
  });
}

const heldBy = ({ name }: Role, { acting }: Holder): Text => heldRole(() => name)('', acting);

const nameOf = ({ name, login }: Holder): Text => ({
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
    ...removed.map((closure) => about(room.name, opened(timeOf(room, closure)))),
    ...(sameJson(before, after) ? [] : [OTHERWISE(room.name)]),
  ];
}

function closed(room: Room, closure: Closure): Text {
  const [time, { reason }] = [timeOf(room, closure), closure];
  return about(room.name, { id: `ditutup ${time.id}: ${reason.id}`, en: `closed ${time.en}: ${reason.en}` });
}

const opened = (time: Text): Text => ({ id: `dibuka kembali ${time.id}`, en: `open again ${time.en}` });

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
    ...days.added.map((day) => about(dayOf(day.date), offWords(day))),
    ...days.kept.flatMap(([was, now]) => (sameJson(was, now) ? [] : [about(dayOf(now.date), offWords(now))])),
    ...days.removed.map(({ date }) => about(dayOf(date), WORKED)),
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

const offWords = ({ name, isLeave }: DayOff): Text => ({
  id: `${isLeave ? 'cuti bersama' : 'hari libur'}, ${name.id}`,
  en: `${isLeave ? 'collective leave' : 'holiday'}, ${name.en}`,
});

const WORKED: Text = { id: 'bukan lagi hari libur', en: 'no longer a day off' };

const yearWords = (year: number, decree: string): Text => ({
  id: `Hari libur tahun ${year} menurut ${decree}`,
  en: `Days off of ${year} by ${decree}`,
});

/**
 * Says from when changed files of the configuration count, and for which cases (R7, R17, R20, R51).
 * @param paths the paths of the changed files
 */
export function effectWords(paths: readonly string[]): Text[] {
  const has = (file: string): boolean => paths.includes(file);
  const isCalendar = (path: string): boolean => path === 'sops/calendar.yaml' || path.startsWith('sops/calendars/');
  const isOther = (path: string): boolean => !isCalendar(path) && !OFFICE_FILES.has(path) && !judgesNobody(path);
  return [
    ...(paths.some(isOther) ? [OF_PROCEDURES] : []),
    ...new Set([...OFFICE_FILES].flatMap(([path, words]) => (has(path) ? [words] : []))),
    ...(paths.some(isCalendar) ? [OF_CALENDARS] : []),
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
    'sops/rooms.yaml',
    {
      id: 'Pemesanan ruang yang sudah ada tetap; untuk pemesanan berikutnya, juga pada berkas yang sedang berjalan, perubahan ini dipakai.',
      en: 'Bookings that exist stay; the change counts for the next bookings, in open cases too.',
    },
  ],
]);
const OF_CALENDARS: Text = {
  id: 'Tenggat yang sudah dihitung tetap; langkah yang dimulai sesudah ini, juga pada berkas yang sedang berjalan, dihitung dengan kalender baru.',
  en: 'Deadlines that are set stay; steps that begin later use the changed calendar, in open cases too.',
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

const dayOf = (date: string): Text => letterDate(`${date}T00:00:00Z`, 'UTC');

const EMPTY: Text = { id: '', en: '' };
const NEW = (name: Text): Text => ({ id: `${name.id}: baru`, en: `${name.en}: new` });
const REMOVED = (name: Text): Text => ({ id: `${name.id}: dihapus`, en: `${name.en}: removed` });
const OTHERWISE = (name: Text): Text => ({
  id: `${name.id}: keterangannya berubah`,
  en: `${name.en}: details changed`,
});
const ZONE_CHANGED: Text = { id: 'Zona waktu kantor berubah', en: 'The time zone of the office changed' };
