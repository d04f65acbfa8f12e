import type { Config } from '#domain/case/state/config.ts';
import { originNamed } from '#domain/case/state/origin.ts';
import { originToRead } from '#domain/case/submission/take-origin.ts';
import { type OriginCase, type Others, type Rules, rulesFor, takenKey } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { RegisterError } from '#domain/journal/chain.ts';
import { openJournal, originIn, type OriginTaken, takenIn } from '#domain/journal/journal.ts';
import { journalPath } from '#domain/journal/paths.ts';
import { readTexts } from './clone-history.ts';
import type { Growth } from './history.ts';

/** Returns what a run knew before a commit about the cases that requests name as origins, and about their use (R45). */
export type OriginsBefore = (commit: number) => Required<Pick<Others, 'origins' | 'taken'>>;

/**
 * Reads the journals of the cases that one journal names as origins, and of the applicant's open cases of the same
 * procedure at that time.
 * @param head the register's head
 * @param growths the journals that have changed since the commit that is trusted
 * @returns `undefined` if no request names an origin; `erased` if one of these journals was erased (R50)
 * @throws LostObject if a listed journal cannot be read
 */
export async function originsOf(
  folder: string,
  head: string,
  own: {
    readonly number: number;
    readonly entries: readonly Entry[];
    readonly rules: Rules | undefined;
    readonly commitOf: (seq: number) => number;
  },
  configs: ReadonlyMap<string, Config | undefined>,
  growths: ReadonlyMap<number, Growth>,
  others: { readonly openOf: (commit: number, applicant: number, procedure: string) => number[] },
): Promise<OriginsBefore | 'erased' | undefined> {
  const asked = own.entries.flatMap((entry) => askedIn(entry, own.rules, configs.get(entry.config)));
  if (asked.length === 0) return undefined;
  const ids = [...new Set(asked.map(({ id }) => id))];
  const named = ids.map((id) => ({ id, number: originToRead(id, own.number) }));
  const applicant = own.entries[0]?.opens?.applicant.id ?? 0;
  const siblingsAt = (commit: number, procedure: string): number[] =>
    others.openOf(commit, applicant, procedure).filter((number) => number !== own.number);
  const siblings = asked.flatMap(({ seq, procedure }) => siblingsAt(own.commitOf(seq), procedure));
  const numbers = [...new Set([...named.flatMap(({ number }) => number ?? []), ...siblings])];
  const texts = await readTexts(folder, head, numbers.map(journalPath));
  const textOf = new Map(numbers.map((number, i) => [number, texts[i]]));
  if (numbers.some((number) => isErasedText(number, textOf.get(number)))) return 'erased';
  const textAt = (number: number, commit: number) => currentText(textOf.get(number), growths.get(number), commit);
  const procedures = [...new Set(asked.map(({ procedure }) => procedure))];
  const takenBy = (procedure: string, commit: number): [string, string | undefined][] => {
    const found: OriginTaken[] = [];
    for (const number of siblingsAt(commit, procedure)) {
      const taken = holding(() => takenIn(number, textAt(number, commit)));
      if (taken === UNSOUND) return [];
      if (taken) found.push(taken);
    }
    const keys = ids.map((id) => takenKey(procedure, id));
    return keys.map((key) => [key, found.find((each) => each.key === key)?.id]);
  };
  const known = new Map<number, ReturnType<OriginsBefore>>();
  return (commit) => {
    const before = known.get(commit) ?? {
      origins: new Map(
        named.flatMap(({ id, number }): [string, OriginCase | undefined][] => {
          if (number === undefined) return [[id, undefined]];
          const found = holding(() => originIn(number, textAt(number, commit), id));
          return found === UNSOUND ? [] : [[id, found]];
        }),
      ),
      taken: new Map(procedures.flatMap((procedure) => takenBy(procedure, commit))),
    };
    known.set(commit, before);
    return before;
  };
}

/** The result for a journal that is not sound. */
const UNSOUND = Symbol('unsound');

/**
 * Reads from a journal. Another check reports a journal that is not sound. A case that refers to such a journal cannot
 * be judged.
 */
function holding<T>(read: () => T): T | typeof UNSOUND {
  try {
    return read();
  } catch (error) {
    if (error instanceof RegisterError) return UNSOUND;
    throw error;
  }
}

function isErasedText(number: number, text: string | undefined): boolean {
  const journal = holding(() => openJournal(number, text));
  return journal !== UNSOUND && journal.entries.length < journal.lines.length;
}

interface Asked {
  readonly seq: number;
  readonly id: string;
  readonly procedure: string;
}

/**
 * Lists the origin that the request of an entry names, and the origin that the entry records. They differ only in a
 * forged entry.
 */
function askedIn({ seq, request, origin }: Entry, pinned: Rules | undefined, config: Config | undefined): Asked[] {
  const rules = pinned ?? (config && rulesFor(config, request));
  if (!rules) return [];
  const { path, value } = rules.procedure;
  const ids = [originNamed(value, request), origin?.case].filter((id) => id !== undefined);
  return ids.map((id) => ({ seq, id, procedure: path }));
}

/** Returns the text of a journal before a commit. */
function currentText(text: string | undefined, growth: Growth | undefined, commit: number): string | undefined {
  if (text === undefined || !growth) return text;
  const version = growth.file.versions.findLastIndex((each) => each.commit < commit);
  const lines = growth.lines[version] ?? 0;
  return lines === 0 ? undefined : `${text.split('\n').slice(0, lines).join('\n')}\n`;
}
