import { SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import { adopt } from '#domain/journal/configurations.ts';
import { type IndexedCase, printIndex, type RegisterIndex, withEnding } from '#domain/journal/index-file.ts';
import { CONFIGURATIONS_PATH, INDEX_PATH } from '#domain/journal/paths.ts';
import type { Text } from '#domain/problem.ts';
import { same } from '#domain/words/language.ts';
import type { PullLine } from '#engine/forge/forge.ts';
import { readIndex, shownStatus } from './decide.ts';
import type { Deps } from './deps.ts';
import { finishedAs, type Outcome, reconcile, type RunOptions, undecided } from './reconcile.ts';
import { commentWhatIf } from './what-if.ts';

interface ScheduledRunOptions extends RunOptions {
  /** Pull requests to look at whether or not the listing shows news. */
  readonly also?: readonly number[];
  /**
   * Look once more at cases that have just ended, and note that nothing is left to write about them; `true` by default. A
   * run that an event started may leave that to the next scheduled one.
   */
  readonly ended?: boolean;
}

/** What a scheduled run throws after it looked at everything, where a case met a fault of the program. */
export class CaseFaults extends AggregateError {
  override readonly name = 'CaseFaults';
  /** How many cases could not be decided, these among them. */
  readonly undecided: number;

  constructor(faults: readonly unknown[], undecided: number, of: number) {
    super(faults, `${faults.length} of ${of} cases met a fault of the program.`);
    this.undecided = undecided;
  }
}

/** The cases that could not be decided (R31). */
export const undecidedOf = (outcomes: readonly Outcome[]): number =>
  outcomes.filter(({ runError }) => runError !== undefined).length;

/**
 * Looks over every open case and reconciles those for which something may have changed (R28): by the cheap listing's
 * marks, by the instants that time computes, or by a changed configuration. With nothing new it costs one request for
 * each hundred open pull requests, and writes nothing.
 * @returns what was done with each case that was looked at
 * @throws ForgeError or UnreadableIndex where listing or index cannot be read; CaseFaults, after all were looked at, if any
 *   met a fault of the program
 */
export async function scheduledRun(deps: Deps, options: ScheduledRunOptions = {}): Promise<Outcome[]> {
  const { ended = true } = options;
  const { pulls, register, configRevision, main } = await deps.forge.listOpen();
  const index = readIndex(register.index);
  const reconfigured = Object.keys(index.cases).length > 0 && index.config !== configRevision;
  const now = deps.now();
  // What the index names as the place of a case is looked at as that case (R1).
  const places = new Map(Object.entries(index.cases).map(([number, { pull }]) => [pull, Number(number)]));
  const lines = pulls.map((line) => ({ ...line, number: places.get(line.number) ?? line.number }));
  const listed = new Map(lines.map((line) => [line.number, line]));
  const due = new Set([
    ...lines
      .filter((line) =>
        mayHaveNews(line, index.cases[String(line.number)], {
          now,
          settle: deps.settle,
          configRevision,
          finished: deps.finished,
        }),
      )
      .map(({ number }) => number),
    // An indexed case that is not listed was closed or merged while nobody looked.
    ...Object.keys(index.cases)
      .map(Number)
      .filter((number) => !listed.has(number)),
    ...(ended ? (index.ending ?? []) : []),
    ...(options.also ?? []).map((number) => places.get(number) ?? number),
  ]);
  const outcomes: Outcome[] = [];
  const proposed: number[] = [];
  const aside: Deps = { ...deps, whatIf: deps.whatIf ?? ((number) => void proposed.push(number)) };
  const faults: unknown[] = [];
  // Drafts come last: what strangers put on one of them, which may take long to read, waits for no case (R31).
  const rank = (number: number): number => (index.cases[String(number)] ? 0 : 1);
  for (const number of [...due].sort((a, b) => rank(a) - rank(b) || a - b)) {
    outcomes.push(await lookAt(aside, number, options, faults));
    if (due.size > 20 && outcomes.length % 20 === 0) deps.log(progress(outcomes.length, due.size));
  }
  const whole = outcomes.every(({ runError }) => runError === undefined);
  if (!options.dryRun)
    await note(deps, outcomes, {
      ended,
      adopted: reconfigured && whole ? { revision: configRevision, main } : undefined,
    });
  // Last of all, and a few at a time: the others stand without their comment until the next scheduled run.
  for (const number of proposed.slice(0, MOST_WHAT_IFS)) await commentWhatIf(deps, number);
  if (faults.length > 0) throw new CaseFaults(faults, undecidedOf(outcomes), due.size);
  return outcomes;
}

/** So many pull requests that change the configuration are commented on in one run. */
const MOST_WHAT_IFS = 3;

/** A fault of the program over one case does not keep the deadlines of the others from being written; it is thrown at the end. */
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
  // A draft matters once its submit sign may stand, or once somebody has acted on it, which is answered (R13); and where the
  // process's status is not the one that shows (R30).
  if (!known) return isSigned(line) || line.acted || line.status === undefined;
  const isFinished = finished?.get(line.number) === finishedAs(known, { mark: line.mark, config: configRevision });
  const isShown = known.told === undefined || known.told === shownStatus(line.status);
  if (!isFinished && (known.config !== configRevision || known.mark !== line.mark || !isShown)) return true;
  return known.next !== undefined && Date.parse(known.next) + settle * 1000 <= Date.parse(now);
}

/** May the submit sign stand (R13)? The listing has labels and draft, but not who set them. */
const isSigned = ({ branch, draft, labels }: PullLine): boolean =>
  branch.startsWith('cms/') ? labels.includes(SUBMIT_LABEL) : !draft;

/**
 * Notes which cases were looked at with nothing left to do, and that all were under a new configuration, so that the next
 * run need not look again (R28): one commit for all of it, and none where nothing changed.
 */
async function note(
  deps: Deps,
  outcomes: readonly Outcome[],
  what: {
    readonly ended: boolean;
    readonly adopted: { readonly revision: string; readonly main: string } | undefined;
  },
): Promise<void> {
  const { ended, adopted } = what;
  if (outcomes.length === 0 && !adopted) return;
  // The last case decided knows the register as it left it; else it is read.
  const last = outcomes.at(-1);
  const { head, index: before } = last?.index
    ? { head: last.head, index: last.index }
    : await deps.forge.listOpen().then(({ register }) => ({ head: register.head, index: readIndex(register.index) }));
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
  // Lost a race: the next scheduled run looks again.
  const isWritten = (await deps.forge.appendRegister(head, message, additions)) !== 'moved';
  if (isWritten && revision)
    deps.log({ id: `konfigurasi ${revision} berlaku`, en: `configuration ${revision} is in force` });
}

const progress = (done: number, of: number): Text => ({
  id: `${done} dari ${of} berkas sudah dilihat`,
  en: `${done} of ${of} cases looked at`,
});

/** What could not be decided stays as it was noted, and so is looked at until it can be (R31). */
function looked(index: RegisterIndex, { number, seen }: Outcome): RegisterIndex {
  if (!seen) return index;
  const known = index.cases[String(number)];
  return known ? { ...index, cases: { ...index.cases, [number]: { ...known, ...seen } } } : index;
}

/** The index without an ended case whose state the forge shows in full. */
const withShownEnding = (index: RegisterIndex, { number, seen }: Outcome): RegisterIndex =>
  seen ? withEnding(index, number, false) : index;
