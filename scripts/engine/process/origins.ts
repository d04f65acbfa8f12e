import { type Judgement, judge } from '#domain/case/judge.ts';
import type { CaseState } from '#domain/case/state.ts';
import { originToRead, UnreadOrigin } from '#domain/case/take-origin.ts';
import { type OriginCase, Undecidable, type World } from '#domain/case/world.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { originIn } from '#domain/journal/origin-in.ts';
import { journalPath } from '#domain/journal/paths.ts';
import type { Forge } from '#engine/forge/forge.ts';

/** Cases that were read as origins, by the id named. */
export type ReadOrigins = Map<string, OriginCase | undefined>;

/**
 * Judges a case, reading the case that a request names as its origin (R45) when the judge has come to that submission: one read, and
 * none for any other event (R38). Should the register have moved since it was read for the case, what is decided cannot be
 * written, and is decided anew (R26).
 * @param open the open cases, by number
 * @param known what was read before; what is read is added to it
 * @throws RegisterError where the origin's journal does not hold; ForgeError or Undecidable where it cannot be read (R31)
 */
export async function judgeWithOrigins(
  forge: Pick<Forge, 'readRegister'>,
  open: RegisterIndex['cases'],
  world: World,
  before: CaseState | undefined,
  known: ReadOrigins,
): Promise<Judgement> {
  for (;;) {
    try {
      return judge({ ...world, others: { ...world.others, origins: known } }, before);
    } catch (error) {
      if (!(error instanceof UnreadOrigin)) throw error;
      known.set(error.id, await readOrigin(forge, open, error.id, world.opening.number));
    }
  }
}

async function readOrigin(
  forge: Pick<Forge, 'readRegister'>,
  open: RegisterIndex['cases'],
  id: string,
  own: number,
): Promise<OriginCase | undefined> {
  const number = originToRead(id, own);
  if (number === undefined) return undefined;
  const path = journalPath(number);
  const text = (await forge.readRegister([path])).get(path);
  if (text === undefined && open[String(number)])
    throw new Undecidable(`The journal of the open case ${number} is not in the register.`);
  return originIn(number, text, id);
}
