/** Whose turn a request is, for the form: may it be saved, and what is to be said above it. Pure. */
import { toInstant } from '#domain/clock/instant.ts';
import { alternativesOf, type Proposed } from '#domain/case/alternatives.ts';
import { labelOf, labelOfValue, propertiesOf, resolve } from '#domain/request/annotations.ts';
import type { Language, Problem } from '#domain/problem.ts';
import type { Situation } from '#domain/words/situation.ts';
import { statusSentence } from '#domain/words/status.ts';
import type { DeskCase } from '../desk/desk-case.ts';
import { isRefused, isSubmitted } from '../desk/desk-list.ts';
import { statusOf } from '../desk/queries.ts';
import { broughtBy, toFix } from '../desk/to-fix.ts';
import type { Reader } from './forge.ts';
import { sayForm } from '../request/words.ts';
import { WORDS } from './words.ts';

/** What stands in the form, as far as its turn depends on it. */
export interface FormEntry {
  readonly collection: string;
  /** As Decap has it; empty before the first save. */
  readonly slug: string;
  readonly isNew: boolean;
  /** Is it on a branch of its own (a draft or a submission), or on main? */
  readonly isOnBranch: boolean;
  /** The account that the request names as its applicant. */
  readonly account: string | undefined;
}

export interface FormTurn {
  readonly maySave: boolean;
  readonly tone: 'calm' | 'attention' | 'closed';
  readonly sentence: string;
  /** What is saved now is submitted by that (R13). */
  readonly submits?: true;
  /** A draft of theirs, which they may delete; a case is withdrawn at the desk. */
  readonly mayDelete?: true;
  /** What they were offered instead, as the changes that it would make. */
  readonly choices?: readonly (readonly Proposed[])[];
  /** Number of the pull request. */
  readonly number?: number;
  /** What led here, in the process's words; of a person's note each line. */
  readonly found?: readonly string[];
  /** What the process found wrong. */
  readonly problems?: readonly Problem[];
}

/** Who asks, and by what. */
interface Asking {
  readonly reader: Pick<Reader, 'read' | 'now' | 'foreign'>;
  /** Who is signed in. */
  readonly user: { readonly id: number; readonly login: string };
  readonly language: Language;
}

/** @throws what the forge throws: then nobody knows whose turn it is, and nothing may be saved */
export async function formTurnOf(entry: FormEntry, asking: Asking): Promise<FormTurn> {
  const { reader, language } = asking;
  if (entry.isNew) return { maySave: true, tone: 'calm', sentence: sayForm(WORDS.newRequest, language) };
  const one = await reader.read(entry.collection, entry.slug);
  const turn = turnIn(entry, one, asking);
  // Decap fills the form with what the branch holds, whoever pushed it (R48).
  const by = turn.maySave && one ? await reader.foreign(one) : undefined;
  if (by === undefined) return turn;
  return { ...turn, tone: 'attention', found: [sayForm(WORDS.foreign, language, { a: by }), ...(turn.found ?? [])] };
}

function turnIn(entry: FormEntry, one: DeskCase | undefined, { reader, user, language }: Asking): FormTurn {
  const closed = (sentence: string): FormTurn => ({ maySave: false, tone: 'closed', sentence });
  if (!one?.current && !entry.isOnBranch) return closed(sayForm(WORDS.ended, language));
  if (!isTheirs(entry, one, user)) return closed(sayForm(WORDS.notYours, language));
  if (!one?.current) return draftTurn(one, language);
  const { state, situation, procedure } = one.current;
  const reading = { zone: procedure.zone, now: toInstant(reader.now()) };
  const tell: Tell = (shown) => statusSentence(shown, reading)[language];
  const where = { id: state.opens.case, status: tell(situation) };
  if (state.end) return closed(sayForm(WORDS.over, language, where));
  // Nothing is wrong: it was submitted, and is with the office.
  if (!state.visit.withApplicant)
    return { maySave: false, tone: 'calm', sentence: sayForm(WORDS.elsewhere, language, where) };
  return {
    maySave: true,
    tone: 'attention',
    sentence: sayForm(WORDS.yourTurn, language, where),
    found: [...whatLedHere(situation, one.entries, tell), ...broughtWords(one, language)],
    ...problemsIn(one),
    ...(isSubmitted(one.pull) ? { submits: true } : {}),
    ...choicesIn(one),
  };
}

/** Says where a case stands as pages and comments say it. */
type Tell = (shown: Situation) => string;

/** The applicant is who opened the request (R17); before that is read, whom it names. */
function isTheirs({ account = '' }: FormEntry, one: DeskCase | undefined, user: Asking['user']): boolean {
  const opener = one?.current?.state.opens.applicant.id ?? one?.pull.author?.databaseId;
  if (opener !== undefined) return opener === user.id;
  return account === '' || account.toLowerCase() === user.login.toLowerCase();
}

function draftTurn(one: DeskCase | undefined, language: Language): FormTurn {
  const may = { maySave: true, mayDelete: true } as const;
  if (!one || !isSubmitted(one.pull)) return { ...may, tone: 'calm', sentence: sayForm(WORDS.draft, language) };
  if (!isRefused(one.pull))
    return { ...may, submits: true, tone: 'calm', sentence: sayForm(WORDS.submitted, language) };
  const given = problemsIn(one);
  const status = statusOf(one.pull)?.description;
  return {
    ...may,
    submits: true,
    tone: 'attention',
    sentence: sayForm(WORDS.refusedDraft, language),
    // The answer with every reason comes a moment after its status, which has the first.
    ...(given.problems || !status ? given : { found: [status] }),
  };
}

function problemsIn(one: DeskCase): Pick<FormTurn, 'problems'> {
  const problems = toFix(one);
  return problems.length > 0 ? { problems } : {};
}

/** What the act that gave the request back says besides, such as its reason among those that a schema offers. */
function broughtWords(one: DeskCase, language: Language): string[] {
  const brought = broughtBy(one);
  if (!brought) return [];
  return propertiesOf(resolve(brought.schema, brought.schema)).flatMap(([name, written]) => {
    const [field, value] = [resolve(brought.schema, written), brought.result[name]];
    if (typeof value !== 'string') return [];
    return [`${labelOf(field)?.[language] ?? name}: ${labelOfValue(field, value)[language]}`];
  });
}

function choicesIn(one: DeskCase): Pick<FormTurn, 'choices' | 'number'> {
  const brought = broughtBy(one);
  if (!brought || !one.current) return {};
  const choices = alternativesOf(brought.schema, brought.result, one.current.step).map(({ proposes }) => proposes);
  return choices.length > 0 ? { choices, number: one.number } : {};
}

/** The sentence, and what was written by whoever gave it to the applicant, line by line, as it was written. */
function whatLedHere(situation: Situation, entries: DeskCase['entries'], tell: Tell): string[] {
  const after = situation.kind === 'waiting' ? situation.after : undefined;
  if (situation.kind !== 'waiting' || (after?.kind !== 'returned' && after?.kind !== 'passed-on'))
    return [tell(situation)];
  const event = after.kind === 'returned' ? { ...after, reason: '' } : after;
  const note = entries.findLast(({ next }) => next)?.note ?? '';
  return [tell({ ...situation, after: event }), ...note.split('\n').filter((line) => line.trim() !== '')];
}
