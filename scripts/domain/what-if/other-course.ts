import type { Config } from '#domain/case/state/config.ts';
import { compareFacts, type Fact } from '#domain/case/state/facts.ts';
import { nextDue } from '#domain/case/time/instants.ts';
import { type Judgement, judge } from '#domain/case/judge.ts';
import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import { apply, type CaseState, sourceKey } from '#domain/case/state/state.ts';
import type { RefusedDraft } from '#domain/case/submission/submission.ts';
import type { Others, Rules, World } from '#domain/case/state/world.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { accountsNamed, isCutOff, loginThen } from '#domain/replay/claim.ts';
import { SOMEBODY } from '#domain/case/push/pushes.ts';
import { asFarAsKept, isHeld } from '#domain/replay/judge-again.ts';
import { type RecordedMoment, RecordedFacts } from './recorded-facts.ts';

/** The configuration, and the facts about other cases, by which a moment is judged under the change. */
export interface OtherGround {
  readonly config: Config;
  readonly others: Others;
}

/** A time before every instant. It is used so that no time passes after a fact. */
const LONG_AGO = '1970-01-01T00:00:00Z';

/** The course that a case takes by the same facts under another configuration. The judge decides this course. */
export class OtherCourse {
  readonly #rules: Rules;
  readonly #recorded: RecordedFacts;
  readonly #opens: NonNullable<Entry['opens']>;
  readonly #entries: Entry[] = [];
  /** The keys of facts that were refused as submissions of a draft. They are not judged again (R13). */
  readonly #answered = new Set<string>();
  #state: CaseState | undefined;
  #refused: RefusedDraft | undefined;
  /** The number of acts that cannot be judged, since the journal keeps too little of them. */
  #unknown = 0;
  /** The recorded facts about a case of origin, by the id of that case (R45). */
  readonly #origins = new Map<string, NonNullable<Entry['origin']>>();

  readonly #accounts = new Map<string, number | undefined>();
  #login: string;

  /** @param rules the rules from the start of the case */
  constructor(opens: NonNullable<Entry['opens']>, rules: Rules) {
    this.#opens = opens;
    this.#login = opens.applicant.login;
    this.#rules = rules;
    this.#recorded = new RecordedFacts(rules);
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get rules(): Rules {
    return this.#rules;
  }

  /** The state of the case; undefined before the case is submitted. */
  get state(): CaseState | undefined {
    return this.#state;
  }

  /** The latest refused draft; undefined once a submission is accepted. */
  get refused(): RefusedDraft | undefined {
    return this.#state ? undefined : this.#refused;
  }

  get unknown(): number {
    return this.#unknown;
  }

  /**
   * Checks whether the passing of time can change this course in a way that the journal does not contain: the case is
   * open, and its visit or its next instant differs from the recorded one.
   */
  get isParted(): boolean {
    const [own, recorded] = [this.#state, this.#recorded.state];
    if (!own || own.end) return false;
    if (!recorded || recorded.end || recorded.visit.step !== own.visit.step || recorded.visit.visit !== own.visit.visit)
      return true;
    return nextDue(own)?.at !== nextDue(recorded)?.at || nextDue(own)?.what !== nextDue(recorded)?.what;
  }

  /**
   * Judges a recorded moment.
   * @throws Error if the facts cannot be judged
   */
  take(moment: RecordedMoment, ground: OtherGround): void {
    const before = this.#recorded.past;
    const facts = this.#recorded.tell(moment);
    const [first] = moment.entries;
    if (!first) return;
    const { signed = [] } = first;
    this.#login = loginThen({ ...this.#opens.applicant, login: this.#login }, moment.entries);
    for (const [login, account] of accountsNamed(moment.entries, this.#rules)) this.#accounts.set(login, account);
    for (const { origin } of moment.entries) if (origin) this.#origins.set(origin.case, origin);
    const judgement = this.#judge(ground, [...before, ...facts], {
      documents: new Map(signed.map(({ oid, sha256, size }) => [oid, { sha256, size }])),
      now: first.source ? LONG_AGO : first.at,
      settle: 0,
      cannotReopen: moment.entries.some(isCutOff),
    });
    if (judgement.refusedDraft) {
      this.#answered.add(keyOf(judgement.refusedDraft.fact));
      if (judgement.refusedDraft.problems.length > 0) this.#refused = judgement.refusedDraft;
    }
    for (const entry of judgement.entries) this.#add(this.#asKept(entry, moment, ground));
  }

  /**
   * Lets time pass, and adds the entries that this causes.
   * @param until the instant at which time stops. Nothing happens by time at this instant itself, since facts of that
   *   second come first (R14)
   */
  pass(until: Instant, ground: OtherGround): void {
    if (!this.#state || this.#state.end) return;
    const now = { documents: new Map(), now: until, settle: 1, cannotReopen: false };
    const judgement = this.#judge(ground, this.#recorded.past, now);
    for (const entry of judgement.entries) this.#add(entry);
  }

  #judge(
    { config, others }: OtherGround,
    facts: readonly Fact[],
    more: Pick<World, 'documents' | 'now' | 'settle' | 'cannotReopen'>,
  ): Judgement {
    const { number, branch, applicant } = this.#opens;
    const world: World = {
      config,
      pinned: this.#state && this.#rules,
      opening: {
        number,
        branch,
        opener: { ...applicant, login: this.#login, kind: 'user' },
        draft: false,
        base: MAIN_BRANCH,
      },
      facts: [...facts].sort(compareFacts),
      contents: this.#recorded.contents,
      others: this.#origins.size > 0 ? { ...others, origins: this.#origins } : others,
      accounts: this.#accounts,
      answered: (fact) => this.#answered.has(keyOf(fact)),
      ...more,
    };
    return judge(world, this.#state);
  }

  #add(entry: Entry): void {
    this.#entries.push(entry);
    this.#state = apply(this.#state, entry);
  }

  #asKept(judged: Entry, { entries, following }: RecordedMoment, { others }: OtherGround): Entry {
    if (!judged.source) {
      // Only the recorded entry contains who pushed.
      const who = judged.who?.id === SOMEBODY.id ? [...entries, following].find(isWho(judged))?.who : undefined;
      return who ? { ...judged, who } : judged;
    }
    const key = sourceKey(judged.source);
    const entry = entries.find(({ source }) => source && sourceKey(source) === key);
    if (entry?.kind !== 'refused') return judged;
    const kept = asFarAsKept(judged, entry, others);
    if (kept !== judged) {
      if (entry.step !== judged.step || entry.visit !== judged.visit) this.#unknown += 1;
      return kept;
    }
    // For an act that was refused for another reason, the journal has neither note nor result.
    if (judged.reason === 'incomplete' && entry.reason !== 'incomplete' && entry.gesture !== 'close')
      this.#unknown += 1;
    // The room would be free, but the journal does not have the words of the act, so its outcome is unknown.
    const isOpen = judged.kind === 'accepted' || judged.reason === 'incomplete';
    if (entry.reason !== 'room-taken' || !isOpen || isHeld(entry, others)) return judged;
    if (judged.reason !== 'incomplete') this.#unknown += 1;
    return asFarAsKept(judged, entry, { bookings: [heldAs(entry)] });
  }
}

const keyOf = ({ kind, id }: Fact): string => `${kind}:${id}`;

const isWho =
  ({ kind, at, head }: Entry) =>
  (entry: Entry | undefined): boolean =>
    entry?.kind === kind && entry.at === at && entry.head?.push === head?.push;

function heldAs({ detail = {} }: Entry) {
  const [room, start, end] = [detail['room'], detail['start'], detail['end']].map(String);
  return { room: room ?? '', start: start ?? '', end: end ?? '', case: '', number: 0 };
}
