/**
 * Edits the YAML files of an office's configuration. Comments, order and everything else stay unchanged. Each function
 * takes the text of a file that was read without a problem, and returns the changed text.
 */
import { type Document, isMap, isSeq, type Pair, parseDocument, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Day } from '#domain/generated/calendar.ts';
import type { Letterhead } from '#domain/generated/letterhead.ts';
import type { Holder } from '#domain/generated/roles.ts';
import type { Closure } from '#domain/generated/rooms.ts';

/** Adds a holder at the end of a role's list in `sops/roles.yaml` (R17). */
export const addHolder = (text: string, role: string, holder: Holder): string =>
  edited(text, (document) => {
    // An acting official needs more than one line.
    append(document, listAt(document, ['roles', role, 'holders']), holder, holder.acting === undefined);
  });

/** Sets the last day of a holder (R17). `from` is the holder's first day, since an account may hold a role twice. */
export const endHolder = (text: string, role: string, { account, from, until }: EndedHolder): string =>
  edited(text, (document) => {
    const holders = listAt(document, ['roles', role, 'holders']);
    mapIn(holders, (holder) => holder.get('account') === account && holder.get('from') === from).set('until', until);
  });

/** The values of a holder that are printed below a signature (R17). */
export type SignatureValues = Pick<Holder, 'name' | 'rank' | 'nip'>;

/** Sets name, rank and NIP of a holder (R17). A value that is absent is removed. */
export const setSigning = (
  text: string,
  role: string,
  { account, from }: Pick<Holder, 'account' | 'from'>,
  { name, rank, nip }: SignatureValues,
): string =>
  edited(text, (document) => {
    const holders = listAt(document, ['roles', role, 'holders']);
    const found = mapIn(holders, (holder) => holder.get('account') === account && holder.get('from') === from);
    found.set('name', name);
    for (const [key, value] of Object.entries({ rank, nip }))
      if (value === undefined) found.delete(key);
      else if (found.has(key)) found.set(key, value);
      // Rank and NIP stand after the name, as in the shipped file.
      else
        found.items.splice(
          found.items.findIndex(isKey('name')) + (key === 'nip' && rank ? 2 : 1),
          0,
          pairOf(document, key, value),
        );
  });

const isKey =
  (name: string) =>
  ({ key }: Pair): boolean =>
    String(key) === name;

const pairOf = (document: Document, key: string, value: unknown): Pair<Scalar> =>
  document.createPair(key, value) as Pair<Scalar>;

type EndedHolder = Pick<Holder, 'account' | 'from'> & { readonly until: string };

/** Adds a closure of a room in `sops/rooms.yaml` (R51). */
export const addClosure = (text: string, room: string, closure: Closure): string =>
  edited(text, (document) => {
    const found = mapIn(listAt(document, ['rooms']), (each) => each.get('id') === room);
    if (!isSeq(found.get('closures'))) found.set('closures', document.createNode([]));
    append(document, listIn(found, 'closures'), closure, true);
  });

/** Ends a closure of a room earlier (R51); without `until` the closure is removed. */
export const endClosure = (text: string, room: string, closure: Closure, until?: string): string =>
  edited(text, (document) => {
    const found = mapIn(listAt(document, ['rooms']), (each) => each.get('id') === room);
    const closures = listIn(found, 'closures');
    const same = mapIn(closures, (each) => each.get('from') === closure.from && each.get('until') === closure.until);
    if (until !== undefined) return void same.set('until', until);
    closures.items = closures.items.filter((item) => item !== same);
    if (closures.items.length === 0) found.delete('closures');
  });

type List = 'holidays' | 'collectiveLeave';

/** Adds a day to a list of its year in a calendar file, in the order of dates. The calendar must have the year (R20). */
export const addDay = (text: string, list: List, day: Day): string =>
  edited(text, (document) => {
    const days = listIn(yearIn(document, day.date), list);
    const at = days.items.findIndex((item) => isMap(item) && String(item.get('date')) > day.date);
    append(document, days, day, true, at < 0 ? days.items.length : at);
  });

/** Adds a year with its first holiday at the end of a calendar file (R20). */
export const addYear = (text: string, decree: string, day: Day): string =>
  edited(text, (document) => {
    const year = { year: Number(day.date.slice(0, 4)), decree, holidays: [], collectiveLeave: [] };
    append(document, listAt(document, ['years']), year, false);
    const added = yearIn(document, day.date);
    append(document, listIn(added, 'holidays'), day, true);
  });

/** Removes a day from its list in a calendar file (R20). */
export const removeDay = (text: string, list: List, date: string): string =>
  edited(text, (document) => {
    const days = listIn(yearIn(document, date), list);
    days.items = days.items.filter((item) => !isMap(item) || item.get('date') !== date);
    if (days.items.length === 0) days.flow = true;
  });

/**
 * Sets the values of `sops/letterhead.yaml`. A value that is absent is removed.
 * @param text the text of the file; undefined if the office has none yet
 */
export const setLetterhead = (text: string | undefined, letterhead: Letterhead): string =>
  edited(text ?? '{}\n', (document) => {
    const map = document.contents;
    if (!isMap(map)) throw new Error('The letterhead is no mapping.');
    map.flow = false;
    for (const { key } of [...map.items]) if (!Object.hasOwn(letterhead, String(key))) map.delete(String(key));
    for (const [key, value] of Object.entries(letterhead))
      if (JSON.stringify(document.get(key, false) ?? null) !== JSON.stringify(value))
        map.set(key, document.createNode(value));
  });

const yearIn = (document: Document, date: string): YAMLMap =>
  mapIn(listAt(document, ['years']), (each) => String(each.get('year')) === date.slice(0, 4));

function edited(text: string, edit: (document: Document) => void): string {
  const document = parseDocument(text);
  edit(document);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function append(document: Document, list: YAMLSeq, value: object, isFlow: boolean, at = list.items.length): void {
  const node = document.createNode(value);
  if (isMap(node)) node.flow = isFlow;
  list.flow = false;
  list.items.splice(at, 0, node);
}

function listAt(document: Document, path: readonly string[]): YAMLSeq {
  const list = document.getIn(path);
  if (!isSeq(list)) throw new Error(`There is no list at ${path.join('/')}.`);
  return list;
}

function listIn(map: YAMLMap, name: string): YAMLSeq {
  const list = map.get(name);
  if (!isSeq(list)) throw new Error(`There is no list ${name}.`);
  return list;
}

function mapIn(list: YAMLSeq, is: (item: YAMLMap) => boolean): YAMLMap {
  const found = list.items.filter((item) => isMap(item)).find(is);
  if (!found) throw new Error('The item that is to change is not in the list.');
  return found;
}
