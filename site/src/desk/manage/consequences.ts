/** Says what follows from changed files of the configuration, in a form and on the page of a proposal alike. */
import { localDate } from '#domain/clock/wall.ts';
import type { Calendar } from '#domain/generated/calendar.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Closure, Rooms } from '#domain/generated/rooms.ts';
import { dueOn, heldDuring, rowsByCalendar } from '#domain/manage/consequences.ts';
import type { Language } from '#domain/problem.ts';
import { isProcedurePath, NAMED } from '#domain/procedure/office-files.ts';
import { effectWords } from '#domain/versions/office-changes.ts';
import { list } from '#domain/words/language.ts';
import { letterDay } from '#domain/words/time.ts';
import { type ManagedOffice, parseConfig } from './load.ts';
import type { Plan } from './plan.ts';
import type { ConfigFileChange } from './proposals.ts';
import { type ManageWord, sayManage } from './words.ts';

/** Something that follows from a change. */
export interface Consequence {
  readonly kind: 'check' | 'warn' | 'clock';
  readonly words: string;
}

type Managed = Pick<ManagedOffice, 'index' | 'office'>;
type Say = (key: ManageWord, values?: Readonly<Record<string, string>>) => string;

/**
 * Returns what follows from changed files: for the cases, bookings and deadlines that they concern, and in general. A
 * file that cannot be read has general consequences only.
 * @param now an instant, to say that a day off is past
 */
export function consequencesOf(
  managed: Managed,
  files: readonly ConfigFileChange[],
  { language, now }: { readonly language: Language; readonly now: string },
): Consequence[] {
  const say: Say = (key, values) => sayManage(key, language, values);
  const listed = (items: readonly string[]): string => list(items, 'and', language);
  return files.flatMap((file): Consequence[] => {
    const general = effectWords([file.path]).map((words): Consequence => ({ kind: 'check', words: words[language] }));
    try {
      const [before, after] = [parseConfig(file.before), parseConfig(file.after)];
      if (file.path === NAMED.rooms)
        return [...ofRooms(managed, before as Rooms, after as Rooms, { say, listed, now }), ...general];
      if (file.path === NAMED.roles)
        return [...ofRoles(managed, before as Roles | undefined, after as Roles, { say, now, language }), ...general];
      if (file.path === NAMED.calendar) {
        const { special, isUsed } = ofCalendar(managed, before as Calendar, after as Calendar, {
          ...{ say, listed, now, language },
        });
        return isUsed ? [...special, ...general] : special;
      }
      return isProcedurePath(file.path) ? [...general, ...ofProcedure(managed, file.path, { say, listed })] : general;
    } catch {
      return general;
    }
  });
}

/** Returns what follows from a change while it is typed; nothing as long as it is not complete. */
export const effectsOf = (
  managed: Managed & Pick<ManagedOffice, 'text'>,
  plan: Plan,
  reader: { readonly language: Language; readonly now: string },
): Consequence[] =>
  'files' in plan
    ? consequencesOf(
        managed,
        plan.files.put.map(({ path, text }) => ({ path, before: managed.text(path), after: text })),
        reader,
      )
    : [];

interface Saying {
  readonly say: Say;
  readonly listed: (items: readonly string[]) => string;
}

function ofRooms(
  { index }: Managed,
  before: Rooms | undefined,
  after: Rooms,
  { say, listed, now }: Saying & { readonly now: string },
): Consequence[] {
  const closures = (rooms: Rooms | undefined, id: string): readonly Closure[] =>
    rooms?.rooms.find((room) => room.id === id)?.closures ?? [];
  const added = after.rooms.flatMap(({ id, closures: closed = [] }) => {
    const known = new Set(closures(before, id).map(({ from, until }) => `${from} ${until}`));
    return closed.filter(({ from, until }) => !known.has(`${from} ${until}`)).map((closure) => ({ id, closure }));
  });
  if (added.length === 0) return [];
  const held = added.map(({ id, closure }) => heldDuring(index, id, closure, now));
  const warned = (['booked', 'offered', 'chosen'] as const).flatMap((how): Consequence[] => {
    const cases = [...new Set(held.flatMap((each) => each[how]))];
    return cases.length > 0 ? [{ kind: 'warn', words: say(`${how}Then`, { c: listed(cases) }) }] : [];
  });
  return warned.length > 0 ? warned : [{ kind: 'check', words: say('noBookings') }];
}

/** Names each new appointment that begins on a past day, and each last day that is set and past (R17). */
function ofRoles(
  { office }: Managed,
  before: Roles | undefined,
  after: Roles,
  { say, now, language }: Omit<Saying, 'listed'> & { readonly now: string; readonly language: Language },
): Consequence[] {
  const today = localDate(now, office.zone);
  const past = (word: ManageWord, n: string, day: string): Consequence => ({
    ...{ kind: 'warn', words: say(word, { n, d: letterDay(day)[language] }) },
  });
  return Object.entries(after.roles).flatMap(([id, { holders }]) =>
    holders.flatMap(({ account, name, from, until }): Consequence[] => {
      const known = before?.roles[id]?.holders.find((each) => each.account === account && each.from === from);
      return [
        ...(!known && from < today ? [past('pastFrom', name, from)] : []),
        ...(until !== undefined && until !== known?.until && until < today ? [past('pastUntil', name, until)] : []),
      ];
    }),
  );
}

function ofCalendar(
  { index, office }: Managed,
  before: Calendar | undefined,
  after: Calendar,
  { say, listed, now, language }: Saying & { readonly now: string; readonly language: Language },
): { special: Consequence[]; isUsed: boolean } {
  const [was, is] = [daysOf(before), daysOf(after)];
  const changed = [...is.filter((day) => !was.includes(day)), ...was.filter((day) => !is.includes(day))];
  const due = changed.flatMap((day) => dueOn(index, office.procedureOf, office.zone, day));
  const using = [...office.procedures.values()].flatMap((procedure) => {
    const rows = rowsByCalendar(procedure);
    return rows.length === 0 ? [] : [say('stepsOf', { t: procedure.title[language], r: listed(rows.map(String)) })];
  });
  const isUsed = using.length > 0;
  const isPast = changed.some((day) => day < localDate(now, office.zone));
  return {
    isUsed,
    special: [
      ...(isPast ? [{ kind: 'warn' as const, words: say('pastDay') }] : []),
      ...(due.length > 0 ? [{ kind: 'clock' as const, words: say('dueThatDay', { c: listed(due) }) }] : []),
      { kind: 'check', words: isUsed ? say('usesCalendar', { s: using.join('; ') }) : say('noCalendar') },
    ],
  };
}

const daysOf = (calendar: Calendar | undefined): string[] =>
  (calendar?.years ?? []).flatMap(({ holidays, collectiveLeave }) =>
    [...holidays, ...collectiveLeave].map(({ date }) => date),
  );

function ofProcedure({ index }: Managed, path: string, { say, listed }: Saying): Consequence[] {
  const running = Object.values(index.cases).flatMap(({ id, procedure }) => (procedure === path ? [id] : []));
  return running.length > 0 ? [{ kind: 'clock', words: say('keepVersion', { c: listed(running) }) }] : [];
}
