import type { Instant } from '#domain/clock/instant.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { OriginCase } from './world.ts';

/**
 * May this case be the origin of such a request now, and from when does the time for it run? Whatever makes a case one that may
 * be taken is asked here and nowhere else.
 * @returns undefined: it may not; without `from` no time runs
 */
export function mayBeOrigin(
  { from }: NonNullable<Procedure['origin']>,
  { procedure, end, at }: Pick<OriginCase, 'procedure' | 'end' | 'at'>,
): { from?: Instant } | undefined {
  const isTaken = from.some(
    ({ procedure: other, ends, waiting = false }) =>
      other === procedure && (end === undefined ? waiting : (ends?.includes(end) ?? !waiting)),
  );
  if (!isTaken) return undefined;
  return at === undefined ? {} : { from: at };
}
