import type { Config } from '../case/config.ts';
import type { Effect } from '../case/effects.ts';
import { headsNeeded, type Judgement, judge } from '../case/judge.ts';
import { isCase, plan, planWithoutCase, wantedStatus } from '../case/plan.ts';
import { refusedKey } from '../case/submission.ts';
import { type Rules, rulesFor, Undecidable, type World } from '../case/world.ts';
import { ForgeError } from '../forge/errors.ts';
import type { CaseView, Refusal } from '../forge/forge.ts';
import type { Entry } from '../generated/journal-entry.ts';
import { formatProblem } from '../problem.ts';
import { RegisterError } from '../register/chain.ts';
import {
  type Hints,
  type IndexedCase,
  indexAfter,
  parseIndex,
  printIndex,
  type RegisterIndex,
  withEnding,
} from '../register/index-file.ts';
import { type Journal, openJournal, seal } from '../register/journal.ts';
import { INDEX_PATH, journalPath } from '../register/paths.ts';
import { canonicalJson } from '../request/digest.ts';
import { NO_CASE_CHECK } from '../words/check.ts';
import { noticeMarker, STICKY } from '../words/comment.ts';
import { pinnedRules, readConfigOnce } from './configuration.ts';
import type { Deps } from './deps.ts';
import { textsFor } from './texts.ts';
import { toldOf } from './told.ts';
import { tellTrouble } from './trouble.ts';

/** What a run did with one case. */
export interface Outcome {
  readonly number: number;
  /** The case's id; undefined while it is a draft, or no case. */
  readonly caseId: string | undefined;
  readonly entries: readonly Entry[];
  readonly effects: readonly Effect[];
  readonly refusals: readonly Refusal[];
  /** Register head after the run. */
  readonly head: string | undefined;
  /** The register's index at that head, where the case could be decided. */
  readonly index: RegisterIndex | undefined;
  /** Why nothing could be decided (R31). */
  readonly trouble: string | undefined;
  /** Mark and configuration of a look after which nothing is left to do; the sweep notes them. */
  readonly seen: Hints | undefined;
}

export interface RunOptions {
  /** Decide and plan, but write nothing. */
  readonly dryRun?: boolean;
}

/** A lost race is read and decided again; so often in a row only something broken loses. */
const ATTEMPTS = 8;

/**
 * Mark of a case whose entries are in the register, but whose effects may not be on the forge, and where no new status
 * would tell: the run may end between the two. The next sweep looks, makes up what is missing and notes the true mark (R28).
 */
const NOT_YET = '';

/**
 * One run over one case (R28): reads what is there, compares it with the journal, makes up the difference, and writes to
 * the forge what differs from it (R30). What cannot be read or decided leaves the journal alone and is told as an error
 * status (R31).
 */
export async function reconcile(deps: Deps, number: number, options: RunOptions = {}): Promise<Outcome> {
  let view: CaseView | undefined;
  let journaled: readonly Entry[] = [];
  try {
    let cannotReopen = false;
    for (let attempt = 1; ; attempt += 1) {
      view = await deps.forge.readCase(number);
      await deps.pause?.('read');
      if (!view.register.journal && !isCase(view.pull)) return await withoutCase(deps, view, options);
      // Somebody may have reopened it meanwhile; then nothing was abandoned.
      const run = await decide(deps, view, cannotReopen && view.pull.state === 'closed');
      await deps.pause?.('judged');
      if (options.dryRun) return outcome(run, [], view.register.head, undefined);
      const head = await append(deps, view, run);
      if (head === 'moved') {
        if (attempt >= ATTEMPTS)
          throw new Undecidable(`The register moved ${ATTEMPTS} times while case ${number} was decided.`);
        continue;
      }
      await deps.pause?.('appended');
      journaled = [...journaled, ...run.judgement.entries];
      const refusals = await deps.forge.carryOut(view.pull, run.effects);
      if (isImpossible(refusals) && !cannotReopen) {
        cannotReopen = true;
        continue;
      }
      // The head moved between decision and merge: read again (security row 6).
      if (again(refusals, 'merge') && attempt < 3) continue;
      const { seen } = run;
      deps.finished?.set(number, finishedAs(run.index.cases[String(number)], seen));
      return outcome(run, refusals, head, seen);
    }
  } catch (error) {
    if (!isTrouble(error)) throw error;
    deps.finished?.delete(number);
    await tellTrouble(deps, view, error.message, options.dryRun ?? false);
    return {
      number,
      caseId: undefined,
      entries: journaled,
      effects: [],
      refusals: [],
      head: view?.register.head,
      index: undefined,
      trouble: error.message,
      seen: undefined,
    };
  }
}

/** What a finished case looks like in the index and on the forge; a case that looks otherwise has news. */
export function finishedAs(known: IndexedCase | undefined, { mark, config }: Hints): string {
  const { mark: _mark, config: _config, told: _told, ...rest } = known ?? {};
  return canonicalJson({ known: known ? rest : null, mark, config });
}

/** The register's index is no index: it can be made again from the journals; until then nothing is decided by it (R31). */
export class UnreadableIndex extends Error {
  override readonly name = 'UnreadableIndex';
}

function readIndex(text: string | undefined): RegisterIndex {
  try {
    return parseIndex(text);
  } catch (error) {
    throw new UnreadableIndex(`The register's index cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

/** The configuration on the base branch is not sound: nothing is decided by it (R7, R31). */
export class UnsoundConfig extends Error {
  override readonly name = 'UnsoundConfig';
}

interface Run {
  readonly number: number;
  readonly judgement: Judgement;
  readonly journal: Journal;
  readonly index: RegisterIndex;
  readonly rules: Rules | undefined;
  readonly config: Config;
  readonly effects: readonly Effect[];
  /** How the case will look once the effects are carried out. */
  readonly seen: Hints;
}

async function decide(deps: Deps, view: CaseView, cannotReopen: boolean): Promise<Run> {
  const { pull } = view;
  const reading = readConfigOnce(view.config);
  if ('problems' in reading)
    throw new UnsoundConfig(reading.problems.map((problem) => formatProblem(problem, 'en')).join('\n'));
  const { config } = reading;
  const index = readIndex(view.register.index);
  const journal = openJournal(pull.number, view.register.journal);
  const pinned = journal.state && (await pinnedRules(deps.forge, config, journal.state.opens));
  const facts = view.facts;
  const comments = ownComments(view);
  const base: Omit<World, 'contents'> = {
    config,
    pinned,
    opening: { number: pull.number, branch: pull.branch, opener: pull.opener, draft: pull.draft },
    facts,
    others: {
      bookings: index.bookings,
      agenda: index.agenda,
      openCases: openCasesOf(index, config, pull.opener.id, pull.number),
    },
    now: deps.now(),
    settle: deps.settle,
    answered: (fact) => comments.hasComment(refusedKey(fact)),
    cannotReopen,
  };
  const heads = pull.foreign ? [] : headsNeeded(base, journal.state);
  const known = new Map(
    (journal.state?.attachments ?? []).map(({ oid, sha256, type, size }) => [oid, { sha256, type, size }]),
  );
  const schemaFor = (request: Readonly<Record<string, unknown>>) => (pinned ?? rulesFor(config, request))?.schema.value;
  const openDocuments = Object.entries(index.cases).flatMap(([other, { path }]) =>
    Number(other) === pull.number ? [] : [path],
  );
  const contents =
    heads.length > 0 ? await deps.forge.readContents(pull, heads, known, schemaFor, openDocuments) : new Map();
  const isRequest = !pull.foreign && (journal.state || isCase(pull));
  const judgement: Judgement = isRequest
    ? judge({ ...base, contents }, journal.state)
    : { entries: [], state: undefined, refusedDraft: undefined };
  const rules = pinned ?? rulesFor(config, judgement.state?.request);
  const disclosure = {
    request: rules?.schema.value,
    result: (step: string) => {
      const path = rules?.procedure.value.steps.find(({ id }) => id === step)?.requires?.result;
      return path === undefined ? undefined : config.schemas.get(path)?.value;
    },
    hasNature: rules?.procedure.value.request.pointers.nature !== undefined,
  };
  const sealed = judgement.entries.length > 0 ? seal(journal, judgement.entries, disclosure, deps.salt) : journal;
  const standing = {
    pull,
    facts,
    journal: sealed.entries,
    state: judgement.state,
    refusedDraft: judgement.refusedDraft,
    config,
    bookings: index.bookings,
    zone: rules?.procedure.value.zone ?? 'UTC',
    now: base.now,
    url: judgement.state && deps.siteUrl ? `${deps.siteUrl}/berkas/${judgement.state.opens.case}/` : undefined,
    informs: (step: string) =>
      rules?.procedure.value.steps.find(({ id }) => id === step)?.informs?.some((party) => 'role' in party) ?? false,
    ...comments,
  };
  const texts = textsFor(standing, rules);
  const effects = plan(standing, texts);
  const told = judgement.state && toldOf(wantedStatus(standing, texts));
  const seen = { mark: view.mark, config: config.revision, ...(told === undefined ? {} : { told }) };
  // A new status is written last: where it stands, all is done, and no second commit need say so.
  const isTelling = effects.some((effect) => effect.do === 'status' && effect.oid === pull.head);
  const indexed =
    judgement.state && judgement.entries.length > 0
      ? withEnding(
          indexAfter(index, judgement.state, isTelling ? seen : { ...seen, mark: NOT_YET }),
          pull.number,
          judgement.state.end !== undefined,
        )
      : index;
  return { number: pull.number, judgement, journal: sealed, index: indexed, rules, config, effects, seen };
}

function openCasesOf(index: RegisterIndex, config: Config, applicant: number, except: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [number, each] of Object.entries(index.cases)) {
    if (each.applicant !== applicant || Number(number) === except) continue;
    const procedure = [...config.procedures.values()].find(({ path }) => path === each.procedure);
    if (procedure) counts[procedure.value.id] = (counts[procedure.value.id] ?? 0) + 1;
  }
  return counts;
}

function ownComments({ pull }: CaseView): {
  sticky: { id: number; body: string } | undefined;
  hasComment: (key: string) => boolean;
} {
  return {
    sticky: pull.ownComments.find(({ body }) => body.startsWith(STICKY)),
    hasComment: (key) => pull.ownComments.some(({ body }) => body.startsWith(noticeMarker(key))),
  };
}

async function append(deps: Deps, view: CaseView, run: Run): Promise<string | undefined | 'moved'> {
  const { entries, state } = run.judgement;
  if (entries.length === 0 || !state) return view.register.head;
  const kinds = [...new Set(entries.map(({ kind }) => kind))].join(', ');
  const written = await deps.forge.appendRegister(view.register.head, `${state.opens.case}: ${kinds}`, [
    { path: journalPath(run.number), text: run.journal.text },
    { path: INDEX_PATH, text: printIndex(run.index) },
  ]);
  if (written === 'moved') return 'moved';
  deps.log(`${state.opens.case}: ${kinds}`);
  return written.head;
}

/** What leaves a case as it is until somebody mends it (R31); anything else is a fault of the program. */
const isTrouble = (error: unknown): error is Error =>
  error instanceof Undecidable ||
  error instanceof ForgeError ||
  error instanceof UnsoundConfig ||
  error instanceof RegisterError ||
  error instanceof UnreadableIndex;

/** A pull request that is no case is answered without configuration and register: it may be the one that mends them (R8). */
async function withoutCase(deps: Deps, view: CaseView, { dryRun }: RunOptions): Promise<Outcome> {
  const effects = planWithoutCase(view.pull, NO_CASE_CHECK.description);
  const refusals = dryRun ? [] : await deps.forge.carryOut(view.pull, effects);
  const { number } = view.pull;
  return {
    number,
    caseId: undefined,
    entries: [],
    effects,
    refusals,
    head: view.register.head,
    index: undefined,
    trouble: undefined,
    seen: undefined,
  };
}

/** The forge can not reopen it (422); a missing permission is trouble that passes, and abandons nothing (R1). */
const isImpossible = (refusals: readonly Refusal[]): boolean =>
  refusals.some(({ effect, status }) => effect.do === 'reopen' && status === 422);

const again = (refusals: readonly Refusal[], what: Effect['do']): boolean =>
  refusals.some(({ effect }) => effect.do === what);

function outcome(
  { number, judgement, effects, index }: Run,
  refusals: readonly Refusal[],
  head: string | undefined,
  seen: Hints | undefined,
): Outcome {
  const { entries, state } = judgement;
  return { number, caseId: state?.opens.case, entries, effects, refusals, head, index, trouble: undefined, seen };
}
