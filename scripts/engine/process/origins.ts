import { type Judgement, judge } from '#domain/case/judge.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import { originToRead, UnreadOrigin } from '#domain/case/submission/take-origin.ts';
import { type OriginCase, takenKey, Undecidable, type World } from '#domain/case/state/world.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { originIn, takenIn } from '#domain/journal/journal.ts';
import { journalPath } from '#domain/journal/paths.ts';
import type { Forge } from '#engine/forge/forge.ts';

/** What was read of other cases for requests that name an origin. */
export interface ReadOrigins {
  readonly origins: Map<string, OriginCase | undefined>;
  readonly taken: Map<string, string | undefined>;
}

/** Nothing was read yet. */
export const nothingRead = (): ReadOrigins => ({ origins: new Map(), taken: new Map() });

/**
 * Judges a case, reading the case that a request names as its origin, with the opener's open cases of the same procedure (R45), when
 * the judge has come to that submission: one read, and none for any other event (R38). Should the register have moved since it was
 * read for the case, what is decided cannot be written, and is decided anew (R26).
 * @param open the open cases, by number
 * @param known what was read before; what is read is added to it
 * @throws RegisterError where one of these journals does not hold; ForgeError or Undecidable where it cannot be read (R31)
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
      return judge({ ...world, others: { ...world.others, ...known } }, before);
    } catch (error) {
      if (!(error instanceof UnreadOrigin)) throw error;
      await readOrigin(forge, open, world.opening, error, known);
    }
  }
}

async function readOrigin(
  forge: Pick<Forge, 'readRegister'>,
  open: RegisterIndex['cases'],
  { number: own, opener }: Pick<World['opening'], 'number' | 'opener'>,
  { id, procedure }: UnreadOrigin,
  known: ReadOrigins,
): Promise<void> {
  const number = originToRead(id, own);
  const siblings = Object.entries(open).flatMap(([key, each]) => {
    const isTheirs = each.applicant === opener.id && each.procedure === procedure && !each.onBehalf;
    return isTheirs && Number(key) !== own ? [Number(key)] : [];
  });
  // What can be no case is nobody's origin: then nothing need be read.
  const numbers = number === undefined ? [] : [...new Set([number, ...siblings])];
  const texts = numbers.length > 0 ? await forge.readRegister(numbers.map(journalPath)) : new Map<string, string>();
  const textOf = (each: number): string | undefined => {
    const text = texts.get(journalPath(each));
    if (text === undefined && open[String(each)])
      throw new Undecidable(`The journal of the open case ${each} is not in the register.`);
    return text;
  };
  const key = takenKey(procedure, id);
  known.origins.set(id, number === undefined ? undefined : originIn(number, textOf(number), id));
  const first = numbers.length > 0 ? siblings.map((each) => takenIn(each, textOf(each))) : [];
  known.taken.set(key, first.find((each) => each?.key === key)?.id);
}
