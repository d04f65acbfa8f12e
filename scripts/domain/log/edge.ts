/** The right edge of the log's tree (R36). To add leaves, and to compute the root, nothing else is needed. */
import { hash } from 'node:crypto';
import { type Bytes, fromHex, toHex } from './bytes.ts';

/** The edge of a tree: the roots of its complete subtrees, the largest first. */
export interface LogEdge {
  /** The number of leaves. */
  readonly size: number;
  readonly edge: readonly Bytes[];
}

export const emptyEdge: LogEdge = { size: 0, edge: [] };

/** Returns the SHA-256 of bytes, in the form that the log's proofs need. */
export const sha256Bytes = (bytes: Uint8Array): Bytes => hash('sha256', bytes, 'buffer');

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/**
 * Returns the hash of an entry as a leaf, made of the 32 bytes of its id.
 * @param id id in hexadecimal digits
 */
export const leafOfId = (id: string): Bytes => sha256Bytes(Buffer.concat([LEAF, fromHex(id)]));

/** Returns the same hash as `nodeHash`, synchronously. */
export const nodeOf = (left: Bytes, right: Bytes): Bytes => sha256Bytes(Buffer.concat([NODE, left, right]));

/**
 * Adds entries to a tree. This computes two hashes per entry on average.
 * @param ids ids in hexadecimal digits
 */
export function edgeAfter({ size, edge }: LogEdge, ids: readonly string[]): LogEdge {
  const grown = [...edge];
  for (const [i, id] of ids.entries()) {
    let added = leafOfId(id);
    // Each 1 at the end of the earlier size in binary digits means a subtree that is as large as the added subtree. The
    // two subtrees become one.
    for (let before = size + i; before % 2 === 1; before = (before - 1) / 2) {
      const left = grown.pop();
      if (left) added = nodeOf(left, added);
    }
    grown.push(added);
  }
  return { size: size + ids.length, edge: grown };
}

/** Returns the root of a tree. The root of an empty tree is the SHA-256 of no bytes. */
export function rootOfEdge({ edge }: LogEdge): Bytes {
  const [last, ...larger] = edge.toReversed();
  if (!last) return sha256Bytes(new Uint8Array());
  return larger.reduce((right, left) => nodeOf(left, right), last);
}

/** Returns the number of subtrees on the edge of a tree of this size. */
const edgeLength = (size: number): number => [...size.toString(2)].filter((digit) => digit === '1').length;

/** An edge in JSON. */
export interface WrittenEdge {
  readonly size: number;
  readonly edge: readonly string[];
}

export const writeEdge = ({ size, edge }: LogEdge): WrittenEdge => ({ size, edge: edge.map(toHex) });

/**
 * Reads an edge from JSON.
 * @throws SyntaxError if a tree of that size has another number of hashes, or if a hash is not hexadecimal
 */
export function readEdge({ size, edge }: WrittenEdge): LogEdge {
  if (!Number.isSafeInteger(size) || size < 0 || edge.length !== edgeLength(size))
    throw new SyntaxError(`A tree of ${size} leaves has no edge of ${edge.length} hashes.`);
  return { size, edge: edge.map(fromHex) };
}
