import type { Judgement } from '#domain/case/judge.ts';
import type { FoundDocument } from '#domain/case/state/signed.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import { Undecidable, type World } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { documentPath } from '#domain/journal/paths.ts';
import type { Addition, Forge, ReadSigned } from '#engine/forge/forge.ts';
import type { Deps } from './deps.ts';
import { judgeWithAccounts, type ReadMeanwhile } from './named-accounts.ts';
import { nothingRead } from './origins.ts';

/** A judgement, and the files that its entries keep. */
export interface Judged {
  readonly judgement: Judgement;
  readonly documents: readonly Addition[];
}

/**
 * Judges a case, reading the documents of an act when the judge has come to it and they alone are left to be looked at (R47). So
 * what nobody on turn says costs no read; and one commit brings the documents of one act, as much as a forge takes.
 * @param open the open cases, by number
 * @returns the judgement: whole, or with `unread` where another act with documents follows one that brought some
 * @throws ForgeError where a document cannot be read (R31)
 */
export async function judgeWithDocuments(
  { forge }: Pick<Deps, 'forge'>,
  world: World,
  before: CaseState | undefined,
  open: RegisterIndex['cases'],
): Promise<Judged> {
  const known: ReadMeanwhile = { origins: nothingRead(), accounts: new Map() };
  const documents = new Map<string, FoundDocument>();
  // Of the last act only: those before it were refused.
  let read: readonly ReadSigned[] = [];
  for (;;) {
    const judgement = await judgeWithAccounts(forge, open, { ...world, documents }, before, known);
    const signed = judgement.entries.flatMap((entry) => entry.signed ?? []);
    if (!judgement.unread || signed.length > 0)
      return { judgement, documents: await additions(forge, world.opening.number, signed, read) };
    read = await forge.readSigned(judgement.unread);
    for (const { oid, found } of read) documents.set(oid, found);
  }
}

async function additions(
  forge: Pick<Forge, 'readSigned'>,
  number: number,
  signed: NonNullable<Entry['signed']>,
  read: readonly ReadSigned[],
): Promise<Addition[]> {
  // An accepted act may name what one refused before had named too, and whose bytes were not kept.
  const missing = signed.filter(({ oid }) => !read.some((each) => each.oid === oid));
  const all = missing.length > 0 ? [...read, ...(await forge.readSigned(missing))] : read;
  const byPath = new Map(signed.map(({ oid, sha256 }) => [documentPath(number, sha256), oid]));
  return [...byPath].map(([path, oid]): Addition => {
    const bytes = all.find((each) => each.oid === oid)?.bytes;
    if (!bytes) throw new Undecidable(`The document ${oid} was not read.`);
    return { path, bytes };
  });
}
