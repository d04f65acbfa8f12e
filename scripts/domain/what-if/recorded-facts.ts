import type { Content } from '#domain/case/content.ts';
import type { Fact } from '#domain/case/facts.ts';
import { apply, type CaseState } from '#domain/case/state.ts';
import type { Rules } from '#domain/case/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { claimOf, countedPast, isUnsubmitted, namedBy, pastAfter } from '#domain/replay/claim.ts';
import { validate } from '#domain/request/schema.ts';

/** Entries that tell of one moment: an act, or all that the passing of time did at one instant. */
export interface RecordedMoment {
  readonly entries: readonly Entry[];
  /** The entry after them, where there is one. */
  readonly following: Entry | undefined;
}

/** Parts a journal's entries into moments: only entries of the same moment can have been judged together. */
export function momentsIn(journal: readonly Entry[], from: number, to: number): RecordedMoment[] {
  const moments: RecordedMoment[] = [];
  for (let begin = from; begin < to;) {
    const first = journal[begin];
    let end = begin + 1;
    while (end < to && isSameMoment(first, journal[end])) end += 1;
    moments.push({ entries: journal.slice(begin, end), following: journal[end] });
    begin = end;
  }
  return moments;
}

const isSameMoment = (first: Entry | undefined, next: Entry | undefined): boolean =>
  first !== undefined && next !== undefined && !first.source && !next.source && first.at === next.at;

/**
 * What a journal tells has happened on the forge, one moment after the other (R14, R27): by it a case can be judged that
 * went another way than its journal.
 */
export class RecordedFacts {
  readonly #rules: Rules;
  /** As the journal tells it. */
  #state: CaseState | undefined;
  #past: readonly Fact[] = [];
  /** By commit: all that any moment told. */
  readonly contents = new Map<string, Content>();

  /** @param rules that contents are to meet */
  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** The state that the journal folds to, as far as it was told. */
  get state(): CaseState | undefined {
    return this.#state;
  }

  /** What had happened by now, in the order of R14. */
  get past(): readonly Fact[] {
    return this.#past;
  }

  /** @returns what this moment tells of, beside the past */
  tell({ entries, following }: RecordedMoment): readonly Fact[] {
    const facts: Fact[] = [];
    let before: Entry | undefined;
    for (const [i, entry] of entries.entries()) {
      // What stood when time gave the case away, the entry before has told.
      const isExpected = before !== undefined && isUnsubmitted(entry, before);
      const next = entries[i + 1] ?? following;
      this.#name(entry);
      if (next && isUnsubmitted(next, entry)) this.#name(next);
      const past = countedPast(this.#past, entry, this.#state);
      const claimed = { entry, following: next, state: this.#state, past, rules: this.#rules };
      const claim = isExpected ? { facts: [], contents: new Map<string, Content>() } : claimOf(claimed);
      for (const [oid, content] of claim.contents) this.contents.set(oid, this.#checked(content));
      facts.push(...this.#ordered(claim.facts));
      this.#past = pastAfter(this.#past, entry, claim);
      this.#state = apply(this.#state, entry);
      before = entry;
    }
    return facts;
  }

  /** A push gets the name that a later entry gives it; what it held is then known by that. */
  #name(entry: Entry): void {
    const named = namedBy(this.#past, entry);
    if (named === this.#past) return;
    for (const [i, fact] of named.entries()) {
      const was = this.#past[i];
      if (fact.kind !== 'push' || was?.kind !== 'push' || fact.head === was.head) continue;
      const content = this.contents.get(was.head);
      if (content && !this.contents.has(fact.head)) this.contents.set(fact.head, content);
    }
    this.#past = named;
  }

  /**
   * A push of which only that it happened is known stands after all that is known: not after all that ever will be, since the
   * case may take it into account where its journal did not.
   */
  #ordered(facts: readonly Fact[]): Fact[] {
    const last = Math.max(0, ...this.#past.flatMap((fact) => (fact.kind === 'push' ? [fact.order] : [])));
    return facts.map((fact) =>
      fact.kind === 'push' && fact.order === Number.MAX_SAFE_INTEGER ? { ...fact, order: last + 0.5 } : fact,
    );
  }

  /** What met its schema once may not meet the changed one. */
  #checked(content: Content): Content {
    if (!content.request || content.problems.length > 0) return content;
    const problems = validate(this.#rules.schema.value, content.request, content.document?.path ?? '');
    return problems.length > 0 ? { ...content, problems } : content;
  }
}
