import { prefill } from '#domain/case/room/prefill.ts';
import { holdersOf } from '#domain/case/state/roles.ts';
import type { Language, Problem, Text } from '#domain/problem.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { resultText } from '#domain/request/result.ts';
import { roleNames } from '#domain/words/case-situation.ts';
import { OTHERWISE, type RowNeeds } from '#domain/words/comment.ts';
import { entryKind } from '#domain/words/entry-kind.ts';
import { erasedWords } from '#domain/words/entry-remarks.ts';
import { consultedWords, rejectionWords } from '#domain/words/party-rules.ts';
import { needsOf } from '#domain/words/sticky-input.ts';
import { problemIn } from '#domain/words/local-times.ts';
import { longTime } from '#domain/words/time.ts';
import { refusedFor } from '#domain/words/draft-answer.ts';
import { parseIndex } from '#domain/journal/index-file.ts';
import { type ClientOptions, createClient } from '#engine/forge/octokit.ts';
import { UserError } from '#domain/user-error.ts';
import { type Command, caseNumber, printText } from '#entry/command.ts';
import { type CaseReading, readCurrentCase, currentCaseOf, currentSentence } from '#embedded/office/current-case.ts';
import { connect, FORGE_OPTIONS, forgeAsPerson } from '../connect.ts';
import { deadlineLines, spanDeadlineLines } from '../explain-deadline.ts';
import { readArgs } from '../read-args.ts';
import { throwRefusedAct } from '../refused-act.ts';
import { originSentence } from '#domain/words/origin-words.ts';
import { entryLines, indented } from '../trail-lines.ts';

/** Prints the state of a case and its reasons, from the journal. The command judges nothing. */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, FORGE_OPTIONS, 1);
  const number = caseNumber(positionals[0]);
  const { now, ...client } = await connect(values, io, true);
  const reading = await readCurrentCase(forgeAsPerson(client), number).catch(throwRefusedAct(number));
  const current = currentCaseOf(reading);
  const erased = erasureLines(reading, io.lang);
  if (!current && erased.length > 0) {
    for (const line of erased) io.out(line);
    return 0;
  }
  const refused = current ? [] : await reasonsAgainst(client, reading);
  if (refused.length > 0) {
    printText(io, REFUSED_DRAFT(number));
    for (const problem of refused) io.out(`  ${problemIn(reading.config.zone, problem, io.lang)}`);
    return 0;
  }
  if (!current)
    throw new UserError({
      id: `Permohonan nomor ${number} belum menjadi berkas: masih konsep, atau bukan permohonan.`,
      en: `Number ${number} is not a case yet: it is a draft, or it is not a request.`,
    });
  const { lang } = io;
  const { state, entries, procedure, config } = current;
  const agenda = state.agenda ? ` · agenda ${state.agenda.number}/${state.agenda.year}` : '';
  io.out(`${state.opens.case}${agenda} · ${procedure.title[lang]}`);
  io.out(currentSentence(current, now())[lang]);
  if (state.origin) io.out(originSentence(state.origin, procedure.zone)[lang]);
  if (!state.end) {
    for (const line of deadlineLines(state.visit, lang)) io.out(line);
    for (const line of spanDeadlineLines(state, procedure, lang)) io.out(line);
    const step = stepOf(procedure, state.visit.step);
    const consulted = state.visit.withApplicant ? undefined : consultedWords(step, roleNames(config.roles));
    if (consulted) io.out(consulted[lang]);
    if (step.requires?.note) io.out(`${WORDS.note[lang]}: ${step.requires.note[lang]}`);
    if (step.requires?.document) io.out(`${WORDS.document[lang]}: ${step.requires.document[lang]}`);
    const schema = step.requires?.result === undefined ? undefined : config.schemas.get(step.requires.result)?.value;
    const holder = (role: string) => holdersOf(config.roles, role, now(), procedure.zone)[0]?.name;
    if (schema)
      io.out(
        `${WORDS.result[lang]}:\n${indented(resultText(schema, prefill(procedure, step, schema, state, holder)))}`,
      );
    const needs: Partial<RowNeeds> = state.visit.withApplicant
      ? {}
      : needsOf(procedure, step, roleNames(config.roles), undefined);
    if (needs.forward) io.out(`${WORDS.forward[lang]}: ${needs.forward[lang]}`);
    if (needs.otherwise) io.out(`${OTHERWISE[lang]}: ${needs.otherwise[lang]}`);
    if (needs.back) io.out(`${WORDS.back[lang]}: ${needs.back[lang]}`);
    const rejected = state.visit.withApplicant ? undefined : rejectionWords(step);
    if (rejected) io.out(`${WORDS.reject[lang]}: ${rejected[lang]}`);
    if (needs.closing) io.out(needs.closing[lang]);
  }
  io.out(`\n${WORDS.trail[lang]}:`);
  for (const entry of entries) for (const line of entryLines(entry, current, lang)) io.out(line);
  return 0;
};

/** Says what was erased of a case, when, and on which ground (R50). */
const erasureLines = ({ journal: { parts }, config }: CaseReading, lang: Language): string[] =>
  parts.flatMap(({ erased, at }) => {
    if (!erased) return [];
    const { what, ground, remains } = erased;
    const words = erasedWords({ what, ground, public: remains !== undefined });
    return [
      `${parts[0]?.opens?.case ?? ''} · ${longTime(at, config.zone)[lang]} · ${entryKind({ kind: 'erased' })[lang]}: ${words[lang]}`,
    ];
  });

/** Reads the reasons against a draft (R12). Only a comment of the process has them, since a draft has no journal. */
async function reasonsAgainst(client: ClientOptions, { view }: CaseReading): Promise<readonly Problem[]> {
  const { octokit, owner, repo } = createClient(client);
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...{ owner, repo, issue_number: view.pull.number, per_page: 100 },
  });
  const { process } = parseIndex(view.register.index);
  const own = data.filter(({ user }) => (process === undefined ? user?.type === 'Bot' : user?.id === process));
  return own.flatMap(({ body }) => refusedFor(body ?? '') ?? []);
}

const REFUSED_DRAFT = (number: number): Text => ({
  id: `Permohonan nomor ${number} ditolak saat diajukan, dan belum menjadi berkas. Perbaiki, lalu ajukan lagi:`,
  en: `The submission of number ${number} was refused, and it is not a case yet. Correct it, then submit it again:`,
});

const WORDS = {
  note: { id: 'Catatan yang diperlukan', en: 'Note needed' },
  document: { id: 'Dokumen yang diperlukan (--signed)', en: 'Document needed (--signed)' },
  result: { id: 'Hasil yang diperlukan (--result)', en: 'Result needed (--result)' },
  forward: { id: 'Setujui', en: 'Approve' },
  back: { id: 'Kembalikan', en: 'Request changes' },
  reject: { id: 'Tolak', en: 'Reject' },
  trail: { id: 'Riwayat', en: 'Trail' },
} as const satisfies Record<string, Text>;
