/**
 * Makes and checks proofs over a Merkle tree of RFC 6962: that a leaf is in a tree, and that one tree extends another.
 * This module runs in Node and in a browser, whose SHA-256 is asynchronous.
 * @source RFC 6962 section 2.1, RFC 9162 sections 2.1.3.2 and 2.1.4.2
 */
import { type Bytes, joinedBytes, sameBytes } from './bytes.ts';

export type HashFunction = (bytes: Bytes) => Uint8Array | Promise<Uint8Array>;

/** A function that returns the hash of a complete subtree: of `2 ** height` leaves from `index * 2 ** height` on. */
export type Subtrees = (height: number, index: number) => Uint8Array | Promise<Uint8Array>;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const leafHash = async (hash: HashFunction, data: Uint8Array): Promise<Uint8Array> =>
  hash(joinedBytes(LEAF, data));

export const nodeHash = async (hash: HashFunction, left: Uint8Array, right: Uint8Array): Promise<Uint8Array> =>
  hash(joinedBytes(NODE, left, right));

/** A leaf's place in a tree, and the proof that the leaf is there. */
interface Inclusion {
  readonly index: number;
  readonly size: number;
  /** The hash of the leaf. */
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Checks that a leaf is at its place in the tree with this root. */
export async function checkInclusion(hash: HashFunction, claim: Inclusion): Promise<boolean> {
  const { index, size, leaf, proof, root } = claim;
  if (!isWhole(index) || !isWhole(size) || index >= size) return false;
  let [node, last] = [index, size - 1];
  let result = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      result = await nodeHash(hash, sibling, result);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else result = await nodeHash(hash, result, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(result, root);
}

/** Two trees, and the proof that the second begins with all leaves of the first. */
interface Consistency {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Uint8Array;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Checks that the tree of `to` leaves begins with the tree of `from` leaves. Every tree extends the empty tree. */
export async function checkConsistency(hash: HashFunction, claim: Consistency): Promise<boolean> {
  const { from, to, fromRoot, root, proof } = claim;
  if (!isWhole(from) || !isWhole(to) || from > to) return false;
  if (from === to) return proof.length === 0 && sameBytes(fromRoot, root);
  if (from === 0) return proof.length === 0;
  let [node, last] = [from - 1, to - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  const [first, ...path] = node === 0 ? [fromRoot, ...proof] : proof;
  if (!first) return false;
  let [before, after] = [first, first];
  for (const sibling of path) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      before = await nodeHash(hash, sibling, before);
      after = await nodeHash(hash, sibling, after);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else after = await nodeHash(hash, after, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(before, fromRoot) && sameBytes(after, root);
}

/** Makes the proof that a leaf is in the tree of `size` leaves. */
export async function inclusionProof(
  hash: HashFunction,
  subtrees: Subtrees,
  index: number,
  size: number,
): Promise<Uint8Array[]> {
  const proof: Uint8Array[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + leftOf(end - start);
    if (index < middle) {
      proof.push(await rangeHash(hash, subtrees, middle, end));
      end = middle;
    } else {
      proof.push(await rangeHash(hash, subtrees, start, middle));
      start = middle;
    }
  }
  return proof.reverse();
}

/** Makes the proof that the tree of `to` leaves begins with the tree of `from` leaves. Empty if `from` is 0 or `to`. */
export async function consistencyProof(
  hash: HashFunction,
  subtrees: Subtrees,
  from: number,
  to: number,
): Promise<Uint8Array[]> {
  if (from === 0 || from === to) return [];
  const proof: Uint8Array[] = [];
  let [start, end] = [0, to];
  while (from < end) {
    const middle = start + leftOf(end - start);
    if (from <= middle) {
      proof.push(await rangeHash(hash, subtrees, middle, end));
      end = middle;
    } else {
      proof.push(await rangeHash(hash, subtrees, start, middle));
      start = middle;
    }
  }
  // If the first tree is a complete subtree, the verifier already has its root.
  if (start !== 0) proof.push(await rangeHash(hash, subtrees, start, end));
  return proof.reverse();
}

/** Returns the root of the first `size` leaves. */
export const rootOfFirst = async (hash: HashFunction, subtrees: Subtrees, size: number): Promise<Uint8Array> =>
  size === 0 ? hash(new Uint8Array()) : rangeHash(hash, subtrees, 0, size);

/** Returns the root of the leaves from `start` to `end`. `start` is a multiple of the largest subtree's size. */
async function rangeHash(hash: HashFunction, subtrees: Subtrees, start: number, end: number): Promise<Uint8Array> {
  const height = Math.log2(end - start);
  if (Number.isInteger(height)) return subtrees(height, start / 2 ** height);
  const middle = start + leftOf(end - start);
  return nodeHash(hash, await rangeHash(hash, subtrees, start, middle), await rangeHash(hash, subtrees, middle, end));
}

/** Returns the number of leaves of the left subtree: the largest power of two below `size`. */
const leftOf = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));

const isWhole = (number: number): boolean => Number.isSafeInteger(number) && number >= 0;
const isOdd = (number: number): boolean => number % 2 === 1;
const half = (number: number): number => Math.floor(number / 2);
