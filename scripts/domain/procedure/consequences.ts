/** What follows from another finding is not reported (R7): the person who fixes the one fixes the other, and would look for a second slip. */
import type { ProcedureFinding } from './finding.ts';

/** What cannot be judged, or only repeats, while there is a finding of that code. */
const FOLLOWING: Readonly<Record<string, readonly string[]>> = {
  'unknown-step': ['unreachable', 'endless', 'receipt-return'],
  'no-target': ['unreachable', 'endless'],
  'submit-first': ['unreachable', 'endless', 'returns-to-submit', 'receipt-return'],
  'unknown-role': ['no-column', 'quorum'],
  'row-order': ['row-missing'],
  percentage: ['share-order'],
};

/** Names that stand in many places: of one that is unknown the first place is reported, and how many others there are. */
const NAMED: ReadonlySet<string> = new Set([
  ...['unknown-step', 'unknown-role', 'unknown-schema', 'unknown-clock', 'unknown-procedure'],
]);

/** @returns those of the findings that would remain if each were fixed by itself */
export function withoutConsequences(findings: readonly ProcedureFinding[]): ProcedureFinding[] {
  const following = new Set(findings.flatMap(({ code }) => FOLLOWING[code] ?? []));
  const own = findings.filter(({ code }) => !following.has(code));
  const sameAs = (one: ProcedureFinding) => (other: ProcedureFinding) =>
    NAMED.has(one.code) && other.code === one.code && other.received === one.received;
  return own.flatMap((found, i) => {
    const others = own.filter(sameAs(found));
    if (others.length < 2) return [found];
    return own.findIndex(sameAs(found)) === i ? [alsoElsewhere(found, others.length - 1)] : [];
  });
}

const alsoElsewhere = (found: ProcedureFinding, more: number): ProcedureFinding => ({
  ...found,
  message: {
    id: `${found.message.id}; juga di ${more} tempat lain`,
    en: `${found.message.en}; in ${more} other ${more === 1 ? 'place' : 'places'} too`,
  },
});
