import { parseInstant } from '#domain/clock/instant.ts';
import { NAMED } from '#domain/procedure/office-files.ts';
import type { Calendar } from '#domain/generated/calendar.ts';
import { planDay, planWorkday } from '#domain/manage/plans.ts';
import { NOTHING_WRITTEN, UsageError, UserError } from '#domain/user-error.ts';
import { type Command, needed } from '#entry/command.ts';
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
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || 'problem' in parseInstant(`${date}T00:00:00Z`)) throw noDate(date);
  const name = verb === 'add' ? needed(values.name, '--name') : '';
  const path = values.calendar === undefined ? NAMED.calendar : `sops/calendars/${values.calendar}.yaml`;
  return changeConfig(values, io, path, ({ text }) => {
    const calendar = calendarIn({ path, blob: '', text: text(path) });
    if (verb === 'remove') return planWorkday(text(path), calendar, date);
    const { leave: isLeave = false, decree } = values;
    return planDay(text(path), calendar, { date, name: { id: name, en: values['name-en'] ?? name }, isLeave, decree });
  });
};

function calendarIn(file: ConfigFile): Calendar {
  const reading = readCalendar(file);
  if (!reading.ok) throw new UserError(NOTHING_WRITTEN, reading.problems);
  return reading.value;
}

const noDate = (date: string): UsageError =>
  new UsageError({
    id: `Tanggal: diharapkan seperti 2026-12-25, diterima "${date.slice(0, 40)}".`,
    en: `Date: expected as in 2026-12-25, received "${date.slice(0, 40)}".`,
  });
