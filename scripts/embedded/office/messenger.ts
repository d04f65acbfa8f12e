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

interface MessengerOptions {
  readonly webhook: Webhook | undefined;
  readonly devices: Devices;
  /** Returns whether messages may be posted to the address of a device. */
  readonly allows: (endpoint: URL) => boolean;
  /** Returns the ids of the accounts that have not been removed. */
  readonly accounts: () => Promise<readonly number[]>;
  /** The root of the site, without a slash at its end. */
  readonly site: string;
  readonly log: (text: Text) => void;
  readonly posting?: PostingOptions | undefined;
}

const DEVICES: Text = { id: 'Pemberitahuan di perangkat', en: 'Messages to devices' };
/** The statuses by which a push service reports that the browser no longer exists. */
const GONE: readonly unknown[] = [404, 410];

/**
 * Sends messages to people by webhook and to their devices, in the background. The news about an entry is added once
 * and is only in memory. Therefore its messages are made once, and unsent messages are lost when the office ends.
 */
export class Messenger {
  readonly #options: MessengerOptions;
  readonly #end = new AbortController();
  readonly #under = new Set<Promise<void>>();
  #news: CaseNews[] = [];

  constructor(options: MessengerOptions) {
    this.#options = options;
  }

  /** Adds news, which `send` sends later. */
  add(news: CaseNews): void {
    this.#news.push(news);
  }

  /** Sends the news that were added since the last call, in the background. */
  send(): void {
    const news = this.#news;
    this.#news = [];
    if (news.length === 0 || this.#end.signal.aborted) return;
    const sending = this.#send(news)
      // Only the name of the error is reported, because its message may contain an address.
      .catch((error: unknown) => this.#options.log(same(`${DEVICES.en}: ${(error as Error).name}`)))
      .finally(() => this.#under.delete(sending));
    this.#under.add(sending);
  }

  async idle(): Promise<void> {
    while (this.#under.size > 0) await Promise.all(this.#under);
  }

  /** Stops messages that are being sent, without waiting for their receivers. */
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
    // A browser that no longer exists is not an error.
    const rest = posted.filter((each) => !GONE.includes(each));
    if (rest.some((each) => !isDelivered(each))) log(deliveryWords(DEVICES, rest));
  }
}
