import { type Passage, passagesOf, timingOf } from '#domain/case/course/passage.ts';
import { sourceKey } from '#domain/case/state/state.ts';
import { lateness } from '#domain/clock/deadline.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Row } from '#domain/generated/procedure.ts';
import type { Problem } from '#domain/problem.ts';
import { differencesOf } from '#domain/replay/difference.ts';
import type { OtherCourse } from './other-course.ts';

export interface VisitPlace {
  readonly step: string;
  readonly row: Row;
  readonly visit: number;
}

/** The step or end to which an act or the passing of time led; null if the case did not move. */
export type Target = { readonly step: string; readonly row: Row } | { readonly end: string } | null;

/** One way in which a case would have gone differently. */
export type CaseDifference =
  | { readonly kind: 'not-submitted'; readonly at: Instant; readonly problems: readonly Problem[] }
  | ({ readonly kind: 'refused' | 'accepted'; readonly at: Instant } & VisitPlace & JudgedAct)
  | ({ readonly kind: 'late' | 'in-time'; readonly due: Instant; readonly seconds: number } & VisitPlace)
  | ({ readonly kind: 'routed'; readonly at: Instant; readonly was: Target; readonly would: Target } & VisitPlace)
  | ({ readonly kind: 'stuck'; readonly since: Instant; readonly roles: readonly string[] } & VisitPlace)
  | { readonly kind: 'ended'; readonly at: Instant; readonly was: string | null; readonly would: string }
  | NotComparable;

/** What prevents the comparison: the configuration or the SOP of that time cannot be read here, or the judge fails. */
interface NotComparable {
  readonly kind: 'not-comparable';
  readonly why: 'configuration' | 'rules' | 'judge';
  /** The message of the judge's error. */
  readonly said?: string;
}

/**
 * An act that is refused either in the record or under the change, but not in both. `reason` is the reason of this
 * refusal.
 */
interface JudgedAct {
  readonly gesture: string;
  readonly login: string;
  readonly reason: string;
  readonly detail?: Readonly<Record<string, string | number>>;
  readonly problems?: readonly Problem[];
  /** The number of further acts that would be judged differently. */
  readonly more: number;
}

/** A case as recorded, compared with the case under the change. */
export interface CaseComparison {
  readonly number: number;
  readonly case: string;
  readonly procedure: string;
  /** Is the procedure of the case among those that the change changes? */
  readonly changed: boolean;
  /** Are all entries equal, and the agenda number too? Fields that {@link isSame} ignores may differ. */
  readonly identical: boolean;
  /** Would the case get another agenda number? */
  readonly renumbered: boolean;
  readonly differences: readonly CaseDifference[];
  /** The number of acts that cannot be judged, since the journal keeps too little of them. */
  readonly unknown: number;
  readonly current: readonly CurrentVisit[];
}

interface CurrentVisit extends VisitPlace {
  readonly due: Instant | undefined;
  readonly otherDue: Instant | undefined;
}

type Opens = NonNullable<Entry['opens']>;

const headOf = ({ number, case: id, procedure }: Opens) => ({ number, case: id, procedure: procedure.path });

/** The comparison of a case that cannot be judged under the change. */
export const notComparable = (
  opens: Opens,
  changed: boolean,
  why: Extract<CaseDifference, { kind: 'not-comparable' }>['why'],
  said?: string,
): CaseComparison => ({
  ...headOf(opens),
  ...{ changed, identical: false, renumbered: false, unknown: 0, current: [] },
  differences: [{ kind: 'not-comparable', why, ...(said === undefined ? {} : { said }) }],
});

/**
 * Compares a journal with the course that the same facts would take under the change. A visit that is late in only one
 * of them is a difference. A different deadline alone is not a difference.
 */
export function compareCase(journal: readonly Entry[], course: OtherCourse, changed: boolean): CaseComparison {
  const [first] = journal;
  if (!first?.opens) throw new Error('A journal must begin with a submission.');
  const { entries, refused, unknown, state } = course;
  const head = { ...headOf(first.opens), changed, unknown };
  if (!state) {
    const { fact, problems = [] } = refused ?? {};
    const differences: CaseDifference[] = [{ kind: 'not-submitted', at: fact?.at ?? first.at, problems }];
    return { ...head, identical: false, renumbered: false, differences, current: [] };
  }
  const identical = journal.length === entries.length && journal.every((entry, i) => isSame(entry, entries[i]));
  const agenda = (list: readonly Entry[]) => list.find((entry) => entry.agenda)?.agenda;
  const [was, would] = [agenda(journal), agenda(entries)];
  const renumbered = was !== undefined && would !== undefined && was.number !== would.number;
  if (identical) return { ...head, identical: !renumbered, renumbered, differences: [], current: [] };
  const procedure = course.rules.procedure.value;
  const [recorded, other] = [passagesOf(journal, procedure), passagesOf(entries, procedure)];
  return {
    ...head,
    identical,
    renumbered,
    differences: [
      ...actsOtherwise(journal, entries),
      ...waysOtherwise(recorded, other),
      ...latenessOf(recorded, other),
    ],
    current: currentVisits(recorded, other),
  };
}

/**
 * Adds a difference if the current visit is late at `now` in only one of the two courses (R35).
 * @param now the last instant in the register
 */
export function asOf({ current, ...comparison }: CaseComparison, now: Instant): CaseComparison {
  const late = current.flatMap(({ due, otherDue, ...place }): CaseDifference[] => {
    const [was, would] = [due !== undefined && due < now, otherDue !== undefined && otherDue < now];
    if (was === would) return [];
    if (would)
      return [{ kind: 'late', ...place, due: otherDue ?? '', seconds: lateness(otherDue ?? now, now).seconds }];
    return [{ kind: 'in-time', ...place, due: due ?? '', seconds: lateness(due ?? now, now).seconds }];
  });
  return { ...comparison, differences: [...comparison.differences, ...late], current: [] };
}

/** Checks whether two entries are equal, apart from case id, agenda number, and revisions of procedure and schema. */
function isSame(recorded: Entry, other: Entry | undefined): boolean {
  return other !== undefined && differencesOf(bare(other), bare(recorded)).length === 0;
}

function bare({ opens, agenda: _agenda, ...entry }: Entry): Entry {
  if (!opens) return entry;
  const { procedure: _procedure, schema: _schema, case: _case, ...rest } = opens;
  return { ...entry, opens: rest as Opens };
}

const isRefusal = ({ kind }: Entry): boolean => kind === 'refused' || kind === 'submission-refused';

/**
 * Returns the first act that would be refused, and the first act that would be accepted, each with the number of
 * further such acts.
 */
function actsOtherwise(journal: readonly Entry[], entries: readonly Entry[]): CaseDifference[] {
  const others = new Map(entries.flatMap((entry) => (entry.source ? [[sourceKey(entry.source), entry]] : [])));
  const changed = journal.flatMap((recorded) => {
    const other = recorded.source && recorded.gesture ? others.get(sourceKey(recorded.source)) : undefined;
    return other && isRefusal(recorded) !== isRefusal(other) ? [{ recorded, other }] : [];
  });
  return (['refused', 'accepted'] as const).flatMap((kind): CaseDifference[] => {
    const all = changed.filter(({ other }) => isRefusal(other) === (kind === 'refused'));
    const [first] = all;
    if (!first) return [];
    const refusal = kind === 'refused' ? first.other : first.recorded;
    const { reason = 'submission', detail, problems } = refusal;
    const { at, gesture = '', who, step = '', visit = 0 } = first.other;
    return [
      {
        ...{ kind, at, gesture, login: who?.login ?? '', step, visit, reason },
        row: rowIn(entries, step, visit),
        ...(detail ? { detail } : {}),
        ...(problems ? { problems: problems as readonly Problem[] } : {}),
        more: all.length - 1,
      },
    ];
  });
}

const rowIn = (entries: readonly Entry[], step: string, visit: number): Row =>
  entries.find(({ next }) => next?.step === step && next.visit === visit)?.next?.row ?? 1;

const targetOf = (closing: Entry | undefined): Target => {
  if (!closing) return null;
  if (closing.next) return { step: closing.next.step, row: closing.next.row };
  return { end: closing.end ?? '' };
};

const sameTarget = (a: Target, b: Target): boolean => JSON.stringify(a && nameOf(a)) === JSON.stringify(b && nameOf(b));
const nameOf = (target: NonNullable<Target>) => ('end' in target ? target : { step: target.step });

/** Returns how the course differs: the first visit that leads elsewhere, another end, and where the case would wait. */
function waysOtherwise(recorded: readonly Passage<Entry>[], other: readonly Passage<Entry>[]): CaseDifference[] {
  const parting = other.findIndex((passage, i) => {
    const before = recorded[i];
    return !before || before.step !== passage.step || !sameTarget(targetOf(before.closing), targetOf(passage.closing));
  });
  const [last, current] = [recorded.at(-1), other.at(-1)];
  const [was, would] = [last?.closing?.end, current?.closing?.end];
  const found: CaseDifference[] = [];
  const [before, after] = [recorded[parting], other[parting]];
  if (before && after && after.closing)
    found.push({
      ...{ kind: 'routed', at: after.closing.at, ...placeOf(after) },
      ...{ was: targetOf(before.closing), would: targetOf(after.closing) },
    });
  if (would !== undefined && would !== was)
    found.push({ kind: 'ended', at: current?.closing?.at ?? '', was: was ?? null, would });
  const isElsewhere = last && current && (last.step !== current.step || last.visit !== current.visit);
  if (current && !current.closing && (last?.closing || isElsewhere))
    found.push({
      ...{ kind: 'stuck', ...placeOf(current), since: current.opened },
      roles: current.withApplicant ? ['applicant'] : (current.roles ?? []),
    });
  return found;
}

const placeOf = ({ step, row, visit }: Passage): VisitPlace => ({ step, row, visit });
const keyOf = ({ step, visit }: Passage): string => `${step}#${visit}`;

/** Returns the visits that ended in both courses, but were late in only one of them (R21). */
function latenessOf(recorded: readonly Passage<Entry>[], other: readonly Passage<Entry>[]): CaseDifference[] {
  const before = new Map(recorded.map((passage) => [keyOf(passage), passage]));
  return other.flatMap((passage): CaseDifference[] => {
    const was = before.get(keyOf(passage));
    if (!was?.closing || !passage.closing) return [];
    const [wasLate, isLate] = [timingOf(was) === 'late', timingOf(passage) === 'late'];
    if (wasLate === isLate) return [];
    const { deadline, closing } = isLate ? passage : was;
    const due = deadline?.due ?? closing?.at ?? '';
    const seconds = lateness(due, closing?.at ?? due).seconds;
    return [{ kind: isLate ? 'late' : 'in-time', ...placeOf(passage), due, seconds }];
  });
}

/** Returns the visit that is current in both courses, if there is one. */
function currentVisits(recorded: readonly Passage<Entry>[], other: readonly Passage<Entry>[]): CurrentVisit[] {
  const [was, is] = [recorded.at(-1), other.at(-1)];
  if (!was || !is || was.closing || is.closing || keyOf(was) !== keyOf(is)) return [];
  return [{ ...placeOf(is), due: was.deadline?.due, otherDue: is.deadline?.due }];
}
