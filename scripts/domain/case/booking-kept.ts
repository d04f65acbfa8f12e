import type { Outcome, Procedure, Step } from '#domain/generated/procedure.ts';

/**
 * Does the case give its room back where an outcome leads to this step (R24)? With whoever opened it, and at receipt, it holds none
 * unless the outcome keeps the booking (R40); elsewhere only where the outcome says so.
 */
export const givesBookingBack = (
  { receipt }: Pick<Procedure, 'receipt'>,
  next: Pick<Step, 'id' | 'kind'>,
  { releases, keeps }: Pick<Outcome, 'releases' | 'keeps'>,
): boolean => releases === true || (keeps === undefined && (next.kind !== 'review' || next.id === receipt));
