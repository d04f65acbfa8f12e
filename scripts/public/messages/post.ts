/**
 * Posts to receivers that may be unreachable, slow or hostile: a few posts at a time, with one time limit for all. The
 * body of a response is never read.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Text } from '#domain/problem.ts';
import { both, list } from '#domain/words/language.ts';

export interface Post {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer<ArrayBuffer>;
}

/**
 * The result of a post: the status of the response, or why there was none. After `unreachable` the receiver has
 * nothing. After `late` (no response in time) and `broken off` the receiver may have the post.
 */
export type Posted = number | 'late' | 'unreachable' | 'broken off';

/** Milliseconds for all posts of one batch together, and the number of posts at the same time. */
const LONGEST = 10_000;
const AT_ONCE = 8;
/** Milliseconds before the second and the third attempt, if the receiver certainly accepted nothing. */
const AGAIN_AFTER = [1_000, 3_000];

/** Codes of errors after which no connection was established, so that the receiver has nothing. */
const NEVER_SENT = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
]);
/** Results that mean that the receiver accepted nothing, and that the post may be repeated. */
const TAKEN_NOTHING: readonly Posted[] = ['unreachable', 429, 503];

export interface PostingOptions {
  readonly ask?: typeof fetch;
  readonly longest?: number;
  readonly againAfter?: readonly number[];
  readonly signal?: AbortSignal;
}

/**
 * Sends each post once, and again only if the receiver certainly accepted nothing. A failure is a result, not an error.
 * @param posts functions that make a post; they are called again for each attempt
 * @param options `longest` limits all posts together, in milliseconds; `againAfter` lists the pauses before attempts
 * @returns the result of each post, in the same order
 */
export async function postAll(posts: readonly (() => Post)[], options: PostingOptions = {}): Promise<Posted[]> {
  const { ask = fetch, longest = LONGEST, againAfter = AGAIN_AFTER } = options;
  const signal = AbortSignal.any([AbortSignal.timeout(longest), ...(options.signal ? [options.signal] : [])]);
  const posted: Posted[] = posts.map(() => 'late');
  const waiting = [...posts.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      posted[next[0]] = await postPatiently(next[1], againAfter, ask, signal);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return posted;
}

async function postPatiently(
  make: () => Post,
  againAfter: readonly number[],
  ask: typeof fetch,
  signal: AbortSignal,
): Promise<Posted> {
  let posted = await postOnce(make(), ask, signal);
  for (const pause of againAfter) {
    if (!TAKEN_NOTHING.includes(posted)) return posted;
    if (!(await sleep(pause, true, { signal }).catch(() => false))) return posted;
    posted = await postOnce(make(), ask, signal);
  }
  return posted;
}

async function postOnce({ address, headers, body }: Post, ask: typeof fetch, signal: AbortSignal): Promise<Posted> {
  if (signal.aborted) return 'late';
  try {
    // A redirect is not followed, since the office did not choose its address.
    const response = await ask(address, { method: 'POST', headers, body, redirect: 'manual', signal });
    // Only the status of a response counts. Its body may be endless.
    await response.body?.cancel().catch(() => undefined);
    return response.status;
  } catch (error) {
    if (signal.aborted) return 'late';
    const { cause } = error as { readonly cause?: { readonly code?: unknown } };
    return NEVER_SENT.has(String(cause?.code)) ? 'unreachable' : 'broken off';
  }
}

export const isDelivered = (posted: Posted): boolean => typeof posted === 'number' && posted >= 200 && posted <= 299;

/** Describes the results of a batch in one line of a log, without addresses, since a path may be a secret. */
export function deliveryWords(to: Text, posted: readonly Posted[]): Text {
  const failed = posted.filter((each) => !isDelivered(each));
  if (failed.length === 0)
    return both(
      (language) =>
        `${to[language]}: ${posted.length} ${{ id: 'pesan terkirim', en: posted.length === 1 ? 'message sent' : 'messages sent' }[language]}.`,
    );
  const reasons = [...new Set(failed)].map(reasonOf);
  return both((language) => {
    const why = list(
      reasons.map((each) => each[language]),
      'and',
      language,
    );
    return language === 'id'
      ? `${to.id}: ${failed.length} dari ${posted.length} pesan tidak sampai (${why}); tidak dikirim lagi.`
      : `${to.en}: ${failed.length} of ${posted.length} messages did not arrive (${why}); they are not sent again.`;
  });
}

function reasonOf(posted: Posted): Text {
  switch (posted) {
    case 'late':
      return { id: 'tidak dijawab pada waktunya', en: 'no answer in time' };
    case 'unreachable':
      return { id: 'tidak terhubung', en: 'no connection' };
    case 'broken off':
      return { id: 'sambungan terputus', en: 'the connection broke off' };
    default:
      return { id: `dijawab ${posted}`, en: `answered ${posted}` };
  }
}
