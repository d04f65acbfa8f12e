import type { Instant } from '#domain/clock/instant.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { OriginCase } from './world.ts';

/**
 * May this case be the origin of a request by such a procedure, and from when does the time for it run (R44)?
 * @returns undefined: no; without `from` no time runs
 */
export function mayBeOrigin(
  { id, origin }: Pick<Procedure, 'id' | 'origin'>,
  { procedure, end, at, opened }: Pick<OriginCase, 'procedure' | 'end' | 'at' | 'opened'>,
): { from?: Instant } | undefined {
  const isTaken = origin?.from.some(
    ({ procedure: other, ends, waiting = false }) =>
      other === procedure && (end === undefined ? waiting : (ends?.includes(end) ?? !waiting)),
  );
  if (isTaken) return at === undefined ? {} : { from: at };
  const noDecision = origin && opened?.find((each) => each.procedure === id);
  return noDecision && { from: noDecision.at };
}
