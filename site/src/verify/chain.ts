import canonicalize from 'canonicalize';
import type { PublicPart } from '#domain/journal/parts.ts';
import { type Claim, claimsOf } from './published.ts';
import { hashOfValue } from './sha256.ts';
import { isObject } from '#domain/request/pointer.ts';

interface PublishedSide {
  readonly commitment: string;
  readonly salt?: string;
  readonly part?: PublicPart;
}

/** A line of a published chain whose form was checked. */
export interface PublishedLine {
  readonly id: string;
  readonly prev: string;
  /** Index of the entry among all entries of the register (R36); absent in lines that are older than the log. */
  readonly leaf?: number;
  readonly public: PublishedSide;
  readonly private: { readonly commitment: string };
}

export interface ChainFindings {
  readonly claim: Claim;
  readonly lines: readonly PublishedLine[];
  /** Number of the first wrong line, counted from one; 0 if no line is wrong. */
  readonly fault: number;
}

/** The number of a case, and the number of entries and the id of the last entry that the data of the case state. */
export interface Stated {
  readonly number: number;
  readonly entries: number;
  readonly tip: string;
}

/**
 * Checks a published chain (R27): the form of every line, the seal (`commitment`) of every part that is shown, and
 * every id, which is computed over the id before it. The number of entries and the last id must be the stated ones. A
 * part may be left out only if an entry that is shown restricts the case (R11).
 */
export async function checkPublishedChain(text: string, stated: Stated): Promise<ChainFindings> {
  const texts = text.split('\n').filter((line, at, all) => line !== '' || at < all.length - 1);
  const lines: PublishedLine[] = [];
  const claim = claimsOf('chain');
  const broken = (says: Claim['says'], fault: number, values: Claim['values'] = {}): ChainFindings => ({
    claim: claim('broken', says, { k: fault, m: lines.length, n: stated.entries, ...values }),
    ...{ lines, fault },
  });
  for (const each of texts) {
    const line = publishedLine(each);
    if (!line) return broken('chain-unreadable', lines.length + 1);
    lines.push(line);
  }
  if (lines.length === 0) return broken('chain-empty', 0);
  let prev = await hashOfValue(['disposisi', stated.number]);
  for (const [at, line] of lines.entries()) {
    const id = await hashOfValue([prev, line.public.commitment, line.private.commitment]);
    if (line.prev !== prev || line.id !== id || !(await holds(line.public)) || !isInPlace(line, at, stated.number))
      return broken('chain-fault', at + 1);
    prev = id;
  }
  if (lines.length !== stated.entries) return broken('chain-count', 0);
  if (prev !== stated.tip) return broken('chain-tip', lines.length);
  const hidden = lines.flatMap(({ public: { part } }, at) => (part ? [] : [at + 1]));
  const restricting = lines.findIndex(({ public: { part } }) => part?.narrowed) + 1;
  const [first = 0] = hidden;
  if (first > 0 && restricting === 0) return broken('chain-withheld', first, { h: hidden.length });
  const values = { n: lines.length, h: hidden.length, j: restricting };
  return { claim: claim('proved', hidden.length > 0 ? 'chain-narrowed' : 'chain-holds', values), lines, fault: 0 };
}

/** Checks whether a part that is shown matches its seal. */
const holds = async ({ commitment, salt, part }: PublishedSide): Promise<boolean> =>
  salt === undefined ? part === undefined : (await hashOfValue([salt, part])) === commitment;

/**
 * Checks whether a part that is shown states its own place in the chain. The first part, and no other, opens the
 * case.
 */
function isInPlace({ public: { part } }: PublishedLine, at: number, number: number): boolean {
  if (!part) return true;
  return part.seq === at + 1 && (part.opens !== undefined) === (at === 0) && (part.opens?.number ?? number) === number;
}

/** Parses a line of a chain; undefined if the line is not canonical JSON with exactly the published fields. */
export function publishedLine(text: string): PublishedLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return canonicalize(value) === text && isLine(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isLine(value: unknown): value is PublishedLine {
  if (!has(value, ['id', 'prev', 'public', 'private'], ['leaf'])) return false;
  const { id, prev, public: open, private: closed, leaf } = value;
  return (
    isHash(id) &&
    isHash(prev) &&
    isSide(open) &&
    isSide(closed) &&
    Object.keys(closed).length === 1 &&
    (leaf === undefined || (Number.isSafeInteger(leaf) && Number(leaf) >= 0))
  );
}

function isSide(value: unknown): value is PublishedSide {
  if (!has(value, ['commitment'], ['salt', 'part']) || !isHash(value['commitment'])) return false;
  const { salt, part } = value;
  return (salt === undefined || typeof salt === 'string') && (part === undefined || isObject(part));
}

const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

const has = (value: unknown, needed: readonly string[], allowed: readonly string[]): value is Record<string, unknown> =>
  isObject(value) &&
  needed.every((key) => Object.hasOwn(value, key)) &&
  Object.keys(value).every((key) => needed.includes(key) || allowed.includes(key));
