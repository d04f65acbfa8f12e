import { given } from '#domain/request/given.ts';
import { formatProblem, type Problem, type Text } from '#domain/problem.ts';
import { canonicalJson, sha256 } from '#domain/request/digest.ts';
import { journalPath } from './paths.ts';

/** The public or the private part of an entry, with commitment and salt. Without a salt, the part could be guessed. */
export interface SealedPart<Part> {
  readonly salt: string;
  readonly commitment: string;
  readonly part: Part;
}

/** A line of a journal, in the register or as published. A published line may have the commitment of a part only. */
export interface ChainLine<Public = unknown, Private = unknown> {
  readonly id: string;
  /** The place of the entry in the log (R36), which is not part of the id. Lines older than the log have no place. */
  readonly leaf?: number;
  readonly prev: string;
  readonly public: Partial<SealedPart<Public>> & { readonly commitment: string };
  readonly private: Partial<SealedPart<Private>> & { readonly commitment: string };
}

const FAULTS = {
  unreadable: { id: 'Baris ini bukan entri yang utuh', en: 'This line is not a whole entry' },
  'not-canonical': {
    id: 'Baris ini tidak tertulis sebagai JSON kanonis',
    en: 'This line is not written as canonical JSON',
  },
  'chain-broken': {
    id: 'Entri ini tidak menyambung entri sebelumnya',
    en: 'This entry does not follow the one before it',
  },
  commitment: {
    id: 'Isi entri ini berbeda dari yang dahulu dicatat',
    en: 'The content of this entry is not what was once recorded',
  },
  id: { id: 'Id entri ini tidak cocok dengan isinya', en: "This entry's id does not match its content" },
  sequence: { id: 'Entri ini bukan kelanjutan jurnalnya', en: 'This entry does not continue its journal' },
  format: {
    id: 'Entri ini tidak bertanda format yang dikenal program ini',
    en: 'This entry has no mark of a format that this program knows',
  },
  leaf: { id: 'Entri ini menempati tempat yang salah dalam log', en: 'This entry has a wrong place in the log' },
  missing: {
    id: 'Bagian entri ini hilang, dan tidak ada entri "erased" yang membolehkannya',
    en: 'A part of this entry is missing, and no entry "erased" allows that',
  },
  disclosure: {
    id: 'Bagian publik entri ini tidak sesuai dengan entrinya',
    en: 'The public part of this entry says something else than the entry',
  },
} as const satisfies Record<string, Text>;

export type ChainFault = keyof typeof FAULTS;

/** A fault in the text of a journal, with the line, what was expected and what was received. */
export class RegisterError extends Error {
  override readonly name = 'RegisterError';
  readonly line: number;
  readonly code: ChainFault;
  readonly problem: Problem;
  constructor(number: number, line: number, code: ChainFault, facts: Pick<Problem, 'path' | 'expected' | 'received'>) {
    const problem: Problem = { file: journalPath(number), line, code, message: FAULTS[code], ...facts };
    super(formatProblem(problem, 'en'));
    this.line = line;
    this.code = code;
    this.problem = problem;
  }
}

/** Returns the `prev` of a first entry. It depends on the case's number, so a journal fits no other case. */
export function genesis(number: number): string {
  return sha256(canonicalJson(['disposisi', number]));
}

/** Returns the commitment to a part. Without the salt, it reveals nothing about the part. */
export function commitment(salt: string, part: unknown): string {
  return sha256(canonicalJson([salt, part]));
}

/** Returns the id of an entry (R27): SHA-256 over the previous id and the commitments to both parts. */
export function entryId(prev: string, publicCommitment: string, privateCommitment: string): string {
  return sha256(canonicalJson([prev, publicCommitment, privateCommitment]));
}

/**
 * Recomputes the chain of a journal in the register or as published (R27). Every link and every id is checked, and
 * every commitment whose part is present.
 * @param number number of the case, to which the chain is bound
 * @throws RegisterError for the first line that is not sound
 */
export function checkChain(lines: readonly ChainLine[], number: number): void {
  let prev = genesis(number);
  for (const [i, line] of lines.entries()) {
    const check = (
      code: ChainFault,
      path: string,
      expected: string | undefined,
      received: string | undefined,
    ): void => {
      if (expected !== received) throw new RegisterError(number, i + 1, code, { path, ...facts(expected, received) });
    };
    check('chain-broken', '/prev', prev, line.prev);
    for (const side of ['public', 'private'] as const) {
      const { salt, part, commitment: given } = line[side];
      if (salt === undefined && part === undefined) continue;
      check('commitment', `/${side}/commitment`, salt === undefined ? undefined : commitment(salt, part), given);
    }
    const id = entryId(prev, line.public.commitment, line.private.commitment);
    check('id', '/id', id, line.id);
    prev = id;
  }
}

const facts = (expected: string | undefined, received: string | undefined): Pick<Problem, 'expected' | 'received'> =>
  given({ expected, received });
