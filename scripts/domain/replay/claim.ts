import { accountKey, namedLogin } from '#domain/case/people/named-account.ts';
import { countingPush, currentPush, isForeign, SOMEBODY } from '#domain/case/push/pushes.ts';
import { SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import type { Content, FileId } from '#domain/case/state/content.ts';
import { editionOf } from '#domain/case/state/editions.ts';
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
import { composeAnswer, composeReview } from '#domain/request/review.ts';
import { validate } from '#domain/request/schema.ts';

/** What an entry says has happened on the forge, as the judge would have been given it. */
export interface ClaimedFacts {
  /** In any order; what earlier entries say has happened is not among them. */
  readonly facts: readonly Fact[];
  /** By commit. */
  readonly contents: ReadonlyMap<string, Content>;
}

export interface Claimed {
  readonly entry: Entry;
  readonly following: Entry | undefined;
  /** undefined: the case begins with the entry. */
  readonly state: CaseState | undefined;
  readonly past: readonly Fact[];
  readonly rules: Rules | undefined;
}

/** What an entry says has happened (R14, R27). */
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

/** That an account is no person's, only the refusal of its act says (R16). */
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

/** The past of an entry, without pushes that its edition does not count (R48): no entry says what they held. */
export function countedPast(past: readonly Fact[], entry: Entry, state: CaseState | undefined): readonly Fact[] {
  if (!state) return past;
  const pushes = { edition: editionOf(entry), facts: past, opening: { opener: openerOf(state) } };
  return past.filter((fact) => fact.kind !== 'push' || !isForeign(pushes, state, fact));
}

/** The push that an entry says stood at its time, where no earlier entry names it. */
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
  if (entry.kind === 'answered') return { facts: [answerFact(entry, base)], contents: new Map() };
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
  // A push that the journal does not tell of changed nothing of the content.
  const contents = new Map(push && state ? [[push.head, unchanged(state)]] : []);
  return { facts: [...(push ? [push] : []), review], contents };
}

/** A comment-only review that answers (R52). */
const answerFact = ({ step, visit, note = '' }: Entry, base: ReturnType<typeof baseOf>): Fact => ({
  ...{ kind: 'review', ...base, verdict: 'comment', commit: undefined },
  body: composeAnswer({ visit: `${step}#${visit}`, note }),
});

/** A double click is refused without its words, which are those of the act that it repeats (R2). */
const repeatedWords = ({ entry, state }: Claimed): string | undefined =>
  entry.reason === 'already-acted' && state?.lastCounted?.at === entry.detail?.['at']
    ? state?.lastCounted?.words
    : undefined;

const NOT_KEPT = 'not kept';

/** A result that fits no schema, and no step that asks for none. */
const NOTHING_RIGHT = '{}';

/** A body that is read as the entry says that the review was. */
function bodyOf({ note = '', result, reason, signed = [] }: Entry): string {
  // Of an act that named something else, no more is known than that.
  if (reason === 'stale') return composeReview({ digest: '0'.repeat(64), result: NOTHING_RIGHT });
  // What a refused act brought is not kept; that it brought something may be why it was judged so far (R42).
  const brought = reason === 'incomplete' || reason === 'four-eyes' ? NOTHING_RIGHT : result && JSON.stringify(result);
  try {
    return composeReview({ note, documents: signed, ...(brought ? { result: brought } : {}) });
  } catch (error) {
    if (error instanceof RangeError) return note;
    throw error;
  }
}

/** Could reading the text of a result find no fault (R9)? Then it is not read again, which takes long. */
const isPlain = (result: Entry['result']): boolean =>
  result !== undefined && /^(?!.*\d{16})[ -~]{0,20000}$/.test(JSON.stringify(result));

/** Was it a merge that the entry records? What the forge could not reopen has no fact of its own (R1). */
export const isMerge = ({ kind, source }: Entry): boolean =>
  kind === 'ended-outside' || (kind === 'moved' && source !== undefined);

/** Could the forge not reopen the pull request (R1)? */
export const isCutOff = ({ kind, source }: Entry): boolean =>
  kind === 'abandoned' || (kind === 'moved' && source === undefined);

/** A close; a rejection's note stood in a comment-only review before it (R1). */
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

/** A note that was no review's own stood in a comment-only review: a rejection's (R1), or the opener's (R40). */
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
  const what = entry.flags?.includes('edited') ? 'edited' : 'dismissed';
  const notice: Fact = { kind: 'notice', ...baseOf(entry, source), what, about: String(source.order) };
  return { facts: [notice], contents: new Map() };
}

/** The first submission. No entry has its sign: it is given a second before, where nothing valid stood yet. */
function firstClaim({ entry, rules }: Claimed, source: Source): ClaimedFacts {
  const base = baseOf(entry, source);
  const head = entry.head?.oid ?? '';
  const isForm = entry.opens?.branch.startsWith('cms/') ?? false;
  const sign = isForm ? ({ what: 'labeled', label: SUBMIT_LABEL } as const) : ({ what: 'opened' } as const);
  const contents = new Map([[head, contentOf(entry, entry.opens, rules)]]);
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

/** A push or a label after the first submission: a submission, accepted or refused, or a changed request. */
function submissionClaim(claimed: Claimed, state: CaseState, source: Source): ClaimedFacts {
  const { entry, past, rules } = claimed;
  const base = baseOf(entry, source);
  // No entry says where it was pointed at.
  if (entry.flags?.includes('base')) {
    const moved: Fact = { kind: 'label', ...base, what: 'based', base: { from: MAIN_BRANCH, to: '' } };
    return { facts: [moved], contents: new Map() };
  }
  // No entry says what it held, only that it was not the request (R48).
  if (entry.flags?.includes('foreign-push')) {
    const push: PushFact = { kind: 'push', ...base, head: unnamedHead(source.order) };
    const pushes = { edition: editionOf(entry), facts: past, opening: { opener: openerOf(state) } };
    const counts = countingPush(pushes, state, push)?.head ?? state.head.oid;
    const contents = new Map([
      [counts, unchanged(state)],
      [push.head, EMPTY],
    ]);
    return { facts: [push], contents };
  }
  const content = entry.request
    ? contentOf(entry, state.opens, rules)
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
  const stands = currentPush(past, label);
  // No entry says what the branch held of somebody else's; what was said of it stands among the problems (R48).
  const isDoubtful = entry.problems?.some(({ code }) => code === 'foreign-push') ?? false;
  const isOther = (entry.digest !== state.digest || isDoubtful) && !entry.head;
  const push = isOther
    ? pushTo(entry.at, unnamedHead(Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)
    : newPush(claimed);
  const contents = new Map([[(push ?? stands)?.head ?? '', content]]);
  return { facts: [...(push ? [push] : []), label, ...commentOf(note, source)], contents };
}

/** Had a refused submission the note of its step? No entry keeps it, but all that was missing is named (R12, R40). */
function isUnkeptNote({ entry, rules }: Claimed, { visit }: CaseState): boolean {
  const step = rules?.procedure.value.steps.find(({ id }) => id === visit.step);
  const isMissing = entry.problems?.some(({ code }) => code === 'note-missing') ?? false;
  return entry.kind === 'submission-refused' && step?.requires?.note !== undefined && !isMissing;
}

/** Time passes: on the applicant's turn, what stands then may be something that was never submitted (R6, R18). */
function timeClaim(claimed: Claimed, state: CaseState): ClaimedFacts {
  const { entry, following, rules } = claimed;
  const changed = following && isUnsubmitted(following, entry) ? following : undefined;
  const head = changed?.head ?? entry.head;
  const stands = currentPush(claimed.past, endOfSecond(entry.at));
  // At the instant of an escalation level time may also give the case away, which is another entry's matter.
  if (!head) return { facts: [], contents: new Map(stands ? [[stands.head, unchanged(state)]] : []) };
  const isKnown = claimed.past.some((fact) => fact.kind === 'push' && fact.order === head.push);
  const content = !changed
    ? unchanged(state)
    : changed.request
      ? contentOf(changed, state.opens, rules)
      : { ...unchanged(state), ...invalidContent({ ...claimed, entry: changed }, state) };
  const facts = isKnown ? [] : [pushTo(entry.at, head.oid, head.push)];
  return { facts, contents: new Map([[head.oid, content]]) };
}

/** Does an entry tell that what was never submitted stood when time gave the case away? It has no fact of its own. */
export const isUnsubmitted = (entry: Entry, before: Entry): boolean =>
  entry.kind === 'superseded' && entry.source === undefined && before.kind === 'timed-out' && entry.at === before.at;

/** What an entry says that a commit held; whether it meets the schema is looked at again. */
function contentOf(entry: Entry, opens: Entry['opens'], rules: Rules | undefined): Content {
  const { digest = '', request, attachments = [] } = entry;
  const document = entry.document ?? (opens && documentAt(opens.path));
  const problems = rules ? validate(rules.schema.value, request, document?.path ?? '') : [];
  return { digest, document, request, attachments, problems };
}

/** Older journals do not tell the blob of a request. */
const documentAt = (path: string): FileId => ({ path, oid: '' });

/** A case as the writer of its next entry knew it: an older program took the document that opened the case. */
export const asKnown = (state: CaseState, { document }: Entry): CaseState =>
  (state.document ?? document) ? state : { ...state, document: documentAt(state.opens.path) };

/** A content that was not accepted is not kept: only what was wrong with it, and whether it restricts the letter (R11). */
function invalidContent({ entry, rules }: Claimed, state: CaseState): Partial<Content> {
  const { digest = '', problems = [], nature } = entry;
  const pointer = rules?.procedure.value.request.pointers.nature;
  const request = nature !== undefined && pointer !== undefined ? withValue(state.request, pointer, nature) : undefined;
  return { digest, problems: problems.map((problem) => problem as Problem), request };
}

/** No entry says what a push held that asked for a time that cannot be had, only that it changed a time, and what was wrong with it (R53). */
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
  document: state.document ?? documentAt(state.opens.path),
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

/** What is known of the past once an entry stands: its facts, and the push that it names. */
export function pastAfter(past: readonly Fact[], entry: Entry, { facts }: ClaimedFacts): readonly Fact[] {
  const named = facts.filter((fact) => isNamed(fact, entry));
  return named.length > 0 ? [...past, ...named].sort(compareFacts) : past;
}

const isNamed = (fact: Fact, { source, head }: Entry): boolean =>
  (source !== undefined && fact.kind === source.kind && fact.id === source.id) ||
  (fact.kind === 'push' && fact.order === head?.push);

/** The past, with the commit of a push that an earlier entry could not name: one that was refused as a submission. */
export function namedBy(past: readonly Fact[], { head }: Entry): readonly Fact[] {
  const isUnnamed = (fact: Fact): boolean =>
    fact.kind === 'push' && fact.order === head?.push && fact.head === unnamedHead(fact.order);
  return head && past.some(isUnnamed)
    ? past.map((fact) => (fact.kind === 'push' && isUnnamed(fact) ? { ...fact, head: head.oid } : fact))
    : past;
}

/**
 * The accounts that requests and results name, as they were looked up then (R41, R52): an entry keeps the number. Nobody is looked up again, since a
 * login may have another owner by now.
 * @returns numbers by `accountKey`; undefined where an entry keeps none
 */
export function accountsNotified(
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

/** The opener's login when these entries were written: their own acts name it, and it may change. */
export const loginThen = (
  { id, login }: Pick<Account, 'id' | 'login'>,
  entries: readonly Pick<Entry, 'who'>[],
): string => entries.find(({ who }) => who?.id === id)?.who?.login ?? login;

/**
 * What a journal does not keep, so that an entry cannot be judged by it again (R29): it is counted, and reported.
 *
 * - `shown`: of an accepted act, the visit and the content that the review named, and the push that it was made on.
 * - `words`: of a refused act, its note and result, or which visit and content it named.
 * - `content`: of a refused submission, what was submitted, and the note that its step may ask for (R40).
 */
export type Unkept = 'shown' | 'words' | 'content';

/** Whether a refusal's reason lies in words that the journal does not keep. */
export const IS_IN_WORDS: Readonly<Record<RefusalReason, boolean>> = {
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
