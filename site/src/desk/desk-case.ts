import { consultedRoles, type Party } from '#domain/case/state/parties.ts';
import { courseOf } from '#domain/case/course/course.ts';
import { MAIN_REF } from '#domain/case/state/pull.ts';
import { latestResults } from '#domain/case/state/entry.ts';
import type { Objection } from '#domain/case/state/reason.ts';
import { type InformedRecord, mayAnswer } from '#domain/case/state/informed-records.ts';
import { rolesHeld } from '#domain/case/state/roles.ts';
import { type CaseState, fold } from '#domain/case/state/state.ts';
import {
  closingTurn,
  type Reassigning,
  reassigning,
  fourEyesObjection,
  type Turn,
  turnOf,
} from '#domain/case/act/turn.ts';
import { isApplicant } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH, journalPath, REWRITES_PATH } from '#domain/journal/paths.ts';
import { newIdsIn } from '#domain/journal/rewrites.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { chooseOutcome, rolesOf, stepOf } from '#domain/procedure/steps.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { situationOf } from '#domain/words/case-situation.ts';
import { approveEndsBadly, approveWords, changesWords } from '#domain/words/gestures.ts';
import { both, capital, list } from '#domain/words/language.ts';
import { closedWords } from '#domain/words/closed-words.ts';
import { heldRole } from '#domain/words/parties.ts';
import { type RefusalReading, refusalLine, refusalReading } from '#domain/words/refusal.ts';
import type { Situation } from '#domain/words/situation.ts';
import type { PlacedLine } from '../documents/place-of.ts';
import type { DeskReading } from './desk-list.ts';
import type { DeskForge } from './forge.ts';
import { entriesOf, loadBlobs, placedLinesOf, registerText, indexNow } from './load.ts';
import { configurationOf, type DeskOffice, type Files, filesOf, deskOfficeOf, procedureOf } from './office.ts';
import { caseQuery, type RawDeskCase, type DeskPull, type DeskViewer, onlyProcessWords } from './queries.ts';

/** A case as the desk reads it. Without a journal it is a draft. */
export interface DeskCase {
  readonly number: number;
  readonly viewer: DeskViewer;
  readonly office: DeskOffice;
  /**
   * The pull request on which the case is decided. Its number differs from `number` if the first one was replaced
   * (R1).
   */
  readonly pull: DeskPull;
  readonly index: RegisterIndex;
  readonly entries: readonly Entry[];
  /** Id of each entry of the journal, and its place in the log. */
  readonly lines: readonly PlacedLine[];
  readonly sops: Files;
  readonly current: CurrentState | undefined;
  /** Returns the id that a commit has after all erasures (R50). */
  readonly newId: (oid: string) => string;
}

/** The state of a case, with the revisions that the case is pinned to (R7). */
export interface CurrentState {
  readonly state: CaseState;
  readonly procedure: Procedure;
  /** Schema of the request. */
  readonly schema: Schema;
  readonly situation: Situation;
  readonly step: Step;
}

/**
 * Reads a case in one call to the forge. Texts that are not known yet need two more calls at most: configuration with
 * the revisions that the case is pinned to (R7), then the results' schemas. A file of the register that is too large
 * for the query, and a pull request that was replaced, need further calls.
 * @param also paths of files on the base branch whose texts the case will probably need, read in the same call
 * @param place number of the pull request to read: the successor, if the first pull request was replaced (R1)
 * @throws Error if a revision cannot be read, and the errors of every call to the forge
 */
export async function loadCase(
  forge: DeskForge,
  number: number,
  also: readonly string[] = [],
  place = number,
): Promise<DeskCase> {
  const path = journalPath(number);
  const files = Object.fromEntries(also.map((each, at) => [`f${at}`, `${MAIN_REF}:${each}`]));
  const asked = { number: place, journal: path, ...files };
  const { viewer, repository } = await forge.graphql<RawDeskCase>(caseQuery(also.length), asked);
  for (const at of also.keys()) {
    const { oid, text } = repository[`file${at}`] ?? {};
    if (oid && typeof text === 'string') forge.known.set(oid, text);
  }
  const { register } = repository;
  const { known } = forge;
  const [sops, schemas] = [filesOf('sops', repository.sops, known), filesOf('schemas', repository.schemas, known)];
  const journal = await registerText(forge, register, 'journal', path);
  const entries = entriesOf(journal);
  const index = indexNow(await registerText(forge, register, 'index', INDEX_PATH), forge.now());
  const named = index.cases[number]?.pull;
  const [of] = Object.entries(index.cases).find(([, { pull }]) => pull === number) ?? [];
  if (number === place && of !== undefined) return loadCase(forge, Number(of), also, number);
  if (number === place && named !== undefined) return loadCase(forge, number, also, named);
  const pull = onlyProcessWords(repository.pullRequest, index.process);
  const newId = newIdsIn(await registerText(forge, register, 'rewrites', REWRITES_PATH));
  const folded = fold(entries);
  const state = folded && { ...folded, head: { ...folded.head, oid: newId(folded.head.oid) } };
  const pinned = state ? [state.opens.procedure.blob, state.opens.schema.blob] : [];
  // If the text of the procedure is known, it names the schemas of the results, which are then read in the same call.
  const early = state && known.get(state.opens.procedure.blob);
  const fromEarly = early === undefined ? [] : resultsOf(procedureOf(early)).flatMap((each) => schemas.get(each) ?? []);
  await loadBlobs(forge, [...configurationOf(sops), ...pinned, ...fromEarly]);
  const procedure = state && procedureOf(known.get(state.opens.procedure.blob) ?? '');
  if (state && !(procedure && known.has(state.opens.schema.blob)))
    throw new Error(`${state.opens.procedure.path}: the revision of case ${number} cannot be read.`);
  const results = new Set(procedure && resultsOf(procedure));
  const wanted = [...schemas].filter(([name]) => results.has(name));
  await loadBlobs(
    forge,
    wanted.map(([, oid]) => oid),
  );
  const schemaOf = (oid: string): Schema => JSON.parse(known.get(oid) ?? '{}') as Schema;
  const office = deskOfficeOf(sops, known, new Map(wanted.map(([name, oid]) => [name, schemaOf(oid)])));
  const current = state &&
    procedure && {
      state,
      procedure,
      schema: schemaOf(state.opens.schema.blob),
      situation: situationOf(courseOf(entries, procedure), procedure, office.roleName),
      step: stepOf(procedure, state.visit.step),
    };
  return { number, viewer, office, pull, index, entries, lines: placedLinesOf(journal), sops, current, newId };
}

/**
 * Returns the paths of the schemas that a case probably needs: those of its SOP.
 * @param reading the newest list; undefined if none was read yet
 */
export function schemasFor(reading: DeskReading | undefined, number: number): string[] {
  const one = reading?.index.cases[number];
  const procedure = one && reading.office.procedureOf(one);
  if (!procedure) return [];
  return [...new Set([procedure.request.schema, ...resultsOf(procedure)])];
}

/** Returns the paths of the schemas of an SOP's results. */
const resultsOf = ({ steps }: Procedure): string[] => steps.flatMap(({ requires }) => requires?.result ?? []);

/**
 * Returns what the judge needs about the viewer: the account, the pinned procedure, the roles that the viewer holds
 * now, and whether the viewer is the applicant.
 */
export function viewerOf({ viewer, office: { roles } }: DeskCase, { state, procedure }: CurrentState, now: string) {
  const account = { id: viewer.databaseId, login: viewer.login };
  const rules = { procedure: { ...state.opens.procedure, value: procedure } };
  const held = rolesHeld(roles, account.id, now, procedure.zone);
  return { account, rules, held, applies: isApplicant(state, account) };
}

/** Checks whether the viewer opened the case. */
export const isOpener = ({ viewer }: DeskCase, { state }: CurrentState): boolean =>
  state.opens.applicant.id === viewer.databaseId;

/** The turn of the viewer, or the reason why it is not their turn. */
type MyTurn = { readonly turn: Turn } | { readonly why: Text; readonly isApplicant: boolean };

/** Checks the rules of R16 that need no input, in the order of R16. The process checks them again. */
export function myTurn(one: DeskCase, current: CurrentState, now: string): MyTurn {
  const { office, entries } = one;
  const { state, procedure, step } = current;
  const { account, rules, held, applies } = viewerOf(one, current, now);
  if (state.end)
    return { why: closedWords(state.end, { entries, procedure, account: account.id, applies }), isApplicant: applies };
  const turn = turnOf({ state, step, held, actor: account }, 'approve');
  const tooEarly: Objection | undefined =
    now < state.visit.begins
      ? { reason: 'too-early', detail: { row: state.visit.row, at: state.visit.begins } }
      : undefined;
  const finding: Objection | undefined =
    (applies ? { reason: 'applicant' } : undefined) ??
    (held.length === 0 ? { reason: 'no-role', detail: { account: account.login } } : undefined) ??
    ('reason' in turn ? turn : undefined) ??
    (step.outcomes.changes ? undefined : tooEarly) ??
    fourEyesObjection(state, step, rules, account);
  if (!finding && 'held' in turn) return { turn };
  const reading = refusalReadingOf(office, procedure, step, state.visit.assigned);
  const line = refusalLine(finding ?? { reason: 'out-of-turn' }, reading);
  const offices = held.map(({ role, holder }) => heldRole(office.roleName)(role, holder.acting));
  // An applicant who holds no role on turn only waits, so no refusal is shown.
  const merelyApplies = finding?.reason === 'applicant' && 'reason' in turn;
  const asked = state.visit.withApplicant ? [] : consultedRoles(step);
  const mine = asked.find((role) => held.some((each) => each.role === role));
  // A person who was informed by account needs no role (R52).
  const isInformed =
    finding?.reason === 'no-role' && state.informed.some(({ accounts }) => accounts.includes(account.id));
  const isWaiting = finding === undefined || finding.reason === 'out-of-turn' || merelyApplies || isInformed;
  const why = whyNot(isWaiting ? undefined : line, offices, reading);
  return { why: mine === undefined ? why : consultedHere(why, office.roleName(mine)), isApplicant: applies };
}

/**
 * Checks whether the viewer, whose turn it is, may reject the request (R16).
 * @param now current instant
 */
export function mayReject(one: DeskCase, current: CurrentState, now: string): boolean {
  const { state, step } = current;
  const { account, rules, held } = viewerOf(one, current, now);
  const turn = closingTurn({ state, step, held, actor: account });
  return 'held' in turn && !fourEyesObjection(state, step, rules, account, 'close');
}

/**
 * Checks whether the viewer, whose turn it is not, may assign somebody else to the current step (R42).
 * @param now current instant
 * @returns the assignment that may be replaced; undefined if the viewer may not replace it
 */
export function assigningAnew(one: DeskCase, current: CurrentState, now: string): Reassigning | undefined {
  const { state, procedure } = current;
  const { held, applies } = viewerOf(one, current, now);
  return state.visit.assigned === undefined || applies ? undefined : reassigning({ state, procedure, held });
}

/**
 * Returns the records about which the viewer was consulted or informed, and which the viewer may answer (R52).
 * @param now current instant
 */
export function answerable(one: DeskCase, current: CurrentState, now: string): InformedRecord[] {
  const { state } = current;
  const { account, held, applies } = viewerOf(one, current, now);
  const roles = [...held.map(({ role }) => role), ...(applies ? ['applicant'] : [])];
  return state.end ? [] : state.informed.filter((each) => mayAnswer(each, account.id, roles));
}

/** Writes "Bukan giliran Wali Kota: menunggu TU (langkah 2).", followed by the other reason if there is one. */
function whyNot(line: Text | undefined, offices: readonly Text[], { turn }: RefusalReading): Text {
  const reason = both((language) => (line ? capital(line[language]) : ''));
  if (!turn) return reason;
  const mine = both((language) => list([...new Set(offices.map((each) => each[language]))], 'and', language));
  return {
    id: `Bukan giliran ${mine.id || 'Anda'}: menunggu ${turn.who.id} (langkah ${turn.row}). ${reason.id}`.trim(),
    en: `${mine.en ? `Not the turn of ${mine.en}` : 'Not your turn'}: waiting for ${turn.who.en} (step ${turn.row}). ${reason.en}`.trim(),
  };
}

/** Adds to the reason what is expected of a role that is consulted in the step. */
const consultedHere = (why: Text, role: Text): Text => ({
  id: `${why.id} Sebagai ${role.id}, Anda diminta berkoordinasi pada langkah ini: sampaikan langsung kepada pelaksananya, yang mencatatnya.`,
  en: `${why.en} As ${role.en}, you are consulted in this step: give your view to the person who acts and who records it.`,
});

/**
 * Returns what the sentence about a refusal needs from the office.
 * @param step see {@link refusalReading}
 */
export const refusalReadingOf = (
  { roleName, roomName }: DeskOffice,
  procedure: Procedure,
  step: Step | undefined,
  assigned?: readonly Party[],
): RefusalReading => refusalReading(procedure, step, { roleName, roomName }, assigned);

/**
 * Returns the words of the buttons (R1), which say where each gesture leads by the procedure.
 * @param result result that was typed; undefined if the step asks for none
 * @returns `changes`: undefined if the step has no Request changes; `fails`: whether Approve ends the case without
 * success; `extending`: whether Approve only extends the time (R44)
 */
export function gestureWords(
  { office }: DeskCase,
  { state, procedure, step }: CurrentState,
  turn: Turn,
  result: unknown,
): { approve: Text; changes: Text | undefined; fails: boolean; extending: boolean } {
  const results = { ...latestResults(state), ...(result === undefined ? {} : { [step.id]: result }) };
  const { actor } = step;
  const others =
    typeof actor === 'object' && 'all' in actor
      ? rolesOf(actor).filter(
          (role) => role !== turn.held.role && (turn.replaces || !state.approvals.some(({ who }) => who.role === role)),
        )
      : [];
  const answers = { request: state.request, results };
  return {
    approve: approveWords(procedure, step, answers, office.roleName, {
      missing: others,
      supplies: turn.suppliesResult,
    }),
    changes: changesWords(procedure, step),
    fails: approveEndsBadly(step, answers),
    extending: chooseOutcome(step, answers).adds !== undefined,
  };
}

/** Returns the result that an earlier Approve of the current visit supplied, and that the next one attests (R5). */
export const attested = ({ state }: CurrentState): Readonly<Record<string, unknown>> | undefined =>
  state.approvals.find(({ result }) => result !== undefined)?.result;

/**
 * Returns the problems of a refused act that the form shows at its fields, because the viewer is on turn again. Any
 * other problem has no field here.
 */
export function problemsAtFields(one: DeskCase, { kind, problems = [] }: Entry, now: string): readonly Problem[] {
  const mine = kind === 'refused' && one.current ? myTurn(one, one.current, now) : undefined;
  if (!mine || !('turn' in mine)) return [];
  const { suppliesResult } = mine.turn;
  return problems.filter(({ file, path }) => file === 'note' || (file === 'hasil' && path !== '' && suppliesResult));
}
