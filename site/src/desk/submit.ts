import { DRAFT_LABEL, SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import { review, reviewBody, withDeskLabel } from './acts.ts';
import type { DeskCase } from './desk-case.ts';
import type { DeskForge } from './forge.ts';
import type { Sent } from './kept.ts';
import { statusOf } from './queries.ts';

/** Mutation that marks a draft pull request as ready for review. REST has no such call. */
const MARK_READY = `
mutation MarkReady($id: ID!) {
  markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { id } }
}`;

/**
 * Sets the submit sign (R13). If the sign is already set, it is removed first, because only a newly set sign is a fact.
 * @param note note that the step requires; it is sent first, as a comment-only review (R40)
 * @throws UnclearNote if the note contains lines of a result or a marker
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
  // A draft is marked as ready last, so that it has one submit sign and not two.
  if (pull.isDraft) await forge.graphql(MARK_READY, { id: pull.id });
  const status = statusOf(pull)?.createdAt;
  const { process } = index;
  const sent = { number, gesture: 'submit', after: entries.length } as const;
  return { ...sent, ...(status && { status }), ...(process && { process }) };
}

/**
 * Submits the version that the person has chosen after another account's push. The process always refuses the first
 * sign and names the files (R48). The desk has already shown the files, so it sets the sign a second time.
 */
export async function sendSubmitTwice(forge: DeskForge, one: DeskCase, note: string): Promise<Sent> {
  // One run of the process reads both signs, so it reports no refusal that is already out of date.
  return withDeskLabel(forge, one, async () => {
    const sent = await sendSubmit(forge, one, note);
    await sendSubmit(forge, { ...one, pull: { ...one.pull, isDraft: false } });
    return { ...sent, twice: true };
  });
}
