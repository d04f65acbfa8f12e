import { type DeskFilter, EVERYTHING } from './desk-filter.ts';

export type RequestPlace =
  /** `origin`: id of the case to which the new request refers (R45). */
  | { readonly kind: 'new'; readonly procedure?: string; readonly origin?: string }
  | { readonly kind: 'draft'; readonly key: string }
  | { readonly kind: 'copy'; readonly number: number }
  /** `alternative`: index of the alternative that was chosen, counted from 0. */
  | { readonly kind: 'revise'; readonly number: number; readonly alternative?: number };

export type Place =
  | { readonly kind: 'list'; readonly filter: DeskFilter }
  | { readonly kind: 'case'; readonly number: number }
  | { readonly kind: 'receipt'; readonly number: number }
  | { readonly kind: 'postpone'; readonly number: number }
  /** `part`: the page of Kelola; `of`: the role or the proposal that it shows. Both may be empty. */
  | { readonly kind: 'manage'; readonly part: string; readonly of: string }
  | RequestPlace;

/** Checks whether a new request is written at this place. */
export const isToWrite = ({ kind }: Place): boolean => /^(?:new|draft|copy)$/.test(kind);

const ID = '([a-z0-9][a-z0-9-]*)';
const NUMBER = '([1-9]\\d{0,8})';

type NamedPlace = readonly [form: RegExp, place: (one: string, two: string) => Place];
const at = (form: string, place: NamedPlace[1]): NamedPlace => [new RegExp(`^#/${form}$`), place];

const PLACES: readonly NamedPlace[] = [
  at(NUMBER, (number) => ({ kind: 'case', number: Number(number) })),
  at(`${NUMBER}/tanda-terima`, (number) => ({ kind: 'receipt', number: Number(number) })),
  at(`${NUMBER}/waktu-lain`, (number) => ({ kind: 'postpone', number: Number(number) })),
  at(`${NUMBER}/ubah`, (number) => ({ kind: 'revise', number: Number(number) })),
  at(`${NUMBER}/pilih/([1-9]\\d?)`, (number, n) => ({
    kind: 'revise',
    number: Number(number),
    alternative: Number(n) - 1,
  })),
  at(`${NUMBER}/salin`, (number) => ({ kind: 'copy', number: Number(number) })),
  at('baru', () => ({ kind: 'new' })),
  at(`baru/${ID}`, (procedure) => ({ kind: 'new', procedure })),
  at(`baru/${ID}/([A-Z][A-Z0-9]+-\\d{4}-${NUMBER})`, (procedure, origin) => ({ kind: 'new', procedure, origin })),
  at(`kelola(?:/${ID})?(?:/${ID})?`, (part, of) => ({ kind: 'manage', part, of })),
  at(`konsep/${ID}`, (key) => ({ kind: 'draft', key })),
];

/** Returns the place that the hash of an address names; the list if it names none. */
export function deskPlaceOf(hash: string): Place {
  for (const [form, place] of PLACES) {
    const [found, one = '', two = ''] = form.exec(hash) ?? [];
    if (found !== undefined) return place(one, two);
  }
  return { kind: 'list', filter: filterOf(hash) };
}

const QUERY = /^#\/\?(.*)$/;

function filterOf(hash: string): DeskFilter {
  const query = new URLSearchParams(QUERY.exec(hash)?.[1] ?? '');
  const one = (name: string): string | undefined => query.get(name) || undefined;
  return { procedure: one('sop'), role: one('peran'), late: query.has('telat'), words: one('kata') ?? '' };
}

/** Returns the hash of the list with this filter. */
export function listAddress({ procedure, role, late, words }: DeskFilter = EVERYTHING): string {
  const parts = { sop: procedure, peran: role, telat: late && '1', kata: words };
  const query = new URLSearchParams(Object.entries(parts).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return `#/?${query}`.replace(/\?$/, '');
}
