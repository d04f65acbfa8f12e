import { passagesOf } from '#domain/case/course/passage.ts';
import type { DocumentTemplate, Variant, When } from '#domain/generated/document.ts';
import { actsAt, type DocumentCase, type DocumentEntry } from './reading.ts';

/** What a document says of a case, and the entry that it rests on. */
export interface CurrentVariant {
  readonly variant: Variant;
  readonly seq: number;
}

/**
 * What a template makes of a case: what it says now; and of letters, which stay in the files of who received them, also what it
 * said before (`earlier: true`), once for each entry that it rested on.
 * @returns in the order of those entries; none: there is no such document yet
 */
export function variantsOf(template: DocumentTemplate, one: DocumentCase): CurrentVariant[] {
  if (one.procedure.id !== template.procedure) return [];
  const moments = template.earlier ? one.entries.map((_, at) => one.entries.slice(0, at + 1)) : [one.entries];
  const found = moments.flatMap((entries) => currentVariant(template.variants, { ...one, entries }) ?? []);
  const each = new Map(found.map((current) => [`${current.seq} ${current.variant.id}`, current]));
  return [...each.values()].sort((a, b) => a.seq - b.seq);
}

/** The first of a template's variants whose condition holds. */
function currentVariant(variants: readonly Variant[], one: DocumentCase): CurrentVariant | undefined {
  for (const variant of variants) {
    const entry = restsOn(variant.when, one);
    if (entry) return { variant, seq: entry.seq };
  }
  return undefined;
}
function restsOn(when: When, one: DocumentCase): DocumentEntry | undefined {
  const { entries } = one;
  if (when.submitted) return entries.findLast(({ kind }) => kind === 'submitted');
  if (when.ended) return entries.find(({ end }) => end !== undefined && when.ended?.includes(end));
  if (when.acted) return actsAt(one, when.acted).at(-1);
  const passages = passagesOf(entries, one.procedure);
  const current = passages.at(-1);
  const isOver = current?.closing?.end !== undefined;
  if (when.waiting) return !isOver && when.waiting.includes(current?.step ?? '') ? passages.at(-2)?.closing : undefined;
  // A step that the case has gone back to, or behind, is to be done again: what was approved there does not stand.
  const placeOf = (step: string): number => one.procedure.steps.findIndex(({ id }) => id === step);
  const stands = passages.filter(({ step, closing }, at) => {
    const approved = closing?.kind === 'accepted' && closing.gesture === 'approve' && when.accepted?.includes(step);
    // By its result an Approve may end the case, too: then what it was for does not stand (R6).
    return (
      approved &&
      (closing.end ?? 'completed') === 'completed' &&
      passages.slice(at + 1).every((later) => placeOf(later.step) > placeOf(step))
    );
  });
  return stands.at(-1)?.closing;
}
