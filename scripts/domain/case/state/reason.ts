import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Row } from '#domain/generated/procedure.ts';
import type { Problem, Text } from '#domain/problem.ts';

export type RefusalReason = NonNullable<Entry['reason']>;

/** The details of each reason, as they are in the journal's `detail`. */
interface RefusalDetail {
  closed: { at: Instant };
  edited: undefined;
  'not-a-person': { account: string };
  'already-acted': { at: Instant };
  applicant: undefined;
  'no-role': { account: string };
  /** The id of the role on turn, or `applicant`, and the name of the assigned holder. */
  'out-of-turn': { role: string; name?: string };
  'too-early': { row: Row; at: Instant };
  'no-such-outcome': undefined;
  stale: undefined;
  /** The person's name and the row where the person acted before, or the origin that the person decided (R45). */
  'four-eyes': { name: string; row: Row } | { case: string };
  incomplete: undefined;
  'room-taken': { room: string; start: Instant; end: Instant };
}

/** A reason against an act, with its details. */
export type Objection = {
  [R in RefusalReason]: {
    readonly reason: R;
    readonly problems?: Problem[];
  } & (RefusalDetail[R] extends undefined ? { readonly detail?: undefined } : { readonly detail: RefusalDetail[R] });
}[RefusalReason];

type KeyOf<T> = T extends undefined ? never : T extends unknown ? keyof T : never;

export type DetailName = { [R in RefusalReason]: KeyOf<RefusalDetail[R]> }[RefusalReason];

/**
 * Returns the problem that a part of an act or document is missing.
 * @param file place of the missing part, such as `note` or `hasil`
 * @param label name of the missing part
 */
export const notWritten = (file: string, code: string, label: Text): Problem => ({
  file,
  path: '',
  code,
  label,
  message: { id: 'Belum ditulis', en: 'Not written' },
});
