import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Outcome, Procedure, Step } from '#domain/generated/procedure.ts';
import { hasChange } from './editions.ts';
import type { CaseState } from './state.ts';
import type { World } from './world.ts';

/**
 * Does the case give its room back where an outcome leads to this step (R24)? With whoever opened it, and at receipt, it holds none
 * unless the outcome keeps the booking (R40); elsewhere only where the outcome says so.
 */
export const givesBookingBack = (
  { receipt }: Pick<Procedure, 'receipt'>,
  next: Pick<Step, 'id' | 'kind'>,
  { releases, keeps }: Pick<Outcome, 'releases' | 'keeps'>,
): boolean => releases === true || (keeps === undefined && (next.kind !== 'review' || next.id === receipt));

/**
 * Does a case keep its room beyond its end (R24)? It does where it is completed before the booked time begins: what was granted
 * stays granted. Every other end gives the room back, and so does an outcome that says so.
 */
export const holdsRoom = (
  { edition }: Pick<World, 'edition'>,
  { booking }: Pick<CaseState, 'booking'>,
  { end, releases }: Pick<Outcome, 'end' | 'releases'>,
  at: Instant,
): Pick<Entry, 'holds'> =>
  end === 'completed' && !releases && booking && at < booking.start && hasChange(edition, 'completed-holds')
    ? { holds: true }
    : {};
