import type { Entry } from '#domain/generated/journal-entry.ts';
import { type FieldChange, fieldChanges } from '#domain/request/compare.ts';
import type { Attachment } from '../state/content.ts';

interface Versioned {
  readonly kind: Entry['kind'];
  readonly request?: Entry['request'];
}

/** A new version of a request, with the version before it (R18, R27). */
export interface Round<E extends Versioned> {
  /** The number of the version `before`, counted from 1. */
  readonly since: number;
  readonly before: E;
  readonly after: E;
  readonly fields: readonly FieldChange[];
}

/** Returns the changes of each later version of a request (R27). For public parts, only public fields appear (R11). */
export function roundsOf<E extends Versioned>(entries: readonly E[]): Round<E>[] {
  const brought = entries.filter(({ kind, request }) => (kind === 'submitted' || kind === 'superseded') && request);
  return brought.slice(1).map((after, at) => {
    const before = brought[at] as E;
    return { since: at + 1, before, after, fields: fieldChanges(before.request, after.request) };
  });
}

export interface AttachmentChange {
  /** The file name in the request's folder. */
  readonly name: string;
  /** The change; `replaced` means other bytes under the same name. */
  readonly is: 'added' | 'replaced' | 'removed' | 'kept';
}

type WithFiles = Pick<Entry, 'attachments' | 'document'>;

/**
 * Compares the attachments of two versions of a request, by name and digest (R27).
 * @param folder request's folder, for entries that do not name the document
 */
export function attachmentChanges(before: WithFiles, after: WithFiles, folder = ''): AttachmentChange[] {
  const [old, now] = [byName(before, folder), byName(after, folder)];
  const what = (name: string): AttachmentChange['is'] => {
    if (!old.has(name)) return 'added';
    if (!now.has(name)) return 'removed';
    return old.get(name) === now.get(name) ? 'kept' : 'replaced';
  };
  return [...new Set([...old.keys(), ...now.keys()])].sort().map((name) => ({ name, is: what(name) }));
}

function byName({ attachments = [], document }: WithFiles, folder: string): Map<string, string> {
  const usedFolder = document ? folderOf(document.path) : folder;
  return new Map(attachments.map((each) => [nameIn(usedFolder, each), each.sha256]));
}

/** Returns the folder of a path, with a slash at the end; empty for a path without a folder. */
export const folderOf = (path: string): string => path.replace(/[^/]*$/, '');

/** Returns the name by which a request names a file: its path from the folder of the document. */
export const nameIn = (folder: string, { path }: Pick<Attachment, 'path'>): string =>
  path.startsWith(folder) ? path.slice(folder.length) : path;

/**
 * Finds the last act that gave the case to the applicant before this entry. Acts before the previous version of the
 * request are not considered.
 */
export const askedBefore = (entries: readonly Entry[], { seq }: Pick<Entry, 'seq'>): Entry | undefined => {
  const before = entries.filter((entry) => entry.seq < seq);
  const content = before.findLastIndex(
    ({ kind, request }) => (kind === 'submitted' || kind === 'superseded') && request,
  );
  return before.slice(content + 1).findLast(({ kind, next }) => kind === 'accepted' && next?.withApplicant === true);
};
