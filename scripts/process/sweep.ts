import { SUBMIT_LABEL } from '../case/sign.ts';
import type { PullLine } from '../forge/forge.ts';
import { adopt } from '../register/configurations.ts';
import { type IndexedCase, parseIndex, printIndex } from '../register/index-file.ts';
import { CONFIGURATIONS_PATH, INDEX_PATH } from '../register/paths.ts';
import type { Deps } from './deps.ts';
import { type Outcome, type RunOptions, reconcile } from './reconcile.ts';

/**
 * Looks over every open case and reconciles those for which something may have changed (R28): by the cheap listing's
 * marks, by the instants that time computes, or by a changed configuration. With nothing new it costs one request for
 * each hundred open pull requests, and writes nothing.
 */
export async function sweep(deps: Deps, options: RunOptions = {}): Promise<Outcome[]> {
  const { pulls, register, configRevision, main } = await deps.forge.listOpen();
  const index = parseIndex(register.index);
  const reconfigured = Object.keys(index.cases).length > 0 && index.config !== configRevision;
  const now = deps.now();
  const listed = new Map(pulls.map((line) => [line.number, line]));
  const due = [
    ...pulls
      .filter((line) => mayHaveNews(line, index.cases[String(line.number)], { now, settle: deps.settle, reconfigured }))
      .map(({ number }) => number),
    // An indexed case that is not listed was closed or merged while nobody looked.
    ...Object.keys(index.cases)
      .map(Number)
      .filter((number) => !listed.has(number)),
  ].sort((a, b) => a - b);
  const outcomes: Outcome[] = [];
  for (const number of due) {
    outcomes.push(await reconcile(deps, number, options));
    if (due.length > 20 && outcomes.length % 20 === 0) deps.log(`${outcomes.length} of ${due.length} cases looked at`);
  }
  const whole = outcomes.every(({ trouble }) => trouble === undefined);
  if (reconfigured && whole && !options.dryRun) await adoptConfiguration(deps, configRevision, main);
  return outcomes;
}

interface Look {
  readonly now: string;
  readonly settle: number;
  readonly reconfigured: boolean;
}

function mayHaveNews(line: PullLine, known: IndexedCase | undefined, { now, settle, reconfigured }: Look): boolean {
  if (line.foreign) return false;
  if (!known) return isSigned(line);
  if (reconfigured || known.mark !== line.mark) return true;
  return known.next !== undefined && Date.parse(known.next) + settle * 1000 <= Date.parse(now);
}

/** A pull request without a case matters once its submit sign may stand (R13); a draft is nobody's business. */
const isSigned = ({ branch, draft, labels }: PullLine): boolean =>
  branch.startsWith('cms/') ? labels.includes(SUBMIT_LABEL) : !draft;

/** Notes that every open case was looked at under this configuration, so that the next sweep need not (R28). */
async function adoptConfiguration(deps: Deps, revision: string, main: string): Promise<void> {
  const { register } = await deps.forge.listOpen();
  const index = parseIndex(register.index);
  const files = await deps.forge.readRegister([CONFIGURATIONS_PATH]);
  const text = adopt(files.get(CONFIGURATIONS_PATH), { at: deps.now(), revision, main });
  const written = await deps.forge.appendRegister(register.head, `configuration ${revision.slice(0, 12)}`, [
    { path: CONFIGURATIONS_PATH, text },
    { path: INDEX_PATH, text: printIndex({ ...index, config: revision }) },
  ]);
  // Lost a race: the next sweep looks again.
  if (written !== 'moved') deps.log(`configuration ${revision.slice(0, 12)} adopted`);
}
