import type { ProposedFiles } from '#domain/manage/proposal.ts';
import type { Language, Text } from '#domain/problem.ts';
import { REQUIRED } from '#domain/request/schema-sayings.ts';
import { UserError } from '#domain/user-error.ts';
import type { Fault } from '../problem-words.ts';
import type { ManagedOffice } from './load.ts';
import { sentencesOf } from './proposals.ts';
import { sayManage } from './words.ts';

/** A change that can be proposed. */
export interface PlannedChange {
  readonly files: ProposedFiles;
  /** What changes, one sentence each. */
  readonly sentences: readonly Text[];
}

/** A change while it is typed: what is wrong with fields, in their order; why nothing follows from it; or the change. */
export type Plan = { readonly faults: readonly Fault[] } | { readonly fault: string } | PlannedChange;

/** A field of a form, by its id without the beginning that all fields have, and its label. */
export type FormField = readonly [id: string, label: Text];

/** Returns a fault for each field that is needed and empty. */
export const missing = (fields: readonly (readonly [...FormField, value: string])[]): Fault[] =>
  fields.flatMap(([id, label, value]) =>
    value.trim() === '' ? [{ path: `/${id}`, label, message: REQUIRED, isMissing: true }] : [],
  );

export const wrong = ([id, label]: FormField, message: Text): Fault => ({ path: `/${id}`, label, message });

/**
 * Plans the change of one file. Its sentences are written from the file before and after, as everybody will read them.
 * @param at the field to correct if the change is not possible; without it, no field is at fault
 * @param edit returns the changed text, and throws a UserError if the change is not possible
 */
export function planFile(
  { text, office }: Pick<ManagedOffice, 'text' | 'office'>,
  path: string,
  language: Language,
  at: FormField | undefined,
  edit: (before: string) => string,
): Plan {
  const before = text(path);
  try {
    const after = edit(before ?? '');
    const sentences = after === before ? [] : sentencesOf([{ path, before, after }], office.roles);
    if (sentences.length === 0) return { fault: sayManage('nothingChanges', language) };
    return { files: { put: [{ path, text: after }], gone: [] }, sentences };
  } catch (error) {
    if (error instanceof UserError) return at ? { faults: [wrong(at, error.text)] } : { fault: error.text[language] };
    throw error;
  }
}
