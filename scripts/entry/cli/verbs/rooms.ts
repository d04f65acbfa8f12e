import { NAMED } from '#domain/procedure/office-files.ts';
import { type Instant, later, parseInstant } from '#domain/clock/instant.ts';
import { fromWall, toWall } from '#domain/clock/local-time.ts';
import type { Closure } from '#domain/generated/rooms.ts';
import type { Text } from '#domain/problem.ts';
import type { Room } from '#domain/room/room.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { period } from '#domain/words/time.ts';
import { type Command, needed } from '#entry/command.ts';
import { addClosure, endClosure } from '#engine/config/edit.ts';
import { CHANGE_OPTIONS, changeConfig } from '../change-config.ts';
import { readArgs } from '../read-args.ts';

const OPTIONS = {
  from: { type: 'string' },
  until: { type: 'string' },
  reason: { type: 'string' },
  'reason-en': { type: 'string' },
  ...CHANGE_OPTIONS,
} as const;

/** Closes a room for a time, or opens it earlier than its closure says (R51). */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, OPTIONS, 2);
  const [verb = '', id = ''] = positionals;
  if (!['close', 'open'].includes(verb) || id === '')
    throw new UsageError({
      id: 'Perlu: rooms close RUANG --from WAKTU --until WAKTU --reason ALASAN, atau rooms open RUANG [--from WAKTU].',
      en: 'Needed: rooms close ROOM --from TIME --until TIME --reason TEXT, or rooms open ROOM [--from TIME].',
    });
  if (verb === 'close') for (const name of ['from', 'until', 'reason'] as const) needed(values[name], `--${name}`);
  return changeConfig(values, io, NAMED.rooms, ({ config, text }) => {
    const room = config.rooms.find((each) => each.id === id);
    if (!room) throw noRoom(id, config.rooms);
    if (verb === 'open') return open(text(NAMED.rooms), room, values.from ?? toWall(io.now(), room.zone));
    const { from = '', until = '', reason = '' } = values;
    return addClosure(text(NAMED.rooms), id, {
      from: timeIn(room, from, '--from'),
      until: timeIn(room, until, '--until'),
      reason: { id: reason, en: values['reason-en'] ?? reason },
    });
  });
};

/** Ends the closures that last at a time. A closure that would begin then is removed. */
function open(text: string, room: Room, from: string): string {
  const at = timeIn(room, from, '--from');
  const lasting = (room.closures ?? []).filter((closure) => lasts(closure, at));
  if (lasting.length === 0) throw notClosed(room, at);
  return lasting.reduce(
    (now, closure) => endClosure(now, room.id, closure, instantOf(closure.from) === instantOf(at) ? undefined : at),
    text,
  );
}

const lasts = ({ from, until }: Closure, at: string): boolean =>
  instantOf(from) <= instantOf(at) && instantOf(at) < instantOf(until);

/** Returns the instant of a time that was read before. */
function instantOf(written: string): Instant {
  const reading = parseInstant(written);
  return 'instant' in reading ? reading.instant : '';
}

/**
 * Reads a time as a person types it, in the zone of the room: `2026-12-01 08:00`, or a date. A date is its first
 * minute or, as an end, the end of the day.
 * @returns the time with the offset of the zone, as the file has it
 */
function timeIn({ zone }: Room, typed: string, option: '--from' | '--until'): string {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(typed);
  const local = isDate ? `${option === '--until' ? dayAfter(typed) : typed}T00:00` : typed.replace(' ', 'T');
  const time = fromWall(local, zone);
  if (time === undefined) throw noTime(option, typed);
  return time;
}

function dayAfter(date: string): string {
  const next = new Date(`${date}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return Number.isNaN(next.getTime()) ? date : next.toISOString().slice(0, 10);
}

const noTime = (option: string, typed: string): UsageError =>
  new UsageError({
    id: `${option}: diharapkan seperti 2026-12-01 atau "2026-12-01 08:00", diterima "${typed.slice(0, 40)}".`,
    en: `${option}: expected as in 2026-12-01 or "2026-12-01 08:00", received "${typed.slice(0, 40)}".`,
  });

function noRoom(id: string, rooms: readonly Room[]): UserError {
  const known = rooms.map((each) => each.id).join(', ');
  return new UserError({
    id: `Tidak ada ruang "${id.slice(0, 60)}"; yang ada: ${known}.`,
    en: `There is no room "${id.slice(0, 60)}"; there are: ${known}.`,
  });
}

function notClosed({ name, zone, closures = [] }: Room, at: string): UserError {
  const times = closures.map(({ from, until }) =>
    period(instantOf(from), later(instantOf(from), instantOf(until)), zone),
  );
  const known: Text =
    times.length === 0
      ? { id: 'Ruang ini tidak ditutup.', en: 'This room has no closure.' }
      : {
          id: `Yang tercatat: ${times.map((each) => each.id).join('; ')}.`,
          en: `Its closures: ${times.map((each) => each.en).join('; ')}.`,
        };
  const local = toWall(at, zone).replace('T', ' ');
  return new UserError({
    id: `${name.id} tidak ditutup pada ${local}. ${known.id}`,
    en: `${name.en} is not closed at ${local}. ${known.en}`,
  });
}
