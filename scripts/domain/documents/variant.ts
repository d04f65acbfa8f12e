import { passagesOf } from '#domain/case/passage.ts';
import type { DocumentTemplate, Variant, When } from '#domain/generated/document.ts';
import { actsAt, type DocumentCase, type DocumentEntry } from './reading.ts';

/** A variant, with its entry. */
export interface CurrentVariant {
  readonly variant: Variant;
  /** Number of the entry. */
  readonly seq: number;
}

/** What a template makes of a case now; for letters with `earlier: true` also what it made before, once for each entry. */
export function variantsOf(template: DocumentTemplate, one: DocumentCase): CurrentVariant[] {
  if (one.procedure.id !== template.procedure) return [];
  const moments = template.earlier ? one.entries.map((_, at) => one.entries.slice(0, at + 1)) : [one.entries];
  const found = moments.flatMap((entries) => currentVariant(template.variants, { ...one, entries }) ?? []);
  const each = new Map(found.map((current) => [`${current.seq} ${current.variant.id}`, current]));
  return [...each.values()].sort((a, b) => a.seq - b.seq);
}

/** The first whose condition holds. */
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
  // What was approved at a step to which the case went back is void.
  const placeOf = (step: string): number => one.procedure.steps.findIndex(({ id }) => id === step);
  const stands = passages.filter(({ step, closing }, at) => {
    const approved = closing?.kind === 'accepted' && closing.gesture === 'approve' && when.accepted?.includes(step);
    // An Approve may end the case otherwise (R6).
    return (
      approved &&
      (closing.end ?? 'completed') === 'completed' &&
      passages.slice(at + 1).every((later) => placeOf(later.step) > placeOf(step))
    );
  });
  return stands.at(-1)?.closing;
}
