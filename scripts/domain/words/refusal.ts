import type { Instant } from '#domain/clock/instant.ts';
import type { Party } from '#domain/case/state/parties.ts';
import type { RefusalReason } from '#domain/case/state/reason.ts';
import type { Procedure, Row, Step } from '#domain/generated/procedure.ts';
import type { Language, Text } from '#domain/problem.ts';
import { turnIn } from './case-situation.ts';
import { both, type Marks, PLAIN, same } from './language.ts';
import { namesFor } from './opener.ts';
import { longTime, period, sameDay, timeOfDay } from './time.ts';

export interface RefusedAct {
  readonly reason: RefusalReason;
  readonly detail?: Readonly<Record<string, string | number>> | undefined;
  readonly problems?: readonly { readonly code?: string; readonly label?: Text; readonly message: Text }[];
  /** The time of the refused act. */
  readonly at?: Instant;
  readonly gesture?: string | undefined;
}

export interface RefusalReading {
  readonly zone: string;
  readonly roleName: (id: string) => Text;
  readonly roomName: (id: string) => Text;
  /** The roles or persons on turn, and the row; absent once the case has ended. */
  readonly turn?: { readonly who: Text; readonly row: Row } | undefined;
  readonly step?: Pick<Step, 'close' | 'outcomes'> | undefined;
  readonly marks?: Marks;
}

/**
 * @param step the step in which the act was tried, or the current step; undefined once the case has ended
 * @param assigned the parties that the case named for the step (R42)
 */
export const refusalReading = (
  procedure: Pick<Procedure, 'initiator' | 'zone'>,
  step: Step | undefined,
  names: Omit<RefusalReading, 'turn' | 'zone'>,
  assigned?: readonly Party[],
): RefusalReading => ({
  ...names,
  roleName: namesFor(procedure, names.roleName),
  zone: procedure.zone,
  turn: step && turnIn(procedure, step, names.roleName, assigned),
  step,
});

/**
 * Writes the reply to a refused act (R16): "Tindakan tidak diterima: belum giliran; tunggu TU. Giliran TU (langkah 2)."
 * The sentence leaves out details that are not public and therefore missing in `act`.
 */
export function refusalSentence(act: RefusedAct, reading: RefusalReading): Text {
  const line = LINES[act.reason]({ act, reading, marks: reading.marks ?? PLAIN });
  if (act.reason === 'already-acted') return line;
  const turn = act.reason === 'closed' ? same('') : turnWords(reading);
  return {
    id: `Tindakan tidak diterima: ${line.id}${turn.id}`,
    en: `Act not accepted: ${line.en}${turn.en}`,
  };
}

/** Writes the reason and the advice alone, without the words around them in {@link refusalSentence}. */
export const refusalLine = (act: RefusedAct, reading: RefusalReading): Text =>
  LINES[act.reason]({ act, reading, marks: reading.marks ?? PLAIN });

function turnWords({ turn, marks = PLAIN }: RefusalReading): Text {
  if (!turn) return same('');
  return {
    id: ` Giliran ${marks.name(turn.who.id)} (langkah ${turn.row}).`,
    en: ` Turn: ${marks.name(turn.who.en)} (step ${turn.row}).`,
  };
}

interface Saying {
  readonly act: RefusedAct;
  readonly reading: RefusalReading;
  readonly marks: Marks;
}

const LINES: Readonly<Record<RefusalReason, (saying: Saying) => Text>> = {
  closed: (saying) => {
    const at = when(saying, 'at');
    return {
      id: `berkas sudah ditutup${at.id && ` ${at.id}`}; tidak ada lagi yang perlu dilakukan.`,
      en: `the case was closed${at.en && ` ${at.en}`}; nothing is left to do.`,
    };
  },
  edited: () => ({
    id: 'isi tindakan ini diubah akun lain sebelum dibaca; buat tinjauan baru.',
    en: 'the text was changed by another account before it was read; make a new review.',
  }),
  'not-a-person': (saying) => {
    const account = accountWords(saying);
    return {
      id: `${account.id} bukan akun perorangan; pakai akun pejabatnya.`,
      en: `${account.en} is not a personal account; use a holder's account.`,
    };
  },
  'already-acted': ({ act, reading }) => {
    const at = particular(act, 'at');
    if (typeof at !== 'string')
      return { id: 'Sudah tercatat; tidak perlu diulang.', en: 'Already recorded; no need to repeat.' };
    // A time without its date would mislead on another day.
    const today = act.at === undefined || sameDay(at, act.at, reading.zone);
    const time = today ? timeOfDay(at, reading.zone) : longTime(at, reading.zone);
    return {
      id: `Sudah tercatat ${time.id}; tidak perlu diulang.`,
      en: `Already recorded ${today ? 'at' : 'on'} ${time.en}; no need to repeat.`,
    };
  },
  applicant: () => ({
    id: 'pemohon tidak memutus permohonannya sendiri; serahkan kepada pejabat lain.',
    en: 'applicants do not decide their own request; leave it to another holder.',
  }),
  'no-role': (saying) => {
    const account = accountWords(saying);
    // An account that deletes the branch also closes the pull request.
    if (saying.act.gesture === 'close')
      return {
        id: `${account.id} tidak memangku jabatan; hanya pemohon, atau pejabat pada gilirannya, yang dapat menutup permohonan atau menghapus cabangnya.`,
        en: `${account.en} holds no role; only the applicant, or a holder on turn, can close the request or delete its branch.`,
      };
    return {
      id: `${account.id} tidak memangku jabatan ini; minta pengelola mencatat surat perintah Plt./Plh.`,
      en: `${account.en} is not a holder; ask the maintainer to record the decree that makes this person acting official.`,
    };
  },
  'out-of-turn': (saying) => {
    const role = roleWords(saying);
    const named = particular(saying.act, 'name') === undefined ? NOBODY_NAMED : NAMED;
    return {
      id: `belum giliran; tunggu ${role.id}${named.id}.`,
      en: `not the turn yet; wait for ${role.en}${named.en}.`,
    };
  },
  'too-early': (saying) => {
    const at = when(saying, 'at');
    const row = number(saying, 'row');
    return {
      id: `langkah ${row} mulai ${at.id}; ulangi sesudahnya.`,
      en: `step ${row} starts ${at.en}; repeat it afterwards.`,
    };
  },
  'no-such-outcome': ({ act, reading: { step } }) => {
    if (act.gesture === 'close') {
      const isFinal = step && !step.outcomes.changes;
      return {
        id: `pelaksana ini tidak dapat menolak permohonan pada langkah ini; setujui${isFinal ? '' : ' atau kembalikan'}.`,
        en: `this role cannot reject the request in this step; approve${isFinal ? '' : ' or request changes'}.`,
      };
    }
    const isClosed = step?.close !== undefined;
    return {
      id: `langkah ini tidak dapat mengembalikan berkas; setujui${isClosed ? '' : ', atau tutup dengan alasan'}.`,
      en: `this step has no Request changes; approve${isClosed ? '' : ', or close with a reason'}.`,
    };
  },
  stale: () => ({
    id: 'permohonan berubah; baca ulang, lalu putuskan.',
    en: 'the request has changed; read it again, then decide.',
  }),
  'four-eyes': (saying) => {
    const { act, marks } = saying;
    const decided = particular(act, 'case');
    // The public must not learn who decided the case of origin (R45).
    if (decided !== undefined || !act.detail) {
      const origin = decided === undefined ? { id: 'asal', en: 'of origin' } : same(marks.name(String(decided)));
      return {
        id: `harus orang lain, bukan yang memutus berkas ${origin.id}.`,
        en: `it must be another person than the one who decided the case ${origin.en}.`,
      };
    }
    const name = particular(act, 'name');
    const who = name === undefined ? { id: 'orang yang sama', en: 'the same person' } : same(marks.name(String(name)));
    const row = number(saying, 'row');
    return {
      id: `harus orang lain, bukan ${who.id} (langkah ${row}).`,
      en: `it must be another person, not ${who.en} (step ${row}).`,
    };
  },
  incomplete: ({ act, marks }) => both((language) => incompleteWords(act, language, marks)),
  'room-taken': ({ act, reading, marks }) => {
    const [room, start, end] = [particular(act, 'room'), particular(act, 'start'), particular(act, 'end')];
    const name = typeof room === 'string' ? reading.roomName(room) : { id: 'ruang', en: 'the room' };
    const known = typeof start === 'string' && typeof end === 'string';
    const time = known ? period(start, end, reading.zone) : same('');
    const otherwise = otherwiseThan(reading.step);
    return {
      id: `${marks.name(name.id)} sudah dipesan${time.id && ` pada ${time.id}`}; pilih ruang lain${otherwise.id}.`,
      en: `${marks.name(name.en)} is taken${time.en && ` ${time.en}`}; choose another room${otherwise.en}.`,
    };
  },
};

const particular = ({ detail }: RefusedAct, key: string): string | number | undefined => detail?.[key];

/**
 * Writes what else can be done if the room is taken (R24): Request changes. In a step without Request changes, this is
 * to send the result that releases the room or, if there is no such result, to choose another time.
 */
function otherwiseThan(step: RefusalReading['step']): Text {
  if (!step || step.outcomes.changes) return { id: ' atau kembalikan', en: ' or request changes' };
  const because = step.outcomes.approve.findLast((each) => each.releases && each.because)?.because;
  return because
    ? { id: `, atau kirim hasil "${because.id}"`, en: `, or send the result “${because.en}”` }
    : { id: ' atau waktu lain', en: ' or another time' };
}

const NOBODY_NAMED: Text = { id: '', en: '' };
const NAMED: Text = { id: ', yang ditunjuk untuk langkah ini', en: ', who is assigned to this step' };

const INCOMPLETE = {
  id: {
    missing: (names: string) => `belum lengkap: ${names}`,
    wrong: (names: string) => `tidak sesuai: ${names}`,
    complete: 'Lengkapi, lalu kirim ulang.',
    correct: 'Perbaiki, lalu kirim ulang.',
  },
  en: {
    missing: (names: string, count: number) => `${names} ${count === 1 ? 'is' : 'are'} missing`,
    wrong: (names: string, count: number) => `${names} ${count === 1 ? 'is' : 'are'} not right`,
    complete: 'Complete it and send it again.',
    correct: 'Correct it and send it again.',
  },
} as const;
const NO_RESULT: Text = { id: 'hasil langkah ini belum diisi', en: 'the result of this step is not filled in' };
const ANYTHING: Text = { id: 'catatan atau hasil', en: 'note or result' };
/** The codes of problems about something that is missing. */
const IS_MISSING = /^(?:schema-required|.*-missing)$/;

/**
 * Returns the problems that a list below the sentence still has to explain. A field that is only missing is left out,
 * because the sentence names it, and its line would say no more.
 */
export const toExplain = <P extends { readonly code?: string; readonly label?: Text }>(problems: readonly P[]): P[] =>
  problems.filter(({ code = '', label }) => label === undefined || !IS_MISSING.test(code));

/** Lists each field once, by its label; a problem without a label is listed by its message. */
function incompleteWords({ problems = [] }: RefusedAct, language: Language, marks: Marks): string {
  const words = INCOMPLETE[language];
  const others = problems.filter(({ code }) => code !== 'result-missing');
  const named = (isMissing: boolean): string[] => {
    const found = others.filter(({ code = 'note-missing' }) => IS_MISSING.test(code) === isMissing);
    return [...new Set(found.map(({ label, message }) => (label ?? message)[language].replace(/\.$/, '')))];
  };
  const missing = problems.length > 0 ? named(true) : [ANYTHING[language]];
  const wrong = named(false).filter((each) => !missing.includes(each));
  const found = [
    ...(others.length < problems.length ? [NO_RESULT[language]] : []),
    ...(missing.length > 0 ? [words.missing(missing.map(marks.name).join(', '), missing.length)] : []),
    ...(wrong.length > 0 ? [words.wrong(wrong.map(marks.name).join(', '), wrong.length)] : []),
  ];
  return `${found.join('; ')}. ${wrong.length > 0 ? words.correct : words.complete}`;
}

function accountWords({ act, marks }: Saying): Text {
  const account = particular(act, 'account');
  return account === undefined ? { id: 'akun ini', en: 'this account' } : same(marks.name(String(account)));
}

function roleWords({ act, reading, marks }: Saying): Text {
  const role = particular(act, 'role');
  const person = particular(act, 'name');
  const office = typeof role === 'string' ? reading.roleName(role) : reading.turn?.who;
  const name = office && person !== undefined ? both((language) => `${person} (${office[language]})`) : office;
  return name ? { id: marks.name(name.id), en: marks.name(name.en) } : { id: 'pelaksananya', en: 'who is on turn' };
}

function when({ act, reading }: Saying, key: string): Text {
  const at = particular(act, key);
  return typeof at === 'string' ? longTime(at, reading.zone) : same('');
}

const number = ({ act }: Saying, key: string): string => String(particular(act, key) ?? '?');
