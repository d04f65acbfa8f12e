/** Checks of erasures (R50): a part may only be missing under an entry that the office's files allow. */
import type { Config } from '#domain/case/state/config.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { dueErasure } from '#domain/erasure/due.ts';
import { erasureIn, isErasure } from '#domain/journal/erasure.ts';
import type { Journal } from '#domain/journal/journal.ts';
import { shorten } from '#domain/problem.ts';
import { canonicalJson } from '#domain/request/digest.ts';
import { entryPlace, type RegisterFinding, registerFinding } from './finding.ts';

/** What a journal says of its erasure. */
export interface ErasedJournal extends Pick<Journal, 'number' | 'lines' | 'parts' | 'outlines'> {
  /** The first `seq` that is checked. */
  readonly from: number;
}

/** Keeps of a journal what the check needs; undefined if nothing of it is erased. */
export const erasedJournal = (journal: Journal, from: number): ErasedJournal | undefined => {
  const { number, lines, parts, outlines } = journal;
  return lines.some(isErasure) ? { number, lines, parts, outlines, from } : undefined;
};

/**
 * Checks that each entry `erased` says what the office's files said on that day, and that nothing else follows it.
 * @param configOf returns a configuration by its revision; undefined if it cannot be read here
 */
export async function checkErasures(
  journals: readonly ErasedJournal[],
  configOf: (revision: string) => Promise<Config | undefined>,
): Promise<RegisterFinding[]> {
  const findings: RegisterFinding[] = [];
  for (const { number, lines, parts, outlines, from } of journals) {
    const first = lines.findIndex(isErasure);
    for (const [i, line] of lines.entries()) {
      if (i < first || i + 1 < from) continue;
      const place = { ...entryPlace(number, i + 1), rule: 'R50' };
      if (!isErasure(line)) findings.push(registerFinding('after-erasure', place));
      else {
        const { at, config: revision = '', erased } = outlines[i] as Entry;
        const config = await configOf(revision);
        if (!config) continue;
        const before = {
          erasure: erasureIn(lines.slice(0, i)),
          parts: parts.slice(0, i),
          outlines: outlines.slice(0, i),
        };
        const expected = dueErasure(before, config, at);
        if (canonicalJson(expected ?? null) === canonicalJson(erased ?? null)) continue;
        const facts = { expected: shorten(expected ?? '–', 200), received: shorten(erased, 200) };
        findings.push(registerFinding('erased-without-ground', { ...place, path: '/erased', ...facts }));
      }
    }
  }
  return findings;
}
