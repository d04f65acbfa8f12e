import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import type { Language, Text } from '#domain/problem.ts';
import { duration, percent } from './duration.ts';
import { both, capital, list, listed, type Marks, PLAIN, plural, reasonEnd, same } from './language.ts';
import { APPLICANT_WORDS } from './opener.ts';
import { remaining } from './remaining.ts';
import { isSpanLate, noDecisionSentence, spanClause } from './span-words.ts';
import {
  isEvent,
  type Ending,
  type Event,
  type RowPlace,
  type EscalationLevel,
  type Situation,
  type Waiting,
} from './situation.ts';
import { liveTime, longTime, sameDay, shortZonedTime, todayAt } from './time.ts';

/** The options of a text about a case. */
export interface Reading {
  readonly zone: string;
  /** The present instant. Without it, only the journal decides what is late. */
  readonly now?: Instant;
  /** `absolute` for texts that stay, `short` for one line, `live` (with `now`) for texts that a script renews. */
  readonly times?: 'absolute' | 'short' | 'live';
  readonly marks?: Marks;
  /** Is the time that is left, or the lateness, shown next to the sentence and therefore not in it? */
  readonly apart?: boolean;
}

/**
 * Writes the status of a case:
 * "Menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — tenggat hari ini pukul 10.42 WIB, sisa 12 menit."
 * If the situation says what led to this step (`after`), a sentence about it comes first.
 */
export function statusSentence(situation: Situation, reading: Reading): Text {
  if (situation.kind === 'waiting') {
    const { after, noDecisions = [] } = situation;
    const sentences = [
      ...(after ? [eventSentence(after, reading)] : []),
      waitingSentence(situation, reading),
      ...noDecisions.map((each) => noDecisionSentence(each, reading.marks)),
    ];
    return both((language) => sentences.map((each) => each[language]).join(' '));
  }
  if (situation.kind === 'error') {
    const { cause } = situation;
    return both((language) => {
      const reason = say(cause, language, reading).replace(/\.$/, '');
      return language === 'id'
        ? `Status belum dapat ditentukan: ${reason}; sistem mencoba lagi.`
        : `Error: the state cannot be determined yet: ${reason}; it will be tried again automatically.`;
    });
  }
  return isEvent(situation) ? eventSentence(situation, reading) : endingSentence(situation, reading);
}

function placeWords({ row, rows, visit = 1 }: RowPlace): Text {
  return {
    id: `langkah ${row} dari ${rows}${visit > 1 ? `, putaran ke-${visit}` : ''}`,
    en: `step ${row} of ${rows}${visit > 1 ? `, round ${visit}` : ''}`,
  };
}

/**
 * Checks whether the turn or a span is late (R35, R44): either the journal says so, or `now` is after the deadline. An
 * instant equal to the deadline is not late.
 */
export const isWaitingLate = (waiting: Waiting, now: Instant | undefined): boolean =>
  isTurnLate(waiting, now) || (waiting.spans ?? []).some((span) => isSpanLate(span, now));

const isTurnLate = ({ deadline, overdue }: Waiting, now: Instant | undefined): boolean =>
  deadline !== undefined && (overdue === true || (now !== undefined && now > deadline.due));

/**
 * Returns whose turn it is and to do what, apart from each other: "Kepala Dinas", "memberi disposisi". Both are empty if
 * the public may not know them. English needs a colon between them.
 */
export function turnParts(waiting: Waiting): { readonly who: Text; readonly does: Text } {
  const { who, joiner, short = same(''), withApplicant, opener = APPLICANT_WORDS } = waiting;
  return { who: withApplicant ? opener : listed(who, joiner), does: short };
}

/** Writes whose turn it is, and to do what: "menunggu Kepala Dinas memberi disposisi". */
function turnWords(waiting: Waiting, reading: Reading, language: Language): string {
  const actors = waiting.who.map((each) => say(each, language, reading));
  const who = waiting.withApplicant ? openerSaid(waiting, language, reading) : list(actors, waiting.joiner, language);
  if (language === 'id') {
    if (!waiting.short) return `menunggu tindakan${who && ` ${who}`}`;
    return `menunggu ${who && `${who} `}${say(waiting.short, language, reading)}`;
  }
  if (who === '') return 'waiting for action';
  return `waiting for ${who} to ${waiting.short ? say(waiting.short, language, reading) : 'act'}`;
}

export function waitingSentence(waiting: Waiting, reading: Reading): Text {
  const late = isWaitingLate(waiting, reading.now);
  const place = placeWords(waiting);
  const clock = clockWords(waiting, reading, isTurnLate(waiting, reading.now));
  const start = late ? lateStart(waiting, reading) : { id: 'M', en: 'W' };
  const dash = { id: ' — ', en: ', ' };
  return both((language) => {
    // The start already has the first letter of `turn`, in upper or lower case.
    const turn = turnWords(waiting, reading, language).slice(1);
    return `${start[language]}${turn} (${place[language]})${dash[language]}${clock[language]}.`;
  });
}

/** Writes the start of the sentence for a late case. It names the late span if the turn itself is not late (R44). */
function lateStart(waiting: Waiting, reading: Reading): Text {
  const late = (waiting.spans ?? []).filter((span) => isSpanLate(span, reading.now));
  if (isTurnLate(waiting, reading.now)) return { id: 'Lewat tenggat: m', en: 'Overdue: w' };
  const names = listed(
    late.map(({ name }) => name),
    'and',
    reading.marks,
  );
  return { id: `Lewat tenggat (${names.id}): m`, en: `Overdue (${names.en}): w` };
}

function clockWords(waiting: Waiting, reading: Reading, late: boolean): Text {
  const { deadline, begins, approvals } = waiting;
  const { now } = reading;
  const notBegun = begins !== undefined && (now === undefined || now < begins);
  const clauses: Text[] = [];
  if (begins !== undefined && notBegun) {
    const start = timeWords(begins, reading);
    clauses.push({ id: `mulai ${start.id}`, en: `starts ${start.en}` });
  }
  const hasSpans = (waiting.spans ?? []).length > 0;
  if (!deadline)
    clauses.push(
      hasSpans
        ? { id: 'langkah ini tanpa waktu baku', en: 'this step has no time limit' }
        : { id: 'tanpa waktu baku', en: 'no time limit' },
    );
  else if (late) clauses.push(lateWords(deadline.due, reading));
  else {
    const due = timeWords(deadline.due, reading);
    clauses.push(
      hasSpans
        ? { id: `tenggat langkah ini ${due.id}`, en: `this step is due ${due.en}` }
        : { id: `tenggat ${due.id}`, en: `due ${due.en}` },
    );
    if (reading.times === 'live' && now !== undefined && !notBegun && !reading.apart) {
      const left = remaining(deadline, now, reading.zone);
      clauses.push({ id: `sisa ${left.id}`, en: `${left.en} left` });
    }
  }
  const approved = approvals ? approvalWords(approvals, reading) : same('');
  const spans = (waiting.spans ?? []).map((span) => spanClause(span, reading, (at) => timeWords(at, reading)));
  return both((language) =>
    [
      `${clauses.map((each) => each[language]).join(', ')}${approved[language]}`,
      ...spans.map((each) => each[language]),
    ].join('; '),
  );
}

/** Writes which approvals are missing: "; 1 dari 2 persetujuan, belum: TU dan Kepala". */
function approvalWords({ given, needed, missing, joiner }: NonNullable<Waiting['approvals']>, reading: Reading): Text {
  const who = listed(missing, joiner, reading.marks);
  return {
    id: `; ${given} dari ${needed} persetujuan, belum: ${who.id}`,
    en: `; ${given} of ${needed} approvals, missing: ${who.en}`,
  };
}

function lateWords(due: Instant, reading: Reading): Text {
  if (reading.times === 'live' && reading.now !== undefined && !reading.apart) {
    const by = duration(epochSeconds(reading.now) - epochSeconds(due));
    return { id: `terlambat ${by.id}`, en: `${by.en} late` };
  }
  const since = timeWords(due, reading);
  return { id: `sejak ${since.id}`, en: `since ${since.en}` };
}

export function eventSentence(event: Event, reading: Reading): Text {
  const marks = reading.marks ?? PLAIN;
  switch (event.kind) {
    case 'submission-refused':
      return {
        id: `Pengajuan belum diterima: ${event.count} hal harus diperbaiki.`,
        en: `Submission refused: ${plural(event.count, 'point')} must be corrected.`,
      };
    case 'returned': {
      const place = placeWords(event);
      const end = reasonEnd(event.reason, marks);
      const by = event.by;
      return {
        id: `Dikembalikan${by ? ` ${say(by, 'id', reading)}` : ''} kepada ${openerSaid(event, 'id', reading)} (${place.id})${end}`,
        en: `Returned${by ? ` by ${sayActor(by, reading)}` : ''} to ${openerSaid(event, 'en', reading)} (${place.en})${end}`,
      };
    }
    case 'passed-on': {
      const place = placeWords(event);
      const by = event.by;
      return {
        id: `Diteruskan${by ? ` ${say(by, 'id', reading)}` : ''} kepada ${openerSaid(event, 'id', reading)} (${place.id}).`,
        en: `Forwarded${by ? ` by ${sayActor(by, reading)}` : ''} to ${openerSaid(event, 'en', reading)} (${place.en}).`,
      };
    }
    case 'led': {
      const because = both((language) => say(event.because, language, reading));
      return {
        id: `${capital(because.id)} (langkah ${event.row}).`,
        en: `${capital(because.en)} (step ${event.row}).`,
      };
    }
    case 'superseded': {
      const { lost, row } = event;
      if (event.postponed) return postponedSentence(event, reading);
      return {
        id: `Permohonan berubah; ${lost > 0 ? `${lost} persetujuan gugur, ` : ''}kembali ke langkah ${row}.`,
        en: `Superseded: the request has changed; ${lost > 0 ? `${plural(lost, 'approval')} no longer count${lost === 1 ? 's' : ''}, ` : ''}back to step ${row}.`,
      };
    }
    case 'time-passed':
      return {
        id: `Tenggat langkah ${event.row} terlampaui; sesuai SOP lanjut ke langkah ${event.to}.`,
        en: `Time passed: the deadline of step ${event.row} is exceeded; by the SOP the case goes on to step ${event.to}.`,
      };
  }
}

function postponedSentence({ lost, row, opener }: Extract<Event, { kind: 'superseded' }>, reading: Reading): Text {
  const [id, en] = (['id', 'en'] as const).map((language) =>
    capital(openerSaid(opener ? { opener } : {}, language, reading)),
  );
  return {
    id: `${id} meminta waktu lain; ${lost > 0 ? `${lost} persetujuan sejak langkah ${row} gugur, ` : ''}kembali ke langkah ${row}.`,
    en: `${en} asks for another time; ${lost > 0 ? `${plural(lost, 'approval')} from step ${row} on no longer count${lost === 1 ? 's' : ''}, ` : ''}back to step ${row}.`,
  };
}

export function endingSentence(ending: Ending, reading: Reading): Text {
  const marks = reading.marks ?? PLAIN;
  const [on, at] = [dayWords(ending.at, reading, ON), dayWords(ending.at, reading)];
  switch (ending.kind) {
    case 'rejected': {
      const end = reasonEnd(ending.reason, marks);
      const by = ending.by;
      return {
        id: `Ditolak${by ? ` oleh ${say(by, 'id', reading)}` : ''} ${on.id}${end}`,
        en: `Rejected${by ? ` by ${sayActor(by, reading)}` : ''} ${on.en}${end}`,
      };
    }
    case 'withdrawn':
      return {
        id: `Ditarik ${openerSaid(ending, 'id', reading)} ${on.id}.`,
        en: `Withdrawn by ${openerSaid(ending, 'en', reading)} ${on.en}.`,
      };
    case 'refused': {
      const [named, end] = [endName(ending, reading), whyEnd(ending, reading)];
      const by = ending.by;
      return {
        id: `${named.id}${by ? ` oleh ${say(by, 'id', reading)}` : ''} ${on.id}${end.id}`,
        en: `${named.en}${by ? ` by ${sayActor(by, reading)}` : ''} ${on.en}${end.en}`,
      };
    }
    case 'failed':
    case 'lapsed': {
      const [named, end] = [endName(ending, reading), whyEnd(ending, reading)];
      const time = ending.kind === 'lapsed' ? both((language) => `, ${at[language]}`) : same('');
      return {
        id: `${named.id} pada langkah ${ending.row}${time.id}${end.id}`,
        en: `${named.en} at step ${ending.row}${time.en}${end.en}`,
      };
    }
    case 'completed': {
      const [named, took] = [endName(ending, reading), duration(ending.seconds)];
      const { kept = 0, of = 0 } = ending.punctual ?? {};
      return {
        id: `${named.id} ${at.id} dalam ${took.id}${of > 0 ? `; ${kept} dari ${of} langkah tepat waktu` : ''}.`,
        en: `${named.en} ${at.en} in ${took.en}${of > 0 ? `; ${kept} of ${plural(of, 'step')} on time` : ''}.`,
      };
    }
    case 'abandoned':
    case 'ended-outside': {
      const name = ending.name === undefined ? undefined : marks.name(ending.name);
      const closed = ending.kind === 'abandoned';
      return {
        id: `Berhenti: ${closed ? 'ditutup' : 'digabungkan'} di luar prosedur${name ? ` oleh ${name}` : ''}.`,
        en: `${closed ? 'Abandoned: closed' : 'Ended outside: merged'} outside the procedure${name ? ` by ${name}` : ''}.`,
      };
    }
    case 'ended':
      return { id: `Ditutup ${on.id}.`, en: `Ended ${on.en}.` };
  }
}

const ENDS = {
  completed: { id: 'Selesai', en: 'Completed' },
  refused: { id: 'Tidak dikabulkan', en: 'Refused' },
  failed: { id: 'Gagal', en: 'Failed' },
  lapsed: { id: 'Gugur karena waktu', en: 'Lapsed' },
} as const satisfies Record<string, Text>;

/** Returns the procedure's own name for an end, or else the usual name of this end (R43). */
const endName = ({ kind, as }: { readonly kind: keyof typeof ENDS; readonly as?: Text }, reading: Reading): Text =>
  both((language) => (as ? capital(say(as, language, reading)) : ENDS[kind][language]));

function whyEnd({ because, reason }: { because?: Text; reason?: string }, reading: Reading): Text {
  if (because) return both((language) => `: ${say(because, language, reading)}.`);
  return both(() => reasonEnd(reason, reading.marks ?? PLAIN));
}

/** Writes what a level of the ladder (R22) says and whom it notifies. If it is a level of a span, the span is named. */
export function levelSentence(level: EscalationLevel, reading: Reading): Text {
  const { span } = level;
  const sentence = ownLevelSentence(level, reading);
  return span ? both((language) => `${sentence[language].slice(0, -1)} (${say(span, language, reading)}).`) : sentence;
}

function ownLevelSentence(level: EscalationLevel, reading: Reading): Text {
  const notified = listed(level.notified, 'and', reading.marks);
  switch (level.action) {
    case 'remind': {
      const left = remaining(level.deadline, level.at, reading.zone);
      return {
        id: `Pengingat kepada ${notified.id}: sisa ${left.id}.`,
        en: `Reminder to ${notified.en}: ${left.en} left.`,
      };
    }
    case 'overdue': {
      const since = timeWords(level.deadline.due, reading);
      return { id: `Lewat tenggat sejak ${since.id}.`, en: `Overdue since ${since.en}.` };
    }
    case 'superior': {
      const share = percent(level.share, 1);
      const twice = level.share === 2;
      return {
        id: `Sudah melewati ${twice ? 'dua kali' : share.id} waktu baku${notified.id && `; ${notified.id} diberi tahu`}.`,
        en: `${twice ? 'Twice the' : `${share.en} of the`} standard time has passed${notified.en && `; ${notified.en} notified`}.`,
      };
    }
  }
}

const openerSaid = ({ opener }: { opener?: Text }, language: Language, reading: Reading): string =>
  say(opener ?? APPLICANT_WORDS, language, reading);

const say = (text: Text, language: Language, { marks = PLAIN }: Reading): string => marks.name(text[language]);

/** Writes who acted. English names an office inside a sentence with an article: "the head of agency". */
const sayActor = ({ en }: Text, { marks = PLAIN }: Reading): string =>
  /^[A-Z][a-z]+(?![a-z.])/.test(en) ? `the ${marks.name(en.charAt(0).toLowerCase() + en.slice(1))}` : marks.name(en);

const ON = { id: 'pada ', en: 'on ' } as const;

/** Writes a day and time. In a text that a script renews, the same day becomes "today at …". */
function dayWords(instant: Instant, reading: Reading, before: Text = same('')): Text {
  const { zone, now, times } = reading;
  if (times === 'live' && now !== undefined && sameDay(instant, now, zone)) return todayAt(instant, zone);
  const time = timeWords(instant, reading);
  return both((language) => `${before[language]}${time[language]}`);
}

function timeWords(instant: Instant, { zone, now, times = 'absolute' }: Reading): Text {
  if (times === 'short') return shortZonedTime(instant, zone);
  return times === 'live' && now !== undefined ? liveTime(instant, zone, now) : longTime(instant, zone);
}
