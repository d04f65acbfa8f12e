/** Posts to receivers that may be dead, slow or hostile: a few at a time, with one end for all, and nothing of an answer is read. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Text } from '#domain/problem.ts';
import { both, list } from '#domain/words/language.ts';

export interface Post {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer<ArrayBuffer>;
}

/** What became of a post: the status of the answer, or why there was none. */
export type Posted = number | 'late' | 'unreachable' | 'broken off';

/** Milliseconds for all posts of one batch together, and how many are under way at once. */
const LONGEST = 10_000;
const AT_ONCE = 8;
/** Milliseconds before a receiver that has certainly taken nothing is tried once more, and once more. */
const AGAIN_AFTER = [1_000, 3_000];

/** Faults of a connection that never stood, so that nothing can have been received. */
const NEVER_SENT = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
]);
/** A receiver says by these that it has taken nothing, and is to be asked again. */
const TAKEN_NOTHING: readonly Posted[] = ['unreachable', 429, 503];

export interface PostingOptions {
  readonly ask?: typeof fetch;
  readonly longest?: number;
  readonly againAfter?: readonly number[];
  readonly signal?: AbortSignal;
}

/**
 * Posts each once; again only where nothing can have been received. It throws nothing, and ends in time.
 * @param posts each made anew for each attempt
 * @returns what became of each, in their order
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
    // An address to which it leads on was chosen by nobody here.
    const response = await ask(address, { method: 'POST', headers, body, redirect: 'manual', signal });
    // Of the answer only the status counts: its body may have no end.
    await response.body?.cancel().catch(() => undefined);
    return response.status;
  } catch (error) {
    if (signal.aborted) return 'late';
    const { cause } = error as { readonly cause?: { readonly code?: unknown } };
    return NEVER_SENT.has(String(cause?.code)) ? 'unreachable' : 'broken off';
  }
}

export const isDelivered = (posted: Posted): boolean => typeof posted === 'number' && posted >= 200 && posted <= 299;

/** Where a batch went, for one line of a log: never an address, whose path may be what opens it. */
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
