import { judge, type Judgement } from '#domain/case/judge.ts';
import { accountKey, UnreadAccount } from '#domain/case/people/named-account.ts';
import type { FoundDocument } from '#domain/case/state/signed.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import { type OriginCase, takenKey, Undecidable, type World } from '#domain/case/state/world.ts';
import { originToRead, UnreadOrigin } from '#domain/case/submission/take-origin.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { originIn, takenIn } from '#domain/journal/journal.ts';
import { documentPath, journalPath } from '#domain/journal/paths.ts';
import type { Addition, Forge, ReadSigned } from '#engine/forge/forge.ts';

/** A judgement, and the documents that its entries name. */
export interface Judged {
  readonly judgement: Judgement;
  readonly documents: readonly Addition[];
}

interface ReadMeanwhile {
  readonly origins: Map<string, OriginCase | undefined>;
  readonly taken: Map<string, string | undefined>;
  /** The numbers of accounts, by `accountKey`. */
  readonly accounts: Map<string, number | undefined>;
  readonly documents: Map<string, FoundDocument>;
}

/**
 * Judges a case, and reads what the judge asks for: the account that a request names (R41), the case that a request
 * names as its origin (R45), or the documents of an act (R47). Documents are read only after all other checks of their
 * act. An act of somebody who is not on turn therefore costs no read (R38). One commit contains the documents of one
 * act, because a forge limits the size of a commit. If the register changed after it was read for the case, the entries
 * cannot be written, and the case is decided again (R26).
 * @param open the open cases, by number
 * @returns the judgement. If its entries name the documents of one act, `unread` may name the documents of another act.
 * @throws RegisterError if the journal of the origin, or of an open case of the opener, is not sound
 * @throws ForgeError or Undecidable if something cannot be read (R31)
 */
export async function judgeReading(
  forge: Pick<Forge, 'readAccount' | 'readRegister' | 'readSigned'>,
  world: World,
  before: CaseState | undefined,
  open: RegisterIndex['cases'],
): Promise<Judged> {
  const known: ReadMeanwhile = { origins: new Map(), taken: new Map(), accounts: new Map(), documents: new Map() };
  const { origins, taken, accounts, documents } = known;
  const given: World = { ...world, accounts, documents, others: { ...world.others, origins, taken } };
  // Only the last act's documents are needed, because the acts before it were refused.
  let read: readonly ReadSigned[] = [];
  for (;;) {
    try {
      const judgement = judge(given, before);
      const signed = judgement.entries.flatMap((entry) => entry.signed ?? []);
      if (!judgement.unread || signed.length > 0)
        return { judgement, documents: await additions(forge, world.opening.number, signed, read) };
      read = await forge.readSigned(judgement.unread);
      for (const { oid, found } of read) documents.set(oid, found);
    } catch (error) {
      if (error instanceof UnreadOrigin) await readOrigin(forge, open, world.opening, error, known);
      else if (error instanceof UnreadAccount)
        accounts.set(accountKey(error.login), await forge.readAccount(error.login));
      else throw error;
    }
  }
}

/** Reads, at once, the case that a request names as its origin, and the opener's open cases of that procedure (R45). */
async function readOrigin(
  forge: Pick<Forge, 'readRegister'>,
  open: RegisterIndex['cases'],
  { number: own, opener }: Pick<World['opening'], 'number' | 'opener'>,
  { id, procedure }: UnreadOrigin,
  { origins, taken }: Pick<ReadMeanwhile, 'origins' | 'taken'>,
): Promise<void> {
  const number = originToRead(id, own);
  const siblings = Object.entries(open).flatMap(([key, each]) => {
    const isTheirs = each.applicant === opener.id && each.procedure === procedure && !each.onBehalf;
    return isTheirs && Number(key) !== own ? [Number(key)] : [];
  });
  // If the id cannot be the id of a case, nothing needs to be read.
  const numbers = number === undefined ? [] : [...new Set([number, ...siblings])];
  const texts = numbers.length > 0 ? await forge.readRegister(numbers.map(journalPath)) : new Map<string, string>();
  const textOf = (each: number): string | undefined => {
    const text = texts.get(journalPath(each));
    if (text === undefined && open[String(each)])
      throw new Undecidable(`The journal of the open case ${each} is not in the register.`);
    return text;
  };
  const key = takenKey(procedure, id);
  origins.set(id, number === undefined ? undefined : originIn(number, textOf(number), id));
  const first = numbers.length > 0 ? siblings.map((each) => takenIn(each, textOf(each))) : [];
  taken.set(key, first.find((each) => each?.key === key)?.id);
}

async function additions(
  forge: Pick<Forge, 'readSigned'>,
  number: number,
  signed: NonNullable<Entry['signed']>,
  read: readonly ReadSigned[],
): Promise<Addition[]> {
  // An accepted act may name a document that a refused act named before. The bytes of that document were dropped.
  const missing = signed.filter(({ oid }) => !read.some((each) => each.oid === oid));
  const all = missing.length > 0 ? [...read, ...(await forge.readSigned(missing))] : read;
  const byPath = new Map(signed.map(({ name, oid, sha256 }) => [documentPath(number, sha256, name), oid]));
  return [...byPath].map(([path, oid]): Addition => {
    const bytes = all.find((each) => each.oid === oid)?.bytes;
    if (!bytes) throw new Undecidable(`The document ${oid} was not read.`);
    return { path, bytes };
  });
}
