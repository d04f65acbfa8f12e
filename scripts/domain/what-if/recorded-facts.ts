import type { Content } from '#domain/case/state/content.ts';
import type { Fact } from '#domain/case/state/facts.ts';
import { apply, type CaseState } from '#domain/case/state/state.ts';
import type { Rules } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { claimOf, countedPast, isUnsubmitted, namedBy, pastAfter } from '#domain/replay/claim.ts';
import { validate } from '#domain/request/schema.ts';

/** One act, or everything that the passing of time did at one instant. */
export interface RecordedMoment {
  readonly entries: readonly Entry[];
  /** The journal's next entry after `entries`. */
  readonly following: Entry | undefined;
}

/**
 * Groups entries into moments, since the entries of one moment may have been judged together.
 * @param from index of the first entry
 * @param to index after the last entry
 */
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

/** The facts of a journal, moment by moment (R14, R27), for a case that takes another course. */
export class RecordedFacts {
  readonly #rules: Rules;
  #state: CaseState | undefined;
  #past: readonly Fact[] = [];
  /** The contents of pushes, by commit. */
  readonly contents = new Map<string, Content>();

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  get state(): CaseState | undefined {
    return this.#state;
  }

  /** The facts so far, in the order of R14. */
  get past(): readonly Fact[] {
    return this.#past;
  }

  tell({ entries, following }: RecordedMoment): readonly Fact[] {
    const facts: Fact[] = [];
    let before: Entry | undefined;
    for (const [i, entry] of entries.entries()) {
      // An entry with unsubmitted content follows a timed end. The entry of that end already gave its facts and
      // contents.
      const isExpected = before !== undefined && isUnsubmitted(entry, before);
      const next = entries[i + 1] ?? following;
      this.#name(entry);
      if (next && isUnsubmitted(next, entry)) this.#name(next);
      const past = countedPast(this.#past, this.#state);
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

  /** Adds the content of a push that only a later entry names. */
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

  /** Orders facts. A push without a known number comes after all earlier pushes, and before those of later moments. */
  #ordered(facts: readonly Fact[]): Fact[] {
    const last = Math.max(0, ...this.#past.flatMap((fact) => (fact.kind === 'push' ? [fact.order] : [])));
    return facts.map((fact) =>
      fact.kind === 'push' && fact.order === Number.MAX_SAFE_INTEGER ? { ...fact, order: last + 0.5 } : fact,
    );
  }

  /** Checks the content of a request by the schema, which may be another one under the change. */
  #checked(content: Content): Content {
    if (!content.request || content.problems.length > 0) return content;
    const problems = validate(this.#rules.schema.value, content.request, content.document?.path ?? '');
    return problems.length > 0 ? { ...content, problems } : content;
  }
}
