import { DESK_LABEL } from '#domain/case/plan/label-names.ts';
import { fold } from '#domain/case/state/state.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { journalPath } from '#domain/journal/paths.ts';
import { composeAnswer, composeReview } from '#domain/request/review.ts';
import type { NamedDocument } from '#domain/request/signed-line.ts';
import type { DeskCase } from './desk-case.ts';
import { type DeskForge, RefusedByForge } from './forge.ts';
import type { Sent } from './kept.ts';
import { entriesOf, isReplyTo, registerText } from './load.ts';
import { onlyProcessWords, type RawReply, replyQuery, statusOf } from './queries.ts';
import { resultYaml } from './result-yaml.ts';

/** The note contains lines that the process would read as a result or as a marker. */
export class UnclearNote extends Error {
  override readonly name = 'UnclearNote';
}

/**
 * Composes the body of a review, word for word as the command `act` does (R10, R16). For a case, the body names the
 * visit and the digest that the person read, so that the process refuses the act as `stale` if the case has changed.
 * @param documents signed documents that the act names (R47)
 * @throws UnclearNote if the note contains lines of a result or a marker
 */
export function reviewBody(
  { current }: DeskCase,
  note: string,
  result: object | undefined,
  documents: readonly NamedDocument[] = [],
): string {
  const { state } = current ?? {};
  return unlessUnclear(() =>
    composeReview({
      note,
      documents,
      ...(result === undefined ? {} : { result: resultYaml(result) }),
      ...(state ? { visit: `${state.visit.step}#${state.visit.visit}`, digest: state.digest } : {}),
    }),
  );
}

function unlessUnclear(compose: () => string): string {
  try {
    return compose();
  } catch (error) {
    if (error instanceof RangeError) throw new UnclearNote();
    throw error;
  }
}

/** Sends Approve or Request changes for the commit that the person read. */
export async function sendReview(
  forge: DeskForge,
  one: DeskCase,
  gesture: 'approve' | 'changes',
  body: string,
): Promise<Sent> {
  const event = gesture === 'approve' ? 'APPROVE' : 'REQUEST_CHANGES';
  const id = await withDeskLabel(forge, one, () => review(forge, one, event, body));
  return { number: one.number, review: id, gesture, after: one.entries.length };
}

/**
 * Sends the Approve of the next step that a person chose together with the current one. It is sent only after the first
 * act was accepted, and only if the case then is at that visit with the same content. So it can count for no other step
 * than the one that the person meant, and nothing is sent after a refusal (R16).
 * @param one the case as the person read it
 * @param reply reply to the first act, with the journal from which the state of the case follows
 * @returns undefined if it was not sent
 */
export async function sendNext(
  forge: DeskForge,
  one: DeskCase,
  { entry: first, entries }: ReplyOfJournal,
  { visit, note }: NonNullable<Sent['next']>,
): Promise<Sent | undefined> {
  const state = fold(entries);
  const isThere = state && !state.end && `${state.visit.step}#${state.visit.visit}` === visit;
  if (first.kind !== 'accepted' || !one.current || !isThere || first.digest !== state.digest) return undefined;
  const now = { ...one, entries, current: { ...one.current, state } };
  return sendReview(forge, now, 'approve', reviewBody(now, note, undefined));
}

/**
 * Sends an answer to the record of a visit, as a comment-only review (R52).
 * @throws UnclearNote if the note contains lines of a result or a marker
 */
export async function sendAnswer(forge: DeskForge, one: DeskCase, visit: string, note: string): Promise<Sent> {
  const body = unlessUnclear(() => composeAnswer({ visit, note }));
  const id = await withDeskLabel(forge, one, () => review(forge, one, 'COMMENT', body));
  return { number: one.number, review: id, gesture: 'answer', after: one.entries.length };
}

/**
 * Closes the pull request (R1).
 * @param body reason of a holder, which is sent first, as a comment-only review; undefined for the applicant
 */
export async function sendClose(forge: DeskForge, one: DeskCase, body: string | undefined): Promise<Sent> {
  const close = () => forge.rest('PATCH', `/pulls/${one.pull.number}`, { state: 'closed' });
  if (body === undefined) await close();
  else await withDeskLabel(forge, one, () => review(forge, one, 'COMMENT', body).then(close));
  return { number: one.number, gesture: 'close', after: one.entries.length };
}

/**
 * Sends an act while the desk's label is set (R30); the embedded forge needs no label. While the label is set, the act
 * does not trigger the process; removing the label triggers it. If the label could not be set, the act itself triggers
 * the process. If somebody else removed the label, that removal triggered it. An act never fails because of the label.
 */
export async function withDeskLabel<T>(forge: DeskForge, { pull }: DeskCase, act: () => Promise<T>): Promise<T> {
  if (forge.kind === 'embedded') return act();
  const labels = `/issues/${pull.number}/labels`;
  await hasReply(forge.rest('POST', labels, { labels: [DESK_LABEL] }));
  try {
    return await act();
  } finally {
    let tries = 3;
    while (!(await hasReply(forge.rest('DELETE', `${labels}/${DESK_LABEL}`))) && (tries -= 1) > 0)
      await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** Checks whether the forge accepted or refused a call. If it did neither, the result of the call is unknown. */
const hasReply = (call: Promise<unknown>): Promise<boolean> =>
  call.then(
    () => true,
    (error: unknown) => error instanceof RefusedByForge && error.status < 500,
  );

export async function review(forge: DeskForge, { pull }: DeskCase, event: string, body: string): Promise<string> {
  const sent = { event, body, commit_id: pull.headRefOid };
  return String((await forge.rest<{ id: number }>('POST', `/pulls/${pull.number}/reviews`, sent)).id);
}

/** The entry of an act, and the journal that contains it. */
interface ReplyOfJournal {
  readonly entry: Entry;
  readonly entries: readonly Entry[];
}

/** The process's reply to an act: the entry of the act, or the words of the status of a refused draft. */
export type ProcessReply = ReplyOfJournal | { readonly refusedDraft: string };

/**
 * Number of looks after which the old status of a draft counts as the reply, because the process does not repeat an
 * equal status (R30). After the same number of looks, the refusal of the first of two submit signs counts as the reply.
 */
const SETTLED = 10;

/**
 * Looks once whether the process has replied to an act.
 * @param looks number of earlier looks
 * @returns the reply; undefined if there is none yet
 */
export async function lookForReply(forge: DeskForge, sent: Sent, looks: number): Promise<ProcessReply | undefined> {
  const path = journalPath(sent.number);
  const isDraft = sent.after === 0;
  const { repository } = await forge.graphql<RawReply>(replyQuery(isDraft), { number: sent.number, journal: path });
  const entries = entriesOf(await registerText(forge, repository.register, 'journal', path));
  const found = entries.filter(isReplyTo(sent));
  const [first, second] = found;
  const entry = (sent.twice && second) || first;
  const isToCome = sent.twice && entry === first && first?.kind === 'submission-refused' && looks < SETTLED;
  if (entry && !isToCome) return { entry, entries };
  if (!isDraft || entries.length > 0 || sent.gesture !== 'submit') return undefined;
  return refusedDraft(onlyProcessWords(repository.pullRequest, sent.process), sent, looks);
}

/**
 * Reads the reply to a refused submission of a draft. A draft has no journal: the process sets a status, and then
 * lists the errors in a comment (R12).
 * @returns the words of the status; undefined if this submission was not refused, or has no reply yet
 */
function refusedDraft(
  pull: RawReply['repository']['pullRequest'],
  sent: Sent,
  looks: number,
): ProcessReply | undefined {
  const status = statusOf(pull);
  if (status?.state !== 'FAILURE') return undefined;
  const isNew = status.createdAt !== sent.status;
  const isReported = pull.comments.nodes.some(({ updatedAt = '' }) => updatedAt >= (status.createdAt ?? ''));
  return (isNew && isReported && !sent.twice) || looks >= SETTLED
    ? { refusedDraft: status.description ?? '' }
    : undefined;
}
