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
    letterOf(office, procedure, request, language).parts.flatMap((part) => part.lines);
  const said = (values: readonly string[] = []): string =>
    values.length > 0 ? values.join(', ') : sayForm(REQUEST_WORDS.letterEmpty, language);
  // Both come of one schema, and so have the same lines.
  const others = lines(after);
  return lines(before).flatMap(({ label, values }, at) => {
    const [old, fresh] = [said(values), said(others[at]?.values)];
    return old === fresh ? [] : [{ label, before: old, after: fresh }];
  });
}
