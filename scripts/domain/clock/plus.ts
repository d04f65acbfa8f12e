import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';

/** An instant some time later, day and night: a day has 24 hours. @throws RangeError for an invalid duration */
export const plus = (instant: Instant, duration: string): Instant =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO('UTC')
    .add(Temporal.Duration.from(duration))
    .toInstant()
    .toString({ smallestUnit: 'second' });
