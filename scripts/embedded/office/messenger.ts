import type { Message } from '#domain/generated/message.ts';
import type { CaseNews } from '#domain/journal/news.ts';
import type { Text } from '#domain/problem.ts';
import { same } from '#domain/words/language.ts';
import { messagesOf } from '#public/messages/messages.ts';
import { deliveryWords, isDelivered, type Post, postAll, type PostingOptions } from '#public/messages/post.ts';
import { sendToWebhook } from '#public/messages/send.ts';
import type { Webhook } from '#public/messages/webhook.ts';
import type { Devices } from './push/devices.ts';
import { pushPost, pushText } from './push/push.ts';

interface TellerOptions {
  readonly webhook: Webhook | undefined;
  readonly devices: Devices;
  readonly allows: (endpoint: URL) => boolean;
  readonly accounts: () => Promise<readonly number[]>;
  /** Root of the site, without a slash at its end. */
  readonly site: string;
  readonly log: (text: Text) => void;
  readonly posting?: PostingOptions | undefined;
}

const DEVICES: Text = { id: 'Pemberitahuan di perangkat', en: 'Messages to devices' };
/** A service says by these that the browser is gone. */
const GONE: readonly unknown[] = [404, 410];

/**
 * Notifies people in other ways than the forge's own: in the background, and nothing waits for it. What is to be sent is in memory alone,
 * and an entry is added once: so nothing is ever sent twice, and what was not sent when the office ends is not sent.
 */
export class Messenger {
  readonly #options: TellerOptions;
  readonly #end = new AbortController();
  readonly #under = new Set<Promise<void>>();
  #news: CaseNews[] = [];

  constructor(options: TellerOptions) {
    this.#options = options;
  }

  /** Takes note of what was added; nothing is sent yet. */
  add(news: CaseNews): void {
    this.#news.push(news);
  }

  /** Sends what was noted since the last time, in the background. */
  send(): void {
    const news = this.#news;
    this.#news = [];
    if (news.length === 0 || this.#end.signal.aborted) return;
    const sending = this.#send(news)
      // Only the kind of a fault is reported: its words may hold an address.
      .catch((error: unknown) => this.#options.log(same(`${DEVICES.en}: ${(error as Error).name}`)))
      .finally(() => this.#under.delete(sending));
    this.#under.add(sending);
  }

  async idle(): Promise<void> {
    while (this.#under.size > 0) await Promise.all(this.#under);
  }

  /** Ends what is under way; it waits for no receiver. */
  async close(): Promise<void> {
    this.#end.abort();
    await this.idle();
  }

  async #send(news: readonly CaseNews[]): Promise<void> {
    const { webhook, site, log, posting = {} } = this.#options;
    const messages = news.flatMap((each) => messagesOf(each, site));
    if (messages.length === 0) return;
    const options = { ...posting, signal: this.#end.signal };
    const byWebhook = webhook && sendToWebhook(webhook, messages, options).then(({ report }) => log(report));
    await Promise.all([byWebhook, this.#push(messages, options)]);
  }

  async #push(messages: readonly Message[], options: PostingOptions): Promise<void> {
    const { devices, allows, accounts, site, log } = this.#options;
    if (devices.areNone) return;
    const living = new Set(await accounts());
    devices.forget(({ account, endpoint }) => !living.has(account) || !allows(new URL(endpoint)));
    const due = messages.flatMap((message) =>
      message.data.to.accounts.flatMap((account) => devices.of(account).map((device) => ({ device, message }))),
    );
    if (due.length === 0) return;
    const posts: Post[] = [];
    for (const { device, message } of due) posts.push(await pushPost(devices, device, pushText(message, device, site)));
    const posted = await postAll(
      posts.map((post) => () => post),
      options,
    );
    const gone = new Set(due.flatMap(({ device }, at) => (GONE.includes(posted[at]) ? [device.endpoint] : [])));
    devices.forget(({ endpoint }) => gone.has(endpoint));
    // A browser that is gone is no fault.
    const rest = posted.filter((each) => !GONE.includes(each));
    if (rest.some((each) => !isDelivered(each))) log(deliveryWords(DEVICES, rest));
  }
}
