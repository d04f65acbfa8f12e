import { given } from '#domain/request/given.ts';
import type { Row } from '#domain/generated/procedure.ts';
import type { Entry, Person, PublicCase } from '#domain/generated/public-case.ts';

/** An event, as the list of changes and the feed show it. */
export interface PublicEvent {
  readonly case: string;
  readonly title?: string;
  readonly procedure: string;
  /** The zone of the procedure that the case is pinned to (IANA name). */
  readonly zone: string;
  readonly row: Row;
  readonly step: string;
  readonly visit: number;
  readonly seq: number;
  readonly id: string;
  readonly kind: Entry['kind'];
  readonly at: string;
  readonly gesture?: NonNullable<Entry['gesture']>;
  readonly role?: string;
  readonly acting?: NonNullable<Person['acting']>;
  readonly reason?: string;
  /** Why an Approve had this outcome, if the procedure says so (R6). */
  readonly because?: NonNullable<Entry['because']>;
  readonly action?: NonNullable<Entry['action']>;
  /** Whether other people must still act (R5). */
  readonly partial?: true;
  /** Whether the act has a result. It is stated only for an act with `partial` or `because`. */
  readonly result?: true;
}

/** Returns the events of a case, visit by visit. A restricted case has none (R11). */
export function caseEvents(one: PublicCase, title: string | undefined): PublicEvent[] {
  return one.visits.flatMap(({ row, step, visit, entries }) =>
    entries.map(({ seq, id, kind, at, gesture, who, reason, because, action, partial, result }) => ({
      ...{ case: one.id, ...given({ title }), procedure: one.procedure.id, zone: one.procedure.zone },
      ...{ row, step: step ?? '', visit, seq, id, kind, at },
      ...given({ gesture, role: who?.role, acting: who?.acting, reason, because, action }),
      ...(partial ? { partial } : {}),
      ...(result && (partial || because) ? { result: true } : {}),
    })),
  );
}

type Place = Pick<PublicEvent, 'at' | 'case' | 'seq'>;

/** Compares events for lists, newest first. */
export function newestFirst(a: Place, b: Place): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  return a.case === b.case ? b.seq - a.seq : a.case < b.case ? -1 : 1;
}
