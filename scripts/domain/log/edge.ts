/** The right edge of the log's tree (R36): all that is needed to add leaves and to tell the root, whatever its size. */
import { hash } from 'node:crypto';
import { type Bytes, fromHex, toHex } from './bytes.ts';

/** A tree by its edge: the roots of its complete subtrees, the largest first. */
export interface LogEdge {
  /** Number of leaves. */
  readonly size: number;
  readonly edge: readonly Bytes[];
}

export const emptyEdge: LogEdge = { size: 0, edge: [] };

/** SHA-256 of bytes, as the log's proofs take it. */
export const sha256Bytes = (bytes: Uint8Array): Bytes => hash('sha256', bytes, 'buffer');

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Hash of an entry as a leaf: of the 32 bytes of its id. @param id hexadecimal */
export const leafOfId = (id: string): Bytes => sha256Bytes(Buffer.concat([LEAF, fromHex(id)]));

/** As `nodeHash`, at once. */
export const nodeOf = (left: Bytes, right: Bytes): Bytes => sha256Bytes(Buffer.concat([NODE, left, right]));

/** The tree with these entries added: two hashes an entry on average. @param ids hexadecimal */
export function edgeAfter({ size, edge }: LogEdge, ids: readonly string[]): LogEdge {
  const grown = [...edge];
  for (const [i, id] of ids.entries()) {
    let added = leafOfId(id);
    // Each one at the end of the size before is a subtree as large as the one that is added, and joins it.
    for (let before = size + i; before % 2 === 1; before = (before - 1) / 2) {
      const left = grown.pop();
      if (left) added = nodeOf(left, added);
    }
    grown.push(added);
  }
  return { size: size + ids.length, edge: grown };
}

/** The tree's root; of an empty one, SHA-256 of nothing. */
export function rootOfEdge({ edge }: LogEdge): Bytes {
  const [last, ...larger] = edge.toReversed();
  if (!last) return sha256Bytes(new Uint8Array());
  return larger.reduce((right, left) => nodeOf(left, right), last);
}

/** How many subtrees a tree of this size has on its edge. */
const edgeLength = (size: number): number => [...size.toString(2)].filter((digit) => digit === '1').length;

/** An edge as JSON holds it. */
export interface WrittenEdge {
  readonly size: number;
  readonly edge: readonly string[];
}

export const writeEdge = ({ size, edge }: LogEdge): WrittenEdge => ({ size, edge: edge.map(toHex) });

/** @throws SyntaxError where it is no edge of that size */
export function readEdge({ size, edge }: WrittenEdge): LogEdge {
  if (!Number.isSafeInteger(size) || size < 0 || edge.length !== edgeLength(size))
    throw new SyntaxError(`A tree of ${size} leaves has no edge of ${edge.length} hashes.`);
  return { size, edge: edge.map(fromHex) };
}
