import type { Effect } from '#domain/case/plan/effects.ts';
import { isCase, planWithoutCase } from '#domain/case/plan/plan.ts';
import { Undecidable } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { RegisterError } from '#domain/journal/chain.ts';
import { type CachedMetadata, type IndexedCase, printIndex, type RegisterIndex } from '#domain/journal/index-file.ts';
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

/** What a run did with one case. */
export interface Outcome {
  readonly number: number;
  /** The case's id; undefined while it is a draft, or no case. */
  readonly caseId: string | undefined;
  readonly entries: readonly Entry[];
  readonly effects: readonly Effect[];
  readonly refusals: readonly EffectRefusal[];
  /** Register head after the run. */
  readonly head: string | undefined;
  /** The register's index at that head, where the case could be decided. */
  readonly index: RegisterIndex | undefined;
  /** Why nothing could be decided, or why what was decided could not come to main (R31, R34). */
  readonly runError: string | undefined;
  /**
   * What the scheduled run is to note of the case in the index; undefined where it was not decided, in a dry run, and for no
   * case.
   */
  readonly seen: CachedMetadata | undefined;
}

export interface RunOptions {
  readonly dryRun?: boolean;
}

/** A run that lost the race reads and decides again, but not more often: then something is broken (R26). */
const ATTEMPTS = 8;

/**
 * One run over one case (R28): reads what is there, compares it with the journal, adds what is missing, and writes to
 * the forge what differs from it (R30). What cannot be read or decided leaves the journal alone and is reported as an error
 * status (R31).
 * @param number of the pull request
 * @returns what was done, or in `runError` why nothing could be decided
 * @throws whatever is a fault of the program
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
      // Somebody may have reopened it meanwhile; then nothing was abandoned.
      const isClosed = view.pull.state === 'closed' && view.pull.cutOff === undefined;
      const decided = await decide(deps, view, cannotReopen && isClosed);
      await deps.pause?.('judged');
      if (options.dryRun) return outcome(decided, [], view.register.head, undefined);
      const { run, additions } = await withLog(deps, decided);
      const head = await append(deps, view, run, additions);
      if (head === 'moved') {
        if (attempt >= ATTEMPTS)
          throw new Undecidable(`The register moved ${ATTEMPTS} times while case ${number} was decided.`);
        continue;
      }
      // Before anything is written on the forge: what it refuses then keeps nobody from being notified.
      if (run.news) deps.added?.(run.news);
      await deps.pause?.('appended');
      journaled = [...journaled, ...run.judgement.entries];
      // People are notified of the state at the end, not of each state before it.
      if (run.isMore) continue;
      const refusals = await deps.forge.applyEffects(view.pull, run.effects);
      // On the successor everything is to be written anew.
      const isOpened = run.effects.some((effect) => effect.do === 'open-successor') && refusals.length === 0;
      if (isOpened && attempt < ATTEMPTS) {
        cannotReopen = false;
        continue;
      }
      if (isImpossible(refusals) && !cannotReopen) {
        cannotReopen = true;
        continue;
      }
      // The head has moved between decision and merge: read again (security row 6).
      if (isRefused(refusals, 'merge') && attempt < 3) continue;
      if (run.runError !== undefined) {
        deps.finished?.delete(number);
        deps.log(same(`${run.judgement.state?.opens.case}: ${run.runError}`));
        return outcome(run, refusals, head, undefined);
      }
      const { seen } = run;
      // Of a long history a scheduled run must note how far it has been read (R31).
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

/** What a finished case looks like in the index and on the forge; a case that looks otherwise has news. */
export function finishedAs(known: IndexedCase | undefined, { mark, config }: CachedMetadata): string {
  const { mark: _mark, config: _config, told: _told, title: _title, tail: _tail, pull: _pull, ...rest } = known ?? {};
  return canonicalJson({ known: known ? rest : null, mark, config });
}

/** Has the process opened the pull request, and is it no successor of a case that is known (R1)? */
const isOwn = ({ pull, process }: CaseView): boolean => pull.opener.id === process;

/** The run with the log that its entries make, and what is written of it. */
async function withLog(deps: Deps, run: Run): Promise<{ run: Run; additions: readonly Addition[] }> {
  if (!run.logged) return { run, additions: [] };
  const { log, additions } = await extendLog(deps, run.logged.log, run.logged.ids);
  return { run: { ...run, index: { ...run.index, log } }, additions };
}

/** @param log what is written of the log: so checkpoint and entries are one commit (R36) */
async function append(
  deps: Deps,
  view: CaseView,
  run: Run,
  log: readonly Addition[],
): Promise<string | undefined | 'moved'> {
  const { entries, state } = run.judgement;
  if (entries.length === 0 || !state) return view.register.head;
  const each = (say: (entry: Entry) => string) => [...new Set(entries.map(say))].join(', ');
  const message = `${state.opens.case}: ${each(({ kind }) => kind)}`;
  const written = await deps.forge.appendRegister(view.register.head, message, [
    { path: journalPath(run.number), text: run.journal.text },
    { path: INDEX_PATH, text: printIndex(run.index) },
    ...run.documents,
    ...log,
  ]);
  if (written === 'moved') return 'moved';
  deps.log(both((lang) => `${state.opens.case}: ${each((entry) => entryKind(entry)[lang])}`));
  return written.head;
}

/** What leaves a case as it is until somebody fixes it (R31); anything else is a fault of the program. */
const isRunError = (error: unknown): error is Error =>
  error instanceof Undecidable ||
  error instanceof ForgeError ||
  error instanceof UnsoundConfig ||
  error instanceof RegisterError ||
  error instanceof UnreadableIndex;

/** A pull request that is no case is answered without configuration and register: it may be the one that fixes them (R8). */
async function withoutCase(deps: Deps, view: CaseView, { dryRun }: RunOptions): Promise<Outcome> {
  // What the process has opened itself is nobody's request, whatever case it stands for (R1).
  const effects = isOwn(view) ? [] : planWithoutCase(view.pull, NO_CASE_DESCRIPTION);
  const refusals = dryRun ? [] : await deps.forge.applyEffects(view.pull, effects);
  const { number } = view.pull;
  if (!dryRun && isWhatIfDue(view)) await (deps.whatIf ? deps.whatIf(number) : commentWhatIf(deps, number));
  return undecided(number, { effects, refusals, head: view.register.head });
}

/** The outcome where no case was decided. */
export const undecided = (number: number, more: Partial<Outcome>): Outcome => ({
  ...{ number, entries: [], effects: [], refusals: [] },
  ...{ caseId: undefined, head: undefined, index: undefined, runError: undefined, seen: undefined },
  ...more,
});

/** The forge can not reopen it (422); a missing permission is temporary, and abandons nothing (R1). */
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

/**
 * Reports why nothing could be decided (R31): in the log, and as an error status where the case could be read and does
 * not have that status yet.
 */
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
    // The forge is out of reach for this as well; the next run tries again (R31).
    if (!(error instanceof ForgeError)) throw error;
    deps.log(same(error.message));
  }
}
