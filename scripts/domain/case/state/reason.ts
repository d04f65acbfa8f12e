import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Row } from '#domain/generated/procedure.ts';
import type { Problem, Text } from '#domain/problem.ts';

export type RefusalReason = NonNullable<Entry['reason']>;

/** The particulars of each reason, as the journal's `detail` has them. */
interface RefusalDetail {
  closed: { at: Instant };
  edited: undefined;
  'not-a-person': { account: string };
  'already-acted': { at: Instant };
  applicant: undefined;
  'no-role': { account: string };
  /** Id of the role on turn, or `applicant`; with the name of the assigned holder. */
  'out-of-turn': { role: string; name?: string };
  'too-early': { row: Row; at: Instant };
  'no-such-outcome': undefined;
  stale: undefined;
  /** Who acted in the other step, and its row; or the origin that they decided (R45). */
  'four-eyes': { name: string; row: Row } | { case: string };
  incomplete: undefined;
  'room-taken': { room: string; start: Instant; end: Instant };
}

/** A reason against an act, with its particulars. */
export type Objection = {
  [R in RefusalReason]: {
    readonly reason: R;
    readonly problems?: Problem[];
  } & (RefusalDetail[R] extends undefined ? { readonly detail?: undefined } : { readonly detail: RefusalDetail[R] });
}[RefusalReason];

type KeyOf<T> = T extends undefined ? never : T extends unknown ? keyof T : never;

export type Particular = { [R in RefusalReason]: KeyOf<RefusalDetail[R]> }[RefusalReason];

/** @param file part of the act: `note`, `hasil` @param label what is missing */
export const notWritten = (file: string, code: string, label: Text): Problem => ({
  file,
  path: '',
  code,
  label,
  message: { id: 'Belum ditulis', en: 'Not written' },
});
