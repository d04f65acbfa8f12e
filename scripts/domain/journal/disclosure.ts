import type { Entry } from '#domain/generated/journal-entry.ts';
import type { PublicPart } from './parts.ts';

/**
 * Does a public part say only what its entry says? A reader of the public part alone must not read another story
 * than a reader of both parts (R27). How much of an entry is public is not checked: versions may differ in that.
 * @returns JSON pointer to the first field that differs from the entry; undefined where none does
 */
export function disclosureFault(open: PublicPart, entry: Entry): string | undefined {
  const whole = {
    ...entry,
    ...(open.narrowed ? { narrowed: true } : {}),
    ...('ended' in open ? { ended: entry.end !== undefined } : {}),
    ...('attachments' in open ? { attachments: entry.attachments?.length } : {}),
    ...('signed' in open ? { signed: entry.signed?.length } : {}),
    ...('who' in open && open.who && !('id' in open.who) ? { who: { role: 'applicant' } } : {}),
  };
  return difference(open, whole, '');
}

function difference(part: unknown, whole: unknown, path: string): string | undefined {
  if (typeof part !== 'object' || part === null) return part === whole ? undefined : path;
  if (typeof whole !== 'object' || whole === null || Array.isArray(part) !== Array.isArray(whole)) return path;
  const [some, all] = [part, whole] as [Record<string, unknown>, Record<string, unknown>];
  if (Array.isArray(part) && part.length !== (whole as unknown[]).length) return path;
  for (const key of Object.keys(some)) {
    // A list keeps its length: an item without public fields stands in it as null.
    if (Array.isArray(part) && some[key] === null) continue;
    const found = difference(some[key], all[key], `${path}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
