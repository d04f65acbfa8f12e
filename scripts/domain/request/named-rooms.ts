/** What the fields of requests and results mean, and the check of those that name a room (R9). */
import { type Problem, shorten, type Text } from '#domain/problem.ts';
import { fieldNotes, itemsOf, propertiesOf, resolve, type Schema } from './annotations.ts';
import { below, isObject } from './pointer.ts';

/** The pointers by which a procedure gives fields a meaning. */
type Pointers = Partial<
  Readonly<Record<'applicant' | 'room' | 'equipment' | 'attachments', string | readonly string[] | undefined>>
>;

/** Returns the pattern of a pointer, with `*` in place of each index of a list. */
export const patternOf = (path: string): string => path.replace(/\/\d+(?=\/|$)/g, '/*');

/**
 * Returns what a field means: its `x-widget` or, without one, the meaning that the procedure gives to the field. An empty
 * text means nothing in particular.
 */
export function meaningOf(field: Schema, path: string, pointers: Pointers = {}): string {
  const meant = (['applicant', 'room', 'equipment', 'attachments'] as const).find(
    (name) => pointers[name] === patternOf(path),
  );
  return String(field['x-widget'] ?? (meant === 'applicant' ? 'account' : (meant ?? '')));
}

/** Returns a problem for each room of a document that the office does not have, in any field that means a room. */
export function unknownRooms(
  root: Schema,
  document: unknown,
  rooms: readonly { readonly id: string }[],
  { file, pointers = {} }: { readonly file: string; readonly pointers?: Pointers },
): Problem[] {
  const visit = (written: Schema, value: unknown, path: string): Problem[] => {
    const field = resolve(root, written);
    if (meaningOf(field, path, pointers) === 'room')
      return [value].flat().flatMap((each) => unknownRoom(each, rooms, { file, path, ...fieldNotes(root, path) }));
    const items = itemsOf(field);
    if (Array.isArray(value)) return items ? value.flatMap((each, at) => visit(items, each, below(path, at))) : [];
    if (!isObject(value)) return [];
    return propertiesOf(field).flatMap(([name, property]) => visit(property, value[name], below(path, name)));
  };
  return visit(root, document, '');
}

/** Returns the problem of a value that names no room of the office; none if the value is empty. */
export const unknownRoom = (
  value: unknown,
  rooms: readonly { readonly id: string }[],
  at: Pick<Problem, 'file' | 'path' | 'line' | 'label' | 'internal'>,
): Problem[] =>
  value === undefined || value === null || value === '' || rooms.some(({ id }) => id === value)
    ? []
    : [
        {
          ...{ ...at, code: 'unknown-room', message: NO_SUCH_ROOM, fix: CHOOSE_ROOM },
          ...{ expected: rooms.map(({ id }) => id).join(', '), received: shorten(value) },
        },
      ];

const NO_SUCH_ROOM: Text = { id: 'Ruang ini tidak ada', en: 'There is no such room' };
const CHOOSE_ROOM: Text = {
  id: 'Pilih dari daftar, atau isi sebagai tempat lain',
  en: 'Choose from the list, or name another place',
};
