import { accountKey, namedLogin } from '#domain/case/people/named-account.ts';
import { countingPush, currentPush, isForeign, SOMEBODY } from '#domain/case/push/pushes.ts';
import { SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import type { Content } from '#domain/case/state/content.ts';
import {
  type Account,
  compareFacts,
  endOfSecond,
  type Fact,
  type LabelFact,
  type PushFact,
} from '#domain/case/state/facts.ts';
import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import type { RefusalReason } from '#domain/case/state/reason.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import { isRefusedAsk } from '#domain/case/state/voided.ts';
import type { Rules } from '#domain/case/state/world.ts';
import { AGAINST_ANOTHER_TIME } from '#domain/case/submission/postponement.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Problem } from '#domain/problem.ts';
import { composeCorrection } from '#domain/request/correction-block.ts';
import { composeFiling } from '#domain/request/filing-block.ts';
import { given } from '#domain/request/given.ts';
import { composeAnswer, composeReview } from '#domain/request/review.ts';
import { validate } from '#domain/request/schema.ts';

/** Facts and contents that an entry claims, in the form that the judge reads. */
export interface ClaimedFacts {
  /** The facts in any order, without those that earlier entries claim. */
  readonly facts: readonly Fact[];
  /** The contents by commit. */
  readonly contents: ReadonlyMap<string, Content>;
}

/** An entry, with the entries and facts around it. */
export interface Claimed {
  readonly entry: Entry;
  /** The next entry; undefined if this is the last one. */
  readonly following: Entry | undefined;
  /** The state before the entry; undefined if the case begins with the entry. */
  readonly state: CaseState | undefined;
  /** The facts that earlier entries claim. */
  readonly past: readonly Fact[];
  readonly rules: Rules | undefined;
}

/** Returns what happened on the forge according to an entry (R14, R27). */
export function claimOf(claimed: Claimed): ClaimedFacts {
  const { entry, state } = claimed;
  switch (entry.source?.kind) {
    case 'push':
    case 'label':
      return state ? submissionClaim(claimed, state, entry.source) : firstClaim(claimed, entry.source);
    case 'review':
      return reviewClaim(claimed, entry.source);
    case 'close':
      return closeClaim(claimed, entry.source);
    case 'notice':
      return noticeClaim(entry, entry.source);
    case undefined:
      return state ? timeClaim(claimed, state) : { facts: [], contents: new Map() };
  }
}

type Source = NonNullable<Entry['source']>;

const baseOf = ({ at, who, reason }: Entry, { id, order, link }: Source) => ({
  at,
  id,
  order,
  actor: who ? accountOf(who, reason) : SOMEBODY,
  ...(link === undefined ? {} : { link }),
});

/** Returns the account of an entry. Only a refused act records that an account does not belong to a person (R16). */
const accountOf = ({ id, login }: NonNullable<Entry['who']>, reason: Entry['reason']): Account => ({
  ...{ id, login },
  kind: reason === 'not-a-person' ? 'bot' : 'user',
});

const pushTo = (at: Instant, head: string, order: number): PushFact => ({
  kind: 'push',
  at,
  id: String(order),
  order,
  actor: SOMEBODY,
  head,
});

const openerOf = ({ opens }: CaseState): Account => ({ ...opens.applicant, kind: 'user' });

/** Returns the facts before an entry, without pushes that do not count (R48), since no entry has their content. */
export function countedPast(past: readonly Fact[], state: CaseState | undefined): readonly Fact[] {
  if (!state) return past;
  const pushes = { facts: past, opening: { opener: openerOf(state) } };
  return past.filter((fact) => fact.kind !== 'push' || !isForeign(pushes, state, fact));
}

/** Returns the push that counts according to an entry, if no earlier entry names the push. */
function newPush({ entry, past }: Claimed): PushFact | undefined {
  const { head, at } = entry;
  if (!head || past.some((fact) => fact.kind === 'push' && fact.order === head.push)) return undefined;
  return pushTo(at, head.oid, head.push);
}

function reviewClaim(claimed: Claimed, source: Source): ClaimedFacts {
  const { entry, state } = claimed;
  const push = state && entry.kind === 'accepted' ? newPush(claimed) : undefined;
  const base = baseOf(entry, source);
  const words = entry.words ?? repeatedWords(claimed) ?? NOT_KEPT;
  const comment = commentBody(entry);
  if (comment !== undefined) {
    const fact: Fact = { kind: 'review', ...base, verdict: 'comment', body: comment, commit: undefined };
    return { facts: [fact], contents: new Map() };
  }
  const verdict = entry.gesture === 'changes' ? 'changes' : 'approve';
  const review: Fact = {
    kind: 'review',
    ...base,
    verdict,
    body: bodyOf(entry),
    commit: undefined,
    ...(entry.reason === 'edited' ? { editedByOther: true } : {}),
    kept: { words, ...(isPlain(entry.result) ? { result: entry.result } : {}) },
  };
  // A push without an entry of its own did not change the content.
  const contents = new Map(push && state ? [[push.head, unchanged(state)]] : []);
  return { facts: [...(push ? [push] : []), review], contents };
}

/** Returns the comment-only review of an answer (R52), correction (R49) or filing (R47); undefined for another entry. */
function commentBody({ kind, step, visit, note = '', corrected, filed, signed = [] }: Entry): string | undefined {
  if (kind === 'answered') return composeAnswer({ visit: `${step}#${visit}`, note });
  if (kind === 'corrected') return correctionBody(corrected, note);
  return filed && unlessUnclear(() => composeFiling({ ...filed, documents: signed, note }), note);
}

function correctionBody(corrected: Entry['corrected'], note: string): string {
  if (!corrected) return composeCorrection({ isRoom: true, note });
  const { step, visit = 1, field, after } = corrected;
  return composeCorrection({
    field,
    value: after,
    note,
    ...given({ of: step === undefined ? undefined : { step, visit } }),
  });
}

/** Returns the words of a double click (R2). The refusal does not keep them, but they equal those of the first act. */
const repeatedWords = ({ entry, state }: Claimed): string | undefined =>
  entry.reason === 'already-acted' && state?.lastCounted?.at === entry.detail?.['at']
    ? state?.lastCounted?.words
    : undefined;

const NOT_KEPT = 'not kept';

/** A result that is always wrong: no schema allows it, and a step without a result does not ask for one. */
const NOTHING_RIGHT = '{}';

/** Composes a text for the review, from which the judge can come to the same verdict as the entry. */
function bodyOf({ note = '', result, reason, signed = [] }: Entry): string {
  // Nothing more is known about an act that named another visit or digest.
  if (reason === 'stale') return composeReview({ digest: '0'.repeat(64), result: NOTHING_RIGHT });
  // The result of a refused act is not kept. But the act may have been judged only because it had a result (R42).
  const brought = reason === 'incomplete' || reason === 'four-eyes' ? NOTHING_RIGHT : result && JSON.stringify(result);
  return unlessUnclear(() => composeReview({ note, documents: signed, ...(brought ? { result: brought } : {}) }), note);
}

/** Returns a body, or the note alone if the body cannot have these parts, which then is a finding. */
function unlessUnclear(compose: () => string, note: string): string {
  try {
    return compose();
  } catch (error) {
    if (error instanceof RangeError) return note;
    throw error;
  }
}

/** Checks that the text of a result cannot have a fault (R9). Such a text is not read again, since reading is slow. */
const isPlain = (result: Entry['result']): boolean =>
  result !== undefined && /^(?!.*\d{16})[ -~]{0,20000}$/.test(JSON.stringify(result));

/** Checks whether an entry records a merge (R1). An entry `moved` without a source records a close, not a merge. */
export const isMerge = ({ kind, source }: Entry): boolean =>
  kind === 'ended-outside' || (kind === 'moved' && source !== undefined);

/** Checks whether an entry records that the forge could not reopen the pull request (R1). */
export const isCutOff = ({ kind, source }: Entry): boolean =>
  kind === 'abandoned' || (kind === 'moved' && source === undefined);

/** Returns a close and, for a rejection with a note, the comment-only review with this note before the close (R1). */
function closeClaim({ entry }: Claimed, source: Source): ClaimedFacts {
  const base = baseOf(entry, source);
  const close: Fact = {
    kind: 'close',
    ...base,
    merged: isMerge(entry),
    ...(entry.kind === 'ended-outside' ? { into: MAIN_BRANCH } : {}),
  };
  const comment = entry.kind === 'rejected' ? commentOf(entry, source) : [];
  return { facts: [...comment, close], contents: new Map() };
}

/** Returns the comment-only review with the note of a rejection (R1) or of the opener (R40). */
function commentOf(entry: Entry, source: Source): Fact[] {
  if (entry.note === undefined) return [];
  const { actor } = baseOf(entry, source);
  return [
    {
      ...{ kind: 'review', at: entry.at, id: `comment of ${source.id}`, order: Number.MAX_SAFE_INTEGER },
      ...{ actor, verdict: 'comment', body: bodyOf(entry), commit: undefined },
    },
  ];
}

function noticeClaim(entry: Entry, source: Source): ClaimedFacts {
  const what = entry.kind === 'review-edited' ? 'edited' : 'dismissed';
  const notice: Fact = { kind: 'notice', ...baseOf(entry, source), what, about: String(source.order) };
  return { facts: [notice], contents: new Map() };
}

/**
 * Returns the first submission. If a push submitted the request, no entry records when the submit sign was set. The
 * claim then sets the sign one second before the push, on invalid content, so that the push submits the request.
 */
function firstClaim({ entry, rules }: Claimed, source: Source): ClaimedFacts {
  const base = baseOf(entry, source);
  const head = entry.head?.oid ?? '';
  const isForm = entry.opens?.branch.startsWith('cms/') ?? false;
  const sign = isForm ? ({ what: 'labeled', label: SUBMIT_LABEL } as const) : ({ what: 'opened' } as const);
  const contents = new Map([[head, contentOf(entry, rules)]]);
  if (source.kind === 'label')
    return {
      facts: [pushTo(entry.at, head, entry.head?.push ?? 0), { kind: 'label', ...base, ...sign }],
      contents,
    };
  const before = secondBefore(entry.at);
  const label: LabelFact = { kind: 'label', at: before, id: 'sign', order: 0, actor: base.actor, ...sign };
  contents.set(NOTHING_VALID, { ...EMPTY, problems: [UNNAMED] });
  return {
    facts: [pushTo(before, NOTHING_VALID, -1), label, { kind: 'push', ...base, head }],
    contents,
  };
}

/**
 * Returns the push or label of an entry after the first submission: an accepted or refused submission, a changed
 * request, another base or a foreign push.
 */
function submissionClaim(claimed: Claimed, state: CaseState, source: Source): ClaimedFacts {
  const { entry, past, rules } = claimed;
  const base = baseOf(entry, source);
  // No entry names the other base.
  if (entry.kind === 'base-changed') {
    const moved: Fact = { kind: 'label', ...base, what: 'based', base: { from: MAIN_BRANCH, to: '' } };
    return { facts: [moved], contents: new Map() };
  }
  // No entry has the content of a foreign push. It is only known that this content differs from the request (R48).
  if (entry.kind === 'foreign-push') {
    const push: PushFact = { kind: 'push', ...base, head: unnamedHead(source.order) };
    const pushes = { facts: past, opening: { opener: openerOf(state) } };
    const counts = countingPush(pushes, state, push)?.head ?? state.head.oid;
    const contents = new Map([
      [counts, unchanged(state)],
      [push.head, EMPTY],
    ]);
    return { facts: [push], contents };
  }
  const content = entry.request
    ? contentOf(entry, rules)
    : { ...unchanged(state), ...(isRefusedAsk(entry) ? askedContent : invalidContent)(claimed, state) };
  const note = isUnkeptNote(claimed, state) ? { ...entry, note: NOT_KEPT } : entry;
  if (source.kind === 'push') {
    const head = entry.head?.oid ?? unnamedHead(source.order);
    return {
      facts: [{ kind: 'push', ...base, head }, ...commentOf(note, source)],
      contents: new Map([[head, content]]),
    };
  }
  const label: Fact = { kind: 'label', ...base, what: 'labeled', label: SUBMIT_LABEL };
  const current = currentPush(past, label);
  // No entry has the foreign content of the branch. Only the problems mention it (R48).
  const isDoubtful = entry.problems?.some(({ code }) => code === 'foreign-push') ?? false;
  const isOther = (entry.digest !== state.digest || isDoubtful) && !entry.head;
  const push = isOther
    ? pushTo(entry.at, unnamedHead(Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)
    : newPush(claimed);
  const contents = new Map([[(push ?? current)?.head ?? '', content]]);
  return { facts: [...(push ? [push] : []), label, ...commentOf(note, source)], contents };
}

/**
 * Checks whether a refused submission had the note that its step needs. No entry keeps the note, but a missing note is
 * among the problems (R12, R40).
 */
function isUnkeptNote({ entry, rules }: Claimed, { visit }: CaseState): boolean {
  const step = rules?.procedure.value.steps.find(({ id }) => id === visit.step);
  const isMissing = entry.problems?.some(({ code }) => code === 'note-missing') ?? false;
  return entry.kind === 'submission-refused' && step?.requires?.note !== undefined && !isMissing;
}

/** Returns the claim of an entry that time causes. If content was never submitted, the claim has it too (R6, R18). */
function timeClaim(claimed: Claimed, state: CaseState): ClaimedFacts {
  const { entry, following, rules } = claimed;
  const changed = following && isUnsubmitted(following, entry) ? following : undefined;
  const head = changed?.head ?? entry.head;
  const current = currentPush(claimed.past, endOfSecond(entry.at));
  // At the instant of an escalation level, the judge may also judge an outcome by time, and reads the current content.
  // The outcome has an entry of its own.
  if (!head) return { facts: [], contents: new Map(current ? [[current.head, unchanged(state)]] : []) };
  const isKnown = claimed.past.some((fact) => fact.kind === 'push' && fact.order === head.push);
  const content = !changed
    ? unchanged(state)
    : changed.request
      ? contentOf(changed, rules)
      : { ...unchanged(state), ...invalidContent({ ...claimed, entry: changed }, state) };
  const facts = isKnown ? [] : [pushTo(entry.at, head.oid, head.push)];
  return { facts, contents: new Map([[head.oid, content]]) };
}

/** Checks whether an entry without a fact records unsubmitted content, after time ended the applicant's turn. */
export const isUnsubmitted = (entry: Entry, before: Entry): boolean =>
  entry.kind === 'superseded' && entry.source === undefined && before.kind === 'timed-out' && entry.at === before.at;

/** Returns the content of a commit according to an entry. The content is validated by the schema again. */
function contentOf(entry: Entry, rules: Rules | undefined): Content {
  const { digest = '', document, request, attachments = [] } = entry;
  const problems = rules ? validate(rules.schema.value, request, document?.path ?? '') : [];
  return { digest, document, request, attachments, problems };
}

/** Returns content that was not accepted. Entries keep only its digest, its problems and a restricting nature (R11). */
function invalidContent({ entry, rules }: Claimed, state: CaseState): Partial<Content> {
  const { digest = '', problems = [], nature } = entry;
  const pointer = rules?.procedure.value.request.pointers.nature;
  const request = nature !== undefined && pointer !== undefined ? withValue(state.request, pointer, nature) : undefined;
  return { digest, problems: problems.map((problem) => problem as Problem), request };
}

/**
 * Returns the content of a refused push that asked for another time (R53). The entry shows only that the push changed a
 * field of the sections, and which problems the push had.
 */
function askedContent({ entry, rules }: Claimed, state: CaseState): Partial<Content> {
  const { digest = '', problems = [] } = entry;
  const step = rules?.procedure.value.steps.find(({ id }) => id === state.visit.step);
  const [section] = step?.postpone?.sections ?? [];
  const isItsOwn = ({ code }: { readonly code: string }): boolean => !AGAINST_ANOTHER_TIME.includes(code);
  return {
    digest,
    problems: problems.filter(isItsOwn).map((problem) => problem as Problem),
    ...(section === undefined ? {} : { request: withValue(state.request, section, NOT_KEPT) }),
  };
}

const unchanged = (state: CaseState): Content => ({
  digest: state.digest,
  document: state.document,
  request: state.request,
  attachments: state.attachments,
  problems: [],
});

const EMPTY: Content = { digest: '', document: undefined, request: undefined, attachments: [], problems: [] };
const NOTHING_VALID = 'nothing valid';
const unnamedHead = (order: number): string => `push ${order}`;

const UNNAMED: Problem = {
  file: '',
  path: '',
  code: 'untold',
  message: { id: 'Tidak tercatat', en: 'Not recorded' },
};

function withValue(document: object, pointer: string, value: unknown): Record<string, unknown> {
  const copy: Record<string, unknown> = structuredClone({ ...document });
  const names = pointer.split('/').slice(1);
  const last = names.pop() ?? '';
  let parent = copy;
  for (const name of names) {
    const below = parent[name];
    const next: Record<string, unknown> = typeof below === 'object' && below !== null ? { ...below } : {};
    parent[name] = next;
    parent = next;
  }
  parent[last] = value;
  return copy;
}

const secondBefore = (at: Instant): Instant => `${new Date(Date.parse(at) - 1000).toISOString().slice(0, 19)}Z`;

/** Returns the past after an entry. It has, in addition, the claimed facts that the entry names as source or head. */
export function pastAfter(past: readonly Fact[], entry: Entry, { facts }: ClaimedFacts): readonly Fact[] {
  const named = facts.filter((fact) => isNamed(fact, entry));
  return named.length > 0 ? [...past, ...named].sort(compareFacts) : past;
}

const isNamed = (fact: Fact, { source, head }: Entry): boolean =>
  (source !== undefined && fact.kind === source.kind && fact.id === source.id) ||
  (fact.kind === 'push' && fact.order === head?.push);

/**
 * Returns the past in which a push has the commit that this entry names. The earlier entry of the push, a refused
 * submission, does not name the commit.
 */
export function namedBy(past: readonly Fact[], { head }: Entry): readonly Fact[] {
  const isUnnamed = (fact: Fact): boolean =>
    fact.kind === 'push' && fact.order === head?.push && fact.head === unnamedHead(fact.order);
  return head && past.some(isUnnamed)
    ? past.map((fact) => (fact.kind === 'push' && isUnnamed(fact) ? { ...fact, head: head.oid } : fact))
    : past;
}

/**
 * Returns the accounts that requests and results name, with the numbers that entries keep (R41, R52). Nobody is looked
 * up again, since a login may have another owner now.
 * @returns account numbers by `accountKey`; undefined for an account whose number no entry keeps
 */
export function accountsNamed(
  entries: readonly Pick<Entry, 'request' | 'onBehalf' | 'informed'>[],
  rules: Pick<Rules, 'procedure'> | undefined,
): Map<string, number | undefined> {
  return new Map(
    entries.flatMap(({ request, onBehalf, informed }): [string, number | undefined][] => {
      const login = rules && namedLogin(rules.procedure.value, request);
      const named = informed?.accounts?.map(({ id, login }) => [accountKey(login), id] as [string, number]) ?? [];
      return [
        ...named,
        ...(login === undefined ? [] : [[accountKey(login), onBehalf?.account] as [string, undefined]]),
      ];
    }),
  );
}

/** Returns the opener's login in these entries, since a login may change; the given login if no entry has one. */
export const loginThen = (
  { id, login }: Pick<Account, 'id' | 'login'>,
  entries: readonly Pick<Entry, 'who'>[],
): string => entries.find(({ who }) => who?.id === id)?.who?.login ?? login;

/**
 * Parts of an entry that a journal does not keep, so that they cannot be judged again (R29). They are counted and
 * reported.
 *
 * - `shown`: the visit and the content that the review of an accepted act named, and the push on which it was made.
 * - `words`: the note and result of a refused act, or the visit and content that it named.
 * - `content`: the content of a refused submission, and the note that its step may ask for (R40).
 */
export type Unkept = 'shown' | 'words' | 'content';

/**
 * For each reason of R16: does the reason depend on words that the journal does not keep? For `stale`, {@link bodyOf}
 * composes such words. The other such reasons are taken from the entry, if no earlier reason applies to the act.
 */
export const DEPENDS_ON_WORDS: Readonly<Record<RefusalReason, boolean>> = {
  ...{
    closed: false,
    edited: false,
    'not-a-person': false,
    'already-acted': false,
    applicant: false,
    'no-role': false,
  },
  ...{ 'out-of-turn': false, 'too-early': false, 'no-such-outcome': false, 'four-eyes': false },
  stale: true,
  incomplete: true,
  'room-taken': true,
};
