import type { Instant } from '#domain/clock/instant.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { fieldNotes, type Schema } from '#domain/request/annotations.ts';
import { withOffsetOf } from '#domain/request/written.ts';
import type { ScheduleReason, SlotReason } from '#domain/room/slot.ts';
import { textAt } from './world.ts';

/** A slot as a result has it (R4). */
interface WrittenSlot {
  readonly pointers: { readonly start: string; readonly end: string; readonly room?: string };
  readonly result: unknown;
  readonly schema: Schema | undefined;
}

/** A time on the wrong side of another. */
interface Wrong {
  readonly must: '≤' | '≥';
  readonly limit: Instant;
  readonly written: Instant;
}

const CHECK_TIMES: Text = { id: 'Periksa tanggal dan jamnya', en: 'Check dates and times' };

const ANOTHER_SLOT: Text = { id: 'Pilih waktu atau ruang lain', en: 'Choose another time or room' };

/** A reason against a slot, as problems of the fields of the result, with times in the writer's offset (R24). */
export function slotProblem(reason: SlotReason | ScheduleReason, { pointers, result, schema }: WrittenSlot): Problem[] {
  const { start, end, room = start } = pointers;
  const problem = (
    path: string,
    message: Text,
    facts: Pick<Problem, 'expected' | 'received' | 'fix'> = {},
  ): Problem[] => [
    {
      file: 'hasil',
      path,
      code: reason.code,
      ...facts,
      message,
      ...(schema ? fieldNotes(schema, path) : {}),
    },
  ];
  const offset = textAt(result, end) ?? '';
  const time = (instant: Instant): string => withOffsetOf(offset, instant);
  /** At the start, the end, or both. */
  const ends = (message: Text, [first, last]: readonly [Wrong | undefined, Wrong | undefined]): Problem[] =>
    (
      [
        [start, first],
        [end, last],
      ] as const
    ).flatMap(([path, wrong]) =>
      wrong
        ? problem(path, message, {
            expected: `${wrong.must} ${time(wrong.limit)}`,
            received: time(wrong.written),
            fix: CHECK_TIMES,
          })
        : [],
    );
  switch (reason.code) {
    case 'slot-order':
      return problem(
        end,
        { id: 'Waktu selesai harus sesudah waktu mulai', en: 'The end must be after the start' },
        { expected: `> ${time(reason.start)}`, received: time(reason.end), fix: CHECK_TIMES },
      );
    case 'slot-too-long':
      return problem(
        end,
        {
          id: `Waktu lebih panjang dari ${reason.mostDays} hari`,
          en: `The time is longer than ${reason.mostDays} days`,
        },
        { fix: CHECK_TIMES },
      );
    case 'slot-over':
      return problem(
        end,
        { id: 'Waktu itu sudah lewat', en: 'That time is over' },
        { expected: `> ${time(reason.at)}`, received: time(reason.end), fix: CHECK_TIMES },
      );
    case 'slot-misses-request':
      return ends(
        {
          id: 'Waktu tidak mencakup waktu yang diminta pemohon',
          en: 'The time does not contain what the applicant asks for',
        },
        [
          reason.slot.start > reason.request.start
            ? { must: '≤', limit: reason.request.start, written: reason.slot.start }
            : undefined,
          reason.slot.end < reason.request.end
            ? { must: '≥', limit: reason.request.end, written: reason.slot.end }
            : undefined,
        ],
      );
    case 'unknown-room':
      return problem(
        room,
        { id: 'Ruang tidak dikenal', en: 'The room is unknown' },
        { expected: reason.rooms.join(', '), received: reason.room },
      );
    case 'room-closed':
      return problem(room, {
        id: 'Ruang tutup pada sebagian waktu itu',
        en: 'The room is closed for part of that time',
      });
    case 'room-too-small':
      return problem(
        room,
        { id: 'Peserta melebihi daya tampung ruang', en: 'More participants than the room holds' },
        { expected: `≤ ${reason.capacity}`, received: String(reason.attendees) },
      );
    case 'room-without-equipment':
      return problem(
        room,
        { id: 'Peralatan tidak ada di ruang itu', en: 'The room lacks equipment' },
        { expected: reason.equipment.join(', '), received: reason.missing.join(', ') },
      );
    case 'schedule-outside-booking':
      return ends(
        { id: 'Jadwal harus di dalam waktu pemesanan ruang', en: 'The schedule must lie inside the booking' },
        [
          reason.schedule.start < reason.booking.start
            ? { must: '≥', limit: reason.booking.start, written: reason.schedule.start }
            : undefined,
          reason.schedule.end > reason.booking.end
            ? { must: '≤', limit: reason.booking.end, written: reason.schedule.end }
            : undefined,
        ],
      );
    case 'room-taken':
      return problem(
        room,
        { id: 'Ruang itu sudah dipesan berkas lain', en: 'Another case holds that room' },
        {
          fix: ANOTHER_SLOT,
          received: reason.bookings.map((taken) => `${time(taken.start)} – ${time(taken.end)}`).join(', '),
        },
      );
  }
}
