import type { Entry, Next } from '#domain/generated/journal-entry.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Holder } from '#domain/generated/roles.ts';
import type { Booking } from '#domain/room/bookings.ts';
import type { CaseClosure } from '#domain/room/closures.ts';
import { pushedCommit } from '../push/pushes.ts';
import { DRAFT_LABEL, SUBMIT_LABEL, isSignSet } from '../push/sign.ts';
import type { Config } from '../state/config.ts';
import type { FileId } from '../state/content.ts';
import { compareFacts, type Fact } from '../state/facts.ts';
import { informs } from '../state/informed-records.ts';
import { decidedOrigin } from '../state/origin.ts';
import { approvalOf, consultedRoles, holdersAsked, progressOf } from '../state/parties.ts';
import { MAIN_BRANCH, type PullView } from '../state/pull.ts';
import { holdersOf } from '../state/roles.ts';
import type { CaseState } from '../state/state.ts';
import { isRefusedAsk } from '../state/voided.ts';
import { applyingAccounts } from '../state/world.ts';
import type { RefusedComment } from '../state/corrections.ts';
import { type RefusedDraft, refusedKey } from '../submission/submission.ts';
import type { Effect, StatusState } from './effects.ts';
import { isDeskLabel, isRowLabel, OVERDUE_LABEL, rowLabelName } from './label-names.ts';
import type { Landing } from './landing.ts';

type EntryNotice =
  | ('turn' | 'consulted' | 'refused' | 'ended' | 'informed' | 'extended' | 'silence' | 'rung' | 'foreign-push')
  | ('answered' | 'postponed' | 'ask-refused' | 'moved' | 'corrected' | 'filed');

/** A notice in a new comment, since an edited comment notifies nobody (R30). A notice is written once for its key. */
export type PlannedNotice =
  | { readonly kind: EntryNotice; readonly key: string; readonly entry: Entry }
  | { readonly kind: 'refused-draft'; readonly key: string; readonly draft: RefusedDraft }
  | { readonly kind: 'refused-comment'; readonly key: string; readonly correction: RefusedComment }
  /** A notice without an entry, since the closure is in the configuration on main (R51). */
  | { readonly kind: 'room-closed'; readonly key: string; readonly closure: CaseClosure };

export interface Texts {
  /** The description of the status, of at most 140 characters. */
  readonly description: string;
  readonly sticky: string;
  readonly notice: (notice: PlannedNotice) => string;
  readonly dismissal: (entry: Entry) => string;
  /** The reply to an act on a draft (R13). */
  readonly notSubmitted: string;
  /** The text that replaces a comment of the process that another account changed. */
  readonly defaced: string;
  /** The message of the commit by which main receives the case (R34). */
  readonly mergeMessage: string;
  /** The body of the successor, and the comment on the pull request that was cut off (R1). */
  readonly moved: { readonly body: string; readonly comment: string };
}

/** The case as judged, and as the forge shows it. */
export interface JudgedCase {
  readonly pull: PullView;
  readonly facts: readonly Fact[];
  readonly journal: readonly Entry[];
  /** The number of last entries that this run wrote. */
  readonly written: number;
  /** The place of the last entry in the log; undefined for a draft, or if the entry is older than the log. */
  readonly place: { readonly leaf: number; readonly id: string } | undefined;
  readonly state: CaseState | undefined;
  readonly refusedDraft: RefusedDraft | undefined;
  readonly refusedComments: readonly RefusedComment[];
  /** The configuration on main, without its procedures: the case keeps its own (R7). */
  readonly config: Pick<Config, 'roles' | 'rooms' | 'schemas'>;
  /** The procedure that the case is pinned to (R7); undefined for a draft. */
  readonly procedure: Procedure | undefined;
  readonly main: string;
  readonly landing: Landing | undefined;
  /** The valid commit; undefined if the branch need not show it. */
  readonly counts: CountingCommit | undefined;
  readonly bookings: readonly Booking[];
  /** The closures of the case's room during the case's time, without closures that are over (R51). */
  readonly closures: readonly CaseClosure[];
  readonly zone: string;
  readonly now: string;
  readonly url: string | undefined;
  readonly hasComment: (key: string) => boolean;
  readonly sticky: PullView['ownComments'][number] | undefined;
  /** Comments of the process that another account changed. */
  readonly defaced: PullView['ownComments'];
}

/** The valid commit, if the branch must show it (R48). */
export interface CountingCommit {
  readonly oid: string;
  readonly files: readonly FileId[];
  /** Is the head this commit, or does the head change the same files in the same way? */
  readonly isShown: boolean;
}

/** The most reviews that one run dismisses, so that many refused acts do not delay other effects (R31). */
export const MOST_DISMISSALS = 50;

const CMS_LABELS = [DRAFT_LABEL, SUBMIT_LABEL, 'decap-cms/pending_publish'];

/**
 * Checks whether a pull request may change a file under `requests/`. Otherwise the pull request is no case (R8). If the
 * forge does not list all files, a file that is not listed may be under `requests/`.
 */
export const isCase = (pull: PullView): boolean =>
  pull.fileCount > pull.files.length || pull.files.some(({ path }) => path.startsWith('requests/'));

/** Returns the effects to apply on the forge, in order (R30). */
export function plan(judged: JudgedCase, texts: Texts): Effect[] {
  const { pull, state } = judged;
  if (!state && !isCase(pull)) return planWithoutCase(pull, texts.description);
  if (!state && pull.foreign) return statusEffect(judged, texts);
  if (!state)
    return [
      ...statusEffect(judged, texts),
      ...draftLabels(judged),
      ...dismissals(judged, texts),
      ...draftComments(judged, texts),
      ...defacedComments(judged, texts),
    ];
  const successor = openSuccessor(judged, state, texts);
  if (successor) return [successor];
  return [
    ...reopening(judged, state),
    ...setBack(judged, state),
    ...(pull.draft && mustBeReady(state) ? [{ do: 'ready' } as const] : []),
    ...labels(judged, state),
    ...dismissals(judged, texts),
    ...stickyComment(judged, texts),
    ...defacedComments(judged, texts),
    ...notices(judged, state).map((notice): Effect => ({ do: 'comment', body: texts.notice(notice) })),
    ...reviewRequests(judged, state),
    // The status is set after all comments, so the status proves that the comments were written. Then comes the merge.
    ...statusEffect(judged, texts),
    ...ending(judged, state, texts),
  ];
}

/** Returns the effects on a pull request that is no case (R8). They need neither configuration nor register. */
export function planWithoutCase(pull: PullView, description: string): Effect[] {
  const same = pull.status?.state === 'success' && pull.status.description === description;
  return same || pull.state === 'merged'
    ? []
    : [{ do: 'status', oid: pull.head, state: 'success', description, url: undefined }];
}

/** Checks whether the pull request must not be a draft: on the turn of officials (R13), and in a completed case. */
const mustBeReady = ({ end, visit }: CaseState): boolean => (end ? end.kind === 'completed' : !visit.withApplicant);

/** Returns the commit that gets the status: the head or, in a completed case, the judged commit (R18). */
export function judgedHead(
  { journal, pull, facts }: Pick<JudgedCase, 'journal' | 'pull' | 'facts'>,
  state: CaseState,
): string {
  if (state.end?.kind !== 'completed') return pull.head;
  return pushedCommit(facts, journal.findLast(({ end }) => end)?.head ?? state.head);
}

/** Returns the status that the pull request must have. The status links to the last entry on the page of the case. */
export function wantedStatus(judged: JudgedCase, texts: Texts): Extract<Effect, { do: 'status' }> {
  const { pull, state, url, journal } = judged;
  const last = journal.at(-1);
  return {
    do: 'status',
    oid: state ? judgedHead(judged, state) : pull.head,
    state: statusState(judged),
    description: texts.description,
    url: url && last ? `${url}#catatan-${last.seq}` : url,
  };
}

function statusEffect(judged: JudgedCase, texts: Texts): Effect[] {
  const { pull, state, landing } = judged;
  const wanted = wantedStatus(judged, texts);
  const shown = wanted.oid === pull.head ? pull.status : undefined;
  if (pull.state === 'merged' || landing?.kind === 'landed') return [];
  if (shown && !state && judged.refusedDraft?.problems.length === 0) return [];
  const same = shown?.state === wanted.state && shown.description === wanted.description && shown.url === wanted.url;
  return same ? [] : [wanted];
}

function statusState({ pull, state, refusedDraft, landing }: JudgedCase): StatusState {
  if (!state) {
    if (pull.foreign) return 'failure';
    return refusedDraft ? 'failure' : 'pending';
  }
  if (landing?.kind === 'differs') return 'error';
  if (state.end) return state.end.kind === 'completed' ? 'success' : 'failure';
  return 'pending';
}

/**
 * Reopens a pull request, and sets its base to main, while the case is open (R1, R8). The same is done for a completed
 * case until main has its files (R34). A forge closes a pull request if its branch or base is deleted, or if the branch
 * is set to a commit of main. A forge reopens a pull request only if branch and base exist and the branch descends from
 * the head at the close.
 */
function reopening({ pull, landing, counts }: JudgedCase, state: CaseState): Effect[] {
  const mustBeOpen = !state.end || (state.end.kind === 'completed' && landing?.kind !== 'landed');
  if (pull.state === 'merged' || !mustBeOpen) return [];
  const restore = (branch: string, oid: string, stands: string | undefined): Effect[] =>
    stands === oid ? [] : [{ do: 'restore-branch', branch, oid, exists: stands !== undefined }];
  // A branch at the valid commit is not restored (R1, R48). The opener may have pushed this commit after the close.
  const isOwn = counts !== undefined && pull.branchHead === counts.oid;
  const reopen: Effect[] = [
    ...(isOwn ? [] : restore(pull.branch, pull.head, pull.branchHead)),
    ...(pull.baseExists ? [] : restore(pull.base, pull.baseHead, undefined)),
    { do: 'reopen' },
  ];
  return [...(pull.state === 'closed' ? reopen : []), ...(pull.base === MAIN_BRANCH ? [] : [{ do: 'base' } as const])];
}

function openSuccessor(
  { pull, counts, main, facts }: JudgedCase,
  { end, head }: CaseState,
  texts: Texts,
): Effect | undefined {
  if (pull.cutOff === undefined || end) return undefined;
  const { branch, branchHead: from, cutOff: old, title } = pull;
  const { oid, files } = counts ?? { oid: pushedCommit(facts, head), files: [] };
  return { do: 'open-successor', branch, from, oid, onto: main, files, title, old, ...texts.moved };
}

/** Sets the branch back on the turn of officials, so that it shows the content on which the officials decide (R48). */
function setBack({ pull, counts, main }: JudgedCase, state: CaseState): Effect[] {
  if (!counts || counts.isShown || state.end || state.visit.withApplicant) return [];
  if (pull.state !== 'open' || pull.branchHead === undefined) return [];
  const { oid, files } = counts;
  return [{ do: 'set-back', branch: pull.branch, from: pull.head, oid, onto: main, files }];
}

const isOwnLabel = (label: string): boolean => isRowLabel(label) || label === OVERDUE_LABEL || isDeskLabel(label);

/** Removes labels of the process from a draft, which has no row. The form's labels belong to the opener and stay. */
function draftLabels({ pull }: JudgedCase): Effect[] {
  const labels = pull.labels.filter((label) => !isOwnLabel(label));
  return labels.length === pull.labels.length ? [] : [{ do: 'labels', labels }];
}

function labels({ pull, facts }: JudgedCase, state: CaseState): Effect[] {
  const own = (label: string) => isOwnLabel(label) || CMS_LABELS.includes(label);
  const wanted = [...pull.labels.filter((label) => !own(label)), ...wantedLabels(pull, facts, state)].sort();
  const same = wanted.join('\n') === [...pull.labels].sort().join('\n');
  return same ? [] : [{ do: 'labels', labels: wanted }];
}

function wantedLabels(pull: PullView, facts: readonly Fact[], state: CaseState): string[] {
  if (state.end) return pull.labels.filter((label) => CMS_LABELS.includes(label));
  const isNotified = (levels: Next['rungs'] = [], notified: readonly number[]): boolean =>
    levels.some(({ action, share }) => action === 'overdue' && notified.includes(share));
  const overdue =
    isNotified(state.visit.rungs, state.notifiedLevels) ||
    state.spans.some(({ rungs, notified }) => isNotified(rungs, notified));
  const cms = !state.visit.withApplicant || hasOwnSign(pull, facts, state) ? SUBMIT_LABEL : DRAFT_LABEL;
  return [rowLabelName(state.visit.row), ...(overdue ? [OVERDUE_LABEL] : []), cms];
}

/** Checks whether the opener's submit sign is set in this visit. A refused submission leaves the sign set (R13). */
function hasOwnSign(
  { branch, draft, number, opener, base }: PullView,
  facts: readonly Fact[],
  state: CaseState,
): boolean {
  const last = facts.at(-1);
  const window = { opening: { branch, draft, number, opener, base }, from: state.visitFrom };
  return last !== undefined && isSignSet(window, facts, last);
}

/** Dismisses refused acts with the reason (R16), and acts on a draft, since a draft is not submitted yet (R13). */
function dismissals({ pull, facts, journal, state }: JudgedCase, texts: Texts): Effect[] {
  const refused = new Map(
    journal.flatMap((entry): [string, Entry][] =>
      entry.kind === 'refused' && entry.source?.kind === 'review' ? [[entry.source.id, entry]] : [],
    ),
  );
  const effects = pull.reviews
    .filter(({ dismissed, verdict }) => !dismissed && verdict !== 'comment')
    .flatMap(({ id }): Effect[] => {
      const entry = refused.get(String(id));
      if (entry) return [{ do: 'dismiss', review: id, message: texts.dismissal(entry) }];
      const fact = facts.find((each) => each.kind === 'review' && each.id === String(id));
      const early = fact && (!state || compareFacts(fact, state.openedAt) <= 0);
      return early ? [{ do: 'dismiss', review: id, message: texts.notSubmitted }] : [];
    });
  return effects.slice(0, MOST_DISMISSALS);
}

function stickyComment({ sticky }: JudgedCase, texts: Texts): Effect[] {
  if (!sticky) return [{ do: 'comment', body: texts.sticky }];
  return sticky.body === texts.sticky ? [] : [{ do: 'edit-comment', id: sticky.id, body: texts.sticky }];
}

/** Replaces the text of comments that another account changed (R30). Their notices are then written again. */
const defacedComments = ({ defaced }: JudgedCase, texts: Texts): Effect[] =>
  defaced
    .filter(({ body }) => body !== texts.defaced)
    .map(({ id }): Effect => ({ do: 'edit-comment', id, body: texts.defaced }));

function draftComments(judged: JudgedCase, texts: Texts): Effect[] {
  const { refusedDraft, hasComment, sticky } = judged;
  // A refused draft without problems would be accepted now. The reply stays until the opener submits again (R13).
  if (!refusedDraft || refusedDraft.problems.length === 0)
    return sticky?.isDefaced ? defacedComments({ ...judged, defaced: [sticky] }, texts) : [];
  const key = refusedKey(refusedDraft.fact);
  const notice: Effect[] = hasComment(key)
    ? []
    : [{ do: 'comment', body: texts.notice({ kind: 'refused-draft', key, draft: refusedDraft }) }];
  return [...stickyComment(judged, texts), ...notice];
}

/** Checks whether an entry begins a visit or ends the case. */
const beginsVisit = ({ next, end }: Entry): boolean => next !== undefined || end !== undefined;

/**
 * Returns the notices that are missing (R30): about each entry that this run wrote, whatever followed it, and about the
 * entries of the visit in which the run began, since an earlier run may have been interrupted.
 */
function notices(judged: JudgedCase, state: CaseState): PlannedNotice[] {
  const { journal, written, closures, refusedComments, hasComment, procedure } = judged;
  // Notices on an earlier pull request of the case are not repeated.
  const from = Math.max(
    ...[0, journal.slice(0, journal.length - written).findLastIndex(beginsVisit)],
    journal.findLastIndex(({ kind }) => kind === 'moved'),
  );
  const news = journal.slice(from);
  const submitted = news.findLast(({ kind }) => kind === 'submitted')?.seq ?? 0;
  const stepNamed = (step: string | undefined) => procedure?.steps.find(({ id }) => id === step);
  const consults = (step: Step | undefined): boolean => step !== undefined && consultedRoles(step).length > 0;
  const kindsOf = (entry: Entry): (EntryNotice | false | undefined)[] => {
    const { kind, end, next } = entry;
    // Nobody is notified of a turn that is over.
    const opened = !state.end && next?.step === state.visit.step && next.visit === state.visit.visit ? next : undefined;
    return [
      end && 'ended',
      kind === 'moved' && 'moved',
      isRefusedAsk(entry) && 'ask-refused',
      // After a later accepted submission, the opener has nothing to correct.
      kind === 'submission-refused' && !isRefusedAsk(entry) && entry.seq > submitted && 'refused',
      entry.extended && 'extended',
      kind === 'foreign-push' && 'foreign-push',
      kind === 'answered' && kind,
      kind === 'corrected' && kind,
      entry.filed?.public && !entry.filed.photos && 'filed',
      entry.silence && 'silence',
      opened?.withApplicant && 'turn',
      opened && entry.postpones && 'postponed',
      informs(stepNamed(entry.step), journal, entry) && 'informed',
      opened && !opened.withApplicant && consults(stepNamed(opened.step)) && 'consulted',
    ];
  };
  const recent = news.flatMap((entry) =>
    kindsOf(entry).flatMap((kind): PlannedNotice[] => (kind ? [{ kind, key: `${kind}:${entry.seq}`, entry }] : [])),
  );
  // A late run gives notice of the highest level of the current visit only (R22).
  const level = news.findLast(({ kind, span }) => kind === 'rung' && span === undefined);
  const open = level && !state.end && level.step === state.visit.step && level.visit === state.visit.visit;
  const levels = [...(open ? [level] : []), ...spanLevels(news, state)];
  const notified = levels.map((entry): PlannedNotice => ({ kind: 'rung', key: `rung:${entry.seq}`, entry }));
  const closed = closures.map((closure): PlannedNotice => {
    const { room, start, end } = closure;
    const [from, until] = [start, end].map((instant) => instant.replace(/\D/g, ''));
    return { kind: 'room-closed', key: `room-closed:${room}:${from}:${until}`, closure };
  });
  const comments = refusedComments.map((correction): PlannedNotice => {
    return { kind: 'refused-comment', key: refusedKey(correction.fact), correction };
  });
  return [...recent, ...notified, ...closed, ...comments].filter(({ key }) => !hasComment(key));
}

/** Finds the highest level of each running span that is among the recent entries (R22, R44). */
const spanLevels = (recent: readonly Entry[], { spans }: CaseState): Entry[] =>
  spans.flatMap(({ id, is, begins, notified }) => {
    const level = recent.findLast(({ kind, span }) => kind === 'rung' && span === id);
    const isOpen =
      is === 'running' && level?.rung !== undefined && level.at >= begins && notified.includes(level.rung.share);
    return isOpen ? [level] : [];
  });

/**
 * Requests reviews from the holders who may act now, and withdraws all other review requests. A forge refuses to
 * request a review from the opener.
 */
function reviewRequests({ pull, config, procedure, zone, now }: JudgedCase, state: CaseState): Effect[] {
  if (pull.state === 'merged') return [];
  const waiting =
    state.end || state.visit.withApplicant
      ? []
      : whoMayAct(procedure, state, (role) => holdersOf(config.roles, role, now, zone));
  const wanted = [...new Set(waiting.map(({ login }) => login))].filter(
    (login) => login.toLowerCase() !== pull.opener.login.toLowerCase(),
  );
  const shown = new Set(pull.requested.map((login) => login.toLowerCase()));
  const kept = new Set(wanted.map((login) => login.toLowerCase()));
  const add = wanted.filter((login) => !shown.has(login.toLowerCase()));
  const remove = pull.requested.filter((login) => !kept.has(login.toLowerCase()));
  return add.length + remove.length === 0 ? [] : [{ do: 'request-reviews', add, remove }];
}

/**
 * Finds the holders who may act now (R5, R45).
 * @param procedure the procedure that the case is pinned to (R7)
 */
export function whoMayAct(
  procedure: Pick<Procedure, 'steps'> | undefined,
  state: CaseState,
  holders: (role: string) => readonly Holder[],
): Holder[] {
  const { visit, approvals } = state;
  const step = procedure?.steps.find(({ id }) => id === visit.step);
  if (step === undefined) return (visit.roles ?? []).flatMap(holders);
  const { next, joined } = progressOf(step.actor, approvals.map(approvalOf), visit.assigned);
  const asked = next
    .flatMap((party) => holdersAsked(party, holders))
    .filter(({ account }) => decidedOrigin(state, step, 'approve', { id: account }) === undefined)
    .filter(({ account }) => !applyingAccounts(state).includes(account));
  // A holder of two roles of an `all` acts once in each role.
  return joined === 'and' ? asked : asked.filter(({ account }) => !approvals.some(({ who }) => who.id === account));
}

function ending(judged: JudgedCase, state: CaseState, texts: Texts): Effect[] {
  const { pull, landing, main } = judged;
  if (!state.end || pull.state === 'merged' || landing?.kind === 'differs') return [];
  if (landing?.kind !== 'clear') return pull.state === 'open' ? [{ do: 'close' }] : [];
  const judgedOid = judgedHead(judged, state);
  const oid = landing.mixed ? undefined : judgedOid;
  const { branch, branchHead } = pull;
  // A closed pull request is reopened first, with its branch restored.
  const from = pull.state === 'open' ? branchHead && pull.head : branchHead === judgedOid ? judgedOid : pull.head;
  const restore: Effect[] =
    oid !== undefined && from === oid
      ? []
      : from === undefined && oid !== undefined
        ? [{ do: 'restore-branch', branch, oid, exists: false }]
        : [{ do: 'set-back', branch, from, oid, onto: main, files: landing.files }];
  // A forge recognizes the merge only if the branch is at the judged commit.
  return [...restore, { do: 'merge', oid, onto: main, message: texts.mergeMessage, files: landing.files }];
}
