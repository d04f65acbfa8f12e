import { DESK_LABEL } from '#domain/case/plan/label-names.ts';
import { DRAFT_LABEL, SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { journalPath } from '#domain/journal/paths.ts';
import { composeAnswer, composeReview } from '#domain/request/review.ts';
import type { NamedDocument } from '#domain/request/signed-line.ts';
import type { DeskCase } from './desk-case.ts';
import { type DeskForge, RefusedByForge } from './forge.ts';
import type { Sent } from './kept.ts';
import { entriesOf, isAnswerTo, registerText } from './load.ts';
import { ANSWER, DESK_MARK_READY, ownWords, type RawAnswer, statusOf } from './queries.ts';
import { resultYaml } from './result-yaml.ts';

/** The note has parts that would be taken for something else. */
export class UnclearNote extends Error {
  override readonly name = 'UnclearNote';
}

/**
 * The body of a review, word for word as `act` composes it (R10, R16): it names the visit and the digest that were read, so
 * that an act on anything newer is `stale`.
 * @throws UnclearNote
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

/** Approve or Request changes, on the commit that was read. */
export async function sendReview(
  forge: DeskForge,
  one: DeskCase,
  gesture: 'approve' | 'changes',
  body: string,
): Promise<Sent> {
  const event = gesture === 'approve' ? 'APPROVE' : 'REQUEST_CHANGES';
  const id = await ringing(forge, one, () => review(forge, one, event, body));
  return { number: one.number, review: id, gesture, after: one.entries.length };
}

/** Answers what a visit recorded, as a comment-only review (R52). @throws UnclearNote */
export async function sendAnswer(forge: DeskForge, one: DeskCase, visit: string, note: string): Promise<Sent> {
  const body = unlessUnclear(() => composeAnswer({ visit, note }));
  const id = await ringing(forge, one, () => review(forge, one, 'COMMENT', body));
  return { number: one.number, review: id, gesture: 'answer', after: one.entries.length };
}

/** Closes: a holder's reason goes before it, as a comment-only review (R1). */
export async function sendClose(forge: DeskForge, one: DeskCase, body: string | undefined): Promise<Sent> {
  const close = () => forge.rest('PATCH', `/pulls/${one.pull.number}`, { state: 'closed' });
  if (body === undefined) await close();
  else await ringing(forge, one, () => review(forge, one, 'COMMENT', body).then(close));
  return { number: one.number, gesture: 'close', after: one.entries.length };
}

/**
 * Sets the submit sign (R13). Where it is set already it is taken off first, since only setting it is a fact. A note that the step
 * asks for goes before it, as a comment-only review (R40).
 * @throws UnclearNote
 */
export async function sendSubmit(forge: DeskForge, one: DeskCase, note = ''): Promise<Sent> {
  const { number, pull, entries, index } = one;
  if (note !== '') await review(forge, one, 'COMMENT', reviewBody(one, note, undefined));
  const names = (await forge.rest<{ name: string }[]>('GET', `/issues/${pull.number}/labels`)).map(({ name }) => name);
  const others = names.filter((name) => name !== SUBMIT_LABEL && name !== DRAFT_LABEL);
  const put = (labels: readonly string[]): Promise<unknown> =>
    forge.rest('PUT', `/issues/${pull.number}/labels`, { labels });
  if (names.includes(SUBMIT_LABEL)) await put(others);
  await put([...others, SUBMIT_LABEL]);
  // Last, so that a draft is submitted by one sign and not by two.
  if (pull.isDraft) await forge.graphql(DESK_MARK_READY, { id: pull.id });
  const status = statusOf(pull)?.createdAt;
  const { process } = index;
  const sent = { number, gesture: 'submit', after: entries.length } as const;
  return { ...sent, ...(status && { status }), ...(process && { process }) };
}

/**
 * Submits what the person has chosen after another account's push. The first sign is refused and names the files, no matter who has
 * looked at them (R48); they were shown at the desk, so it signs once more.
 */
export async function sendSubmitTwice(forge: DeskForge, one: DeskCase, note: string): Promise<Sent> {
  // One run reads both, and mentions no refusal that is past by then.
  return ringing(forge, one, async () => {
    const sent = await sendSubmit(forge, one, note);
    await sendSubmit(forge, { ...one, pull: { ...one.pull, isDraft: false } });
    return { ...sent, twice: true };
  });
}

/**
 * Does an act that triggers the process by the desk's label: while the label is on, triggers are skipped, and taking it off triggers (R30). Where it was not on
 * when the act came, the act itself triggers; where somebody else took it off since, that triggered. No act fails for it.
 */
async function ringing<T>(forge: DeskForge, { pull }: DeskCase, act: () => Promise<T>): Promise<T> {
  if (forge.kind === 'embedded') return act();
  const labels = `/issues/${pull.number}/labels`;
  await isAnswered(forge.rest('POST', labels, { labels: [DESK_LABEL] }));
  try {
    return await act();
  } finally {
    let tries = 3;
    while (!(await isAnswered(forge.rest('DELETE', `${labels}/${DESK_LABEL}`))) && (tries -= 1) > 0)
      await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** Whether the forge has said yes or no to a call; else nobody knows what became of it. */
const isAnswered = (call: Promise<unknown>): Promise<boolean> =>
  call.then(
    () => true,
    (error: unknown) => error instanceof RefusedByForge && error.status < 500,
  );

async function review(forge: DeskForge, { pull }: DeskCase, event: string, body: string): Promise<string> {
  const sent = { event, body, commit_id: pull.headRefOid };
  return String((await forge.rest<{ id: number }>('POST', `/pulls/${pull.number}/reviews`, sent)).id);
}

/** What the process made of an act: the entry that it became, or the words on a draft that cannot be submitted. */
export type ProcessAnswer = { readonly entry: Entry } | { readonly refusedDraft: string };

/** Looks after which an old status of a draft counts as the answer: the process does not write the same one anew (R30). */
const SETTLED = 10;

/** Looks once whether the process has answered. @param looks how often that was done before */
export async function lookForAnswer(forge: DeskForge, sent: Sent, looks: number): Promise<ProcessAnswer | undefined> {
  const path = journalPath(sent.number);
  const { repository } = await forge.graphql<RawAnswer>(ANSWER, { number: sent.number, journal: path });
  const entries = entriesOf(await registerText(forge, repository.register, 'journal', path));
  const found = entries.filter(isAnswerTo(sent));
  const [first, second] = found;
  const entry = (sent.twice && second) || first;
  const isToCome = sent.twice && entry === first && first?.kind === 'submission-refused' && looks < SETTLED;
  if (entry && !isToCome) return { entry };
  if (entries.length > 0 || sent.gesture !== 'submit') return undefined;
  return refusedDraft(ownWords(repository.pullRequest, sent.process), sent, looks);
}

/** A draft has no journal: what is wrong with it shows as its status, and then, in full, in the process's comment (R12). */
function refusedDraft(
  pull: RawAnswer['repository']['pullRequest'],
  sent: Sent,
  looks: number,
): ProcessAnswer | undefined {
  const status = statusOf(pull);
  if (status?.state !== 'FAILURE') return undefined;
  const isNew = status.createdAt !== sent.status;
  const isReported = pull.comments.nodes.some(({ updatedAt = '' }) => updatedAt >= (status.createdAt ?? ''));
  return (isNew && isReported && !sent.twice) || looks >= SETTLED
    ? { refusedDraft: status.description ?? '' }
    : undefined;
}
