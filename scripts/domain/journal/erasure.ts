/** What an erasure takes from a journal, and what stays (R50). */
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { FullPart, PublicPart } from './parts.ts';
import { remainsIn } from './shown.ts';
import { parseLines, printLines, type SealedLine } from './sealed-line.ts';

/** What an entry allows to take away, on which ground, and what stays. */
export type ErasedEntry = NonNullable<Entry['erased']>;

/** What stays of an entry or of its public part: nothing that a person wrote, and no name. */
export type Outline = Partial<Entry> & Pick<Entry, 'seq' | 'at' | 'kind'>;

/** What `erased` entries allow to take away. */
export interface Erasure {
  /** How many lines, from the first, may lose their private parts; 0: none. */
  readonly letters: number;
  /** Whether the signed documents of the case may go. */
  readonly documents: boolean;
  /** How many lines, from the first, may lose their public parts too; 0: none. */
  readonly public: number;
  /** What stays of the public parts of these lines. */
  readonly remains: readonly PublicPart[];
  /** What stays of the entries of the lines that may lose their private parts. Internal. */
  readonly kept: readonly Outline[];
}

export const NOTHING_ERASED: Erasure = { letters: 0, documents: false, public: 0, remains: [], kept: [] };

/** Returns what the `erased` entries of a journal allow to take away (R50). An entry covers the lines before it. */
export function erasureIn(lines: readonly SealedLine[]): Erasure {
  let found = NOTHING_ERASED;
  for (const [i, { public: open, private: closed }] of lines.entries()) {
    const { erased } = open.part ?? {};
    if (!erased) continue;
    const { what } = erased;
    const remains = remainsIn(erased);
    // The schema of entries leaves the fields of outlines open, so their type is asserted here.
    const kept = closed.part?.erased?.kept as unknown as Outline[] | undefined;
    found = {
      ...found,
      documents: found.documents || what.includes('documents'),
      ...(what.includes('letters') ? { letters: i, kept: kept ?? [] } : {}),
      ...(remains ? { public: i, remains } : {}),
    };
  }
  return found;
}

/** Checks whether a line is a right to erase. Such a line always stays whole. */
export const isErasure = ({ public: open }: { readonly public: { readonly part?: PublicPart } }): boolean =>
  open.part?.erased !== undefined;

/** The fields that stay. */
const KEPT = [
  ...(['seq', 'kind', 'at', 'step', 'visit', 'gesture', 'source', 'reason'] as const),
  ...(['partial', 'replaces', 'supersedes', 'postpones', 'late', 'end', 'continues', 'extended'] as const),
  ...(['as', 'rung', 'nature', 'spans', 'span', 'silence'] as const),
  ...(['agenda', 'booking', 'offered', 'releases', 'holds', 'seenLate', 'config'] as const),
];

/**
 * Returns what stays of an entry if its case is erased: its place in journal and procedure, its times, the agenda number
 * and the rooms. Requests, results, notes and names go. What stays of an outline is the outline.
 */
export function outline(entry: Outline): Outline {
  const kept = KEPT.flatMap((key) => (entry[key] === undefined ? [] : [[key, entry[key]] as const]));
  const { opens, next, who, signed, origin } = entry;
  const { case: id, number, procedure, schema } = opens ?? {};
  const { assigned: _assigned, ...turn } = next ?? {};
  return {
    // Every entry has the fields `seq`, `kind` and `at`, which are kept.
    ...(Object.fromEntries(kept) as unknown as Outline),
    ...(opens ? { opens: { case: id, number, procedure, schema } as NonNullable<Entry['opens']> } : {}),
    ...(next ? { next: turn as NonNullable<Entry['next']> } : {}),
    ...(who?.role === undefined ? {} : { who: { role: who.role } as Entry['who'] & object }),
    ...(Array.isArray(signed) ? { signed: signed.map((each) => ({ ...each, name: '' })) } : {}),
    ...(origin ? { origin: { case: origin.case } as NonNullable<Entry['origin']> } : {}),
  };
}

/**
 * Returns what stays of a public part. The part of a restricted case has nothing that a person wrote. The fields that stay
 * have the same type in an entry and in its public part, but for the opening, of which both keep the same fields.
 */
export const remainder = (part: PublicPart): PublicPart =>
  part.narrowed || part.erased
    ? part
    : ({ format: part.format, ...outline(part as unknown as Outline) } as unknown as FullPart);

/**
 * Takes from the text of a journal what its `erased` entries allow to take away (R50). Ids, commitments and places in the
 * log stay, so that chain, log and proofs hold as before. A text from which everything is taken is returned as it is.
 * @param text a version of the journal, which may be older than its `erased` entries
 * @param erasure what the newest version of the journal allows, from {@link erasureIn}
 * @throws RegisterError if the text is no journal
 */
export function withoutErased(number: number, text: string, erasure: Erasure): string {
  return printLines(parseLines(number, text).map((line, i) => withoutParts(line, i, erasure)));
}

function withoutParts(line: SealedLine, i: number, erasure: Erasure): SealedLine {
  if (isErasure(line)) return line;
  const bare = ({ commitment }: { readonly commitment: string }) => ({ commitment });
  return {
    ...line,
    ...(i < erasure.letters ? { private: bare(line.private) } : {}),
    ...(i < erasure.public ? { public: bare(line.public) } : {}),
  };
}
