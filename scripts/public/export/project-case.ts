import { courseOfPassages, type CurrentCourse } from '#domain/case/course/course.ts';
import {
  approvalsOf,
  type Passage,
  type PassageEntry,
  passagesOf,
  punctualityOf,
} from '#domain/case/course/passage.ts';
import { withCorrections } from '#domain/case/state/corrections.ts';
import { rolesAmong } from '#domain/case/state/parties.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicCase, Visit } from '#domain/generated/public-case.ts';
import type { FullPart, PublicOpening, PublicPart, RestrictedPart } from '#domain/journal/parts.ts';
import { wasRestricted } from '#domain/journal/shown.ts';
import { rolesOf, rowCount } from '#domain/procedure/steps.ts';
import { given } from '#domain/request/given.ts';
import { party, person } from './public-entry.ts';
import { publicSpans } from './public-spans.ts';
import { type ChainedPart, visitsOf, type ProjectionWorld } from './visits.ts';

/**
 * Makes the case as everybody may see it (R11, R32), from the public parts of its journal. A case that was ever of a
 * restricted nature stays restricted as a whole, since no entry may show what another keeps internal.
 * @param lines the journal's public parts in order; a part that is not published is undefined, and restricts the case
 * @returns undefined for a journal that opens no case
 */
export function projectCase(
  lines: readonly ChainedPart<PublicPart | undefined>[],
  world: ProjectionWorld,
): PublicCase | undefined {
  const parts = lines.flatMap(({ part, ...line }) => (part ? [{ ...line, part }] : []));
  const opens = parts[0]?.part.opens;
  if (!opens) return undefined;
  return wasRestricted(lines.map(({ part }) => part))
    ? restrictedCase(parts, opens, world)
    : fullCase(parts.filter(isFull), opens, world);
}

const isFull = (line: ChainedPart<PublicPart>): line is ChainedPart<FullPart> => !line.part.narrowed;

function common(lines: readonly ChainedPart<PublicPart>[], opens: PublicOpening, { procedure }: ProjectionWorld) {
  const last = lines.at(-1);
  return {
    id: opens.case,
    number: opens.number,
    procedure: { id: procedure.id, revision: opens.procedure.blob, zone: procedure.zone },
    submitted: lines[0]?.part.at ?? '',
    updated:
      lines
        .map(({ part }) => part.at)
        .sort()
        .at(-1) ?? '',
    rows: rowCount(procedure),
    register: { entries: last?.part.seq ?? 0, tip: last?.id ?? '', ...given({ leaf: last?.leaf }) },
  };
}

function fullCase(lines: readonly ChainedPart<FullPart>[], opens: PublicOpening, world: ProjectionWorld): PublicCase {
  const parts = withCorrections(lines.map(({ part }) => part));
  const visits = visitsOf(lines, world);
  const passages = passagesOf(parts, world.procedure);
  const course = courseOfPassages(passages, world.procedure);
  const end = parts.findLast((part) => part.end);
  const latest = <K extends keyof FullPart>(key: K) => parts.findLast((part) => part[key] !== undefined)?.[key];
  const current = passages.at(-1);
  return {
    ...common(lines, opens, world),
    narrowed: false,
    ...given({ nature: latest('nature') }),
    status: end?.end ?? (current?.withApplicant ? 'applicant' : 'running'),
    ...given({ agenda: latest('agenda'), request: latest('request'), origin: originAmong(parts) }),
    ...given({ attachments: latest('attachments'), slot: latest('slot'), booking: bookingOf(parts) }),
    ...given({
      waiting:
        course.is === 'ended' || !current
          ? undefined
          : waitingFor(course, current, approvalsOf(current), world.procedure),
    }),
    punctual: punctualityOf(passages),
    ...given({ end: end && endOf(end, visits), spans: publicSpans(parts, world.procedure.zone) }),
    visits,
  };
}

/** Makes a restricted case: id, number, procedure, rows and times, but no request, person or entry (R11). */
function restrictedCase(
  lines: readonly ChainedPart<PublicPart>[],
  opens: PublicOpening,
  world: ProjectionWorld,
): PublicCase {
  const ended = lines.find(({ part }) => ('ended' in part && part.ended) || ('end' in part && part.end));
  const visits: Visit[] = [];
  for (const { part } of lines) {
    const visit = visits.at(-1);
    if (visit && (part.next || part === ended?.part)) {
      visit.ended = part.at;
      Object.assign(visit, given({ late: part.late || undefined }));
    }
    if (part.next) visits.push(restrictedVisit(part.next, part.at));
  }
  return {
    ...common(lines, opens, world),
    narrowed: true,
    status: ended ? 'ended' : 'running',
    visits,
  };
}

function restrictedVisit(next: NonNullable<RestrictedPart['next']>, at: string): Visit {
  const { row, visit, begins, deadline } = next;
  return { row, visit, opened: at, begins, ...given({ due: deadline?.due }), entries: [] };
}

/** Returns the origin from the latest submission or valid change of the request (R45). */
const originAmong = (parts: readonly FullPart[]): PublicCase['origin'] =>
  parts.findLast(({ kind, problems }) => kind === 'submitted' || (kind === 'superseded' && !problems))?.origin;

/** Returns the room that the case has booked or, once the case is completed, has used (R24). */
function bookingOf(parts: readonly FullPart[]): PublicCase['booking'] {
  const last = parts.findLast(({ booking, releases, end }) => booking || releases || (end && end !== 'completed'));
  return last?.booking;
}

/** Returns whose turn it is, which approvals are still needed (R5), and which act led to this turn. */
function waitingFor(
  { progress, cause }: CurrentCourse,
  { step, roles, assigned }: Passage,
  approvals: readonly PassageEntry[],
  procedure: Procedure,
): PublicCase['waiting'] {
  const actor = procedure.steps.find(({ id }) => id === step)?.actor;
  const approved = approvals.flatMap(({ who }) => who?.role ?? []);
  return {
    roles: roles ?? (actor === undefined ? [] : rolesOf(actor)),
    ...(progress && progress.needed > 1 ? { needed: progress.needed, given: progress.given } : {}),
    ...(progress ? { missing: rolesAmong(progress.missing), joined: progress.joined } : {}),
    ...given({ assigned: assigned?.map(party), awaited: assigned && progress?.missing.map(party) }),
    ...given({ approved: approved.length > 0 ? approved : undefined, after: cause }),
  };
}

function endOf(part: FullPart, visits: readonly Visit[]): PublicCase['end'] {
  const visit = visits.at(-1);
  return {
    kind: part.end ?? 'abandoned',
    at: part.at,
    ...given({ step: visit?.step, row: visit?.row, who: person(part.who) }),
    ...given({ reason: part.note, because: part.because, as: part.as }),
  };
}
