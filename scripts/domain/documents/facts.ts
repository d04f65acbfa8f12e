import { type Instant, parseInstant } from '#domain/clock/instant.ts';
import {
  fieldAt,
  isPublicAt,
  itemsOf,
  labelOf,
  propertiesOf,
  resolve,
  type Schema,
} from '#domain/request/annotations.ts';
import { below, valueAt } from '#domain/request/pointer.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { rolesOf } from '#domain/procedure/steps.ts';
import { courseOf } from '#domain/case/course/course.ts';
import { voids } from '#domain/case/state/voided.ts';
import { heldRole } from '#domain/words/parties.ts';
import { situationOf } from '#domain/words/case-situation.ts';
import { listed, same } from '#domain/words/language.ts';
import { statusSentence } from '#domain/words/status.ts';
import { clockHours, longDate, longTime, letterDate, period, sameDay } from '#domain/words/time.ts';
import { type ValueNames, valueWords } from '#domain/words/value.ts';
import { addressed, BLANK, countedWords, type FactName, type FactWords, GAP, HIDDEN, lowered } from './fill.ts';
import {
  actAt,
  agendaOf,
  bookingAt,
  type DocumentEntry,
  type DocumentReading,
  requestOf,
  resubmittedAt,
  resultAt,
  submittedAt,
} from './reading.ts';
import type { Pair } from './sheet.ts';
import { printedNip } from './signature.ts';

/** The facts that a row of a table adds to the facts of a case. */
export interface RowFacts {
  readonly act?: DocumentEntry;
  readonly nth?: number;
  readonly item?: { readonly value: unknown; readonly root: Schema; readonly at: string };
}

type Say = (fact: FactName, reading: DocumentReading, row: RowFacts) => FactWords;

/** The kinds of facts that a template may name, with functions that write them. Official letters are Indonesian. */
export const FACTS: Readonly<Record<string, Say>> = {
  case: (_fact, { entries }) => entries[0]?.opens?.case,
  agenda: (_fact, reading) => agendaOf(reading)?.number.toString(),
  year: (_fact, reading) => agendaOf(reading)?.year.toString(),
  received: (_fact, { entries, procedure }) => {
    const first = entries.find(({ agenda }) => agenda !== undefined);
    return first && letterDate(first.at, procedure.zone).id;
  },
  place: (_fact, { names }) => names.letterhead?.place,
  date: (_fact, { rests, procedure }) => letterDate(rests.at, procedure.zone).id,
  submitted: (_fact, reading) => longTime(submittedAt(reading), reading.procedure.zone).id,
  resubmitted: (_fact, reading) => againWords(reading),
  sop: (_fact, { procedure: { title, identity } }) =>
    `SOP ${title.id}${identity.number === '' ? '' : ` Nomor ${identity.number}`}`,
  attachments: (_fact, { entries }) => {
    const found = entries.findLast(({ attachments }) => attachments !== undefined)?.attachments;
    return found === undefined ? undefined : String(typeof found === 'number' ? found : found.length);
  },
  room: (_fact, reading) => {
    const booking = bookingAt(reading);
    return booking && (reading.names.thing(booking.room)?.id ?? booking.room);
  },
  booked: (_fact, reading) => {
    const booking = bookingAt(reading);
    return booking && period(booking.start, booking.end, reading.procedure.zone).id;
  },
  request: fieldWords,
  result: fieldWords,
  at: ({ step = '' }, reading) => {
    const act = actAt(reading, step);
    return act && longTime(act.at, reading.procedure.zone).id;
  },
  on: ({ step = '' }, reading) => {
    const act = actAt(reading, step);
    return act && letterDate(act.at, reading.procedure.zone).id;
  },
  note: ({ step = '' }, reading) => noteOf(actAt(reading, step), reading),
  role: ({ step: role = '' }, { names }) => names.role(role).id,
  standing: (_fact, { entries, procedure, names, rests }) => {
    const situation = situationOf(courseOf(entries, procedure), procedure, names.role);
    return statusSentence(situation, { zone: procedure.zone, now: rests.at }).id;
  },
  forwarded: ({ step = '' }, reading) => forwardedTo(actAt(reading, step), reading),
  replaced: ({ step = '' }, reading) => {
    const change = replacedBy(reading, step);
    return change && letterDate(change.at, reading.procedure.zone).id;
  },
  'answer-by': (_fact, { rests, passages, procedure }) => {
    const current = passages.at(-1);
    if (!current?.withApplicant || current.closing) return undefined;
    const [held] = (rests.offered ?? []).map(({ until }) => until).sort();
    const due = held ?? current.deadline?.due;
    return due && longTime(due, procedure.zone).id;
  },
  name: ({ step = '' }, reading) => actAt(reading, step)?.who?.name,
  office: ({ step = '' }, reading) => officeOf(actAt(reading, step), reading),
  'rests-at': (_fact, { rests, procedure }) => longTime(rests.at, procedure.zone).id,
  'rests-row': (_fact, { passages }) => passages.findLast(({ closing }) => closing !== undefined)?.row.toString(),
  'rests-note': (_fact, reading) => noteOf(reading.rests, reading),
  'rests-because': (_fact, { entries, procedure }) => {
    const course = courseOf(entries, procedure);
    if (course.is === 'ended') return course.because?.id;
    return course.cause?.kind === 'led' ? course.cause.because.id : undefined;
  },
  'rests-name': (_fact, { rests }) => rests.who?.name,
  'rests-office': (_fact, reading) => officeOf(reading.rests, reading),
  'act-no': (_fact, _reading, { nth }) => nth?.toString(),
  'act-at': (_fact, { procedure }, { act }) => act && longTime(act.at, procedure.zone).id,
  'act-on': (_fact, { procedure }, { act }) => act && letterDate(act.at, procedure.zone).id,
  'act-row': (_fact, { procedure }, { act }) =>
    [procedure.steps.find(({ id }) => id === act?.step)?.row].flat()[0]?.toString(),
  'act-step': (_fact, { procedure }, { act }) => procedure.steps.find(({ id }) => id === act?.step)?.short.id,
  'act-name': (_fact, _reading, { act }) => act?.who?.name ?? act?.who?.login,
  'act-office': (_fact, reading, { act }) =>
    officeOf(act, reading) ?? (act?.kind === 'answered' ? 'Yang diberi tahu' : undefined),
  'act-outcome': (_fact, _reading, { act }) => act && outcomeOf(act),
  'act-forwarded': (_fact, reading, { act }) => forwardedTo(act, reading),
  'act-note': (_fact, reading, { act }) => noteOf(act, reading),
  item: fieldWords,
};

/** The facts that a template writes with a step, such as `{note:disposisi}`. */
export const NEEDS_STEP: readonly string[] = ['result', 'at', 'on', 'note', 'name', 'office', 'forwarded', 'replaced'];
/** The fact that a template writes with a role. */
export const NEEDS_ROLE = 'role';
/** The facts that a template writes with a pointer to a field. */
export const NEEDS_POINTER: readonly string[] = ['request', 'result', 'item'];
/** The facts of a row in a table of acts. */
export const OF_ACTS = /^act-/;

/** The facts of the applicant's own letter, which exists before the case does. */
export const OF_REQUESTS: readonly string[] = ['request', 'attachments', 'place', 'role', 'sop'];

/** The forms in which times can be written. */
export const TIMES: readonly string[] = ['day', 'hours', 'period'];

/** Writes a fact of a case, or of a row in a table. */
export function factWords(fact: FactName, reading: DocumentReading, row: RowFacts = {}): FactWords {
  const { form, kind } = fact;
  if (form && TIMES.includes(form)) return timeWords(fact, reading, row);
  const words = FACTS[kind]?.(fact, reading, row);
  if (typeof words !== 'string' || form === undefined) return words;
  if (form === 'address') return addressed(words);
  if (form === 'upper') return words.toUpperCase();
  return form === 'lower' ? lowered(words) : countedWords(words);
}

/**
 * Writes a time or a period, or only its day or hours. If a period goes over midnight, the form `day` writes the whole
 * period, and the form `hours` writes nothing (R35).
 */
function timeWords(fact: FactName, reading: DocumentReading, row: RowFacts): FactWords {
  const { form } = fact;
  const { zone } = reading.procedure;
  const start = instantAt(fact, reading, row);
  const end = fact.until ? instantAt(fact.until, reading, row) : start;
  if (start === HIDDEN || end === HIDDEN) return HIDDEN;
  if (start === undefined || end === undefined) return undefined;
  if (form === 'period') return fact.until ? period(start, end, zone).id : longTime(start, zone).id;
  if (!sameDay(start, end, zone)) return form === 'day' ? period(start, end, zone).id : undefined;
  return form === 'day' ? longDate(start, zone).id : clockHours(start, fact.until ? end : undefined, zone).id;
}

function instantAt(fact: FactName, reading: DocumentReading, row: RowFacts): Instant | undefined | typeof HIDDEN {
  const place = placeOf(fact, reading, row);
  if (!place || fieldWords(fact, reading, row) === HIDDEN) return place && HIDDEN;
  const read = parseInstant(String(valueAt(place.document, fact.pointer ?? '') ?? ''));
  return 'instant' in read ? read.instant : undefined;
}

/** Writes the effect of an act on the case, in the words of officials. */
function outcomeOf({ kind, gesture, end }: DocumentEntry): string {
  if (kind === 'answered') return 'tanggapan';
  if (kind === 'rejected') return 'ditolak';
  if (end !== undefined) return end === 'completed' ? 'selesai' : 'tidak terlaksana';
  return gesture === 'changes' ? 'dikembalikan' : 'diteruskan';
}

/** Writes how often a request was submitted again, with the latest time: "2 kali, terakhir Kamis, …". */
function againWords(reading: DocumentReading): string | undefined {
  const times = resubmittedAt(reading);
  const last = times.at(-1);
  if (last === undefined) return undefined;
  return `${times.length} kali, ${times.length > 1 ? 'terakhir' : 'pada'} ${longTime(last, reading.procedure.zone).id}`;
}

/**
 * Names the roles that are on turn at the step after an act. If only the actor's own role is on turn, and the step of
 * the act informs roles, the informed roles are named instead.
 */
function forwardedTo(
  act: DocumentEntry | undefined,
  { passages, procedure, names }: DocumentReading,
): string | undefined {
  const at = passages.findIndex(({ closing }) => closing !== undefined && closing.seq === act?.seq);
  const next = at < 0 ? undefined : passages[at + 1];
  const step = procedure.steps.find(({ id }) => id === next?.step);
  if (!next || !step) return undefined;
  const onTurn = next.roles ?? rolesOf(step.actor);
  const informed = informedRoles(procedure, act?.step);
  const isOwn = onTurn.every((role) => role === act?.who?.role);
  const roles = isOwn && informed.length > 0 ? informed : onTurn;
  return listed(roles.map(names.role), 'and').id;
}

/** Returns the roles that a step informs. The applicant is left out, since applicants get the notices of the case. */
const informedRoles = ({ steps }: Procedure, at: string | undefined): string[] =>
  (steps.find(({ id }) => id === at)?.informs ?? []).flatMap((each) =>
    'role' in each && each.role !== 'applicant' ? [each.role] : [],
  );

/**
 * Finds the latest change of the request after which an earlier Approve of a step no longer counts. A document that was
 * based on this Approve is replaced (R18, R53).
 */
const replacedBy = ({ entries }: DocumentReading, step: string): DocumentEntry | undefined =>
  entries.findLast(
    (change) =>
      voids(change, step) &&
      entries.some(
        (each) => each.seq < change.seq && each.step === step && each.gesture === 'approve' && each.next !== undefined,
      ),
  );

/** Names the role in which an act was done: "Plt. Kepala Dinas" if an acting official did it (R17). */
function officeOf(entry: DocumentEntry | undefined, { names }: DocumentReading): string | undefined {
  const { role, acting } = entry?.who ?? {};
  if (role === undefined) return undefined;
  return heldRole(names.role)(role, acting).id;
}

/** Returns a note as written. In a public copy, a missing note of an accepted act or an answer counts as hidden (R11). */
function noteOf(entry: DocumentEntry | undefined, { isPublic }: DocumentReading): FactWords {
  if (!entry) return undefined;
  return entry.note ?? (isPublic && ['accepted', 'answered'].includes(entry.kind) ? HIDDEN : undefined);
}

/** Writes the place of a missing fact on the screen: the title of its field, or dots. */
export function gapWords(fact: FactName | undefined, { requestSchema }: DocumentReading): string {
  const field = fact?.kind === 'request' ? fieldAt(requestSchema, fact.pointer ?? '') : undefined;
  const label = field && labelOf(field)?.id;
  return label === undefined ? BLANK : `${GAP.begins}${label}${GAP.ends}`;
}

const namingOf = ({ procedure: { zone }, names }: DocumentReading): ValueNames => ({
  zone,
  thing: names.thing,
  date: letterDate,
});

/**
 * Returns the document that contains the field of a fact, and the place of this document in its schema. An item of a
 * list is a document inside its list.
 */
function placeOf(
  { kind, step = '' }: FactName,
  reading: DocumentReading,
  { item }: RowFacts,
): { readonly document: unknown; readonly root: Schema; readonly at: string } | undefined {
  if (kind === 'item') return item && { document: item.value, root: item.root, at: item.at };
  if (kind === 'request') return { document: requestOf(reading), root: reading.requestSchema, at: '' };
  const root = reading.resultSchema(step);
  return root && { document: resultAt(reading, step), root, at: '' };
}

function fieldWords(fact: FactName, reading: DocumentReading, row: RowFacts): FactWords {
  const place = placeOf(fact, reading, row);
  if (!place) return undefined;
  const { document, root, at } = place;
  const { pointer = '' } = fact;
  const field = fieldAt(root, at + pointer);
  const value = valueAt(document, pointer);
  if (reading.isPublic && !isPublicAt(root, at + pointer)) return HIDDEN;
  // An empty list counts as missing.
  return (field && value !== undefined && wordsOf(field, root, value, namingOf(reading))) || undefined;
}

/** The pattern of a field for a civil servant's number. */
const NIP = /^\^(?:\\d|\[0-9\])\{18\}\$$/;

function wordsOf(field: Schema, root: Schema, value: unknown, names: ValueNames): string {
  if (Array.isArray(value)) {
    const items = resolve(root, itemsOf(field) ?? {});
    // In a list, the name of a piece of equipment begins with a small letter, except the first.
    const nameOf = (each: unknown, at: number): string => {
      const words = wordsOf(items, root, each, names);
      return at > 0 && names.thing(String(each)) !== undefined ? lowered(words) : words;
    };
    return listed(
      value.map((each, at) => same(nameOf(each, at))),
      'and',
    ).id;
  }
  if (typeof value === 'object' && value !== null)
    return pairsOf(field, root, value, names)
      .map(([label, text]) => `${label}: ${text}`)
      .join('; ');
  const words = valueWords(field, value, names).id;
  return NIP.test(String(field['pattern'])) ? printedNip(words) : words;
}

/**
 * Lists the filled fields of the part at a pointer, each with its title, in the schema's order. A field with the widget
 * `hidden` is left out. The title of a group stands before the title of each field in the group.
 */
export function fieldPairs(document: unknown, root: Schema, pointer: string, reading: DocumentReading): Pair[] {
  const field = fieldAt(root, pointer);
  const value = valueAt(document, pointer);
  return field && value !== undefined ? pairsOf(field, root, value, namingOf(reading)) : [];
}

function pairsOf(field: Schema, root: Schema, value: unknown, names: ValueNames): Pair[] {
  return propertiesOf(field).flatMap(([name, written]): Pair[] => {
    const inner = resolve(root, written);
    const part = valueAt(value, below('', name));
    if (part === undefined || inner['x-widget'] === 'hidden') return [];
    const label = labelOf(inner)?.id ?? name;
    const nested = (item: unknown, schema: Schema, title: string): Pair[] =>
      pairsOf(schema, root, item, names).map(([label_, text]) => [labelIn(title, label_), text]);
    const items = itemsOf(inner) && resolve(root, itemsOf(inner) ?? {});
    if (items && Array.isArray(part) && propertiesOf(items).length > 0)
      return part.flatMap((item, at) => nested(item, items, `${label} ${at + 1}`));
    if (propertiesOf(inner).length > 0) return nested(part, inner, label);
    return [[label, wordsOf(inner, root, part, names) || '–']];
  });
}

/**
 * Writes the label of a field in a group: "Uji koneksi: hasil". The group is left out if the label names it already, as
 * in "Nama penanda tangan" of the group "Penanda tangan surat".
 */
function labelIn(group: string, label: string): string {
  const [words, named] = [group, label].map((each) => new Set(each.toLowerCase().split(' ')));
  const shared = [...(words ?? [])].filter((word) => named?.has(word));
  return shared.length > 1 ? label : `${group}: ${lowered(label)}`;
}

/** Returns the items of the list from which a table is made, each with the place of its schema. */
export function itemsAt(fact: FactName, reading: DocumentReading): NonNullable<RowFacts['item']>[] {
  const [document, root] =
    fact.kind === 'request'
      ? [requestOf(reading), reading.requestSchema]
      : [resultAt(reading, fact.step ?? ''), reading.resultSchema(fact.step ?? '')];
  const pointer = fact.pointer ?? '';
  const value = valueAt(document, pointer);
  if (!root || !Array.isArray(value)) return [];
  return value.map((each: unknown) => ({ value: each, root, at: `${pointer}/*` }));
}
