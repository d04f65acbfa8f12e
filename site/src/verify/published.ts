import type { ClaimSentence } from './words.ts';

/**
 * Reads a file that the site publishes, by its path below the site's base.
 * @returns the bytes of the file; undefined if the server replies that there is no such file
 * @throws Unreachable if the server returns any other error, or does not reply
 */
export type ReadPublished = (path: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;

/**
 * Makes a reader that reads over HTTP.
 * @param base beginning of the site's addresses, without a slash at its end
 * @param fresh whether the browser's cache is bypassed; by default the server is asked whether the copy is current
 */
export function readOver(
  fetched: (path: string, options: RequestInit) => Promise<Response>,
  base: string,
  fresh = false,
): ReadPublished {
  return async (path) => {
    try {
      const response = await fetched(`${base}/${path}`, { cache: fresh ? 'reload' : 'no-cache' });
      if (response.status === 404 || response.status === 410) return undefined;
      if (!response.ok) throw new Error(String(response.status));
      return new Uint8Array(await response.arrayBuffer());
    } catch (error) {
      throw new Unreachable(path, { cause: error });
    }
  };
}

/** Reads the text of a published file. */
export async function publishedText(read: ReadPublished, path: string): Promise<string | undefined> {
  const bytes = await read(path);
  return bytes && new TextDecoder().decode(bytes);
}

/** Longest chain that is unpacked, in characters. Without a limit, a few kilobytes could fill a reader's memory. */
const LONGEST_CHAIN = 32 * 1024 * 1024;
/** Text in place of a chain that cannot be unpacked: one line that is not an entry. */
const NO_LINES = '\n';

/** Reads the published chain of a case. A chain that cannot be unpacked is returned as a line that is not an entry. */
export async function publishedChain(read: ReadPublished, id: string): Promise<string | undefined> {
  const bytes = await read(`data/chains/${encodeURIComponent(id)}.jsonl.gz`);
  return bytes && (await unpacked(bytes).catch(() => NO_LINES));
}

/**
 * Unpacks a text from gzip (RFC 1952). Some servers unpack such files themselves; such a text is returned unchanged.
 */
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

/**
 * Reads a published JSON file.
 * @returns the value; undefined if there is no such file
 * @throws SyntaxError if the file is not JSON
 */
export async function valueOf(read: ReadPublished, path: string): Promise<unknown> {
  const text = await publishedText(read, path);
  return text === undefined ? undefined : JSON.parse(text);
}

/** Makes a reader that reads each path once, for files that never change. A failed or missing file is read again. */
export function readOnce(read: ReadPublished): ReadPublished {
  const held = new Map<string, ReturnType<ReadPublished>>();
  return (path) => {
    const known = held.get(path);
    if (known) return known;
    const reading = read(path);
    held.set(path, reading);
    // A missing file may be published later, and an unreachable server may be reachable later.
    const forget = () => held.delete(path);
    reading.then((bytes) => bytes ?? forget(), forget);
    return reading;
  };
}

/** The things that the page of verification checks; each has its own line (R37). */
export type Thing = 'chain' | 'data' | 'page' | 'logged' | 'signed' | 'seen' | 'case-seen' | 'witnessed' | 'old';

/**
 * The result of a check: the thing was proved, is false, could not be checked, or does not exist. Only `proved`
 * proves anything.
 */
type Mark = 'proved' | 'broken' | 'unchecked' | 'none';

export interface Claim {
  readonly thing: Thing;
  readonly mark: Mark;
  /** Name of the sentence; `values` replace the places in it. */
  readonly says: ClaimSentence;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** The file could not be fetched. Nothing is known about it, so no claim about it may be made. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/**
 * Returns a function that makes claims about one thing.
 * @param always values for the places of every claim
 */
export const claimsOf =
  (thing: Thing, always: Claim['values'] = {}) =>
  (mark: Mark, says: ClaimSentence, values: Claim['values'] = {}): Claim => ({
    ...{ thing, mark, says, values: { ...always, ...values } },
  });
