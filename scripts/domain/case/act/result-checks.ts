import { parseInstant } from '#domain/clock/instant.ts';
import type { Step } from '#domain/generated/procedure.ts';
import type { Problem, Text } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { unknownRooms } from '#domain/request/named-rooms.ts';
import type { Review } from '#domain/request/review.ts';
import { validate } from '#domain/request/schema.ts';
import { readYaml } from '#domain/request/yaml.ts';
import { heldAt } from '#domain/room/bookings.ts';
import { checkSlot, type Slot, type SlotReason } from '#domain/room/slot.ts';
import { UnreadAccount } from '../people/named-account.ts';
import { recordedActProblems, firstDayOf } from '../people/recorded-act.ts';
import { needsNoRoom, scheduleReasons, wantedSlot, slotProblems } from '../room/slot-checks.ts';
import { latestResults } from '../state/entry.ts';
import { externalOf } from '../state/parties.ts';
import { notWritten, type Objection } from '../state/reason.ts';
import { applyingAccounts, textAt, Undecidable } from '../state/world.ts';
import { assignmentProblems } from '../time/assignment.ts';
import { offerProblems } from './offers.ts';
import { accountToRead, resultProblems } from './result-problems.ts';
import type { ActSubject } from './verdict.ts';

interface Given {
  readonly gesture: 'approve' | 'changes';
  readonly suppliesResult: boolean;
  readonly review: Review;
  /** The result in the journal if the act is judged again (R29), instead of the text. Otherwise undefined. */
  readonly kept: unknown;
  readonly at: string;
}

/**
 * Checks that an act brings the note, document and result that the step requires, and that the room is free (R4, R16,
 * R24, R47). All problems are reported at once. A taken room is reported only if there are no other problems.
 * @returns the result, if the act brings a result; or the reason against the act
 * @throws Undecidable if the schema of the result is missing (R31)
 * @throws UnreadAccount if a named account must be looked up first
 */
export function checkResult(
  subject: ActSubject,
  given: Given,
): { result?: Record<string, unknown> } | NonNullable<Objection> {
  const { step, world, rules } = subject;
  const external = externalOf(step);
  const problems = [...given.review.problems, ...noteProblems(step, given), ...documentProblems(step, given)];
  // In a step that records acts of an external party, Request changes brings a result too (R41).
  if (given.gesture === 'changes' && !external)
    return outcomeOf([...problems, ...unaskedResult(given.review, CHANGES)], undefined);
  const read = broughtResult(subject, given);
  problems.push(...read.problems);
  if (read.value && external)
    problems.push(...recordedActProblems(read.value, external.deed, tellingOf(subject, given)));
  if (given.gesture === 'changes') return outcomeOf([...problems, ...roomsNamed(subject, read.value)], read.value);
  const value = read.value ?? (given.suppliesResult ? undefined : currentResult(subject));
  problems.push(...unreadTimes(subject, read.value));
  const office = { roles: world.config.roles, zone: rules.procedure.value.zone };
  const looked = world.accounts ?? NO_ACCOUNTS;
  if (read.value) {
    problems.push(
      ...resultProblems(
        step,
        read.value,
        { at: given.at, begins: subject.state.visit.begins, results: latestResults(subject.state) },
        office,
        schemaOf(subject),
        looked,
      ),
    );
    problems.push(...namingProblems(subject, read.value, given.at));
  }
  const times = { state: subject.state, procedure: subject.rules.procedure.value, step, schema: schemaOf(subject) };
  const needsRoom = value !== undefined && !needsNoRoom(subject, value);
  const slot = needsRoom ? slotReasons(subject, wantedSlot(times, value), given.at) : [];
  const schedule = needsRoom ? scheduleReasons(times, value) : [];
  problems.push(...slotProblems(times, value, { slot, schedule }));
  problems.push(...offerProblems(times, value, given.at, (wish) => slotReasons(subject, wish, given.at)));
  // A room that the check of a slot or an offer has found is not reported again.
  problems.push(...roomsNamed(subject, read.value).filter(({ path }) => !problems.some((each) => each.path === path)));
  if (problems.length > 0) return { reason: 'incomplete', problems };
  const taken = slot.find((reason) => reason.code === 'room-taken');
  const [booking] = taken?.code === 'room-taken' ? taken.bookings : [];
  if (booking) return { reason: 'room-taken', detail: { room: booking.room, start: booking.start, end: booking.end } };
  // Accounts are looked up only for a result without other problems (R52).
  const unread = accountToRead(step, value, { ...office, at: given.at }, looked);
  if (unread !== undefined) throw new UnreadAccount(unread);
  return outcomeOf([], read.value);
}

/** Reports each room that the office does not have, whether the room is to be booked or not (R9). */
function roomsNamed(subject: ActSubject, result: unknown): Problem[] {
  const { world, step } = subject;
  const schema = schemaOf(subject);
  if (!schema) return [];
  const pointers = { room: step.requires?.books?.room };
  return unknownRooms(schema, result, world.config.rooms, { file: 'hasil', pointers });
}

const NO_ACCOUNTS: ReadonlyMap<string, number | undefined> = new Map();

const outcomeOf = (
  problems: Problem[],
  result: Record<string, unknown> | undefined,
): { result?: Record<string, unknown> } | NonNullable<Objection> =>
  problems.length > 0 ? { reason: 'incomplete', problems } : result ? { result } : {};

function tellingOf(subject: ActSubject, { at }: Pick<Given, 'at'>) {
  const { zone } = subject.rules.procedure.value;
  const since = firstDayOf(subject.state, zone);
  return { file: 'hasil', schema: schemaOf(subject), at, zone, since };
}

function namingProblems(subject: ActSubject, result: unknown, at: string): Problem[] {
  const { world, rules, state, step } = subject;
  const procedure = rules.procedure.value;
  const then = { roles: world.config.roles, at, zone: procedure.zone };
  return assignmentProblems(procedure, result, then, {
    ...{ step: step.id, file: 'hasil', schema: schemaOf(subject) },
    applicants: applyingAccounts(state),
  });
}

const NOT_ATTACHED: Text = { id: 'Belum dilampirkan', en: 'Not attached' };

/** Reports a missing document (R47). A recorded act needs the document even if the act sends the case back (R41). */
function documentProblems(step: Step, { gesture, suppliesResult, review }: Given): Problem[] {
  const wanted = step.requires?.document;
  const isAsked = suppliesResult && (gesture === 'approve' || externalOf(step) !== undefined);
  return wanted && isAsked && review.documents.length === 0
    ? [{ ...notWritten('dokumen', 'document-missing', wanted), message: NOT_ATTACHED }]
    : [];
}

const schemaOf = ({ world, step }: ActSubject): Schema | undefined =>
  world.config.schemas.get(step.requires?.result ?? '')?.value;

function noteProblems(step: Step, { gesture, review }: Given): Problem[] {
  if (review.note !== '') return [];
  if (gesture === 'changes') return [notWritten('note', 'note-missing', { id: 'alasan', en: 'the reason' })];
  const note = step.requires?.note;
  return note ? [notWritten('note', 'note-missing', note)] : [];
}

/**
 * Reads and validates the result that an act brings.
 * @throws Undecidable if the schema of the result is missing (R31)
 */
export function broughtResult(
  subject: ActSubject,
  given: Pick<Given, 'suppliesResult' | 'review' | 'kept'>,
): { value?: Record<string, unknown>; problems: readonly Problem[] } {
  const path = subject.step.requires?.result;
  if (path === undefined || !given.suppliesResult)
    return { problems: given.review.result === undefined ? [] : [unexpected(APPROVE)] };
  if (given.review.result === undefined)
    return {
      problems: [notWritten('hasil', 'result-missing', { id: 'blok hasil', en: 'the result block' })],
    };
  const schema = subject.world.config.schemas.get(path);
  if (!schema) throw new Undecidable(`The configuration has no ${path}.`);
  const yaml = given.kept === undefined ? readYaml(given.review.result, 'hasil') : undefined;
  if (yaml && !yaml.ok) return { problems: yaml.problems };
  const value = yaml ? yaml.value : given.kept;
  const problems = validate(schema.value, value, 'hasil');
  return problems.length > 0 ? { problems } : { value: value as Record<string, unknown>, problems };
}

const APPROVE: Text = {
  id: 'Hasil tidak diminta dari Anda di sini; setujui tanpa hasil',
  en: 'No result is asked of you here; approve without one',
};
const CHANGES: Text = {
  id: 'Kembalikan tidak membawa hasil; kirim ulang tanpa blok hasil',
  en: 'Request changes brings no result; send it again without the result block',
};
const CLOSE: Text = {
  id: 'Alasan penolakan tidak membawa hasil; kirim ulang tanpa blok hasil',
  en: 'The reason for a rejection brings no result; send it again without the result block',
};

const unexpected = (message: Text): Problem => ({ file: 'hasil', path: '', code: 'result-unexpected', message });

/** Reports a result that is not asked for (R10). Otherwise nobody would notice that the result is lost. */
const unaskedResult = ({ result }: Pick<Review, 'result'>, message: Text): Problem[] =>
  result === undefined ? [] : [unexpected(message)];

export const resultWithClose = (review: Pick<Review, 'result'>): Problem[] => unaskedResult(review, CLOSE);

/**
 * Reports times that cannot be read, and times that are missing next to a room (R20, R24). Otherwise nobody would
 * notice that the act books nothing.
 */
function unreadTimes({ rules, step }: ActSubject, result: unknown): Problem[] {
  if (result === undefined) return [];
  const { books, within } = step.requires ?? {};
  const needed = books && textAt(result, books.room) !== undefined ? [books.start, books.end] : [];
  const slots = [books, within].flatMap((slot) => (slot ? [slot.start, slot.end] : []));
  const beginnings = rules.procedure.value.steps.flatMap(({ begin }) =>
    begin?.field !== undefined && begin.result === step.id ? [begin.field] : [],
  );
  return [...new Set([...slots, ...beginnings])].flatMap((path) => {
    const value = valueAt(result, path) ?? (needed.includes(path) ? '' : undefined);
    if (value === undefined) return [];
    const read = parseInstant(String(value), { file: 'hasil', path });
    return 'problem' in read ? [read.problem] : [];
  });
}

/** Returns the result of an earlier approval in this visit. The other roles attest this result (R5). */
function currentResult({ state }: ActSubject): unknown {
  return state.approvals.find(({ result }) => result !== undefined)?.result;
}

function slotReasons({ world }: ActSubject, slot: Slot | undefined, at: string): SlotReason[] {
  const { rooms, calendar } = world.config;
  return slot ? checkSlot(rooms, heldAt(world.others, at), slot, at, calendar) : [];
}
