import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Outcome, Procedure, Step } from '#domain/generated/procedure.ts';
import { hasChange } from './editions.ts';
import type { CaseState } from './state.ts';
import type { World } from './world.ts';

/** Does the case give its room back where an outcome leads to this step (R24, R40)? */
export const givesBookingBack = (
  { receipt }: Pick<Procedure, 'receipt'>,
  next: Pick<Step, 'id' | 'kind'>,
  { releases, keeps }: Pick<Outcome, 'releases' | 'keeps'>,
): boolean => releases === true || (keeps === undefined && (next.kind !== 'review' || next.id === receipt));

/** A case that is completed before the booked time begins keeps its room beyond its end (R24). */
export const holdsRoom = (
  { edition }: Pick<World, 'edition'>,
  { booking }: Pick<CaseState, 'booking'>,
  { end, releases }: Pick<Outcome, 'end' | 'releases'>,
  at: Instant,
): Pick<Entry, 'holds'> =>
  end === 'completed' && !releases && booking && at < booking.start && hasChange(edition, 'completed-holds')
    ? { holds: true }
    : {};
