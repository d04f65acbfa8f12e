import type { Entry } from '#domain/generated/journal-entry.ts';
import { formatProblem, type Language, type Text } from '#domain/problem.ts';
import { rowOf, stepOf } from '#domain/procedure/steps.ts';
import { resultText } from '#domain/request/result.ts';
import { UserError } from '#domain/user-error.ts';
import { roleNames } from '#domain/words/case-situation.ts';
import { entryKind } from '#domain/words/entry-kind.ts';
import { longTime, shortTime } from '#domain/words/time.ts';
import { type Command, caseNumber } from '#doors/command.ts';
import { readStanding, refusalOf, type Standing, standingOf, standingSentence } from '#embedded/office/standing.ts';
import { connect, FORGE_OPTIONS, forgeAsPerson } from '../connect.ts';
import { deadlineLines } from '../explain-deadline.ts';
import { readArgs } from '../read-args.ts';
import { refusedAct } from '../refused-act.ts';

/** Where a case stands and why: prints of what was decided, not other code. */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, FORGE_OPTIONS, 1);
  const number = caseNumber(positionals[0]);
  const { now, ...client } = await connect(values, io, true);
  const standing = standingOf(
    await readStanding(forgeAsPerson(client), number).catch((error: unknown) => {
      throw refusedAct(error, number);
    }),
  );
  if (!standing)
    throw new UserError({
      id: `Permohonan nomor ${number} belum menjadi berkas: masih konsep, ditolak saat diajukan, atau bukan permohonan.`,
      en: `Number ${number} is no case yet: a draft, refused at submission, or no request at all.`,
    });
  const { lang } = io;
  const { state, entries, procedure, config } = standing;
  const agenda = state.agenda ? ` · agenda ${state.agenda.number}/${state.agenda.year}` : '';
  io.out(`${state.opens.case}${agenda} · ${procedure.title[lang]}`);
  io.out(standingSentence(standing, now())[lang]);
  if (!state.end) {
    for (const line of deadlineLines(state.visit, lang)) io.out(line);
    const step = stepOf(procedure, state.visit.step);
    if (step.requires?.note) io.out(`${WORDS.note[lang]}: ${step.requires.note[lang]}`);
    const schema = step.requires?.result === undefined ? undefined : config.schemas.get(step.requires.result)?.value;
    if (schema) io.out(`${WORDS.result[lang]}:\n${indented(resultText(schema, {}))}`);
  }
  io.out(`\n${WORDS.trail[lang]}:`);
  for (const entry of entries) for (const line of entryLines(entry, standing, lang)) io.out(line);
  return 0;
};

const WORDS = {
  note: { id: 'Catatan yang diperlukan', en: 'Note needed' },
  result: { id: 'Hasil yang diperlukan (--result)', en: 'Result needed (--result)' },
  trail: { id: 'Jejak', en: 'Trail' },
} as const satisfies Record<string, Text>;

const GESTURES: Readonly<Record<NonNullable<Entry['gesture']>, Text>> = {
  approve: { id: 'setujui', en: 'approve' },
  changes: { id: 'minta perubahan', en: 'request changes' },
  close: { id: 'tutup', en: 'close' },
  submit: { id: 'ajukan', en: 'submit' },
};

function entryLines(entry: Entry, standing: Standing, lang: Language): string[] {
  const { procedure, config } = standing;
  const step = procedure.steps.find(({ id }) => id === entry.step);
  const row = step ? `${{ id: 'baris', en: 'row' }[lang]} ${rowOf(step)} ${step.id}` : '';
  const loop = (entry.visit ?? 1) > 1 ? ` #${entry.visit}` : '';
  const office = entry.who?.role === undefined ? '' : ` (${roleNames(config.roles)(entry.who.role)[lang]})`;
  const who = entry.who ? `${entry.who.login}${office}` : '';
  // Of an act that was not accepted the kind does not say what was tried.
  const gesture = entry.gesture && entry.kind === 'refused' ? `${GESTURES[entry.gesture][lang]} — ` : '';
  const late = entry.late ? ` · ${{ id: 'terlambat', en: 'late by' }[lang]} ${entry.late} s` : '';
  const share = entry.rung ? ` ${entry.rung.share * 100}%` : '';
  const head = [
    `${String(entry.seq).padStart(3)}. ${shortTime(entry.at, procedure.zone)[lang]}`,
    `${row}${loop}`,
    who,
    `${gesture}${entryKind(entry)[lang]}${share}${late}`,
  ];
  return [
    head.filter(Boolean).join(' · '),
    ...(entry.kind === 'refused' ? [`     ${refusalOf(standing, entry)[lang]}`] : []),
    ...(entry.note === undefined ? [] : [indented(entry.note, '     » ')]),
    ...[...(entry.problems ?? []), ...(entry.warnings ?? [])].map((each) => `     ${formatProblem(each, lang)}`),
    ...(entry.booking ? [`     ${bookingWords(entry.booking, procedure.zone, lang)}`] : []),
  ];
}

function bookingWords({ room, start, end }: NonNullable<Entry['booking']>, zone: string, lang: Language): string {
  const word = { id: 'memesan', en: 'books' }[lang];
  return `${word} ${room}: ${longTime(start, zone)[lang]} – ${longTime(end, zone)[lang]}`;
}

const indented = (text: string, by = '    '): string =>
  text
    .split('\n')
    .map((line) => by + line)
    .join('\n');
