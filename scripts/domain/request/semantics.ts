/**
 * Checks what JSON Schema cannot check (R9). The procedure's pointers name the fields, so another SOP with other fields
 * needs no code (R3). A check reports nothing if the procedure has no pointer for it, or if the field is empty. An
 * attachment that the request does not name is reported, even if the request names no attachment.
 */
import { given } from '#domain/request/given.ts';
import { epochSeconds, type Instant, parseInstant } from '#domain/clock/instant.ts';
import { plus } from '#domain/clock/limit.ts';
import { type Problem, shorten, type Text } from '#domain/problem.ts';
import { duration, limitWords } from '#domain/words/duration.ts';
import { fieldNotes, type Schema } from './annotations.ts';
import { unknownRoom, unknownRooms } from './named-rooms.ts';
import { valueAt, valuesAt } from './pointer.ts';
import { withOffsetOf } from './written.ts';
import type { Lines } from './yaml.ts';

/** The part of a procedure's `request` block that these checks need. Durations are ISO 8601. */
export interface RequestRules {
  readonly pointers: {
    readonly start?: string;
    readonly end?: string;
    readonly room?: string;
    readonly participants?: string;
    readonly equipment?: string;
    readonly platform?: string;
    /** The pointer to a date. */
    readonly letterDate?: string;
    /** The pointers to lists of file names. If a file name is a field of a list's items, `*` means every item. */
    readonly attachments?: string | readonly string[];
  };
  /** The shortest time allowed between submission and start. */
  readonly leadTime?: string;
  /** An event that is longer than this is accepted with a warning. */
  readonly longEvent?: string;
}

/** The facts about a room that these checks need. A room that lists no platforms has all of them. */
interface RoomFacts {
  readonly id: string;
  readonly capacity: number;
  readonly equipment: readonly { readonly id: string }[];
  readonly platforms?: readonly { readonly id: string }[];
}

export interface SubmissionFacts {
  /** The path of the request document. Problems name this path, and attachments are in the same folder. */
  readonly file: string;
  /** The instant of submission. Without it (for a draft), times are not compared with the time of submission. */
  readonly submittedAt?: Instant;
  /** The day of submission in the procedure's zone. Without it, the letter's date is not checked. */
  readonly today?: string;
  /** The paths of the attachments, or their names in the folder of the document. */
  readonly attachments: readonly string[];
  /** The schema gives problems the titles of fields, and says which fields are internal, and which mean a room. */
  readonly schema?: Schema;
  readonly lines?: Lines;
}

interface Semantics {
  /** The problems for which a submission is refused (R12). */
  problems: Problem[];
  warnings: Problem[];
}

/** An instant in the request, with its field and the text that the person wrote. */
interface Moment {
  readonly pointer: string;
  readonly written: string;
  readonly instant: Instant;
}

type Facts = { expected?: string; received?: string };
type Say = (pointer: string, code: string, message: Text, fix?: Text, facts?: Facts) => Problem;

/**
 * Checks what the schema of a request cannot check (R9): times, room, equipment, platform, attachments.
 * @param value the request, valid by its schema
 * @throws RangeError if a duration in the rules is invalid; a verified procedure has no such duration
 */
export function checkSemantics(
  value: unknown,
  rules: RequestRules,
  rooms: readonly RoomFacts[],
  facts: SubmissionFacts,
): Semantics {
  const { file, schema, lines } = facts;
  const say: Say = (path, code, message, fix, { expected, received } = {}) => {
    const line = lines?.get(path);
    return {
      file,
      path,
      ...(line === undefined ? {} : { line }),
      code,
      ...given({ expected, received }),
      message,
      ...given({ fix }),
      ...fieldNotes(schema, path),
    };
  };
  const times = checkTimes(value, rules, facts, say);
  const problems = [
    ...times.problems,
    ...checkLetterDate(value, rules.pointers.letterDate, facts.today, say),
    ...roomsNamed(value, rules.pointers.room, rooms, facts),
    ...checkRoom(value, rules.pointers, rooms, say),
    ...checkAttachments(value, [rules.pointers.attachments ?? []].flat(), facts, say),
  ];
  return { problems, warnings: times.warnings };
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/** Returns the value that a pointer of the procedure names; undefined without a pointer, or if the field is empty. */
function valueNamed(value: unknown, pointer: string | undefined): { pointer: string; value: unknown } | undefined {
  if (pointer === undefined) return undefined;
  const found = valueAt(value, pointer);
  return isEmpty(found) ? undefined : { pointer, value: found };
}

function checkTimes(value: unknown, rules: RequestRules, facts: SubmissionFacts, say: Say): Semantics {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const read = (pointer: string | undefined): Moment | undefined => {
    const found = valueNamed(value, pointer);
    if (!found) return undefined;
    const reading = parseInstant(String(found.value));
    if ('instant' in reading) return { pointer: found.pointer, written: String(found.value), instant: reading.instant };
    const { code, message, expected, fix } = reading.problem;
    const received = shorten(found.value);
    problems.push(say(found.pointer, code, message, fix ?? message, { ...(expected ? { expected } : {}), received }));
    return undefined;
  };
  const start = read(rules.pointers.start);
  const end = read(rules.pointers.end);

  if (start && end && end.instant <= start.instant) {
    const message = { id: 'Selesai harus sesudah mulai', en: 'The end must be after the start' };
    const fix = { id: 'Periksa tanggal dan jamnya', en: 'Check dates and times' };
    problems.push(say(end.pointer, 'end-not-after-start', message, fix, range(end, '>', start.instant)));
  }
  if (start && facts.submittedAt !== undefined) {
    const earliest = rules.leadTime === undefined ? facts.submittedAt : plus(facts.submittedAt, rules.leadTime);
    if (start.instant <= facts.submittedAt) {
      const message = { id: 'Waktu mulai sudah lewat saat diajukan', en: 'The start had passed at submission' };
      const fix = { id: 'Pilih waktu mulai yang akan datang', en: 'Choose a start in the future' };
      problems.push(say(start.pointer, 'start-not-in-future', message, fix, range(start, '>', facts.submittedAt)));
    } else if (start.instant < earliest) {
      const message = { id: 'Diajukan terlalu dekat dengan waktu mulai', en: 'Submitted too close to the start' };
      const fix = { id: 'Pilih waktu mulai yang lebih lambat', en: 'Choose a later start' };
      problems.push(say(start.pointer, 'lead-time-too-short', message, fix, range(start, '≥', earliest)));
    }
  }
  if (start && end && rules.longEvent !== undefined && end.instant > plus(start.instant, rules.longEvent)) {
    const asked = duration(Math.ceil((epochSeconds(end.instant) - epochSeconds(start.instant)) / 60) * 60);
    const limit = limitWords(rules.longEvent, 'continuous');
    const message = {
      id: `Kegiatan ${asked.id}; waktu SOP ${limit.id}`,
      en: `The event takes ${asked.en}; the SOP allows ${limit.en}`,
    };
    warnings.push(say(end.pointer, 'long-event', message));
  }
  return { problems, warnings };
}

/**
 * Checks that a letter is dated no later than the day of submission. Dates are compared as text; the schema reports a
 * value that is no date.
 */
function checkLetterDate(value: unknown, pointer: string | undefined, today: string | undefined, say: Say): Problem[] {
  const date = valueNamed(value, pointer);
  if (!date || today === undefined || typeof date.value !== 'string' || date.value <= today) return [];
  const message = {
    id: `Tanggal surat paling lambat hari ini, ${dayIn('id', today)}`,
    en: `The letter is dated today, ${dayIn('en-GB', today)}, at the latest`,
  };
  const fix = { id: 'Tulis tanggal yang tercantum pada surat', en: 'Write the date that stands on the letter' };
  return [say(date.pointer, 'letter-dated-later', message, fix, { received: shorten(date.value) })];
}

/** Writes a day as people write it. A date has no zone, so it is read and written in UTC. */
const dayIn = (language: 'id' | 'en-GB', date: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));

/** Returns a moment as the person wrote it, and its bound with the same offset. */
const range = ({ written }: Moment, sign: string, bound: Instant): Facts => ({
  expected: `${sign} ${withOffsetOf(written, bound)}`,
  received: written,
});

const CHOOSE: Text = { id: 'Pilih dari daftar', en: 'Choose from the list' };

/** Reports rooms that the office does not have. Without a schema, only the procedure's pointer names a room. */
function roomsNamed(
  value: unknown,
  room: string | undefined,
  rooms: readonly RoomFacts[],
  { file, schema, lines }: SubmissionFacts,
): Problem[] {
  const asked = valueNamed(value, room);
  const found = schema
    ? unknownRooms(schema, value, rooms, { file, pointers: given({ room }) })
    : asked
      ? unknownRoom(asked.value, rooms, { file, path: asked.pointer, ...fieldNotes(schema, asked.pointer) })
      : [];
  return found.map((problem) => ({ ...problem, ...given({ line: lines?.get(problem.path) }) }));
}

function checkRoom(
  value: unknown,
  pointers: RequestRules['pointers'],
  rooms: readonly RoomFacts[],
  say: Say,
): Problem[] {
  const asked = valueNamed(value, pointers.room);
  const room = rooms.find(({ id }) => id === asked?.value);
  if (!room) return [];

  const problems: Problem[] = [];
  const participants = valueNamed(value, pointers.participants);
  if (participants && typeof participants.value === 'number' && participants.value > room.capacity) {
    const message = { id: 'Peserta melebihi daya tampung ruang', en: 'More participants than the room holds' };
    const fix = { id: 'Kurangi peserta, atau pilih ruang lain', en: 'Have fewer participants, or choose another room' };
    const facts = { expected: `≤ ${room.capacity}`, received: String(participants.value) };
    problems.push(say(participants.pointer, 'room-too-small', message, fix, facts));
  }
  const lists = [
    { pointer: pointers.equipment, offered: room.equipment, code: 'unknown-equipment', what: EQUIPMENT },
    { pointer: pointers.platform, offered: room.platforms, code: 'unknown-platform', what: PLATFORM },
  ];
  for (const { pointer, offered, code, what } of lists) {
    const chosen = valueNamed(value, pointer);
    if (!chosen || !offered) continue;
    const names = (Array.isArray(chosen.value) ? chosen.value : [chosen.value]) as unknown[];
    for (const name of names.filter((each) => !offered.some(({ id }) => id === each))) {
      const facts = { expected: offered.map(({ id }) => id).join(', '), received: shorten(name) };
      problems.push(say(chosen.pointer, code, what, CHOOSE, facts));
    }
  }
  return problems;
}

const EQUIPMENT: Text = { id: 'Peralatan ini tidak ada di ruang itu', en: 'The room has no such equipment' };
const PLATFORM: Text = { id: 'Aplikasi ini tidak tersedia di ruang itu', en: 'The room has no such platform' };

/**
 * Checks that every attachment that the request names exists, and that the request names every attachment that exists.
 * No file can then be hidden in the folder of a request.
 */
function checkAttachments(value: unknown, patterns: readonly string[], facts: SubmissionFacts, say: Say): Problem[] {
  const [first] = patterns;
  if (first === undefined) return [];
  const folder = facts.file.slice(0, facts.file.lastIndexOf('/') + 1);
  const present = facts.attachments.map((path) => (path.startsWith(folder) ? path.slice(folder.length) : path));
  const named = patterns
    .flatMap((pattern) => valuesAt(value, pattern))
    .flatMap(({ pointer, value: found }) =>
      Array.isArray(found)
        ? valuesAt(found, '/*').map((item) => ({ ...item, pointer: pointer + item.pointer }))
        : [{ pointer, value: found }],
    );
  const missing = named.filter(({ value: name }) => !isEmpty(name) && !present.includes(String(name)));
  const unnamed = present.filter((name) => !named.some((each) => each.value === name));
  const [MISSING, UPLOAD] = [
    { id: 'Lampiran ini tidak ada', en: 'This attachment is not there' },
    { id: 'Unggah file-nya, atau hapus namanya', en: 'Upload the file, or delete its name' },
  ];
  const [UNNAMED, NAME_IT] = [
    { id: 'Lampiran ini tidak disebut dalam permohonan', en: 'The request does not name this attachment' },
    { id: 'Sebutkan dalam daftar lampiran, atau hapus file-nya', en: 'Name it in the list, or delete the file' },
  ];
  const listed = first.replace(/\/\*.*$/, '');
  return [
    ...missing.map(({ pointer, value: name }) =>
      say(pointer, 'attachment-missing', MISSING, UPLOAD, { received: shorten(name) }),
    ),
    ...unnamed.map((name) => say(listed, 'attachment-unnamed', UNNAMED, NAME_IT, { received: shorten(name) })),
  ];
}
