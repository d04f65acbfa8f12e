/**
 * The slots that a step's result offers instead of the slot that the request asks for (R24). An offered slot need not
 * contain the time that the request asks for. It must begin after the act, and at least the lead time after the act.
 * All other checks are those of a booking.
 */
import { given } from '#domain/request/given.ts';
import { type Instant, parseInstant } from '#domain/clock/instant.ts';
import { plus } from '#domain/clock/limit.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { MOST_OFFERS, offerNames } from '#domain/procedure/steps.ts';
import { fieldNotes, labelAt, type Schema } from '#domain/request/annotations.ts';
import { below, segmentsOf, valueAt } from '#domain/request/pointer.ts';
import { withOffsetOf } from '#domain/request/written.ts';
import type { Slot, SlotReason } from '#domain/room/slot.ts';
import { slotNeeds, slotProblem, type SlotSubject } from '../room/slot-checks.ts';
import { instantAt, textAt } from '../state/world.ts';

interface Item {
  readonly number: number;
  readonly pointers: { readonly start: string; readonly end: string; readonly room?: string };
}

type RequestTerms = Pick<Procedure, 'request'>;

function itemsIn(procedure: RequestTerms, { offers }: Pick<Step, 'offers'>, result: unknown): Item[] {
  const list = offers && valueAt(result, offers.field);
  const { start, end, room } = offerNames(procedure);
  if (!offers || !Array.isArray(list) || start === undefined || end === undefined) return [];
  return list.map((_, index): Item => {
    const path = below(offers.field, index);
    const place = room === undefined ? undefined : below(path, room);
    return {
      number: index + 1,
      pointers: { start: below(path, start), end: below(path, end), ...given({ room: place }) },
    };
  });
}

function slotIn({ pointers }: Item, result: unknown): { start: Instant; end: Instant; room?: string } | undefined {
  const [start, end] = [instantAt(result, pointers.start), instantAt(result, pointers.end)];
  const room = textAt(result, pointers.room);
  return start && end ? { start, end, ...given({ room }) } : undefined;
}

/**
 * Returns the problems of the offered slots (R24), each at its item of the list.
 * @param reasonsOf function that returns the reasons against a slot
 */
export function offerProblems(
  subject: SlotSubject,
  result: unknown,
  at: Instant,
  reasonsOf: (slot: Slot) => readonly SlotReason[],
): Problem[] {
  const { procedure, step, schema } = subject;
  const items = itemsIn(procedure, step, result);
  const of = (item: Item, problem: Problem): Problem =>
    labelled(problem, step.offers?.field ?? '', item.number, schema);
  return [
    ...(items.length > MOST_OFFERS ? [tooMany(step.offers?.field ?? '', items.length, schema)] : []),
    ...items.flatMap((item) => {
      const slot = slotIn(item, result);
      if (!slot) return unread(item, result).map((problem) => of(item, problem));
      const wish: Slot = { ...slotNeeds(subject), room: slot.room ?? null, start: slot.start, end: slot.end };
      const found = reasonsOf(wish).flatMap((reason) =>
        slotProblem(reason, { pointers: item.pointers, result, schema }),
      );
      const isOver = found.some(({ code }) => code === 'slot-over');
      const late = isOver ? [] : tooSoon(item, slot.start, { at, leadTime: procedure.request.leadTime, result });
      return [...found, ...late].map((problem) => of(item, problem));
    }),
  ];
}

/** Reports times that cannot be read. Otherwise nobody would notice that the item offers nothing. */
const unread = ({ pointers }: Item, result: unknown): Problem[] =>
  [pointers.start, pointers.end].flatMap((path) => {
    const read = parseInstant(String(valueAt(result, path) ?? ''), { file: 'hasil', path });
    return 'problem' in read ? [read.problem] : [];
  });

/** Reports a start that has passed, or that is too soon for the lead time. The opener could not submit it (R9). */
function tooSoon(
  { pointers }: Item,
  start: Instant,
  { at, leadTime, result }: { readonly at: Instant; readonly leadTime: string | undefined; readonly result: unknown },
): Problem[] {
  const written = textAt(result, pointers.start) ?? '';
  const wrong = (code: string, expected: string, message: Text, fix: Text): Problem[] => [
    { file: 'hasil', path: pointers.start, code, expected, received: withOffsetOf(written, start), message, fix },
  ];
  if (start <= at)
    return wrong(
      'offer-begun',
      `> ${withOffsetOf(written, at)}`,
      { id: 'Waktu mulai itu sudah lewat', en: 'That start has passed' },
      { id: 'Tawarkan waktu yang akan datang', en: 'Offer a time to come' },
    );
  const earliest = leadTime === undefined ? at : plus(at, leadTime);
  if (start >= earliest) return [];
  return wrong(
    'offer-too-soon',
    `≥ ${withOffsetOf(written, earliest)}`,
    {
      id: 'Waktu mulai itu terlalu dekat; pemohon tidak dapat lagi mengajukannya',
      en: 'That start is too close; the applicant could not submit it any more',
    },
    { id: 'Tawarkan waktu mulai yang lebih lambat', en: 'Offer a later start' },
  );
}

const tooMany = (path: string, received: number, schema: Schema | undefined): Problem => ({
  ...{ file: 'hasil', path, code: 'too-many-offers', expected: `≤ ${MOST_OFFERS}`, received: String(received) },
  message: { id: 'Terlalu banyak pilihan yang ditawarkan', en: 'Too many choices are offered' },
  ...fieldNotes(schema, path),
});

/** Adds the number of the item to the label, since every item of the list has the same fields. */
function labelled(problem: Problem, field: string, number: number, schema: Schema | undefined): Problem {
  if (!schema) return problem;
  const [list, own] = [labelAt(schema, field), labelAt(schema, problem.path)];
  const label = (language: keyof Text): string =>
    [`${list?.[language] ?? field} ${number}`, own?.[language]].filter(Boolean).join(': ');
  return { ...problem, ...fieldNotes(schema, problem.path), label: { id: label('id'), en: label('en') } };
}

/**
 * Returns the offered rooms that an act reserves, each with its time, and with the instant from which it is free again
 * (R24).
 * @param until function that returns this instant
 */
export function offeredRooms(
  procedure: RequestTerms,
  step: Step,
  result: unknown,
  until: () => Instant,
): Entry['offered'] {
  const rooms = itemsIn(procedure, step, result).flatMap((item) => {
    const slot = slotIn(item, result);
    return slot?.room === undefined ? [] : [{ room: slot.room, start: slot.start, end: slot.end }];
  });
  return rooms.length > 0 ? rooms.map((slot) => ({ ...slot, until: until() })) : undefined;
}

/** Returns the slots that a result offers (R24). The room's id and the place in words are absent if a slot has none. */
export function offersRecorded(
  procedure: RequestTerms,
  step: Step,
  result: unknown,
): { readonly start: Instant; readonly end: Instant; readonly room?: string; readonly place?: string }[] {
  const name = segmentsOf(procedure.request.pointers.place ?? '').at(-1);
  return itemsIn(procedure, step, result).flatMap((item) => {
    const slot = slotIn(item, result);
    const path = name === undefined ? undefined : below(below(step.offers?.field ?? '', item.number - 1), name);
    const place = textAt(result, path);
    return slot ? [{ ...slot, ...given({ place }) }] : [];
  });
}
