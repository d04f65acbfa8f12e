import type { Config } from '#domain/case/state/config.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Rules } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { joined } from '#domain/journal/parts.ts';
import type { Unkept } from '#domain/replay/claim.ts';
import type { SealedLine } from '#domain/journal/sealed-line.ts';
import { shorten } from '#domain/problem.ts';
import { judgeAgain, type Rejudgement } from '#domain/replay/judge-again.ts';
import { entryPlace, type RegisterFinding, registerFinding } from './finding.ts';
import type { OriginsBefore } from './origin-cases.ts';
import type { OtherCases } from './other-cases.ts';

/** The numbers of entries that were not judged again, or only in part, by the reason. */
export interface NotJudged {
  /** The entries for which main or a configuration is not in the clone, or cannot be read today. */
  readonly configuration: number;
  /** The entries that were erased (R50), or whose case of origin was. */
  readonly erased: number;
  /** The entries of which the journal does not keep all that a judgement needs. */
  readonly kept: Readonly<Record<Unkept, number>>;
}

export const nothingLeftOut: NotJudged = { configuration: 0, erased: 0, kept: { shown: 0, words: 0, content: 0 } };

/** A journal that is judged again. */
export interface Again {
  readonly number: number;
  /** The lines of the journal up to the first broken one; their chain was checked before. */
  readonly text: string;
  /** The first `seq` that is judged. */
  readonly from: number;
  /** Returns the place, in the register's history, of the commit that added an entry. */
  readonly commitOf: (seq: number) => number;
  readonly configs: ReadonlyMap<string, Config | undefined>;
  readonly rules: Rules | undefined;
  readonly others: OtherCases;
  /** The origins, if requests of the journal name any. */
  readonly origins?: OriginsBefore | undefined;
  /** When the history was rewritten the first time (R50). */
  readonly rewritten?: Instant | undefined;
}

/** Judges a journal again (R29). Each entry is judged by its configuration, and by the register as it was before. */
export function rejudge(again: Again): { findings: RegisterFinding[]; notJudged: NotJudged } {
  const { number, text, from, commitOf, configs, rules, others, origins } = again;
  const entries = withFirstHeads(entriesIn(text), again.rewritten);
  const caseId = entries[0]?.opens?.case;
  const kept = { ...nothingLeftOut.kept };
  let configuration = 0;
  const judged = judgeAgain(
    entries,
    (entry, state) => {
      const config = configs.get(entry.config);
      if (config && (rules || !state))
        return { config, rules, others: others.before(commitOf(entry.seq), config, entry, state, origins) };
      if (entry.seq >= from) configuration += 1;
      return undefined;
    },
    from,
  );
  const findings: RegisterFinding[] = [];
  for (const each of judged) {
    for (const what of each.unkept) kept[what] += 1;
    findings.push(...findingsOf(number, each, caseId));
  }
  return { findings, notJudged: { configuration, erased: 0, kept } };
}

/**
 * Names the commit of each push as the first entry does that names the push. After a rewriting of the history, later
 * entries name the commit that replaced it (R50). The digests, which the entries attest, stay compared.
 */
function withFirstHeads(entries: readonly Entry[], rewritten: Instant | undefined): readonly Entry[] {
  if (rewritten === undefined) return entries;
  const first = new Map<number, string>();
  return entries.map((entry) => {
    const { head, at } = entry;
    if (!head) return entry;
    const oid = at >= rewritten ? (first.get(head.push) ?? head.oid) : head.oid;
    if (!first.has(head.push)) first.set(head.push, oid);
    return oid === head.oid ? entry : { ...entry, head: { ...head, oid } };
  });
}

/** Reads the entries of a journal's text, whose chain was checked before. An entry that was erased is left out (R50). */
export const entriesIn = (text: string): Entry[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as SealedLine)
    .flatMap(({ public: { part: open }, private: { part: closed } }) => (open && closed ? [joined(open, closed)] : []));

/** Adds the numbers of entries that were not judged again. */
export const together = (a: NotJudged, b: NotJudged): NotJudged => ({
  configuration: a.configuration + b.configuration,
  erased: a.erased + b.erased,
  kept: {
    shown: a.kept.shown + b.kept.shown,
    words: a.kept.words + b.kept.words,
    content: a.kept.content + b.kept.content,
  },
});

function findingsOf(number: number, judged: Rejudgement, caseId: string | undefined): RegisterFinding[] {
  const { seq, differences, neverWritten, fault } = judged;
  const place = { ...entryPlace(number, seq), ...(caseId === undefined ? {} : { case: caseId }) };
  if (fault !== undefined) return [registerFinding('not-judgeable', { ...place, received: shorten(fault, 200) })];
  if (neverWritten) {
    const { rule, expected } = neverWritten;
    return [registerFinding('never-written', { ...place, rule, ...(expected === undefined ? {} : { expected }) })];
  }
  return differences.map(({ rule, path, expected, received }) =>
    registerFinding('judged-otherwise', {
      ...place,
      rule,
      path,
      expected: shown(expected),
      received: shown(received),
    }),
  );
}

const shown = (value: unknown): string =>
  value === undefined ? '–' : typeof value === 'string' ? value : shorten(value, 120);
