import type { Entry } from '#domain/generated/journal-entry.ts';
import type { PublicPart } from './parts.ts';

/**
 * Does a public part agree with its entry (R27)? How much is public is not checked: versions differ in that.
 * @returns pointer to the first field that differs
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
    // An item without public fields is null, to keep the length.
    if (Array.isArray(part) && some[key] === null) continue;
    const found = difference(some[key], all[key], `${path}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
