import type { Entry } from '#domain/generated/journal-entry.ts';
import { type FieldChange, fieldChanges } from '#domain/request/compare.ts';
import type { Attachment } from './content.ts';

/** As much of an entry as tells that it brings a request; entries have it, and their public parts as far as it is public. */
interface Bringing {
  readonly kind: Entry['kind'];
  readonly request?: Entry['request'];
}

/** A request that was submitted or changed anew, beside what stood before (R18, R27). */
export interface Round<E extends Bringing> {
  /** Number of the round that it changes: 1 is the first submission. */
  readonly since: number;
  readonly before: E;
  readonly after: E;
  readonly fields: readonly FieldChange[];
}

/**
 * What each later submission of a case changed, and each push that superseded acts, in order: computed from what the entries
 * hold (R27), or from their public parts alone, and then of public fields alone (R11).
 */
export function roundsOf<E extends Bringing>(entries: readonly E[]): Round<E>[] {
  const brought = entries.filter(({ kind, request }) => (kind === 'submitted' || kind === 'superseded') && request);
  return brought.slice(1).map((after, at) => {
    const before = brought[at] as E;
    return { since: at + 1, before, after, fields: fieldChanges(before.request, after.request) };
  });
}

/** What became of one attachment. */
export interface AttachmentChange {
  /** Within the request's folder. */
  readonly name: string;
  /** `replaced`: the same name, other bytes. */
  readonly is: 'added' | 'replaced' | 'removed' | 'kept';
}

type WithFiles = Pick<Entry, 'attachments' | 'document'>;

/**
 * What became of each attachment between two rounds, by name and by the digests that the journal keeps (R27).
 * @param folder the request's, with a slash at the end, for entries that do not tell where their document lies
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

/** The folder of a path, with a slash at the end; empty for a path without one. */
export const folderOf = (path: string): string => path.replace(/[^/]*$/, '');

const nameIn = (folder: string, { path }: Pick<Attachment, 'path'>): string =>
  path.startsWith(folder) ? path.slice(folder.length) : path;

/** The entry that gave the case to whoever submitted it anew, before that submission: why, from whom, when. */
export const askedBefore = (entries: readonly Entry[], { seq }: Pick<Entry, 'seq'>): Entry | undefined => {
  const before = entries.filter((entry) => entry.seq < seq);
  const content = before.findLastIndex(
    ({ kind, request }) => (kind === 'submitted' || kind === 'superseded') && request,
  );
  return before.slice(content + 1).findLast(({ kind, next }) => kind === 'accepted' && next?.withApplicant === true);
};
