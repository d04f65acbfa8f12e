import { canonicalJson, sha256 } from '../request/digest.ts';

/** What of an entry is open to whom, with the salt that keeps its commitment from being guessed. */
export interface SealedPart<Part> {
  readonly salt: string;
  readonly commitment: string;
  readonly part: Part;
}

/** One line of a journal as the register keeps it, or as it is published: there parts may be commitments only. */
export interface ChainLine<Public = unknown, Private = unknown> {
  readonly id: string;
  readonly prev: string;
  readonly public: Partial<SealedPart<Public>> & { readonly commitment: string };
  readonly private: Partial<SealedPart<Private>> & { readonly commitment: string };
}

/** A fault in a journal's text: which line, and what is wrong with it. */
export class RegisterError extends Error {
  override readonly name = 'RegisterError';
  readonly number: number;
  readonly line: number;
  readonly code: ChainFault;
  constructor(number: number, line: number, code: ChainFault, message: string) {
    super(`Journal of case ${number}, line ${line}: ${message}`);
    this.number = number;
    this.line = line;
    this.code = code;
  }
}

export type ChainFault =
  | 'unreadable'
  | 'not-canonical'
  | 'chain-broken'
  | 'commitment'
  | 'id'
  | 'sequence'
  | 'disclosure';

/** What the first entry follows: bound to the case, so that no journal can be passed off as another case's. */
export function genesis(number: number): string {
  return sha256(canonicalJson(['disposisi', number]));
}

/** Commitment to a part: says nothing of it to those who do not know the salt. */
export function commitment(salt: string, part: unknown): string {
  return sha256(canonicalJson([salt, part]));
}

/** Id of an entry (R27): over the one before it and the commitments to its two parts. */
export function entryId(prev: string, publicCommitment: string, privateCommitment: string): string {
  return sha256(canonicalJson([prev, publicCommitment, privateCommitment]));
}

/**
 * Recomputes a chain, kept or published (R27): every commitment whose part is there, every id, every link.
 * @throws RegisterError at the first line that does not hold
 */
export function checkChain(lines: readonly ChainLine[], number: number): void {
  let prev = genesis(number);
  for (const [i, line] of lines.entries()) {
    const fault = (code: ChainFault, message: string) => new RegisterError(number, i + 1, code, message);
    if (line.prev !== prev) {
      throw fault('chain-broken', `it follows ${line.prev}, but the entry before it is ${prev}.`);
    }
    for (const side of ['public', 'private'] as const) {
      const { salt, part, commitment: given } = line[side];
      if ((salt === undefined) !== (part === undefined))
        throw fault('commitment', `its ${side} part lacks salt or text.`);
      if (salt === undefined) continue;
      const expected = commitment(salt, part);
      if (expected !== given)
        throw fault('commitment', `its ${side} part commits to ${expected}, but the line says ${given}.`);
    }
    const id = entryId(prev, line.public.commitment, line.private.commitment);
    if (id !== line.id) throw fault('id', `its id should be ${id}, but the line says ${line.id}.`);
    prev = id;
  }
}
