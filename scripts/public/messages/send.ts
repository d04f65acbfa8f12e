import type { Message } from '#domain/generated/message.ts';
import type { Text } from '#domain/problem.ts';
import { deliveryWords, isDelivered, type PostingOptions, postAll } from './post.ts';
import { type Webhook, webhookPost } from './webhook.ts';

const WEBHOOK: Text = { id: 'Webhook', en: 'Webhook' };

/**
 * Sends messages to an office's gateway. It never throws.
 * @returns how many messages did not arrive, and a sentence about it for a log
 */
export async function sendToWebhook(
  webhook: Webhook,
  messages: readonly Message[],
  options: PostingOptions = {},
): Promise<{ readonly lost: number; readonly report: Text }> {
  // The machine's clock is used, since a receiver compares it with its own clock, and the office's clock may be ahead.
  const seconds = (): number => Math.floor(Date.now() / 1000);
  const posts = messages.map((message) => () => webhookPost(webhook, message, seconds()));
  const posted = await postAll(posts, options);
  return { lost: posted.filter((each) => !isDelivered(each)).length, report: deliveryWords(WEBHOOK, posted) };
}
