/** What differs between two states of a request, in the letter's words. Pure. */
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Language } from '#domain/problem.ts';
import type { FormOffice } from '#public/form/office.ts';
import { letterOf } from '../request/letter.ts';
import { REQUEST_WORDS, sayForm } from '../request/words.ts';

/** A field of which two states say different things. */
export interface LetterChange {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

export function changesBetween(
  office: FormOffice,
  procedure: Procedure,
  before: unknown,
  after: unknown,
  language: Language,
): LetterChange[] {
  const lines = (request: unknown) =>
    new Map(
      letterOf(office, procedure, request, language).parts.flatMap((part) =>
        part.lines.map((line) => [line.place, line] as const),
      ),
    );
  const said = (values: readonly string[] = []): string =>
    values.length > 0 ? values.join(', ') : sayForm(REQUEST_WORDS.letterEmpty, language);
  const [were, are] = [lines(before), lines(after)];
  // A line may be in one of them alone.
  return [...new Map([...were, ...are]).values()].flatMap(({ place, label }) => {
    const [old, fresh] = [said(were.get(place)?.values), said(are.get(place)?.values)];
    return old === fresh ? [] : [{ label, before: old, after: fresh }];
  });
}
