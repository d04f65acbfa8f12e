import type { ClaimSentence } from './words.ts';

/**
 * Reads a file that the site publishes, by its path below the site's base.
 * @returns undefined where the server says that there is none
 * @throws Unreachable where it says anything else, or nothing
 */
export type ReadPublished = (path: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;

/** Reads over HTTP. @param fresh asks past the browser's cache */
export function readOver(
  fetched: (path: string, options: RequestInit) => Promise<Response>,
  base: string,
  fresh = false,
): ReadPublished {
  return async (path) => {
    try {
      const answer = await fetched(`${base}/${path}`, { cache: fresh ? 'reload' : 'no-cache' });
      if (answer.status === 404 || answer.status === 410) return undefined;
      if (!answer.ok) throw new Error(String(answer.status));
      return new Uint8Array(await answer.arrayBuffer());
    } catch (error) {
      throw new Unreachable(path, { cause: error });
    }
  };
}

/** The text of a published file. */
export async function publishedText(read: ReadPublished, path: string): Promise<string | undefined> {
  const bytes = await read(path);
  return bytes && new TextDecoder().decode(bytes);
}

/** No chain is longer, unpacked: a few kilobytes could otherwise fill a reader's memory. */
const LONGEST_CHAIN = 32 * 1024 * 1024;
/** What stands for a chain that cannot be unpacked: a line that is none. */
const NO_LINES = '\n';

/** The lines of a case's published chain; of one that cannot be unpacked, lines that nobody can read. */
export async function publishedChain(read: ReadPublished, id: string): Promise<string | undefined> {
  const bytes = await read(`data/chains/${encodeURIComponent(id)}.jsonl.gz`);
  return bytes && (await unpacked(bytes).catch(() => NO_LINES));
}

/** Text out of gzip (RFC 1952). Some servers unpack such files themselves; that is taken as it is. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new TextDecoder().decode(bytes);
  const decoder = new TextDecoder();
  let text = '';
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  while (text.length <= LONGEST_CHAIN) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return NO_LINES;
}

/** A published file's value; undefined where there is no such file. @throws SyntaxError where it is no JSON */
export async function valueOf(read: ReadPublished, path: string): Promise<unknown> {
  const text = await publishedText(read, path);
  return text === undefined ? undefined : JSON.parse(text);
}

/** Reads each path once, as long as it can be read: for files that never change. */
export function readOnce(read: ReadPublished): ReadPublished {
  const held = new Map<string, ReturnType<ReadPublished>>();
  return (path) => {
    const known = held.get(path);
    if (known) return known;
    const reading = read(path);
    held.set(path, reading);
    // What is not there yet may come, and what could not be reached may be reached later.
    const forget = () => held.delete(path);
    reading.then((bytes) => bytes ?? forget(), forget);
    return reading;
  };
}

/** What the page of verification says something about, each in a line of its own (R37). */
export type Thing = 'chain' | 'data' | 'page' | 'logged' | 'signed' | 'seen' | 'case-seen' | 'witnessed' | 'old';

/**
 * What came of looking: it holds, it does not, it could not be looked at, or there is nothing to look at. Only the first
 * proves anything.
 */
type Mark = 'proved' | 'broken' | 'unchecked' | 'none';

export interface Claim {
  readonly thing: Thing;
  readonly mark: Mark;
  /** The sentence by its name, and what stands in its places. */
  readonly says: ClaimSentence;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** What was looked at could not be fetched: nothing is known of it, and nothing may be said. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** Makes claims about one thing. @param always what stands in the places of each of them */
export const claimsOf =
  (thing: Thing, always: Claim['values'] = {}) =>
  (mark: Mark, says: ClaimSentence, values: Claim['values'] = {}): Claim => ({
    ...{ thing, mark, says, values: { ...always, ...values } },
  });
