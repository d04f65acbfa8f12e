/** The right edge of the log's tree (R36): enough to add leaves, and for the root. */
import { hash } from 'node:crypto';
import { type Bytes, fromHex, toHex } from './bytes.ts';

export interface LogEdge {
  /** Leaves. */
  readonly size: number;
  readonly edge: readonly Bytes[];
}

export const emptyEdge: LogEdge = { size: 0, edge: [] };

export const sha256Bytes = (bytes: Uint8Array): Bytes => hash('sha256', bytes, 'buffer');

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** @param id hexadecimal */
export const leafOfId = (id: string): Bytes => sha256Bytes(Buffer.concat([LEAF, fromHex(id)]));

export const nodeOf = (left: Bytes, right: Bytes): Bytes => sha256Bytes(Buffer.concat([NODE, left, right]));

/** @param ids hexadecimal */
export function edgeAfter({ size, edge }: LogEdge, ids: readonly string[]): LogEdge {
  const grown = [...edge];
  for (const [i, id] of ids.entries()) {
    let added = leafOfId(id);
    // Subtrees of equal size join.
    for (let before = size + i; before % 2 === 1; before = (before - 1) / 2) {
      const left = grown.pop();
      if (left) added = nodeOf(left, added);
    }
    grown.push(added);
  }
  return { size: size + ids.length, edge: grown };
}

/** Of an empty tree, SHA-256 of nothing. */
export function rootOfEdge({ edge }: LogEdge): Bytes {
  const [last, ...larger] = edge.toReversed();
  if (!last) return sha256Bytes(new Uint8Array());
  return larger.reduce((right, left) => nodeOf(left, right), last);
}

/** By size. */
const edgeLength = (size: number): number => [...size.toString(2)].filter((digit) => digit === '1').length;

/** As JSON. */
export interface WrittenEdge {
  readonly size: number;
  readonly edge: readonly string[];
}

export const writeEdge = ({ size, edge }: LogEdge): WrittenEdge => ({ size, edge: edge.map(toHex) });

/** @throws SyntaxError for another number of hashes */
export function readEdge({ size, edge }: WrittenEdge): LogEdge {
  if (!Number.isSafeInteger(size) || size < 0 || edge.length !== edgeLength(size))
    throw new SyntaxError(`A tree of ${size} leaves has no edge of ${edge.length} hashes.`);
  return { size, edge: edge.map(fromHex) };
}
