/** Takes erased pull requests out of the forge's database, and follows a history that was rewritten. */
import { existsSync, renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '#engine/kept-files.ts';
import { isOfMoment } from './bundle.ts';
import { NO_OID } from './git/repository.ts';
import type { TimelineData } from './model/timeline.ts';
import type { Store } from './store.ts';

/** A pull request whose texts are erased. */
export interface ErasedPull {
  readonly number: number;
  /** The title that it has from now on. */
  readonly title: string;
  /** The name of its branch, which people chose. */
  readonly branch: string | undefined;
}

interface RewrittenHistory {
  /** The new id of each commit by the old one. */
  readonly ids: ReadonlyMap<string, string>;
  readonly refs: readonly { readonly name: string; readonly oid: string }[];
  /** The commits of erased branches that keep only their place, by their old ids. */
  readonly own: ReadonlySet<string>;
}

/** A pull request, as far as an erasure needs it. */
export interface StoredPull {
  readonly number: number;
  readonly branch: string;
  readonly isOpen: boolean;
}

/** Lists all pull requests. */
export const storedPulls = (store: Pick<Store, 'all'>): StoredPull[] =>
  store
    .all<{ number: number; head_ref: string; state: string }>('SELECT number, head_ref, state FROM pulls')
    .map(({ number, head_ref: branch, state }) => ({ number, branch, isOpen: state === 'open' }));

/** Lists the refs of the database. */
export const storedRefs = (store: Pick<Store, 'all'>): { readonly name: string; readonly oid: string }[] =>
  store.all<{ name: string; oid: string }>('SELECT name, oid FROM refs ORDER BY name');

/** Counts the rows with texts of pull requests. */
export function countTexts(store: Pick<Store, 'get'>, pulls: readonly { readonly number: number }[]): number {
  const count = (sql: string, number: number): number => store.get<{ n: number }>(sql, number)?.n ?? 0;
  return pulls.reduce(
    (sum, { number }) =>
      sum +
      count('SELECT count(*) AS n FROM pulls WHERE number = ?', number) +
      count("SELECT count(*) AS n FROM comments WHERE pull = ? AND body <> ''", number) +
      count("SELECT count(*) AS n FROM reviews WHERE pull = ? AND body <> ''", number),
    0,
  );
}

/**
 * Lists the commits that the database names for what stays. Some of them are in no branch, such as the head of a branch
 * before a forced push.
 * @param refs the refs that stay
 */
export function namedCommits(
  store: Pick<Store, 'all'>,
  erased: readonly ErasedPull[],
  refs: readonly { readonly name: string }[],
): string[] {
  const gone = new Set(erased.map(({ number }) => number));
  const oids: (string | null)[] = [];
  type Row = Readonly<Record<string, string | null>> & { readonly pull: number };
  const ofPulls = 'SELECT number AS pull, base_oid, head_oid, merge_oid FROM pulls';
  for (const sql of [ofPulls, 'SELECT pull, commit_oid FROM reviews'])
    for (const { pull, ...row } of store.all<Row>(sql)) if (!gone.has(pull)) oids.push(...Object.values(row));
  const moves = store.all<Move>('SELECT id, ref, before, after, activity_type FROM activity ORDER BY id');
  const begun = beginnings(moves);
  const left = new Set(refs.map(({ name }) => name));
  const ends = endsOf(store, erased);
  for (const { id, ref, before, after } of moves) {
    const end = ends.get(ref);
    if (end === undefined) oids.push(before, after);
    // Another request may use the branch now. What the branch was until then belongs to the erased pull request.
    else if (left.has(ref) && id > Math.max(end, begun.get(ref) ?? 0)) oids.push(after);
  }
  return [...new Set(oids.flatMap((oid) => (oid === null || oid === NO_OID ? [] : [oid])))];
}

/** Lists the commits that were pushed to branches of open pull requests. Journals go on to name them by these ids. */
export const openCommits = (store: Pick<Store, 'all'>): string[] =>
  store
    .all<{ after: string }>(
      `SELECT DISTINCT after FROM activity
        WHERE ref IN (SELECT '${HEADS}' || head_ref FROM pulls WHERE state = 'open')`,
    )
    .map(({ after }) => after);

/** Returns, by the ref of each erased branch, the id of the event by which its last erased pull request was closed. */
function endsOf(store: Pick<Store, 'all'>, erased: readonly ErasedPull[]): Map<string, number> {
  const sql = "SELECT max(id) AS id FROM timeline WHERE pull = ? AND type = 'CLOSED_EVENT'";
  const ends = new Map<string, number>();
  for (const { number, branch } of erased) {
    if (branch === undefined) continue;
    const ref = `${HEADS}${branch}`;
    const [closed] = store.all<{ id: number | null }>(sql, number);
    ends.set(ref, Math.max(ends.get(ref) ?? 0, closed?.id ?? 0));
  }
  return ends;
}

interface Move {
  readonly id: number;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly activity_type: string;
}

/** Returns when each branch was begun the last time. */
const beginnings = (moves: readonly Move[]): Map<string, number> =>
  new Map(moves.flatMap(({ id, ref, activity_type: type }) => (type === 'branch_creation' ? [[ref, id]] : [])));

/**
 * Writes the new ids of all commits into the database, and empties the texts of erased pull requests. It must be called
 * within a transaction. The deleted content is overwritten.
 */
export function eraseInStore(store: Store, { ids, refs, own }: RewrittenHistory, erased: readonly ErasedPull[]): void {
  const now = (oid: string): string => ids.get(oid) ?? oid;
  const names = namesOf(erased);
  const pulls = new Map(erased.map((pull) => [pull.number, pull]));
  const moves = store.all<Move>('SELECT id, ref, before, after, activity_type FROM activity ORDER BY id');
  const begun = beginnings(moves);
  store.run('DELETE FROM refs');
  for (const { name, oid } of refs) store.insert('refs', { name, oid });
  const left = new Set(refs.map(({ name }) => name));
  const heads = mapPulls(store, ids, pulls, names);
  for (const { id, ref, before, after } of moves) {
    const branch = ref.startsWith(HEADS) ? ref.slice(HEADS.length) : undefined;
    const name = names.get(branch ?? '');
    const isErased = name !== undefined && (!left.has(ref) || id < (begun.get(ref) ?? 0));
    // The log goes on to show that the branch had the head of its pull request.
    const of = (oid: string): string =>
      isErased && !ids.has(oid) && oid !== NO_OID ? (heads.get(name) ?? NO_OID) : now(oid);
    const to = isErased ? `${HEADS}${name}` : ref;
    store.run('UPDATE activity SET ref = ?, before = ?, after = ? WHERE id = ?', to, of(before), of(after), id);
  }
  for (const { id, pull, data } of store.all<{ id: number; pull: number; data: string }>(
    'SELECT id, pull, data FROM timeline',
  )) {
    const before = JSON.parse(data) as TimelineData;
    const after = timelineData(before, pulls.has(pull), ids);
    store.run('UPDATE timeline SET data = ? WHERE id = ?', JSON.stringify(after), id);
  }
  for (const { oid } of store.all<{ oid: string }>('SELECT DISTINCT oid FROM statuses')) {
    if (!ids.has(oid)) store.run('DELETE FROM statuses WHERE oid = ?', oid);
    else if (own.has(oid)) store.run('UPDATE statuses SET oid = ?, description = NULL WHERE oid = ?', now(oid), oid);
    else store.run('UPDATE statuses SET oid = ? WHERE oid = ?', now(oid), oid);
  }
  for (const { ref, oid } of store.all<{ ref: string; oid: string }>('SELECT DISTINCT ref, oid FROM seen_heads')) {
    if (left.has(ref) && ids.has(oid))
      store.run('UPDATE seen_heads SET oid = ? WHERE ref = ? AND oid = ?', now(oid), ref, oid);
    else store.run('DELETE FROM seen_heads WHERE ref = ? AND oid = ?', ref, oid);
  }
  for (const { number } of erased) {
    store.run("UPDATE comments SET body = '' WHERE pull = ?", number);
    store.run("UPDATE reviews SET body = '' WHERE pull = ?", number);
  }
}

const HEADS = 'refs/heads/';

/** Returns the names that erased branches have from now on, in the database alone. */
const namesOf = (erased: readonly ErasedPull[]): Map<string, string> =>
  new Map(
    [...erased].reverse().flatMap(({ number, branch }) => (branch === undefined ? [] : [[branch, `erased/${number}`]])),
  );

/** Writes the new ids into all pull requests. Returns the heads of the erased ones, by the new names of their branches. */
function mapPulls(
  store: Store,
  ids: ReadonlyMap<string, string>,
  pulls: ReadonlyMap<number, ErasedPull>,
  names: ReadonlyMap<string, string>,
): Map<string, string> {
  interface Row {
    readonly number: number;
    readonly base_oid: string;
    readonly head_oid: string;
    readonly merge_oid: string | null;
  }
  const now = (oid: string): string => ids.get(oid) ?? oid;
  const heads = new Map<string, string>();
  for (const { number, base_oid, head_oid, merge_oid } of store.all<Row>(
    'SELECT number, base_oid, head_oid, merge_oid FROM pulls ORDER BY number DESC',
  )) {
    const erased = pulls.get(number);
    // The head of an erased branch is gone, unless main's history leads to its place.
    const head = erased && !ids.has(head_oid) ? now(base_oid) : now(head_oid);
    const merge = merge_oid === null ? null : now(merge_oid);
    const sql = 'UPDATE pulls SET base_oid = ?, head_oid = ?, merge_oid = ? WHERE number = ?';
    store.run(sql, now(base_oid), head, merge, number);
    if (erased) {
      const name = names.get(erased.branch ?? '') ?? `erased/${number}`;
      heads.set(name, head);
      store.run('UPDATE pulls SET title = ?, body = NULL, head_ref = ? WHERE number = ?', erased.title, name, number);
    }
    for (const { id, commit_oid: oid } of store.all<{ id: number; commit_oid: string }>(
      'SELECT id, commit_oid FROM reviews WHERE pull = ?',
      number,
    ))
      store.run('UPDATE reviews SET commit_oid = ? WHERE id = ?', erased && !ids.has(oid) ? head : now(oid), id);
  }
  return heads;
}

/** Returns the data of a timeline item with new ids and, of an erased pull request, without texts and lost commits. */
function timelineData(data: TimelineData, isErased: boolean, ids: ReadonlyMap<string, string>): TimelineData {
  const { message, ...rest } = data;
  const mapped = Object.entries({ ...rest, ...(message === undefined || isErased ? {} : { message }) }).flatMap(
    ([key, value]) => {
      if (typeof value !== 'string' || !/^[0-9a-f]{40}$/.test(value)) return [[key, value] as const];
      return isErased && !ids.has(value) ? [] : [[key, ids.get(value) ?? value] as const];
    },
  );
  return Object.fromEntries(mapped) as TimelineData;
}

/** The repository that was made anew, until it takes the place of the old one; and the old one, until it is removed. */
export const NEW_REPOSITORY_FOLDER = 'repo.git.new';
const OLD_REPOSITORY_FOLDER = 'repo.git.old';

/**
 * Finishes an exchange of the repository, or takes back one that was only begun. The repository whose refs are those of
 * the database is the right one, so the commit of the database decides. It must be called while the database is open.
 * @throws StoreFault or the system's error if a file cannot be written
 */
export async function settleRepositories(store: Store, folder: string): Promise<void> {
  const [repository, fresh, old] = ['repo.git', NEW_REPOSITORY_FOLDER, OLD_REPOSITORY_FOLDER].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  if (existsSync(fresh)) {
    if (await isOfStore(store, fresh)) {
      store.compact();
      if (existsSync(repository)) {
        await rm(old, { recursive: true, force: true });
        renameSync(repository, old);
      }
      renameSync(fresh, repository);
      syncFolder(folder);
    } else await rm(fresh, { recursive: true, force: true });
  }
  if (existsSync(repository)) await rm(old, { recursive: true, force: true });
}

/** Checks whether a repository has exactly the refs of the database. */
export const isOfStore = (store: Pick<Store, 'all'>, repository: string): Promise<boolean> =>
  isOfMoment(repository, { refs: storedRefs(store) });
