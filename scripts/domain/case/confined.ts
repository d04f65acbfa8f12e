import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { attachmentPointers } from '#domain/procedure/pointers.ts';
import { changedPointers } from '#domain/request/changes.ts';
import { valuesAt } from '#domain/request/pointer.ts';
import { trimmedLines } from '#domain/request/text.ts';
import type { Attachment, Content } from './content.ts';
import { hasChange } from './editions.ts';
import type { CaseState } from './state.ts';
import type { World } from './world.ts';

/**
 * Is a revision confined to the sections that its step names (R18), with the attachments that are named within them and
 * nowhere else (R40)? Of a step that names none, only an unchanged request is.
 */
export function isConfined(
  world: Pick<World, 'edition'>,
  { sections = [] }: Pick<Step, 'sections'>,
  procedure: Procedure,
  state: CaseState,
  content: Content,
): boolean {
  const isInside = (pointer: string): boolean =>
    sections.some((section) => pointer === section || pointer.startsWith(`${section}/`));
  const places = attachmentPointers(procedure.request.pointers);
  const belongsInside = (name: string): boolean => {
    const named = [state.request, content.request].flatMap((request) => namedAt(request, places, name));
    return named.length > 0 && named.every(isInside);
  };
  return (
    state.document?.path === content.document?.path &&
    meantChanges(world, state.request, content.request).every(isInside) &&
    changedFiles(state.attachments, content.attachments).every((path) => belongsInside(nameOf(path, content)))
  );
}

/** Pointers of what two requests say otherwise. */
export const meantChanges = ({ edition }: Pick<World, 'edition'>, before: unknown, after: unknown): string[] =>
  hasChange(edition, 'blanks-are-no-change')
    ? changedPointers(meant(before), meant(after))
    : changedPointers(before, after);

/** What a document says, without what a form takes away as it saves: blanks around a text, and fields that are empty. */
function meant(value: unknown): unknown {
  if (typeof value === 'string') return trimmedLines(value).trim() || undefined;
  if (value === null) return undefined;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.length > 0 ? value.map((item) => meant(item) ?? null) : undefined;
  const fields = Object.entries(value).flatMap(([name, inner]) => {
    const left = meant(inner);
    return left === undefined ? [] : [[name, left] as const];
  });
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}

/** The paths at which another file lies now, or none any more, or none did. */
function changedFiles(before: readonly Attachment[], after: readonly Attachment[]): string[] {
  const [old, now] = [before, after].map((list) => new Map(list.map(({ path, sha256 }) => [path, sha256])));
  return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].filter(
    (path) => old?.get(path) !== now?.get(path),
  );
}

/** As a request names a file: from the folder of its document. */
function nameOf(path: string, { document }: Content): string {
  const folder = document?.path.replace(/[^/]*$/, '') ?? '';
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}

/** The pointers at which a request names an attachment. */
const namedAt = (request: unknown, places: readonly string[], name: string): string[] =>
  places
    .flatMap((place) => [...valuesAt(request, place), ...valuesAt(request, `${place}/*`)])
    .flatMap(({ pointer, value }) => (value === name ? [pointer] : []));
