import type { Entry } from '#domain/generated/journal-entry.ts';
import type { JudgedLine } from './judge.ts';

/** Returns an entry of the engine in the form of the naive judge’s lines. */
export function lineOf(entry: Entry): JudgedLine {
  const { next } = entry;
  return {
    kind: entry.kind,
    at: entry.at,
    place: `${entry.step}#${entry.visit}`,
    fact: entry.source && `${entry.source.kind}:${entry.source.id}`,
    who: entry.who?.id,
    role: entry.kind === 'accepted' || entry.kind === 'rejected' ? entry.who?.role : undefined,
    reason: entry.reason,
    partial: entry.partial,
    replaces: entry.replaces,
    late: entry.late,
    next: next && `${next.step}#${next.visit}`,
    withApplicant: next?.withApplicant,
    begins: next?.begins,
    due: next?.deadline?.due,
    rungs: next && (next.rungs ?? []).map(({ share, action, at }) => `${share} ${action} ${at}`).join(', '),
    end: entry.end,
    continues: entry.continues,
    extended: extendedOf(entry),
    because: entry.because?.id,
    as: entry.as?.id,
    agenda: entry.agenda && `${entry.agenda.year}/${entry.agenda.number}`,
    booking: entry.booking && `${entry.booking.room} ${entry.booking.start} ${entry.booking.end}`,
    offered: entry.offered?.map(({ room, start, end, until }) => `${room} ${start} ${end} ${until}`).join(', '),
    releases: entry.releases,
    holds: entry.holds,
    supersedes: entry.supersedes,
    postpones: entry.postpones?.join(),
    digest: ['submitted', 'superseded', 'accepted', 'rejected'].includes(entry.kind) ? entry.digest : undefined,
    seenLate: entry.seenLate,
    asked: (entry.assigns ?? next?.assigned)?.map(({ role, account }) => `${role}/${account?.id ?? ''}`).join(' '),
    deed: entry.deed && `${entry.deed.role} ${entry.deed.date}`,
    onBehalf: entry.onBehalf && `${entry.onBehalf.role} ${entry.onBehalf.date} ${entry.onBehalf.account ?? ''}`,
    informed:
      entry.informed &&
      `${entry.informed.roles?.join(' ') ?? ''}/${entry.informed.accounts?.map(({ id }) => id).join(' ') ?? ''}`,
    signed: entry.signed?.map(({ name, oid, sha256, size }) => `${name} ${oid} ${sha256} ${size}`).join(', '),
    origin: originOf(entry),
    level: entry.rung && `${entry.rung.share} ${entry.rung.action}`,
    spans: entry.spans?.map(spanOf).join('; '),
    span: entry.span,
    corrected: entry.corrected && `${entry.corrected.field} ${entry.corrected.before} > ${entry.corrected.after}`,
    noDecision: entry.silence && [entry.silence.words.id, ...(entry.silence.opens ?? []).map(({ id }) => id)].join(' '),
  };
}

function spanOf({
  id,
  is,
  begins,
  since,
  deadline,
  rungs = [],
  left,
  late,
}: NonNullable<Entry['spans']>[number]): string {
  if (is === 'ended') return `${id} ended ${since}, ${late} late`;
  const ladder = rungs.map(({ share, action, at }) => `${share} ${action} ${at}`).join(', ');
  const state = is === 'running' ? is : `paused with ${left}`;
  return `${id} ${state} ${begins} ${since} ${deadline.due} ${ladder}`;
}

function originOf({ origin }: Entry): string | undefined {
  if (!origin) return undefined;
  const { case: id, end, at, decidedBy } = origin;
  return `${id} ${end === undefined ? 'waits' : `${end} ${at}`} by ${decidedBy.map((who) => who.id).join()}`;
}

/** Returns how much time was added to a visit, with the new deadline and levels. */
function extendedOf({ extended }: Entry): string | undefined {
  if (!extended) return undefined;
  const rungs = extended.rungs.map(({ share, action, at }) => `${share} ${action} ${at}`).join(', ');
  return `${extended.adds} ${extended.deadline.due} ${rungs}`;
}

/** Writes a judged line on one line, without undefined fields. */
export const line = (judged: JudgedLine | undefined): string =>
  judged === undefined
    ? '(nothing)'
    : Object.entries(judged)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}=${String(value)}`)
        .sort()
        .join(' ');

/** Returns the index at which two lists first differ, or undefined if they are equal. */
export function firstDifference(a: readonly string[], b: readonly string[]): number | undefined {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) if (a[index] !== b[index]) return index;
  return undefined;
}
