import type { Effect } from '#domain/case/plan/effects.ts';
import { isCase, planWithoutCase } from '#domain/case/plan/plan.ts';
import { Undecidable } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { RegisterError } from '#domain/journal/chain.ts';
import { NOTHING_ERASED } from '#domain/journal/erasure.ts';
import { type CachedMetadata, type IndexedCase, printIndex, type RegisterIndex } from '#domain/journal/index-file.ts';
import { openJournal } from '#domain/journal/journal.ts';
import { INDEX_PATH, journalPath } from '#domain/journal/paths.ts';
import { canonicalJson } from '#domain/request/digest.ts';
import { entryKind } from '#domain/words/entry-kind.ts';
import { both, same } from '#domain/words/language.ts';
import { NO_CASE_DESCRIPTION, statusDescription } from '#domain/words/status-description.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import type { Addition, CaseView, EffectRefusal } from '#engine/forge/forge.ts';
import { decide, type Run, UnreadableIndex, UnsoundConfig } from './decide.ts';
import type { Deps } from './deps.ts';
import { extendLog } from './extend-log.ts';
import { commentWhatIf, isWhatIfDue } from './what-if.ts';

/** The result of a run over one case. */
export interface Outcome {
  readonly number: number;
  /** The case's id; `undefined` for a draft, and for a pull request that is no case. */
  readonly caseId: string | undefined;
  readonly entries: readonly Entry[];
  readonly effects: readonly Effect[];
  readonly refusals: readonly EffectRefusal[];
  /** The register's head after the run. */
  readonly head: string | undefined;
  /** The register's index at that head, or the index that a dry run would write; `undefined` if no case was decided. */
  readonly index: RegisterIndex | undefined;
  /** The reason why nothing could be decided, or why main could not receive the case (R31, R34). */
  readonly runError: string | undefined;
  /**
   * The cached metadata for the index; `undefined` if no case was decided, if main could not receive the case, and in a
   * dry run.
   */
  readonly seen: CachedMetadata | undefined;
}

export interface RunOptions {
  /** Whether the run only decides, and writes nothing. */
  readonly dryRun?: boolean;
}

/** The attempts of one run. If other runs write the register first in all of them, something is broken (R26). */
const ATTEMPTS = 8;

/**
 * Runs over one case (R28): reads the forge, compares it with the journal, adds the missing entries, and writes to the
 * forge whatever differs from the journal (R30). If something cannot be read or decided, no further entry is
 * added, and an error status reports the reason (R31).
 * @param number the number of the pull request
 * @returns the outcome; its `runError` says why nothing could be decided
 * @throws any other error, which is a fault of the program
 */
export async function reconcile(deps: Deps, number: number, options: RunOptions = {}): Promise<Outcome> {
  let view: CaseView | undefined;
  let journaled: readonly Entry[] = [];
  try {
    let cannotReopen = false;
    for (let attempt = 1; ; attempt += 1) {
      view = await deps.forge.readCase(number);
      await deps.pause?.('read');
      number = view.pull.number;
      if (!view.register.journal && (isOwn(view) || !isCase(view.pull))) return await withoutCase(deps, view, options);
      // Nothing is added to a journal after an erasure (R50).
      if (isErasedCase(view)) return undecided(number, { head: view.register.head });
      // If somebody has reopened the pull request meanwhile, the case is not abandoned.
      const isClosed = view.pull.state === 'closed' && view.pull.cutOff === undefined;
      const decided = await decide(deps, view, cannotReopen && isClosed, journaled.length);
      await deps.pause?.('judged');
      if (options.dryRun) return outcome(decided, [], view.register.head, undefined);
      const { run, additions } = await withLog(deps, decided);
      const head = await append(deps, view, run, additions);
      if (head === 'moved') {
        if (attempt >= ATTEMPTS)
          throw new Undecidable(`The register moved ${ATTEMPTS} times while case ${number} was decided.`);
        continue;
      }
      // People are notified before effects are applied, so that a refusal of the forge cannot prevent the notification.
      if (run.news) deps.added?.(run.news);
      await deps.pause?.('appended');
      journaled = [...journaled, ...run.judgement.entries];
      // Effects are applied once everything is decided, because comments and status show the state after all entries.
      if (run.isMore) continue;
      const refusals = await deps.forge.applyEffects(view.pull, run.effects);
      const unopened = refusals.find(({ effect }) => effect.do === 'open-successor');
      if (unopened) throw new Undecidable(`No successor can be opened (R1): ${unopened.message}`);
      // Everything must be written again on the successor.
      const isOpened = run.effects.some((effect) => effect.do === 'open-successor') && refusals.length === 0;
      if (isOpened && attempt < ATTEMPTS) {
        cannotReopen = false;
        continue;
      }
      if (isImpossible(refusals) && !cannotReopen) {
        cannotReopen = true;
        continue;
      }
      // The head changed between the decision and the merge, so everything is read again (security 6).
      if (isRefused(refusals, 'merge') && attempt < 3) continue;
      if (run.runError !== undefined) {
        deps.finished?.delete(number);
        deps.log(same(`${run.judgement.state?.opens.case}: ${run.runError}`));
        return outcome(run, refusals, head, undefined);
      }
      const { seen } = run;
      // A case with a long history is not kept as finished, so that the next scheduled run looks at it and stores how
      // far its history has been read (R31).
      if (view.isLong) deps.finished?.delete(number);
      else deps.finished?.set(number, finishedAs(run.index.cases[String(number)], seen));
      return outcome(run, refusals, head, seen);
    }
  } catch (error) {
    if (!isRunError(error)) throw error;
    deps.finished?.delete(number);
    await reportRunError(deps, view, error.message, options.dryRun ?? false);
    return undecided(number, { entries: journaled, head: view?.register.head, runError: error.message });
  }
}

/**
 * Describes a case in which a run left nothing to do, as index and forge show it. If the description changes, something
 * is new in the case.
 */
export function finishedAs(known: IndexedCase | undefined, { mark, config }: CachedMetadata): string {
  const { mark: _mark, config: _config, told: _told, title: _title, sender: _sender, ...others } = known ?? {};
  const { tail: _tail, pull: _pull, revision: _revision, ...rest }: Partial<IndexedCase> = others;
  return canonicalJson({ known: known ? rest : null, mark, config });
}

/** Checks whether a journal says that its content may be erased (R50). Most journals need not be read for this. */
const isErasedCase = ({ pull: { number }, register: { journal } }: CaseView): boolean =>
  journal?.includes('"erased":') === true && openJournal(number, journal).erasure !== NOTHING_ERASED;

/** Checks whether the process itself opened the pull request (R1). */
const isOwn = ({ pull, process }: CaseView): boolean => pull.opener.id === process;

/**
 * Adds the entries of a run to the register's signed log (R36). Returns the run with the new index, and the files to
 * write in the same commit.
 */
async function withLog(deps: Deps, run: Run): Promise<{ run: Run; additions: readonly Addition[] }> {
  if (!run.logged) return { run, additions: [] };
  const { log, additions } = await extendLog(deps, run.logged.log, run.logged.ids);
  return { run: { ...run, index: { ...run.index, log } }, additions };
}

/**
 * Writes the entries of a run to the register.
 * @param more the files of the signed log; checkpoint and entries must be in one commit (R36)
 */
async function append(
  deps: Deps,
  view: CaseView,
  run: Run,
  more: readonly Addition[],
): Promise<string | undefined | 'moved'> {
  const { entries, state } = run.judgement;
  if (entries.length === 0 || !state) return view.register.head;
  const each = (say: (entry: Entry) => string) => [...new Set(entries.map(say))].join(', ');
  const message = `${state.opens.case}: ${each(({ kind }) => kind)}`;
  const written = await deps.forge.appendRegister(view.register.head, message, [
    { path: journalPath(run.number), text: run.journal.text },
    { path: INDEX_PATH, text: printIndex(run.index) },
    ...run.documents,
    ...more,
  ]);
  if (written === 'moved') return 'moved';
  deps.log(both((lang) => `${state.opens.case}: ${each((entry) => entryKind(entry)[lang])}`));
  return written.head;
}

/**
 * Checks for an error that leaves a case unchanged until somebody fixes it (R31). Any other error is a fault of the
 * program.
 */
const isRunError = (error: unknown): error is Error =>
  error instanceof Undecidable ||
  error instanceof ForgeError ||
  error instanceof UnsoundConfig ||
  error instanceof RegisterError ||
  error instanceof UnreadableIndex;

/**
 * Writes the status of a pull request that is no case. If the pull request changes the configuration, also writes a
 * comment that says how past cases would have gone under the change (R8). This needs no sound configuration and no
 * register, because the pull request may repair them.
 */
async function withoutCase(deps: Deps, view: CaseView, { dryRun }: RunOptions): Promise<Outcome> {
  // A pull request that the process opened is never a request of its own (R1).
  const effects = isOwn(view) ? [] : planWithoutCase(view.pull, NO_CASE_DESCRIPTION);
  const refusals = dryRun ? [] : await deps.forge.applyEffects(view.pull, effects);
  const { number } = view.pull;
  if (!dryRun && isWhatIfDue(view)) await (deps.whatIf ? deps.whatIf(number) : commentWhatIf(deps, number));
  return undecided(number, { effects, refusals, head: view.register.head });
}

/** Returns the outcome of a run that decided no case. */
export const undecided = (number: number, more: Partial<Outcome>): Outcome => ({
  ...{ number, entries: [], effects: [], refusals: [] },
  ...{ caseId: undefined, head: undefined, index: undefined, runError: undefined, seen: undefined },
  ...more,
});

/** Checks whether the forge cannot reopen the pull request (422). A missing permission is only temporary (R1). */
const isImpossible = (refusals: readonly EffectRefusal[]): boolean =>
  refusals.some(({ effect, status }) => effect.do === 'reopen' && status === 422);

const isRefused = (refusals: readonly EffectRefusal[], what: Effect['do']): boolean =>
  refusals.some(({ effect }) => effect.do === what);

function outcome(
  { number, judgement, effects, index, runError }: Run,
  refusals: readonly EffectRefusal[],
  head: string | undefined,
  seen: CachedMetadata | undefined,
): Outcome {
  const { entries, state } = judgement;
  return { number, caseId: state?.opens.case, entries, effects, refusals, head, index, runError, seen };
}

/** Reports why nothing could be decided (R31): in the log and, if the case could be read, as an error status. */
async function reportRunError(deps: Deps, view: CaseView | undefined, message: string, dryRun: boolean): Promise<void> {
  deps.log(same(message));
  if (!view || dryRun) return;
  const [first = ''] = message.split('\n');
  const description = statusDescription({ kind: 'error', cause: same(first) }, { zone: 'UTC' });
  const { status, head } = view.pull;
  if (status?.state === 'error' && status.description === description) return;
  try {
    await deps.forge.applyEffects(view.pull, [
      { do: 'status', oid: head, state: 'error', description, url: undefined },
    ]);
  } catch (error) {
    // The forge could not be reached for the status either. The next run tries again (R31).
    if (!(error instanceof ForgeError)) throw error;
    deps.log(same(error.message));
  }
}
