import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Row } from '#domain/generated/procedure.ts';
import type { Problem } from '#domain/problem.ts';

/** Why an act is refused (R16). */
export type RefusalReason = NonNullable<Entry['reason']>;

/** What the journal's `detail` holds for each reason: the particulars that its sentence names, as ids and instants. */
interface RefusalDetail {
  /** When the case ended. */
  closed: { at: Instant };
  edited: undefined;
  /** Login. */
  'not-a-person': { account: string };
  /** When the same act, or the earlier Approve in this visit, was accepted. */
  'already-acted': { at: Instant };
  applicant: undefined;
  /** Login. */
  'no-role': { account: string };
  /** Id of the role to wait for; `applicant` where the case is with them. The name where the case assigned one of its holders. */
  'out-of-turn': { role: string; name?: string };
  /** The row, and when its clock begins. */
  'too-early': { row: Row; at: Instant };
  'no-such-outcome': undefined;
  stale: undefined;
  /** Who acted in the other step, and its row; or the case that is the origin of this one and that they decided (R45). */
  'four-eyes': { name: string; row: Row } | { case: string };
  /** What is missing stands in `problems`. */
  incomplete: undefined;
  /** Id of the room, and the time for which another case holds it. */
  'room-taken': { room: string; start: Instant; end: Instant };
}

/** What speaks against an act: a reason, with exactly the particulars that its sentence names. */
export type Objection = {
  [R in RefusalReason]: {
    readonly reason: R;
    readonly problems?: Problem[];
  } & (RefusalDetail[R] extends undefined ? { readonly detail?: undefined } : { readonly detail: RefusalDetail[R] });
}[RefusalReason];

type KeyOf<T> = T extends undefined ? never : T extends unknown ? keyof T : never;

/** The name of a particular of any reason. */
export type Particular = { [R in RefusalReason]: KeyOf<RefusalDetail[R]> }[RefusalReason];
