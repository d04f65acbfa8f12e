import type { Config } from '#domain/case/config.ts';
import { originNamed } from '#domain/case/origin.ts';
import { originToRead } from '#domain/case/take-origin.ts';
import { type OriginCase, type Rules, rulesFor } from '#domain/case/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { RegisterError } from '#domain/journal/chain.ts';
import { originIn } from '#domain/journal/origin-in.ts';
import { journalPath } from '#domain/journal/paths.ts';
import { readTexts } from './clone-history.ts';
import type { FileHistory } from './history.ts';

/** What is known of a journal's growth: how many lines it had at each of its versions. */
interface Growth {
  readonly number: number;
  readonly file: FileHistory;
  readonly lines: readonly number[];
}

/** What a run knew of the cases that requests name as origins (R45), at each commit of the register. */
export type OriginsBefore = (commit: number) => ReadonlyMap<string, OriginCase | undefined>;

/**
 * Reads the journals of the cases that one journal names as origins.
 * @param head of the register
 * @param growths of the journals that have changed since the commit that is trusted; another stood there whole
 * @returns undefined where no request names an origin
 * @throws LostObject where a journal that is listed cannot be read
 */
export async function originsOf(
  folder: string,
  head: string,
  own: { readonly number: number; readonly entries: readonly Entry[]; readonly rules: Rules | undefined },
  configs: ReadonlyMap<string, Config | undefined>,
  growths: ReadonlyMap<number, Growth>,
): Promise<OriginsBefore | undefined> {
  const ids = [...new Set(own.entries.flatMap((entry) => idsIn(entry, own.rules, configs.get(entry.config))))];
  if (ids.length === 0) return undefined;
  const named = ids.map((id) => ({ id, number: originToRead(id, own.number) }));
  const numbers = [...new Set(named.flatMap(({ number }) => number ?? []))];
  const texts = await readTexts(folder, head, numbers.map(journalPath));
  const textOf = new Map(numbers.map((number, i) => [number, texts[i]]));
  return (commit) =>
    new Map(
      named.flatMap(({ id, number }): [string, OriginCase | undefined][] => {
        if (number === undefined) return [[id, undefined]];
        const text = standingText(textOf.get(number), growths.get(number), commit);
        try {
          return [[id, originIn(number, text, id)]];
        } catch (error) {
          // That it does not hold is told of the journal itself; what took it cannot be judged.
          if (error instanceof RegisterError) return [];
          throw error;
        }
      }),
    );
}

/** What an entry's request names, and what the entry says was taken: these differ only where one is forged. */
function idsIn({ request, origin }: Entry, pinned: Rules | undefined, config: Config | undefined): string[] {
  const rules = pinned ?? (config && rulesFor(config, request));
  const named = rules && originNamed(rules.procedure.value, request);
  return [named, origin?.case].filter((id) => id !== undefined);
}

/** The text as it stood before a commit. */
function standingText(text: string | undefined, growth: Growth | undefined, commit: number): string | undefined {
  if (text === undefined || !growth) return text;
  const version = growth.file.versions.findLastIndex((each) => each.commit < commit);
  const lines = growth.lines[version] ?? 0;
  return lines === 0 ? undefined : `${text.split('\n').slice(0, lines).join('\n')}\n`;
}
