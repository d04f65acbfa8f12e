import { NAMED } from '#domain/procedure/office-files.ts';
import type { Calendar } from '#domain/generated/calendar.ts';
import { NOTHING_WRITTEN, UsageError, UserError } from '#domain/user-error.ts';
import { type Command, needed } from '#entry/command.ts';
import { addDay, addYear, removeDay } from '#engine/config/edit.ts';
import { type ConfigFile, readCalendar } from '#engine/config/read.ts';
import { CHANGE_OPTIONS, changeConfig } from '../change-config.ts';
import { readArgs } from '../read-args.ts';

const OPTIONS = {
  name: { type: 'string' },
  'name-en': { type: 'string' },
  leave: { type: 'boolean' },
  decree: { type: 'string' },
  calendar: { type: 'string' },
  ...CHANGE_OPTIONS,
} as const;

/** Adds a day off to the office's calendar or to another one, or removes it (R20, R44). */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, OPTIONS, 2);
  const [verb = '', date = ''] = positionals;
  if (!['add', 'remove'].includes(verb) || date === '')
    throw new UsageError({
      id: 'Perlu: holidays add TANGGAL --name NAMA, atau holidays remove TANGGAL.',
      en: 'Needed: holidays add DATE --name NAME, or holidays remove DATE.',
    });
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) throw noDate(date);
  const name = verb === 'add' ? needed(values.name, '--name') : '';
  const path = values.calendar === undefined ? NAMED.calendar : `sops/calendars/${values.calendar}.yaml`;
  return changeConfig(values, io, path, ({ text }) => {
    const calendar = calendarIn({ path, blob: '', text: text(path) });
    if (verb === 'remove') return removeDay(text(path), listOf(calendar, date), date);
    const day = { date, name: { id: name, en: values['name-en'] ?? name } };
    refuseTwice(calendar, date);
    if (calendar.years.some(({ year }) => date.startsWith(`${year}-`)))
      return addDay(text(path), values.leave ? 'collectiveLeave' : 'holidays', day);
    if (values.decree === undefined || values.leave) throw noYear(date);
    return addYear(text(path), values.decree, day);
  });
};

function calendarIn(file: ConfigFile): Calendar {
  const reading = readCalendar(file);
  if (!reading.ok) throw new UserError(NOTHING_WRITTEN, reading.problems);
  return reading.value;
}

function listOf({ years }: Calendar, date: string): 'holidays' | 'collectiveLeave' {
  for (const year of years)
    for (const list of ['holidays', 'collectiveLeave'] as const)
      if (year[list].some((day) => day.date === date)) return list;
  throw new UserError({
    id: `${date} bukan hari libur di kalender ini.`,
    en: `${date} is no day off in this calendar.`,
  });
}

function refuseTwice({ years }: Calendar, date: string): void {
  const days = years.flatMap(({ holidays, collectiveLeave }) => [...holidays, ...collectiveLeave]);
  const found = days.find((day) => day.date === date);
  if (!found) return;
  throw new UserError({
    id: `${date} sudah hari libur: ${found.name.id}.`,
    en: `${date} is a day off already: ${found.name.en}.`,
  });
}

const noDate = (date: string): UsageError =>
  new UsageError({
    id: `Tanggal: diharapkan seperti 2026-12-25, diterima "${date.slice(0, 40)}".`,
    en: `Date: expected as in 2026-12-25, received "${date.slice(0, 40)}".`,
  });

const noYear = (date: string): UserError =>
  new UserError({
    id: `Tahun ${date.slice(0, 4)} belum ada di kalender ini. Mulailah dengan satu hari libur nasional dan dasarnya: --decree "SKB …".`,
    en: `The calendar does not have the year ${date.slice(0, 4)} yet. Begin it with a national holiday and its decree: --decree "SKB …".`,
  });
