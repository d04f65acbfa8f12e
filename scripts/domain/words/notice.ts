import type { Instant } from '#domain/clock/instant.ts';
import type { Row } from '#domain/generated/procedure.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { noticeMarker } from './comment-marks.ts';
import { limitWords } from './duration.ts';
import { both, list, PLAIN } from './language.ts';
import { inlineCode, MARKDOWN, mention, quote } from './markdown.ts';
import { problemList } from './problem-list.ts';
import { toExplain } from './refusal.ts';
import type { Due, Ending, EscalationLevel, NoDecision, Waiting } from './situation.ts';
import { answerBlock } from '#domain/request/review.ts';
import type { CaseClosure } from '#domain/room/closures.ts';
import { noDecisionSentence } from './span-words.ts';
import { endingSentence, type Reading, levelSentence, statusSentence, waitingSentence } from './status.ts';
import { longTime, period } from './time.ts';
import { NOTIFIED_BY_ACCOUNT, WRITTEN_DOWN } from './entry-remarks.ts';

export interface OfferSaid {
  readonly start: Instant;
  readonly end: Instant;
  readonly place: Text;
  readonly until?: Instant;
}

/** A comment that is written once, since a comment that is edited later notifies nobody (R30). */
export type Notice =
  /** It is the applicant's turn. `note` is by the holder; `problems` are those of a changed request. */
  | {
      readonly kind: 'turn';
      readonly waiting: Waiting;
      readonly note?: string;
      readonly problems?: readonly Problem[];
      readonly needs?: Text;
      readonly offers?: readonly OfferSaid[];
    }
  /** The other time that the applicant asked for is not possible (R53). */
  | { readonly kind: 'ask-refused'; readonly problems: readonly Problem[] }
  | { readonly kind: 'submission-refused'; readonly problems: readonly Problem[] }
  /** An act closed a step that informs others (R30). `by` is a role. */
  | {
      readonly kind: 'informed';
      readonly by: Text;
      readonly short: Text;
      readonly row: Row;
      readonly note?: string;
      /** The persons named in the act's result, and whether this comment notifies them. */
      readonly named?: readonly { readonly name: string; readonly isNotified: boolean }[];
      /** The visit `<step>#<n>` that may be answered once (R52). */
      readonly answers?: string;
    }
  /** A consulted or informed person states that a record is wrong (R52). `by` is their role or account. */
  | { readonly kind: 'answered'; readonly by: Text; readonly short: Text; readonly row: Row; readonly note: string }
  /** An official corrected a field of the ended case, or gave its room back (R49). `by` is a role. */
  | { readonly kind: 'corrected'; readonly by: Text; readonly note: string; readonly field?: CorrectedField }
  | { readonly kind: 'comment-refused'; readonly problems: readonly Problem[] }
  /** A signed paper was filed (R47). `by` is a role. */
  | { readonly kind: 'filed'; readonly by: Text; readonly title: Text }
  /** A step that consults `roles` has begun (R30). The role `by` acts in the step. */
  | {
      readonly kind: 'consulted';
      readonly by: Text;
      readonly roles: readonly { readonly name: Text; readonly isVacant: boolean }[];
      readonly short: Text;
      readonly row: Row;
    }
  /** The time of a step was extended (R44). `adds` is an ISO 8601 duration. */
  | {
      readonly kind: 'extended';
      readonly by: Text;
      readonly row: Row;
      readonly adds: string;
      readonly deadline: Pick<Due, 'due' | 'clock'>;
      readonly note?: string;
    }
  /** Another account pushed to the branch of the request (R48). `by` is a login. */
  | { readonly kind: 'foreign-push'; readonly by: string }
  /** The case continues in this pull request (R1). `by` is the login that closed or merged the earlier pull request. */
  | { readonly kind: 'moved'; readonly by: string; readonly isMerged: boolean }
  /** The room that the case has booked, or asks for, is closed for a time (R51). */
  | ({ readonly kind: 'room-closed'; readonly name: Text } & CaseClosure)
  | { readonly kind: 'silence'; readonly noDecision: NoDecision }
  | { readonly kind: 'ended'; readonly ending: Ending }
  | { readonly kind: 'rung'; readonly level: EscalationLevel; readonly waiting: Waiting };

export interface CorrectedField {
  readonly label: Text;
  readonly before: string | number | boolean;
  readonly after: string | number | boolean;
}

const COMMENT_REFUSED: Text = {
  id: 'Tinjauan ini tidak dapat dicatat. Berkas tetap seperti semula.',
  en: 'This review cannot be recorded. The case stays as it was.',
};

const ASK_REFUSED: Text = {
  id: 'Waktu lain yang diminta tidak dapat dipenuhi. Permohonan, persetujuan, dan ruangnya tetap seperti semula.',
  en: 'The other time that was asked for is not possible. The request, its approvals and its room stay as they were.',
};

interface Telling extends Omit<Reading, 'times' | 'marks' | 'now'> {
  /** The kind of notice with the number of its entry, such as `turn:12`. */
  readonly key: string;
  /** The accounts that the comment mentions. No other account is mentioned. */
  readonly logins: readonly string[];
}

/** Writes a notice. The text does not depend on the present time. */
export function noticeComment(notice: Notice, { key, logins, zone }: Telling): string {
  const { text, below } = contentOf(notice, { zone, times: 'absolute', marks: MARKDOWN });
  return [
    noticeMarker(key),
    [...new Set(logins)].map(mention).join(' '),
    text.id,
    below?.id ?? '',
    `*${text.en}*`,
    below && below.en !== below.id ? below.en : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

export const noticeSentence = (notice: Notice, reading: Reading): Text => contentOf(notice, reading).text;

/** @returns the sentence; `below` is a list, or what people wrote */
function contentOf(notice: Notice, reading: Reading): { text: Text; below?: Text } {
  const said = (text: string): string => (reading.marks ?? PLAIN).name(text);
  switch (notice.kind) {
    case 'turn': {
      const { waiting, note, problems = [], needs, offers = [] } = notice;
      const bare = note === undefined ? waiting : withoutReason(waiting);
      const sentence = statusSentence(bare, reading);
      const text = needs ? both((language) => `${sentence[language]} ${said(needs[language])}`) : sentence;
      if (problems.length > 0) return { text, below: problemList(problems, reading.zone) };
      return {
        text,
        ...belowIt([note?.trim() ? both(() => quote(note)) : undefined, offerList(offers, reading.zone)]),
      };
    }
    case 'ask-refused':
      return { text: ASK_REFUSED, below: problemList(notice.problems, reading.zone) };
    case 'submission-refused': {
      const { problems } = notice;
      const count = Math.max(1, problems.length);
      return {
        text: statusSentence({ kind: 'submission-refused', count }, reading),
        below: problemList(problems, reading.zone),
      };
    }
    case 'informed': {
      const { by, short, row, note, named = [], answers } = notice;
      return {
        text: {
          id: `Tembusan: ${said(by.id)} selesai ${said(short.id)} (langkah ${row}).`,
          en: `For information: ${said(by.en)} has acted (step ${row}): ${said(short.en)}.`,
        },
        ...belowIt([
          note?.trim() ? both(() => quote(note)) : undefined,
          namedList(named),
          answers === undefined ? undefined : howToAnswer(answers),
        ]),
      };
    }
    case 'answered': {
      const { by, short, row, note } = notice;
      return {
        text: {
          id: `${said(by.id)} menanggapi hasil langkah ${row} (${said(short.id)}): tidak sesuai. Giliran dan tenggat tidak berubah.`,
          en: `${said(by.en)} states that the record of step ${row} (${said(short.en)}) is wrong. Turn and deadline stay as they are.`,
        },
        ...written(note),
      };
    }
    case 'comment-refused':
      return { text: COMMENT_REFUSED, below: problemList(notice.problems, reading.zone) };
    case 'corrected': {
      const { by, note, field } = notice;
      if (!field) return { text: roomGivenBack(said(by.id), said(by.en)), ...written(note) };
      const [before, after] = [field.before, field.after].map((value) => said(String(value)));
      return {
        text: {
          id: `${said(by.id)} membetulkan ${said(field.label.id)}: semula ${before}, menjadi ${after}. Keputusan dan tanggalnya tidak berubah.`,
          en: `${said(by.en)} has corrected ${said(field.label.en)} from ${before} to ${after}. Decisions and dates stay as they are.`,
        },
        ...written(note),
      };
    }
    case 'filed': {
      const { by, title } = notice;
      return {
        text: {
          id: `${said(by.id)} mengarsipkan ${said(title.id)} yang sudah ditandatangani. Unduh di Meja kerja: bagian Dokumen pada berkas ini.`,
          en: `${said(by.en)} has filed the signed ${said(title.en)}. Download it at the desk: the part Documents of this case.`,
        },
      };
    }
    case 'consulted': {
      const { by, roles, short, row } = notice;
      const asked = both((language) =>
        list(
          roles.map(({ name, isVacant }) => `${said(name[language])}${isVacant ? ` (${VACANT[language]})` : ''}`),
          'and',
          language,
        ),
      );
      return {
        text: {
          id: `Koordinasi diperlukan: giliran ${said(by.id)} (langkah ${row}): ${said(short.id)}. ${asked.id} diminta berkoordinasi; tidak perlu menyetujui apa pun di sini.`,
          en: `Coordination needed: it is the turn of ${said(by.en)} (step ${row}): ${said(short.en)}. ${asked.en} should coordinate; nothing need be approved here.`,
        },
      };
    }
    case 'extended': {
      const { by, row, adds, deadline, note } = notice;
      const [more, due] = [limitWords(adds, deadline.clock), longTime(deadline.due, reading.zone)];
      return {
        text: {
          id: `Waktu langkah ${row} diperpanjang ${more.id} oleh ${said(by.id)}; tenggat sekarang ${due.id}.`,
          en: `${said(by.en)} has extended the time of step ${row} by ${more.en}; it is now due ${due.en}.`,
        },
        ...written(note),
      };
    }
    case 'foreign-push':
      return {
        text: {
          id: `${said(notice.by)} mengirim perubahan ke cabang permohonan ini. Perubahan itu bukan bagian dari permohonan: yang berlaku tetap isi yang diajukan pemohon, dan sistem mengembalikan cabang itu. Bila perubahan itu diinginkan, pemohon menyimpannya sendiri saat giliran pemohon.`,
          en: `${said(notice.by)} pushed changes to the branch of this request. They are no part of the request: what the applicant submitted still counts, and the process sets the branch back. If the changes are wanted, the applicant saves them while the request is with the applicant.`,
        },
      };
    case 'moved': {
      const { by, isMerged } = notice;
      return {
        text: {
          id: `Berkas ini berlanjut di sini: pull request sebelumnya ${isMerged ? `digabungkan ${said(by)} ke cabang lain` : `ditutup ${said(by)} dan tidak dapat dibuka lagi`}. Nomor, waktu, dan semua keputusan tetap berlaku; tindakan berikutnya hanya berlaku di sini.`,
          en: `The case continues here: ${said(by)} ${isMerged ? 'merged its pull request into another branch' : 'closed its pull request, which cannot be reopened'}. Its number, its times and all decisions remain valid. From now on, only acts in this pull request count.`,
        },
      };
    }
    case 'room-closed': {
      const { name, start, end, reason, isBooked } = notice;
      const when = period(start, end, reading.zone);
      return {
        text: {
          id: `${said(name.id)} ditutup ${when.id}: ${said(reason.id)}. ${isBooked ? 'Berkas ini memesan ruang itu pada waktu tersebut. Pesanan itu tetap tercatat; sepakati waktu atau tempat lain.' : 'Permohonan ini meminta ruang itu pada waktu tersebut; untuk waktu itu ruang tidak dapat dipesan.'}`,
          en: `${said(name.en)} is closed ${when.en}: ${said(reason.en)}. ${isBooked ? 'This case has booked the room for that time. The booking stays; agree on another time or place.' : 'This request asks for the room at that time, for which it cannot be booked.'}`,
        },
      };
    }
    case 'silence':
      return { text: noDecisionSentence(notice.noDecision, reading.marks) };
    case 'ended':
      return { text: endingSentence(notice.ending, reading) };
    case 'rung': {
      const level = levelSentence(notice.level, reading);
      const { overdue: _reported, after: _before, ...waiting } = notice.waiting;
      const turn = waitingSentence(waiting, reading);
      return { text: both((language) => `${level[language]} ${turn[language]}`) };
    }
  }
}

const roomGivenBack = (id: string, en: string): Text => ({
  id: `${id} melepas ruang yang masih dipesan berkas ini.`,
  en: `${en} has given back the room that this case still held.`,
});

const VACANT: Text = { id: 'jabatan sedang kosong', en: 'nobody holds it now' };

const belowIt = (parts: readonly (Text | undefined)[]): { below?: Text } => {
  const there = parts.filter((part) => part !== undefined);
  return there.length > 0 ? { below: both((language) => there.map((part) => part[language]).join('\n\n')) } : {};
};

/** Writes the instruction for people who do not use the desk. */
const howToAnswer = (visit: string): Text => ({
  id: `Tidak sesuai? Anda dapat menanggapi satu kali, dengan alasan: di meja kerja, atau dengan tinjauan *Comment* yang memuat alasan dan blok ini.\n\n${answerBlock(visit)}`,
  en: `Is the record wrong? You may answer once, with a reason: at the desk, or by a *Comment* review with the reason and the block above.`,
});

/** Lists the named persons. People typed these names, so they are quoted and mention nobody (security 24). */
const namedList = (named: readonly { readonly name: string; readonly isNotified: boolean }[]): Text | undefined =>
  named.length === 0
    ? undefined
    : both((language) =>
        named
          .map(
            ({ name, isNotified }) =>
              `- ${inlineCode(name)}: ${(isNotified ? NOTIFIED_BY_ACCOUNT : WRITTEN_DOWN)[language]}`,
          )
          .join('\n'),
      );

/** Lists the offers (R24). The places are quoted, since people may have typed them. */
function offerList(offers: readonly OfferSaid[], zone: string): Text | undefined {
  if (offers.length === 0) return undefined;
  const line = ({ start, end, place, until }: OfferSaid, at: number): Text => {
    const [when, last] = [period(start, end, zone), until && longTime(until, zone)];
    return {
      id: `${at + 1}. ${when.id}, ${inlineCode(place.id)}${last ? ` (dipesan sampai ${last.id})` : ''}`,
      en: `${at + 1}. ${when.en}, ${inlineCode(place.en)}${last ? ` (reserved until ${last.en})` : ''}`,
    };
  };
  const lines = offers.map(line);
  const all = (language: keyof Text): string => lines.map((each) => each[language]).join('\n');
  return {
    id: `Yang ditawarkan:\n\n${all('id')}\n\nPilih salah satu, ajukan waktu lain, atau tarik permohonan.`,
    en: `What is offered:\n\n${all('en')}\n\nChoose one of them, ask for another time, or withdraw the request.`,
  };
}

function written(note: string | undefined): { below?: Text } {
  if (note === undefined || note.trim() === '') return {};
  return { below: both(() => quote(note)) };
}

/** Returns the situation without the reason, since the notice quotes the whole reason below. */
function withoutReason(waiting: Waiting): Waiting {
  if (waiting.after?.kind !== 'returned') return waiting;
  const { reason: _quoted, ...after } = waiting.after;
  return { ...waiting, after };
}

/**
 * Writes the message of a dismissed review (R16). Each problem is named once: in the sentence, or in the list.
 * @param refusal sentence of the refusal, in markdown
 */
export function dismissal(refusal: Text, problems: readonly Problem[] = [], zone = 'UTC'): string {
  const listed = toExplain(problems);
  const list = listed.length > 0 ? problemList(listed, zone) : undefined;
  return [refusal.id, list?.id, `*${refusal.en}*`, list?.en].filter(Boolean).join('\n\n');
}

/** Replaces a comment of the process that another account changed (R30). */
export const DEFACED = [
  'Komentar sistem ini diubah akun lain, dan isinya tidak berlaku. Status berkas tertulis dalam daftar langkah di atas.',
  '*Another account changed this comment of the process, so its text does not count. The checklist above shows the state of the case.*',
].join('\n\n');

/** The reply to a review of a draft. Such a review is no act and is not recorded (R13). */
export const DRAFT_DISMISSAL = dismissal({
  id: 'Permohonan ini masih konsep dan belum diajukan; tindakan tidak dicatat. Tunggu pemohon mengajukannya.',
  en: 'This request is a draft and not submitted yet; the act is not recorded. Wait for the applicant to submit it.',
});

/**
 * Writes the text of the pull request that continues a case, and the comment on `old`, the pull request that can no
 * longer be used (R1).
 * @param to the number of the new pull request
 */
export const movedWords = (caseId: string, old: number, to: string): { body: string; comment: string } => ({
  body: [
    `Lanjutan #${old}, berkas ${caseId}: dibuka oleh sistem, sebab #${old} tidak dapat dipakai lagi. Pemohonnya tetap pemohon semula.`,
    `*This pull request continues #${old}, case ${caseId}. The process opened it, since #${old} can no longer be used. The applicant is the same as before.*`,
  ].join('\n\n'),
  comment: [
    `Berkas ini berlanjut di #${to}. Apa pun yang dilakukan di sini tidak dibaca lagi; lakukan di #${to}.`,
    `*The case continues in #${to}. Acts in this pull request are no longer read; act in #${to}.*`,
  ].join('\n\n'),
});
