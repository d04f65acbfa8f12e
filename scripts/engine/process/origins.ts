import type { OriginCase } from '#domain/case/origin.ts';
import type { CaseState } from '#domain/case/state.ts';
import { originsNeeded, originToRead } from '#domain/case/take-origin.ts';
import { Undecidable, type World } from '#domain/case/world.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { originIn } from '#domain/journal/origin-in.ts';
import { journalPath } from '#domain/journal/paths.ts';
import type { Forge } from '#engine/forge/forge.ts';

/**
 * The cases that a request names as origins (R45), each by its journal: one read for all, and none where the procedure takes no
 * origin. Should the register have moved since it was read for the case, what is decided cannot be written, and is decided anew (R26).
 * @returns undefined: none is needed
 * @throws RegisterError where a journal does not hold, ForgeError or Undecidable where one cannot be read (R31)
 */
export async function readOrigins(
  forge: Pick<Forge, 'readRegister'>,
  index: Pick<RegisterIndex, 'cases'>,
  world: Pick<World, 'config' | 'pinned' | 'contents' | 'opening'>,
  state: CaseState | undefined,
): Promise<ReadonlyMap<string, OriginCase | undefined> | undefined> {
  const named = originsNeeded(world, state).map((id) => ({ id, number: originToRead(id, world.opening.number) }));
  if (named.length === 0) return undefined;
  const paths = named.flatMap(({ number }) => (number === undefined ? [] : [journalPath(number)]));
  const texts = paths.length > 0 ? await forge.readRegister(paths) : new Map<string, string>();
  return new Map(
    named.map(({ id, number }) => {
      if (number === undefined) return [id, undefined];
      const text = texts.get(journalPath(number));
      if (text === undefined && index.cases[String(number)])
        throw new Undecidable(`The journal of the open case ${number} is not in the register.`);
      return [id, originIn(number, text, id)];
    }),
  );
}
