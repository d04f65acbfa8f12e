import type { Config } from '#domain/case/state/config.ts';
import type { Rules } from '#domain/case/state/world.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { readLastVersions } from './clone-history.ts';
import type { RegisterFinding } from './finding.ts';
import { commitOfLine, type Growth, type RegisterCommit } from './history.ts';
import type { MainHistory } from './main-history.ts';
import { OtherCases } from './other-cases.ts';
import { originsOf } from './origin-cases.ts';
import { entriesIn, type NotJudged, nothingLeftOut, rejudge, together } from './rejudge.ts';
import type { Pins } from './verify-journal.ts';
import { checkConfigs, type ConfigUse, type Moment } from './verify-register.ts';

/** The data of a journal that are needed to judge it again. */
export interface ReadJournal extends Growth {
  readonly number: number;
  /** How many lines are trusted. */
  readonly trusted: number;
  /** How many entries can be read. */
  readonly entries: number;
  readonly pins: Pins | undefined;
  /** Whether its private parts were erased (R50). */
  readonly isErased: boolean;
}

interface Judged {
  readonly findings: RegisterFinding[];
  readonly notJudged: NotJudged;
}

/**
 * Judges every journal again (R29), by the configurations that main has had, and by the register's state of other cases
 * at each commit. Each journal is read a second time, so that only one journal at a time is in memory.
 */
export async function judgeRegisterAgain(
  folder: string,
  register: {
    readonly journals: readonly ReadJournal[];
    readonly moments: readonly Moment[];
    readonly uses: readonly ConfigUse[];
    readonly commits: readonly RegisterCommit[];
    /** The index before the first of these commits. */
    readonly base: RegisterIndex;
    readonly head: string;
    /** Main's history; undefined if it is not in the clone. */
    readonly main: MainHistory | undefined;
    /** When the history was rewritten the first time (R50). */
    readonly rewritten?: Instant | undefined;
  },
): Promise<Judged> {
  const { journals, uses, commits, base, head, main, rewritten } = register;
  const findings: RegisterFinding[] = [];
  if (!main) {
    const configuration = journals.reduce((sum, { entries, trusted }) => sum + entries - trusted, 0);
    return { findings, notJudged: { ...nothingLeftOut, configuration } };
  }
  findings.push(...checkConfigs(uses, commits, (revision) => main.placesOf(revision), base.config));
  const configs = new Map<string, Config | undefined>();
  for (const { revision } of uses) if (!configs.has(revision)) configs.set(revision, await main.config(revision));
  const others = new OtherCases(register.moments.filter(({ commit }) => commit >= 0).sort(inOrder), base);
  const growths = new Map(journals.map((journal) => [journal.number, journal]));
  const byFile = new Map(journals.map((journal) => [journal.file, journal]));
  let notJudged = nothingLeftOut;
  for await (const [file, bytes] of readLastVersions(folder, [...byFile.keys()])) {
    const journal = byFile.get(file);
    if (!journal) continue;
    const { number, trusted, entries, pins } = journal;
    const text = firstLines(bytes.toString('utf8'), entries);
    if (journal.isErased) {
      notJudged = together(notJudged, { ...nothingLeftOut, erased: entries - trusted });
      continue;
    }
    const rules = pins && (await main.rules(pins));
    const commitOf = (seq: number): number => commitOfLine(journal, seq) ?? 0;
    const own = { number, entries: mayHaveOrigin(text, rules) ? entriesIn(text) : [], rules, commitOf };
    const origins = await originsOf(folder, head, own, configs, growths, others);
    if (origins === 'erased') {
      notJudged = together(notJudged, { ...nothingLeftOut, erased: entries - trusted });
      continue;
    }
    const again = rejudge({
      number,
      text,
      from: trusted + 1,
      commitOf,
      configs,
      rules,
      others,
      origins,
      rewritten,
    });
    findings.push(...again.findings);
    notJudged = together(notJudged, again.notJudged);
  }
  return { findings, notJudged };
}

/** Checks cheaply whether a request in a journal may name an origin. Most journals need not be parsed for this. */
const mayHaveOrigin = (text: string, rules: Rules | undefined): boolean =>
  rules ? rules.procedure.value.origin !== undefined || text.includes('"origin"') : true;

const inOrder = (a: Moment, b: Moment): number => a.commit - b.commit || a.number - b.number || a.seq - b.seq;

/** Returns the first lines of a text. Lines after a broken one are not judged. */
function firstLines(text: string, count: number): string {
  let end = 0;
  for (let i = 0; i < count; i += 1) end = text.indexOf('\n', end) + 1;
  return text.slice(0, end);
}
