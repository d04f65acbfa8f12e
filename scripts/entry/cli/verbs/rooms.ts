import { NAMED } from '#domain/procedure/office-files.ts';
import { toWall } from '#domain/clock/local-time.ts';
import { planClosure, planOpening, timeIn } from '#domain/manage/plans.ts';
import type { Room } from '#domain/room/room.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { type Command, needed } from '#entry/command.ts';
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
    if (verb === 'open')
      return planOpening(
        text(NAMED.rooms),
        room,
        typedTime(room, values.from ?? toWall(io.now(), room.zone), '--from'),
      );
    const { from = '', until = '', reason = '' } = values;
    return planClosure(text(NAMED.rooms), room, {
      from: typedTime(room, from, '--from'),
      until: typedTime(room, until, '--until'),
      reason: { id: reason, en: values['reason-en'] ?? reason },
    });
  });
};

/** @throws UsageError if it is no time */
function typedTime({ zone }: Room, typed: string, option: '--from' | '--until'): string {
  const time = timeIn(zone, typed, option === '--until');
  if (time === undefined) throw noTime(option, typed);
  return time;
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
