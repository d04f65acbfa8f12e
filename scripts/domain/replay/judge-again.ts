import { given } from '#domain/request/given.ts';
import { compareFacts, type Fact } from '#domain/case/state/facts.ts';
import { nextDue } from '#domain/case/time/instants.ts';
import { type Judgement, judge } from '#domain/case/judge.ts';
import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import type { RefusalReason } from '#domain/case/state/reason.ts';
import { SOMEBODY } from '#domain/case/push/pushes.ts';
import { apply, type CaseState } from '#domain/case/state/state.ts';
import { heldAt, type Holdings } from '#domain/room/bookings.ts';
import { type Others, type Rules, rulesFor, Undecidable, type World } from '#domain/case/state/world.ts';
import type { Config } from '#domain/case/state/config.ts';
import { isPhotoName } from '#domain/request/signed-line.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import {
  accountsNamed,
  type ClaimedFacts,
  claimOf,
  countedPast,
  DEPENDS_ON_WORDS,
  isCutOff,
  isUnsubmitted,
  loginThen,
  namedBy,
  pastAfter,
  type Unkept,
} from './claim.ts';
import { type Difference, differencesOf, ruleOfKind } from './difference.ts';

/** The configuration, rules and other cases by which an entry was judged. */
export interface Ground {
  readonly config: Config;
  /** The rules to which the case is pinned (R7). They may be undefined for the first entry only. */
  readonly rules: Rules | undefined;
  readonly others: Others;
}

/** The result of judging one entry again. */
export interface Rejudgement {
  readonly seq: number;
  /** The differences; empty if the judge writes the same entry. */
  readonly differences: readonly Difference[];
  /** Set if the judge writes no entry. `expected` names the judge's finding. */
  readonly neverWritten?: { readonly rule: string; readonly expected?: string };
  /** The error that prevented the judgement, for example because the entry does not fit the entries before it. */
  readonly fault?: string;
  readonly unkept: readonly Unkept[];
}

/**
 * Judges a journal again (R29). For each entry, the judge gets the fact that the entry records and the state after the
 * earlier entries. The entry that the judge then writes is compared with the entry of the journal.
 * @param groundOf function that returns the ground of an entry; if it returns undefined, the entry is only folded
 * @param from first `seq` to be judged; earlier entries are only folded
 */
export function* judgeAgain(
  entries: readonly Entry[],
  groundOf: (entry: Entry, state: CaseState | undefined) => Ground | undefined,
  from = 1,
): Generator<Rejudgement, void, void> {
  let state: CaseState | undefined;
  let past: readonly Fact[] = [];
  let expected: Entry | undefined;
  for (const [i, entry] of entries.entries()) {
    const following = entries[i + 1];
    past = namedBy(past, entry);
    if (following && isUnsubmitted(following, entry)) past = namedBy(past, following);
    let after: CaseState | undefined;
    const ground = groundOf(entry, state);
    const counted = countedPast(past, state);
    const claimed = { entry, following, state, past: counted, rules: ground?.rules };
    const claim = claimOf(claimed);
    // No fact causes an erasure; `verify` compares it with the office's files (R50).
    if (ground && entry.seq >= from && entry.kind !== 'erased') {
      if (expected) yield { seq: entry.seq, differences: differencesOf(expected, entry), unkept: unkeptOf(entry) };
      else {
        const judged = judgedAgain({ entry, following, state, past: counted, claim, ground });
        expected = judged.follows;
        after = judged.after;
        yield judged.rejudgement;
      }
      if (expected && expected.seq === entry.seq) expected = undefined;
    }
    past = pastAfter(past, entry, claim);
    state = after ?? apply(state, entry);
  }
}

interface Asked {
  readonly entry: Entry;
  readonly following: Entry | undefined;
  readonly state: CaseState | undefined;
  readonly past: readonly Fact[];
  readonly claim: ClaimedFacts;
  readonly ground: Ground;
}

interface JudgedAgain {
  readonly rejudgement: Rejudgement;
  /** The entry that the judge expects next, at the same instant. */
  readonly follows?: Entry;
  /** The state after the judgement, if the judge wrote exactly this entry. */
  readonly after?: CaseState;
}

function judgedAgain(asked: Asked): JudgedAgain {
  const { entry, state, past } = asked;
  const { seq } = entry;
  const unkept = unkeptOf(entry);
  const named = (what: Partial<Rejudgement>) => ({ rejudgement: { seq, differences: [], unkept, ...what } });
  if (isCutOff(entry) && !past.some(({ kind }) => kind === 'close')) return named({ neverWritten: { rule: 'R1' } });
  let judgement: Judgement;
  try {
    judgement = judge(worldOf(asked), state);
  } catch (error) {
    const due = state && nextDue(state);
    if (error instanceof Undecidable && due && due.at < entry.at)
      return named({ neverWritten: { rule: RULES_OF_INSTANTS[due.what], expected: `${due.what} ${due.at}` } });
    return named({ fault: error instanceof Error ? error.message : String(error) });
  }
  const [first, then] = judgement.entries;
  if (!first) return named({ neverWritten: { rule: ruleOfKind(entry), ...insteadOf(judgement) } });
  const expected = entry.kind === 'refused' ? asFarAsKept(first, entry, asked.ground.others) : first;
  const rejudgement = { seq, differences: differencesOf(expected, entry), unkept };
  const { state: after } = judgement;
  const isIt = after && !then && expected === first && rejudgement.differences.length === 0;
  if (!then || !isUnsubmitted(then, first) || entry.kind !== 'timed-out')
    return { rejudgement, ...(isIt ? { after } : {}) };
  // Only the following entry says who pushed the content that was never submitted.
  const { who } = asked.following ?? {};
  return { rejudgement, follows: who && then.who?.id === SOMEBODY.id ? { ...then, who } : then };
}

/** The rule that decides each kind of entry that time causes. */
const RULES_OF_INSTANTS = { rung: 'R22', silence: 'R44', timeout: 'R6' } as const;

const LONG_AGO = '1970-01-01T00:00:00Z';

/** Returns the problems of a first submission that is not valid. The reply to such a submission is no entry (R12). */
function insteadOf({ refusedDraft }: Judgement): { expected?: string } {
  const problems = refusedDraft?.problems.map(({ path, code }) => `${code} ${path}`.trim()) ?? [];
  return problems.length > 0 ? { expected: problems.join(', ') } : {};
}

function worldOf({ entry, following, state, past, claim, ground }: Asked): World {
  const opens = state?.opens ?? entry.opens;
  const applicant = opens?.applicant ?? { id: 0, login: '' };
  const named = [entry, following].flatMap((each) => each ?? []);
  return {
    config: ground.config,
    pinned: state && ground.rules,
    opening: {
      number: opens?.number ?? 0,
      branch: opens?.branch ?? '',
      opener: { ...applicant, login: loginThen(applicant, named), kind: 'user' },
      draft: false,
      base: MAIN_BRANCH,
    },
    facts: [...past, ...claim.facts].sort(compareFacts),
    contents: claim.contents,
    documents: new Map(
      entry.signed?.map(({ name, oid, sha256, size }) => [oid, { sha256, size, isPhoto: isPhotoName(name) }]),
    ),
    others: ground.others,
    accounts: accountsNamed(named, ground.rules ?? rulesFor(ground.config, entry.request)),
    // For an entry with a fact, `now` is early, so that the judge adds no entry that time causes after the fact. Such
    // entries are judged on their own.
    now: entry.source ? LONG_AGO : entry.at,
    settle: 0,
    answered: () => false,
    cannotReopen: isCutOff(entry),
  };
}

/**
 * Returns the refusal that the judge would have written. The journal does not keep the words on which `incomplete` and
 * `room-taken` depend. So these reasons are taken from the entry, if no earlier reason applies to the act. For
 * `room-taken`, the room must also have been booked or reserved.
 */
export function asFarAsKept(judged: Entry, entry: Entry, others: Holdings): Entry {
  const { reason } = entry;
  const isOpen = judged.kind === 'accepted' || (isByWords(judged.reason) && judged.reason !== 'stale');
  const isClose = entry.gesture === 'close' && reason !== 'incomplete';
  if (!isByWords(reason) || reason === 'stale' || isClose || !isOpen) return judged;
  if (reason === 'room-taken' && !isHeld(entry, others)) return judged;
  const { kind, detail, problems } = entry;
  const { seq, at, step, visit, gesture, who, source, seenLate, config } = judged;
  return {
    ...{ seq, at, kind, reason, config },
    ...given({ step, visit, gesture, who, source, detail, problems, seenLate }),
  };
}

const isByWords = (reason: Entry['reason']): reason is RefusalReason =>
  reason !== undefined && DEPENDS_ON_WORDS[reason];

/** Checks whether the room that a `room-taken` refusal names was booked or reserved for exactly that time (R25). */
export const isHeld = ({ at, detail }: Entry, others: Holdings): boolean =>
  heldAt(others, at).some(
    ({ room, start, end }) => room === detail?.['room'] && start === detail['start'] && end === detail['end'],
  );

/** Returns the parts of an entry that cannot be judged again, since the journal does not keep them. */
function unkeptOf({ kind, reason, gesture, problems = [] }: Entry): Unkept[] {
  if (kind === 'accepted') return ['shown'];
  // A close without a reason can be judged again. A close whose reason was not valid cannot.
  const isJudged = gesture === 'close' && problems.every(({ code }) => code === 'note-missing');
  if (kind === 'refused') return isByWords(reason) && !isJudged ? ['words'] : [];
  return kind === 'submission-refused' ? ['content'] : [];
}
