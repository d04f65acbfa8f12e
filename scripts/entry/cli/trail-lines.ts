import type { Corrected } from '#domain/case/state/corrections.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Language, Text } from '#domain/problem.ts';
import { labelAt } from '#domain/request/annotations.ts';
import { rowOf, stepOf } from '#domain/procedure/steps.ts';
import { roleNames, noDecisionWords } from '#domain/words/case-situation.ts';
import { noDecisionSentence, spanWords } from '#domain/words/span-words.ts';
import { duration } from '#domain/words/duration.ts';
import { entryKind } from '#domain/words/entry-kind.ts';
import { entryRemarks, signedKept, tellingOf } from '#domain/words/entry-remarks.ts';
import { heldRole } from '#domain/words/parties.ts';
import { problemIn } from '#domain/words/local-times.ts';
import { period, shortTime } from '#domain/words/time.ts';
import { refusalOf, type CurrentCase } from '#embedded/office/current-case.ts';

const GESTURES: Readonly<Record<NonNullable<Entry['gesture']>, Text>> = {
  approve: { id: 'setujui', en: 'approve' },
  changes: { id: 'kembalikan', en: 'request changes' },
  close: { id: 'menutup permohonan atau menghapus cabangnya', en: 'close the request or delete its branch' },
  submit: { id: 'ajukan', en: 'submit' },
};

/** Describes an entry in lines: when, where, who, what, and why. */
export function entryLines(entry: Entry, current: CurrentCase, lang: Language): string[] {
  const { procedure, config } = current;
  const step = procedure.steps.find(({ id }) => id === entry.step);
  const row = step ? `${{ id: 'langkah', en: 'step' }[lang]} ${rowOf(step)} ${step.short[lang]}` : '';
  const loop = (entry.visit ?? 1) > 1 ? `, ${{ id: 'putaran ke-', en: 'round ' }[lang]}${entry.visit}` : '';
  const names = roleNames(config.roles);
  const office = entry.who?.role === undefined ? '' : ` (${heldRole(names)(entry.who.role, entry.who.acting)[lang]})`;
  const who = entry.who ? `${entry.who.login}${office}` : '';
  // The kind `refused` does not say what the person tried to do, so the gesture is printed too.
  const gesture = entry.gesture && entry.kind === 'refused' ? `${GESTURES[entry.gesture][lang]} — ` : '';
  const by = duration(entry.late ?? 0);
  const late = entry.late ? ` · ${{ id: `terlambat ${by.id}`, en: `${by.en} late` }[lang]}` : '';
  const share = entry.rung ? ` ${entry.rung.share * 100}%` : '';
  const head = [
    `${String(entry.seq).padStart(3)}. ${shortTime(entry.at, procedure.zone)[lang]}`,
    `${row}${loop}`,
    who,
    `${gesture}${entryKind(entry)[lang]}${share}${late}`,
  ];
  return [
    head.filter(Boolean).join(' · '),
    ...(entry.kind === 'refused' ? [`     ${refusalOf(current, entry)[lang]}`] : []),
    ...(entry.silence ? [`     ${noDecisionSentence(noDecisionWords(entry.silence))[lang]}`] : []),
    ...(spanWords(procedure, entry.span) ? [`     ${spanWords(procedure, entry.span)?.[lang]}`] : []),
    ...entryRemarks(tellingOf(entry), names, (corrected) => correctedLabel(current, corrected)).map(
      (said) => `     ${said[lang]}`,
    ),
    ...(entry.note === undefined ? [] : [indented(entry.note, '     » ')]),
    ...(entry.signed ?? []).map(
      ({ name, sha256 }) => `     ${entry.filed?.photos ? '' : `${signedKept(1)[lang]}: `}${name} (SHA-256 ${sha256})`,
    ),
    ...[...(entry.problems ?? []), ...(entry.warnings ?? [])].map(
      (each) => `     ${problemIn(procedure.zone, each, lang)}`,
    ),
    ...(entry.booking ? [`     ${bookingWords(entry.booking, current, lang)}`] : []),
  ];
}

/** Returns the label of a corrected field (R49). */
function correctedLabel({ procedure, config }: CurrentCase, { step, field }: Corrected): Text | undefined {
  const path = step === undefined ? procedure.request.schema : stepOf(procedure, step).requires?.result;
  const of = config.schemas.get(path ?? '')?.value;
  return of && labelAt(of, field);
}

function bookingWords(
  { room, start, end }: NonNullable<Entry['booking']>,
  { config, procedure }: CurrentCase,
  lang: Language,
): string {
  const word = { id: 'memesan', en: 'books' }[lang];
  const name = config.rooms.find(({ id }) => id === room)?.name[lang] ?? room;
  return `${word} ${name}: ${period(start, end, procedure.zone)[lang]}`;
}

/** Indents each line of a text. */
export const indented = (text: string, by = '    '): string =>
  text
    .split('\n')
    .map((line) => by + line)
    .join('\n');
