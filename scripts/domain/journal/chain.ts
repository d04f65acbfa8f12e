import { given } from '#domain/request/given.ts';
import { formatProblem, type Problem, type Text } from '#domain/problem.ts';
import { canonicalJson, sha256 } from '#domain/request/digest.ts';
import { journalPath } from './paths.ts';

/** One part of an entry, public or private, with its commitment and the salt that keeps the part from being guessed. */
export interface SealedPart<Part> {
  readonly salt: string;
  readonly commitment: string;
  readonly part: Part;
}

/** A line of a journal, as the register keeps it or as published, where only the commitment may be left of a part. */
export interface ChainLine<Public = unknown, Private = unknown> {
  readonly id: string;
  /** Its place in the log (R36); not part of its id. Absent in lines from before the log. */
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
    id: 'Isi entri ini lain dari yang dahulu dicatat',
    en: 'What this entry holds is not what was once recorded',
  },
  id: { id: 'Id entri ini tidak cocok dengan isinya', en: "This entry's id does not match what it holds" },
  sequence: { id: 'Entri ini bukan kelanjutan jurnalnya', en: 'This entry does not continue its journal' },
  leaf: { id: 'Tempat entri ini dalam log bukan tempatnya', en: "This entry's place in the log is not its own" },
  disclosure: {
    id: 'Bagian publik entri ini berkata lain daripada entrinya',
    en: 'The public part of this entry says something else than the entry',
  },
} as const satisfies Record<string, Text>;

export type ChainFault = keyof typeof FAULTS;

/** A fault in a journal's text: which line, what was expected, what was received. */
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

/** The `prev` of a first entry: made of the case's number, so that no journal can be passed off as another case's. */
export function genesis(number: number): string {
  return sha256(canonicalJson(['disposisi', number]));
}

/** Commitment to a part: says nothing of it to those who do not know the salt. */
export function commitment(salt: string, part: unknown): string {
  return sha256(canonicalJson([salt, part]));
}

/** Id of an entry (R27): SHA-256 over the id before it and the commitments to its two parts. */
export function entryId(prev: string, publicCommitment: string, privateCommitment: string): string {
  return sha256(canonicalJson([prev, publicCommitment, privateCommitment]));
}

/**
 * Recomputes the chain of a journal, kept or published (R27): every commitment whose part is there, every id, every
 * link.
 * @param number the case's, to which the chain is bound
 * @throws RegisterError at the first line that does not hold
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
