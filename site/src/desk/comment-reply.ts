import type { Entry } from '#domain/generated/journal-entry.ts';
import { noticeKey } from '#domain/words/comment-marks.ts';
import { type DeskCase, loadCase } from './desk-case.ts';
import type { DeskForge } from './forge.ts';
import type { DeskComment } from './queries.ts';

/** Waits for the reply, in milliseconds between two looks, and how many times. */
const LOOK_EVERY = { embedded: 1_000, github: 10_000 } as const;
const LOOKS = 30;

/** Waits until the process has entered a correction (R49) or a filing (R47). @returns whether it has */
export async function isEntered(forge: DeskForge, { number }: DeskCase, review: string): Promise<boolean> {
  for (let n = 0; n < LOOKS; n += 1) {
    const reply = replyToComment(await loadCase(forge, number), review);
    if (reply) return reply === 'entered';
    await new Promise((done) => setTimeout(done, LOOK_EVERY[forge.kind === 'embedded' ? 'embedded' : 'github']));
  }
  return false;
}

/** The parts of a case in which the process replies. */
interface CaseReplies {
  readonly entries: readonly Pick<Entry, 'source'>[];
  readonly pull: { readonly comments: { readonly nodes: readonly Pick<DeskComment, 'body'>[] } };
}

/**
 * Finds the reply to a correction or a filing: its entry, or the comment with the reasons against it. Other comments of the process
 * are no reply.
 * @param review id of the review
 */
export function replyToComment({ entries, pull }: CaseReplies, review: string): 'entered' | 'refused' | undefined {
  if (entries.some(({ source }) => source?.kind === 'review' && source.id === review)) return 'entered';
  const isRefusal = (key = ''): boolean => key.startsWith('refused:review.') && key.endsWith(`.${review}`);
  return pull.comments.nodes.some(({ body }) => isRefusal(noticeKey(body))) ? 'refused' : undefined;
}
