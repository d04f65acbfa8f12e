import { given } from '#domain/request/given.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { chooseOutcome } from '#domain/procedure/steps.ts';
import { fieldNotes, type Schema } from '#domain/request/annotations.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { withOffsetOf } from '#domain/request/written.ts';
import { closureMessage } from '#domain/room/closures.ts';
import { checkSchedule, checkTimes, type ScheduleReason, type Slot, type SlotReason } from '#domain/room/slot.ts';
import { latestResults } from '../state/entry.ts';
import type { CaseState } from '../state/state.ts';
import { instantAt, textAt } from '../state/world.ts';

/** A step whose result may book a room, or set a schedule within a booking (R24). */
export interface SlotSubject {
  readonly state: CaseState;
  readonly procedure: Procedure;
  readonly step: Step;
  readonly schema: Schema | undefined;
}

/** Checks whether a result leads to an outcome that releases the room (R24) or extends the time (R44). */
export function needsNoRoom({ state, step }: Pick<SlotSubject, 'state' | 'step'>, result: unknown): boolean {
  const results = { ...latestResults(state), [step.id]: result };
  const { releases, adds } = chooseOutcome(step, { request: state.request, results });
  return releases === true || adds !== undefined;
}

/**
 * Returns the slot that a result asks for.
 * @returns undefined if the step books nothing, or if a time of the slot cannot be read
 */
export function wantedSlot(subject: SlotSubject, result: unknown): Slot | undefined {
  const { state, procedure, step } = subject;
  const { start, end } = procedure.request.pointers;
  const [from, until] = [instantAt(state.request, start), instantAt(state.request, end)];
  const slot = step.requires?.books && slotAt(result, step.requires.books);
  return (
    slot && {
      ...slotNeeds(subject),
      room: slot.room ?? null,
      start: slot.start,
      end: slot.end,
      ...given({ request: from && until ? { start: from, end: until } : undefined }),
    }
  );
}

/** Returns the case of a slot, and what the request needs of the room: places for the participants, and equipment. */
export function slotNeeds({ state, procedure }: SlotSubject): Pick<Slot, 'case' | 'attendees' | 'equipment'> {
  const { participants, equipment } = procedure.request.pointers;
  const attendees = participants === undefined ? undefined : valueAt(state.request, participants);
  const needed = equipment === undefined ? undefined : valueAt(state.request, equipment);
  return {
    case: state.opens.case,
    ...given({
      attendees: typeof attendees === 'number' ? attendees : undefined,
      equipment: Array.isArray(needed) ? needed.map(String) : undefined,
    }),
  };
}

/** Returns the reasons why the schedule in a result is not inside the booking (R24); none if there is no booking. */
export function scheduleReasons(
  { state, step }: Pick<SlotSubject, 'state' | 'step'>,
  result: unknown,
): ScheduleReason[] {
  const { booking } = state;
  const schedule = step.requires?.within && slotAt(result, step.requires.within);
  return schedule && booking ? checkSchedule(booking, schedule) : [];
}

/**
 * Returns the problems of slot and schedule. A taken room is not among them, since it makes the act `room-taken`, not
 * `incomplete`.
 */
export function slotProblems(
  { step, schema }: SlotSubject,
  result: unknown,
  reasons: { readonly slot: readonly SlotReason[]; readonly schedule: readonly ScheduleReason[] },
): Problem[] {
  const { books, within } = step.requires ?? {};
  const problems = (
    pointers: typeof books | typeof within,
    found: readonly (SlotReason | ScheduleReason)[],
  ): Problem[] => (pointers ? found.flatMap((reason) => slotProblem(reason, { pointers, result, schema })) : []);
  const incomplete = reasons.slot.filter(({ code }) => code !== 'room-taken');
  return [...problems(books, incomplete), ...problems(within, reasons.schedule)];
}

/**
 * Returns the problems of the times of slot and schedule, but not of the room. The desk reports them before it sends an
 * act.
 * @param at present instant
 */
export function timeProblems(subject: SlotSubject, result: unknown, at: Instant): Problem[] {
  if (needsNoRoom(subject, result)) return [];
  const slot = wantedSlot(subject, result);
  return slotProblems(subject, result, {
    slot: slot ? checkTimes(slot, at) : [],
    schedule: scheduleReasons(subject, result),
  });
}

function slotAt(
  result: unknown,
  pointers: { start: string; end: string; room?: string },
): { start: string; end: string; room?: string } | undefined {
  const [start, end] = [instantAt(result, pointers.start), instantAt(result, pointers.end)];
  return start && end ? { start, end, ...given({ room: textAt(result, pointers.room) }) } : undefined;
}

interface WrittenSlot {
  readonly pointers: { readonly start: string; readonly end: string; readonly room?: string };
  readonly result: unknown;
  readonly schema: Schema | undefined;
}

interface Wrong {
  readonly must: '≤' | '≥';
  readonly limit: Instant;
  readonly written: Instant;
}

const notAfter = (written: Instant, limit: Instant): Wrong | undefined =>
  written > limit ? { must: '≤', limit, written } : undefined;

const notBefore = (written: Instant, limit: Instant): Wrong | undefined =>
  written < limit ? { must: '≥', limit, written } : undefined;

const CHECK_TIMES: Text = { id: 'Periksa tanggal dan jamnya', en: 'Check dates and times' };

const ANOTHER_SLOT: Text = { id: 'Pilih waktu atau ruang lain', en: 'Choose another time or room' };

/**
 * Turns a reason against a slot or schedule into problems of fields of the result. Times are written with the UTC
 * offset that the end of the slot or schedule has in the result.
 */
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
      ...fieldNotes(schema, path),
    },
  ];
  const offset = textAt(result, end) ?? '';
  const time = (instant: Instant): string => withOffsetOf(offset, instant);
  /** Returns a problem at the start, at the end, or at both. */
  const ends = (message: Text, [first, last]: readonly [Wrong | undefined, Wrong | undefined]): Problem[] =>
    [
      { path: start, wrong: first },
      { path: end, wrong: last },
    ].flatMap(({ path, wrong }) =>
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
          en: 'The booked time does not cover the whole time that the applicant asked for',
        },
        [notAfter(reason.slot.start, reason.request.start), notBefore(reason.slot.end, reason.request.end)],
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
    case 'room-closure':
      return problem(room, closureMessage(reason.closures), {
        fix: ANOTHER_SLOT,
        received: reason.closures.map((closure) => `${time(closure.start)} – ${time(closure.end)}`).join(', '),
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
        [notBefore(reason.schedule.start, reason.booking.start), notAfter(reason.schedule.end, reason.booking.end)],
      );
    case 'room-taken':
      return problem(
        room,
        { id: 'Ruang itu sudah dipesan berkas lain', en: 'Another case has booked that room' },
        {
          fix: ANOTHER_SLOT,
          received: reason.bookings.map((taken) => `${time(taken.start)} – ${time(taken.end)}`).join(', '),
        },
      );
  }
}
