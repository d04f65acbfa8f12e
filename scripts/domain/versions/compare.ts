import { isObject } from '#domain/request/pointer.ts';
import { sameJson } from '#domain/request/compare.ts';

/** A value as written in the file of a version. It need not be valid by today's schema. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * A difference between two versions:
 * - `added`, `removed`: only one version has the part
 * - `moved`: the same items of a list are in another order
 * - `renamed`: a step has another id, but the same row and activity
 */
export interface VersionChange {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved' | 'renamed';
  /** The names of properties. A list's item is named by its identity (a step by its id), or by its place from 0. */
  readonly path: readonly string[];
  readonly before?: Plain;
  readonly after?: Plain;
}

type Members = { readonly [key: string]: Plain };

/** Returns every difference between two versions, in the order of the later version; removed parts are after others. */
export function compareVersions(before: Plain, after: Plain): VersionChange[] {
  return compareAt([], before, after);
}

function compareAt(path: readonly string[], before: Plain, after: Plain): VersionChange[] {
  if (isMembers(before) && isMembers(after) && !isText(before) && !isText(after))
    return compareMembers(path, before, after);
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(path, before, after);
  return sameJson(before, after) ? [] : [{ kind: 'changed', path, before, after }];
}

function compareMembers(path: readonly string[], before: Members, after: Members): VersionChange[] {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return names.flatMap((name) => compareItem([...path, name], own(before, name), own(after, name)));
}

function compareItem(path: readonly string[], before: Plain | undefined, after: Plain | undefined): VersionChange[] {
  if (before === undefined) return after === undefined ? [] : [{ kind: 'added', path, after }];
  if (after === undefined) return [{ kind: 'removed', path, before }];
  return compareAt(path, before, after);
}

function compareLists(path: readonly string[], before: readonly Plain[], after: readonly Plain[]): VersionChange[] {
  // If the only outcome gets another target, this is one change, not an added and a removed outcome.
  const areSingle = path.at(-1) === 'approve' && before.length === 1 && after.length === 1;
  const [names, later] = areSingle ? [] : [namesOf(path, before), namesOf(path, after)];
  if (names && later) return compareNamed(path, byName(names, before), byName(later, after));
  if ([...before, ...after].every(isScalar)) return compareScalars(path, before, after);
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_, i) => compareItem([...path, String(i)], before[i], after[i])).flat();
}

function compareNamed(
  path: readonly string[],
  before: ReadonlyMap<string, Plain>,
  after: ReadonlyMap<string, Plain>,
): VersionChange[] {
  const renamed = path.at(-1) === 'steps' ? renamedSteps(before, after) : new Map<string, string>();
  const gone = new Set(renamed.values());
  const items = [...after].flatMap(([name, item]): VersionChange[] => {
    const old = renamed.get(name);
    if (old === undefined) return compareItem([...path, name], before.get(name), item);
    return [
      { kind: 'renamed', path: [...path, name], before: old, after: name },
      ...compareAt([...path, name], withoutId(before.get(old)), withoutId(item)),
    ];
  });
  const removed = [...before].flatMap(([name, item]): VersionChange[] =>
    after.has(name) || gone.has(name) ? [] : [{ kind: 'removed', path: [...path, name], before: item }],
  );
  const nameNow = new Map([...renamed].map(([now, old]) => [old, now]));
  const kept = [...before.keys()].map((name) => nameNow.get(name) ?? name).filter((name) => after.has(name));
  const order = [...after.keys()].filter((name) => kept.includes(name));
  return [...items, ...removed, ...orderChange(path, kept, order)];
}

/**
 * Finds the steps that have another id in the later version, but the same row and activity.
 * @returns the earlier id by the later id
 */
function renamedSteps(before: ReadonlyMap<string, Plain>, after: ReadonlyMap<string, Plain>): Map<string, string> {
  const renamed = new Map<string, string>();
  for (const [name, step] of after) {
    if (before.has(name)) continue;
    const old = [...before].find(
      ([each, item]) => !after.has(each) && ![...renamed.values()].includes(each) && sameJson(doing(item), doing(step)),
    );
    if (old) renamed.set(name, old[0]);
  }
  return renamed;
}

const doing = (step: Plain): Plain => (isMembers(step) ? [step['row'] ?? null, step['activity'] ?? null] : step);

const withoutId = (step: Plain | undefined): Plain =>
  isMembers(step) ? Object.fromEntries(Object.entries(step).filter(([name]) => name !== 'id')) : (step ?? null);

/** Compares lists of plain values, such as the laws on which an SOP is based. */
function compareScalars(path: readonly string[], before: readonly Plain[], after: readonly Plain[]): VersionChange[] {
  const [removed, kept] = withoutEach(before, after);
  const [added, order] = withoutEach(after, before);
  return [
    ...added.map((item): VersionChange => ({ kind: 'added', path, after: item })),
    ...removed.map((item): VersionChange => ({ kind: 'removed', path, before: item })),
    ...orderChange(path, kept, order),
  ];
}

/** Splits items into those that the other list lacks and those that it has. Each of its items matches only one item. */
function withoutEach(items: readonly Plain[], others: readonly Plain[]): [lacking: Plain[], kept: Plain[]] {
  const left = [...others];
  const lacking: Plain[] = [];
  const kept: Plain[] = [];
  for (const item of items) {
    const at = left.indexOf(item);
    if (at < 0) lacking.push(item);
    else {
      left.splice(at, 1);
      kept.push(item);
    }
  }
  return [lacking, kept];
}

const orderChange = (path: readonly string[], before: readonly Plain[], after: readonly Plain[]): VersionChange[] =>
  sameJson(before, after) ? [] : [{ kind: 'moved', path, before, after }];

/** Returns a name for each item of a list; undefined if the items can be named only by their places. */
function namesOf(path: readonly string[], items: readonly Plain[]): string[] | undefined {
  const name = NAMED_BY.get(path.at(-1) ?? '');
  if (!name) return undefined;
  const names = items.map((item) => (isMembers(item) ? name(item) : undefined));
  const isKnown = names.every((each) => each !== undefined) && new Set(names).size === names.length;
  return isKnown ? (names as string[]) : undefined;
}

const member =
  (key: string) =>
  (item: Members): string | undefined => {
    const value = own(item, key);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };

const NAMED_BY: ReadonlyMap<string, (item: Members) => string | undefined> = new Map([
  ['steps', member('id')],
  ['columns', member('role')],
  ['escalation', member('share')],
  // An outcome is identified by its target, unless another outcome has the same target.
  ['approve', (item: Members) => member('to')(item) ?? member('end')(item)],
]);

const byName = (names: readonly string[], items: readonly Plain[]): ReadonlyMap<string, Plain> =>
  new Map(names.map((name, i) => [name, items[i] ?? null]));

export const isMembers = (value: Plain | undefined): value is Members => isObject(value);

/** Checks whether a value is a text in both languages, which is compared as one value. */
export const isText = (value: Plain | undefined): value is { readonly id: string; readonly en: string } =>
  isMembers(value) &&
  Object.keys(value).length === 2 &&
  typeof own(value, 'id') === 'string' &&
  typeof own(value, 'en') === 'string';

const isScalar = (value: Plain): boolean => typeof value !== 'object' || value === null;

const own = (members: Members, name: string): Plain | undefined =>
  Object.hasOwn(members, name) ? members[name] : undefined;
