import type { Entry } from '#domain/generated/journal-entry.ts';
import { after, run } from '../support/world.ts';
import { type Told, judgeNaively } from './judge.ts';
import { type Played, play } from './histories.ts';
import { Random } from './random.ts';

/** An entry of the engine, told as the naive judge tells it. */
function toldOf(entry: Entry): Told {
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
    agenda: entry.agenda && `${entry.agenda.year}/${entry.agenda.number}`,
    booking: entry.booking && `${entry.booking.room} ${entry.booking.start} ${entry.booking.end}`,
    releases: entry.releases,
    supersedes: entry.supersedes,
    digest: ['submitted', 'superseded', 'accepted', 'rejected'].includes(entry.kind) ? entry.digest : undefined,
    flags: entry.flags?.join(),
    rung: entry.rung && `${entry.rung.share} ${entry.rung.action}`,
  };
}

const line = (told: Told | undefined): string =>
  told === undefined
    ? '(nothing)'
    : Object.entries(told)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}=${String(value)}`)
        .sort()
        .join(' ');

const AFTERMATH = 3 * 86_400;

/** What a history was, and how it was judged. */
export interface Compared {
  /** Undefined where both judges, and every choice of runs, agree. */
  readonly difference: string | undefined;
  readonly entries: number;
  readonly kinds: readonly string[];
}

/**
 * Plays the history of a seed and has it judged by both: once at the end, and by the engine at random instants as well, on
 * the journal that the run before has left (R28).
 */
export function compare(seed: number): Compared {
  const played = play(seed);
  const random = new Random(seed ^ 0x5eed);
  const late = after(played.end, AFTERMATH);
  const settle = random.pick([0, 0, 60, 3600]);
  const { journal } = run(played.history, [], late, { others: played.others, settle });
  const naive = judgeNaively(played.naive(late, settle)).told;
  const engine = journal.map(toldOf);
  const kinds = journal.map(({ kind, reason, end, partial, flags }) =>
    [kind, reason ?? end ?? (partial ? 'partial' : flags?.join())].filter(Boolean).join(' '),
  );
  const differs = firstDifference(naive.map(line), engine.map(line));
  const often = runsAt(played, random, late, settle);
  const moved = firstDifference(
    journal.map((entry) => JSON.stringify(entry)),
    often.map((entry) => JSON.stringify(entry)),
  );
  const difference =
    differs !== undefined
      ? tell(seed, played, differs, ['naive ', line(naive[differs])], ['engine', line(engine[differs])])
      : moved !== undefined
        ? tell(
            seed,
            played,
            moved,
            ['one run  ', JSON.stringify(journal[moved])],
            ['many runs', JSON.stringify(often[moved])],
          )
        : undefined;
  return { difference, entries: journal.length, kinds };
}

function firstDifference(a: readonly string[], b: readonly string[]): number | undefined {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) if (a[index] !== b[index]) return index;
  return undefined;
}

/** Runs at random instants, some at the very second of a fact, some twice; bells that are lost are runs that are not here. */
function runsAt({ history, others }: Played, random: Random, late: string, settle: number): readonly Entry[] {
  const [first] = history.facts;
  const start = first?.at ?? late;
  const whole = (Date.parse(late) - Date.parse(start)) / 1000;
  const times = Array.from({ length: random.below(10) }, () =>
    random.chance(0.5) ? random.pick(history.facts).at : after(start, random.below(whole)),
  );
  let journal: readonly Entry[] = [];
  for (const now of [...times.sort(), late, late]) journal = run(history, journal, now, { others, settle }).journal;
  return journal;
}

function tell(seed: number, { lines, office }: Played, index: number, ...told: (readonly [string, string])[]): string {
  return [
    `seed ${seed}, office ${office.name}: entry ${index + 1} differs`,
    ...told.map(([who, what]) => `  ${who} ${what}`),
    ...lines.map((each) => `    ${each}`),
  ].join('\n');
}
