import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Language } from '#domain/problem.ts';
import type { DESK } from './words.ts';

/**
 * What the person who acted reads of an act that the process recorded. That it was accepted would read, of a return and of what ends
 * a case, as if the request had been.
 */
export function acceptedWords(
  entry: Pick<Entry, 'kind' | 'gesture' | 'next' | 'end' | 'because' | 'extended' | 'postpones' | 'partial' | 'result'>,
  language: Language,
): readonly [key: keyof typeof DESK, places?: Readonly<Record<string, string | number>>] {
  const { kind, gesture, next, end, because } = entry;
  if (entry.extended) return ['recordedExtended'];
  if (kind === 'rejected' || kind === 'withdrawn') return ['recordedEnd'];
  if (kind === 'answered') return ['recordedAnswer'];
  if (entry.postpones && next) return ['recordedPostponed', { r: next.row }];
  if (entry.partial && entry.result) return ['recordedPart'];
  // By an Approve that leads elsewhere than usual nothing was granted.
  const w = because?.[language] ?? '';
  if (because && next) return ['recordedLed', { w, r: next.row }];
  if (because && end) return ['recordedLedEnd', { w }];
  if (end && end !== 'completed') return ['recordedEnd'];
  if (gesture !== 'changes') return ['accepted'];
  if (next) return next.withApplicant ? ['recordedBack'] : ['recordedTo', { r: next.row }];
  return [end ? 'recordedEnd' : 'accepted'];
}
