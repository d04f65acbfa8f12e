import type { ProposedFiles } from '#domain/manage/proposal.ts';
import type { Language, Text } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';
import type { ManagedOffice } from './load.ts';
import { sentencesOf } from './proposals.ts';
import { sayManage } from './words.ts';

/** A change that can be proposed. */
export interface PlannedChange {
  readonly files: ProposedFiles;
  /** What changes, one sentence each. */
  readonly sentences: readonly Text[];
}

/** A change while it is typed: fields that lack, a reason why it is not possible, or the change. */
export type Plan = { readonly missing: readonly string[] } | { readonly fault: string } | PlannedChange;

/**
 * Plans the change of one file. Its sentences are written from the file before and after, as everybody will read them.
 * @param edit returns the changed text, and throws a UserError if the change is not possible
 */
export function planFile(
  { text, office }: Pick<ManagedOffice, 'text' | 'office'>,
  path: string,
  language: Language,
  edit: (before: string) => string,
): Plan {
  const before = text(path);
  try {
    const after = edit(before ?? '');
    const sentences = after === before ? [] : sentencesOf([{ path, before, after }], office.roles);
    if (sentences.length === 0) return { fault: sayManage('nothingChanges', language) };
    return { files: { put: [{ path, text: after }], gone: [] }, sentences };
  } catch (error) {
    if (error instanceof UserError) return { fault: error.text[language] };
    throw error;
  }
}
