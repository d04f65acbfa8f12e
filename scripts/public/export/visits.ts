import { type Passage, passagesOf, timingOf } from '#domain/case/course/passage.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Visit } from '#domain/generated/public-case.ts';
import { given } from '#domain/request/given.ts';
import { withCorrections } from '#domain/case/state/corrections.ts';
import { voidedBy } from '#domain/case/state/voided.ts';
import { roundsOf } from '#domain/case/course/rounds.ts';
import type { FullPart } from '#domain/journal/parts.ts';
import { explained } from './public-spans.ts';
import { party, publicChanges, publicEntry } from './public-entry.ts';

/** A public part with its id in the chain. */
export interface ChainedPart<Part> {
  readonly id: string;
  /** Number of the leaf in the log (R36). */
  readonly leaf?: number;
  readonly part: Part;
}

export type Measured = Pick<Visit, 'allowed' | 'allowedDays' | 'used' | 'usedDays'>;

export interface ProjectionWorld {
  readonly procedure: Procedure;
  /** Measures passages by the office's calendar. Without it, visits have no measured times. */
  readonly measure?: (passage: Passage) => Measured;
}

/** Returns the visits of a case in order (R32), with the entries of each visit. */
export function visitsOf(
  lines: readonly ChainedPart<FullPart>[],
  { procedure, measure = () => ({}) }: ProjectionWorld,
): Visit[] {
  const superseded = voidedBy(lines.map(({ part }) => part));
  const changes = new Map(
    roundsOf(lines.map(({ part }) => part)).map((round) => [round.after.seq, publicChanges(round)]),
  );
  // Rounds compare what was submitted. The entries show the corrected values (R49).
  const reported = withCorrections(lines.map(({ id, leaf, part }) => ({ ...part, id, ...given({ leaf }) })));
  const passages = passagesOf(reported, procedure);
  return passages.map((passage) => {
    const { entries, closing } = passage;
    const timing = timingOf(passage);
    return {
      ...opened(passage, procedure.zone),
      ...(closing ? closed(closing) : {}),
      ...measure(passage),
      ...given({ timing }),
      entries: reported
        // An answer belongs to the visit whose record it answers, no matter whose turn it was then (R52). After the end, a
        // correction (R49) and a filing (R47) belong to the last visit, as does an erasure (R50).
        .filter((entry) =>
          OWN_VISIT.includes(entry.kind)
            ? entry.step === passage.step && entry.visit === passage.visit
            : entry.kind === 'erased'
              ? passage === passages.at(-1)
              : entries.includes(entry),
        )
        // A double click is one act (R2), so its refusal is not shown.
        .filter(({ reason }) => reason !== 'already-acted')
        .map((entry) =>
          publicEntry(entry, entry, { superseded: superseded.get(entry.seq), changes: changes.get(entry.seq) }),
        ),
    };
  });
}

/** The kinds of entries that name their visit, which may be over. */
const OWN_VISIT: readonly FullPart['kind'][] = ['answered', 'corrected', 'filed'];

function opened(
  { step, row, visit, opened: at, begins, wait, withApplicant, roles, assigned, deadline }: Passage,
  zone: string,
) {
  const { due, limit, clock, ...explanation } = deadline ?? {};
  return {
    ...{ step, row, visit, opened: at, begins },
    ...given({ withApplicant: withApplicant || undefined, roles, assigned: assigned?.map(party), due, limit, clock }),
    ...given({ explanation: explained({ ...explanation, ...(wait ? { wait } : {}) }, zone) }),
  };
}

const closed = (closing: FullPart) => ({
  ended: closing.at,
  ...given({ outcome: outcomeOf(closing), late: closing.late || undefined }),
});

function outcomeOf({ kind, gesture }: FullPart): Visit['outcome'] {
  if (kind === 'accepted') return gesture === 'changes' ? 'returned' : 'approved';
  if (kind === 'submitted' || kind === 'rejected' || kind === 'withdrawn' || kind === 'timed-out') return kind;
  if (kind === 'superseded' || kind === 'ended-outside' || kind === 'abandoned') return kind;
  return undefined;
}
