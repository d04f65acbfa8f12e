import { SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import { adopt } from '#domain/journal/configurations.ts';
import { type IndexedCase, printIndex, type RegisterIndex, withEnding } from '#domain/journal/index-file.ts';
import { CONFIGURATIONS_PATH, INDEX_PATH } from '#domain/journal/paths.ts';
import type { Text } from '#domain/problem.ts';
import { same } from '#domain/words/language.ts';
import type { PullLine, RegisterView } from '#engine/forge/forge.ts';
import { readIndex, shownStatus } from './decide.ts';
import type { Deps } from './deps.ts';
import { erasuresLeft, recordErasures } from './erasures.ts';
import { finishedAs, type Outcome, reconcile, type RunOptions, undecided } from './reconcile.ts';
import { commentWhatIf } from './what-if.ts';

interface ScheduledRunOptions extends RunOptions {
  /** Pull requests that are looked at even if the list of open pull requests shows nothing new about them. */
  readonly also?: readonly number[];
  /**
   * Whether the run also looks at the cases that the index lists as `ending`, and removes from that list those whose
   * end is on the forge; `true` by default. A run that an event started may leave this to the next scheduled run.
   */
  readonly ended?: boolean;
}

/** The error that a scheduled run throws at its end if the program failed while it looked at a case. */
export class CaseFaults extends AggregateError {
  override readonly name = 'CaseFaults';
  /** The number of all cases that could not be decided, including those in which the program failed. */
  readonly undecided: number;

  constructor(faults: readonly unknown[], undecided: number, of: number) {
    super(faults, `${faults.length} of ${of} cases met a fault of the program.`);
    this.undecided = undecided;
  }
}

/** Counts the cases that could not be decided (R31). */
export const undecidedOf = (outcomes: readonly Outcome[]): number =>
  outcomes.filter(({ runError }) => runError !== undefined).length;

/**
 * Lists the open pull requests, and reconciles the cases for which something may be new (R28). Something may be new if
 * the mark or the status differs from the stored one, if a computed instant has passed, if the configuration has
 * changed, or if the pull request is no longer open. If nothing is new, the run costs one query for each hundred open
 * pull requests, and writes nothing.
 * @returns the outcome of each case that was looked at
 * @throws ForgeError or UnreadableIndex if the listing or the index cannot be read
 * @throws CaseFaults at the end, if the program failed while it looked at a case
 */
export async function scheduledRun(deps: Deps, options: ScheduledRunOptions = {}): Promise<Outcome[]> {
  const { ended = true } = options;
  const listing = await deps.forge.listOpen();
  const { pulls, register, configRevision, main } = listing;
  const index = readIndex(register.index);
  const reconfigured = Object.keys(index.cases).length > 0 && index.config !== configRevision;
  const now = deps.now();
  // If the index names a pull request as the successor of a case, that case is looked at (R1).
  const places = new Map(Object.entries(index.cases).map(([number, { pull }]) => [pull, Number(number)]));
  const lines = pulls.map((line) => ({ ...line, number: places.get(line.number) ?? line.number }));
  const listed = new Map(lines.map((line) => [line.number, line]));
  const look = { now, settle: deps.settle, configRevision, finished: deps.finished };
  const news = lines.filter((line) => mayHaveNews(line, index.cases[String(line.number)], look));
  const isDraft = ({ number }: PullLine): boolean => index.cases[String(number)] === undefined;
  const drafts = inTurn(news.filter(isDraft));
  const named = new Set((options.also ?? []).map((number) => places.get(number) ?? number));
  const due = new Set([
    ...[...news.filter((line) => !isDraft(line)), ...drafts].map(({ number }) => number),
    // A case in the index that is not listed was closed or merged since the last run.
    ...Object.keys(index.cases)
      .map(Number)
      .filter((number) => !listed.has(number)),
    ...(ended ? (index.ending ?? []) : []),
    // A room that an ended case holds may be closed now (R51).
    ...(reconfigured ? index.bookings.map(({ number }) => number) : []),
    ...named,
  ]);
  const outcomes: Outcome[] = [];
  const proposed: number[] = [];
  const aside: Deps = { ...deps, whatIf: deps.whatIf ?? ((number) => void proposed.push(number)) };
  const faults: unknown[] = [];
  // Drafts come last, because strangers can make a draft slow to read, and cases must not wait for it (R31).
  const turns = new Map(drafts.map(({ number }, turn) => [number, turn + 1]));
  const rank = (number: number): number => (named.has(number) ? -1 : (turns.get(number) ?? 0));
  for (const number of [...due].sort((a, b) => rank(a) - rank(b) || a - b)) {
    outcomes.push(await lookAt(aside, number, options, faults));
    if (due.size > 20 && outcomes.length % 20 === 0) deps.log(progress(outcomes.length, due.size));
  }
  const whole = outcomes.every(({ runError }) => runError === undefined);
  if (!options.dryRun)
    await note(deps, outcomes, {
      ended,
      adopted: reconfigured && whole ? { revision: configRevision, main } : undefined,
      listing: { register, main },
    });
  const left = ended && !options.dryRun ? erasuresLeft(listing, now) : undefined;
  if (left) await recordErasures(deps, await deps.forge.listOpen(), left);
  // Comments about changed configurations come last, a few in one run. The others wait for the next scheduled run.
  for (const number of proposed.slice(0, MOST_WHAT_IFS)) await commentWhatIf(deps, number);
  if (faults.length > 0) throw new CaseFaults(faults, undecidedOf(outcomes), due.size);
  return outcomes;
}

/** The largest number of pull requests with a changed configuration on which one run comments. */
const MOST_WHAT_IFS = 3;

/** Reconciles one case. Adds an error of the program to `faults` and throws nothing, so that the run goes on. */
async function lookAt(deps: Deps, number: number, options: RunOptions, faults: unknown[]): Promise<Outcome> {
  try {
    return await reconcile(deps, number, options);
  } catch (error) {
    faults.push(error);
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    deps.log(same(`#${number}: ${reason}`));
    return undecided(number, { runError: reason });
  }
}

/** The most drafts of one account that one run looks at again, apart from those that it is asked for. */
const MOST_DRAFTS = 20;

/**
 * Puts drafts in an order in which the accounts take turns, so that nobody waits for the many drafts of another account
 * (R31). First come those of an account without a reply to their head. Of those with a reply, only the ones that changed
 * last are looked at again: a sign makes a draft the newest.
 */
function inTurn(drafts: readonly PullLine[]): readonly PullLine[] {
  const byAccount = Map.groupBy(drafts, ({ opener }) => opener);
  const turns = [...byAccount.values()].flatMap((own) =>
    [
      ...own.filter(({ status }) => status === undefined),
      ...own
        .filter(({ status }) => status !== undefined)
        .sort((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt))
        .slice(0, MOST_DRAFTS),
    ].map((line, turn) => ({ line, turn })),
  );
  return turns.sort((a, b) => a.turn - b.turn || a.line.number - b.line.number).map(({ line }) => line);
}

interface Look {
  readonly now: string;
  readonly settle: number;
  readonly configRevision: string;
  readonly finished: Deps['finished'];
}

function mayHaveNews(
  line: PullLine,
  known: IndexedCase | undefined,
  { now, settle, configRevision, finished }: Look,
): boolean {
  if (line.foreign) return false;
  // A draft has news if it may have the submit sign, if somebody acted on it and waits for a reply (R13), or if the
  // process's status is missing (R30).
  const isFinished = finished?.get(line.number) === finishedAs(known, { mark: line.mark, config: configRevision });
  if (!known) return (isSigned(line) && !isFinished) || line.acted || line.status === undefined;
  const isShown = known.told === undefined || known.told === shownStatus(line.status);
  if (!isFinished && (known.config !== configRevision || known.mark !== line.mark || !isShown)) return true;
  return known.next !== undefined && Date.parse(known.next) + settle * 1000 <= Date.parse(now);
}

/**
 * Checks whether a pull request may have the submit sign (R13). The listing does not show who set a label or the draft.
 */
const isSigned = ({ branch, draft, labels }: PullLine): boolean =>
  branch.startsWith('cms/') ? labels.includes(SUBMIT_LABEL) : !draft;

/**
 * Stores for which cases nothing is left to do, and by which configuration they were looked at, so that the next run
 * does not look at them again (R28). All changes are one commit; there is no commit if nothing changed.
 */
async function note(
  deps: Deps,
  outcomes: readonly Outcome[],
  what: {
    readonly ended: boolean;
    readonly adopted: { readonly revision: string; readonly main: string } | undefined;
    readonly listing: { readonly register: RegisterView; readonly main: string };
  },
): Promise<void> {
  const { ended, adopted, listing } = what;
  if (outcomes.length === 0 && !adopted) return;
  const { head, index: before } = await registerAfter(deps, outcomes, listing.register);
  const seen = outcomes.reduce(looked, { ...before, config: adopted?.revision ?? before.config });
  const index = ended ? outcomes.reduce(withShownEnding, seen) : seen;
  const text = printIndex(index);
  if (text === printIndex(before)) return;
  const additions = [{ path: INDEX_PATH, text }];
  if (adopted) {
    const files = await deps.forge.readRegister([CONFIGURATIONS_PATH]);
    const text = adopt(files.get(CONFIGURATIONS_PATH), { at: deps.now(), ...adopted });
    additions.push({ path: CONFIGURATIONS_PATH, text });
  }
  const revision = adopted?.revision.slice(0, 12);
  const message = revision ? `configuration ${revision}` : 'looked at';
  // If another run wrote first, nothing is written. The next scheduled run looks again.
  const isWritten = (await deps.forge.appendRegister(head, message, additions)) !== 'moved';
  if (isWritten && revision)
    deps.log({ id: `konfigurasi ${revision} berlaku`, en: `configuration ${revision} is in force` });
}

/** Returns the register after these cases were looked at: as the last run left it, or as it is read again. */
async function registerAfter(
  { forge }: Deps,
  outcomes: readonly Outcome[],
  listed: RegisterView,
): Promise<{ readonly head: string | undefined; readonly index: RegisterIndex }> {
  const last = outcomes.at(-1);
  if (last?.index) return { head: last.head, index: last.index };
  const { head, index } = last ? (await forge.listOpen()).register : listed;
  return { head, index: readIndex(index) };
}

const progress = (done: number, of: number): Text => ({
  id: `${done} dari ${of} berkas sudah dilihat`,
  en: `${done} of ${of} cases looked at`,
});

/**
 * Stores the metadata of a decided case. A case that could not be decided keeps its earlier metadata and is read again
 * (R31).
 */
function looked(index: RegisterIndex, { number, seen }: Outcome): RegisterIndex {
  if (!seen) return index;
  const known = index.cases[String(number)];
  return known ? { ...index, cases: { ...index.cases, [number]: { ...known, ...seen } } } : index;
}

/**
 * Removes an ended case from the list `ending` of the index once the forge shows its whole state. If the forge refuses
 * the merge of a completed case, main has not received it.
 */
const withShownEnding = (index: RegisterIndex, { number, seen, refusals }: Outcome): RegisterIndex =>
  seen && !refusals.some(({ effect }) => effect.do === 'merge') ? withEnding(index, number, false) : index;
