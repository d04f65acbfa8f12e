import { type Passage, passagesOf, timingOf } from '#domain/case/course/passage.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Visit } from '#domain/generated/public-case.ts';
import { voidedBy } from '#domain/case/state/voided.ts';
import { roundsOf } from '#domain/case/course/rounds.ts';
import type { FullPart } from '#domain/journal/parts.ts';
import { defined } from './defined.ts';
import { explained } from './explained.ts';
import { party, publicChanges, publicEntry } from './public-entry.ts';

/** A public part with its id in the chain. */
export interface ChainedPart<Part> {
  readonly id: string;
  /** Its place in the log (R36). */
  readonly leaf?: number;
  readonly part: Part;
}

/** How much time a passage was allowed, and used. */
export type Measured = Pick<Visit, 'allowed' | 'allowedDays' | 'used' | 'usedDays'>;

/** What the visits of a case depend on besides its journal. */
export interface ProjectionWorld {
  /** The procedure that it is pinned to (R7). */
  readonly procedure: Procedure;
  /** Measures passages by the office's calendar; without it, no times are given. */
  readonly measure?: (passage: Passage) => Measured;
}

/** The visits of a case in order (R32), with what happened in each. */
export function visitsOf(
  lines: readonly ChainedPart<FullPart>[],
  { procedure, measure = () => ({}) }: ProjectionWorld,
): Visit[] {
  const superseded = voidedBy(lines.map(({ part }) => part));
  const changes = new Map(
    roundsOf(lines.map(({ part }) => part)).map((round) => [round.after.seq, publicChanges(round)]),
  );
  const reported = lines.map(({ id, leaf, part }) => ({ ...part, id, ...defined('leaf', leaf) }));
  return passagesOf(reported, procedure).map((passage) => {
    const { entries, closing } = passage;
    const timing = timingOf(passage);
    return {
      ...opened(passage, procedure.zone),
      ...(closing ? closed(closing) : {}),
      ...measure(passage),
      ...defined('timing', timing),
      entries: reported
        // An answer belongs to the visit whose record it answers, no matter who was on turn when it came (R52).
        .filter((entry) =>
          entry.kind === 'answered'
            ? entry.step === passage.step && entry.visit === passage.visit
            : entries.includes(entry),
        )
        // A double click is answered neutrally, and not shown (R2).
        .filter(({ reason }) => reason !== 'already-acted')
        .map((entry) =>
          publicEntry(entry, entry, { superseded: superseded.get(entry.seq), changes: changes.get(entry.seq) }),
        ),
    };
  });
}

function opened(
  { step, row, visit, opened: at, begins, wait, withApplicant, roles, assigned, deadline }: Passage,
  zone: string,
) {
  const { due, limit, clock, ...explanation } = deadline ?? {};
  return {
    ...{ step, row, visit, opened: at, begins },
    ...defined('withApplicant', withApplicant || undefined),
    ...defined('roles', roles),
    ...defined('assigned', assigned?.map(party)),
    ...defined('due', due),
    ...defined('limit', limit),
    ...defined('clock', clock),
    ...defined('explanation', explained({ ...explanation, ...(wait ? { wait } : {}) }, zone)),
  };
}

const closed = (closing: FullPart) => ({
  ended: closing.at,
  ...defined('outcome', outcomeOf(closing)),
  ...defined('late', closing.late || undefined),
});

function outcomeOf({ kind, gesture }: FullPart): Visit['outcome'] {
  if (kind === 'accepted') return gesture === 'changes' ? 'returned' : 'approved';
  if (kind === 'submitted' || kind === 'rejected' || kind === 'withdrawn' || kind === 'timed-out') return kind;
  if (kind === 'superseded' || kind === 'ended-outside' || kind === 'abandoned') return kind;
  return undefined;
}
