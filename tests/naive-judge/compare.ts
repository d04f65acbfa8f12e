import type { FoundDocument } from '#domain/case/state/signed.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { after, run } from '../support/world.ts';
import { judgeNaively, type PlainFile } from './judge.ts';
import { type Played, play } from './histories.ts';
import { Random } from './random.ts';
import { firstDifference, line, lineOf } from './tell.ts';

/** The settings of the engine’s runs: the settling time in seconds. */
interface Runs {
  readonly settle: number;
}

const AFTERMATH = 3 * 86_400;

/** The result of a comparison: the difference, and the number and kinds of the entries. */
export interface Compared {
  /** The first difference. Undefined if both judges agree, and one run and many runs agree. */
  readonly difference: string | undefined;
  readonly entries: number;
  readonly kinds: readonly string[];
}

/**
 * Plays the history of a seed and lets both judges judge it. The engine judges once at the end, and then again in runs
 * at random instants, each run on the journal of the earlier run (R28).
 */
export function compare(seed: number): Compared {
  const played = play(seed);
  const random = new Random(seed ^ 0x5eed);
  const late = after(played.end, AFTERMATH);
  const settle = random.pick([0, 0, 60, 3600]);
  const runs: Runs = { settle };
  const journal = runReading(played, [], late, runs);
  // If a push in the second of the sign names another procedure, the case has that procedure. Such a case is left out.
  const [opens] = journal;
  const [procedure] = played.office.config.procedures.values();
  if (opens && opens.opens?.procedure.path !== procedure?.path) return { difference: undefined, entries: 0, kinds: [] };
  const naive = judgeNaively(played.naive(late, settle)).lines;
  const engine = journal.map(lineOf);
  const kinds = journal.map(
    ({ kind, reason, end, partial, signed, continues, extended, spans, span, origin, ...entry }) =>
      [
        ...[kind, reason ?? end ?? (partial && 'partial')],
        ...(spans ?? []).map(({ is }) => `span-${is}`),
        ...[
          span && 'of-a-span',
          entry.holds && 'holds',
          entry.postpones && 'postpones',
          kind === 'submission-refused' && entry.gesture === undefined && 'refused-ask',
          origin && 'origin',
          signed && 'signed',
          continues && 'continues',
        ],
        ...[
          entry.offered && 'offered',
          extended && 'extended',
          entry.assigns && 'assigned anew',
          entry.next?.assigned && 'assigned',
        ],
        ...[
          entry.deed && 'recorded',
          entry.onBehalf && (entry.onBehalf.account === undefined ? 'on behalf' : 'of somebody'),
        ],
      ]
        .filter(Boolean)
        .join(' '),
  );
  const differs = firstDifference(naive.map(line), engine.map(line));
  const often = runsAt(played, random, late, runs);
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

/** Runs at random instants, some of them in the second of a fact, and at the end twice. Returns the journal. */
function runsAt(played: Played, random: Random, late: string, runs: Runs): readonly Entry[] {
  const { history } = played;
  const [first] = history.facts;
  const start = first?.at ?? late;
  const whole = (Date.parse(late) - Date.parse(start)) / 1000;
  const times = Array.from({ length: random.below(10) }, () =>
    random.chance(0.5) ? random.pick(history.facts).at : after(start, random.below(whole)),
  );
  let journal: readonly Entry[] = [];
  for (const now of [...times.sort(), late, late]) journal = runReading(played, journal, now, runs);
  return journal;
}

/**
 * Runs once, and returns the journal. The documents of an act are read only when the judge has reached this act (R47).
 * Then the run continues.
 */
function runReading(
  { history, others, accounts, files }: Played,
  before: readonly Entry[],
  now: string,
  runs: Runs,
): readonly Entry[] {
  const documents = new Map<string, FoundDocument>();
  for (let journal = before; ;) {
    const judged = run(history, journal, now, { others, accounts, ...runs, documents });
    journal = judged.journal;
    if (!judged.unread) return journal;
    for (const { oid } of judged.unread) documents.set(oid, foundAt(files.get(oid)));
  }
}

function foundAt(file: PlainFile | undefined): FoundDocument {
  if (!file) return { fault: 'absent' };
  return file.fit ? { sha256: file.sha256, size: file.size } : { fault: 'not-pdf' };
}

function tell(
  seed: number,
  { lines, office }: Played,
  index: number,
  ...reported: (readonly [string, string])[]
): string {
  return [
    `seed ${seed}, office ${office.name}: entry ${index + 1} differs`,
    ...reported.map(([who, what]) => `  ${who} ${what}`),
    ...lines.map((each) => `    ${each}`),
  ].join('\n');
}
