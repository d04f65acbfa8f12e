import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eraseInStore, namedCommits } from './erase-store.ts';
import { Store } from './store.ts';

const NONE = '0'.repeat(40);
const oid = (letter: string): string => letter.repeat(40);
const AT = '2026-12-01T01:00:00Z';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forge-'));
  store = new Store(join(folder, 'forge.sqlite'));
  store.insert('accounts', {
    ...{ id: 7, login: 'a', name: null, type: 'User', permission: 'write', created_at: AT, removed_at: null },
  });
});
afterEach(async () => {
  store.close();
  await rm(folder, { recursive: true, force: true });
});

/** Adds a pull request from the branch `sama`, which is closed by the event `closed`. */
function addPull(number: number, head: string, closed: number | undefined): void {
  store.insert('pulls', {
    ...{ number, id: number, issue_id: number, title: 'Judul', body: 'Isi', author_id: 7, draft: 0 },
    ...{ state: closed === undefined ? 'open' : 'closed', base_ref: 'main', base_oid: oid('f') },
    ...{ head_ref: 'sama', head_oid: head, created_at: AT, updated_at: AT },
  });
  const more = { pull: number, actor_id: 7, created_at: AT, data: '{}' };
  if (closed !== undefined) store.insert('timeline', { id: closed, type: 'CLOSED_EVENT', ...more });
}

const move = (id: number, before: string, after: string, type = 'push') =>
  store.insert('activity', {
    ...{ id, ref: 'refs/heads/sama', before, after, timestamp: AT, activity_type: type, actor_id: 7 },
  });

const ERASED = [{ number: 1, title: 'PMK-2026-1', branch: 'sama' }];

it('R50: of a branch that another request uses now, only what came after the erased one is kept', () => {
  move(10, NONE, oid('a'), 'branch_creation');
  addPull(1, oid('a'), 20);
  move(30, oid('a'), oid('b'));
  move(31, oid('b'), oid('c'), 'force_push');
  addPull(2, oid('c'), undefined);
  expect(namedCommits(store, ERASED, [{ name: 'refs/heads/sama' }]).sort()).toEqual([oid('b'), oid('c'), oid('f')]);
  expect(namedCommits(store, ERASED, [])).not.toContain(oid('b'));
});

it('R50: the pull request and the log of an erased branch keep neither texts nor its name', () => {
  move(10, NONE, oid('a'), 'branch_creation');
  addPull(1, oid('a'), 20);
  store.insert('refs', { name: 'refs/heads/sama', oid: oid('a') });
  store.insert('timeline', {
    ...{ id: 21, pull: 1, type: 'REVIEW_DISMISSED_EVENT', actor_id: 7, created_at: AT },
    data: JSON.stringify({ reviewId: 5, message: 'Kata', before: oid('a') }),
  });
  store.insert('statuses', {
    ...{ id: 40, oid: oid('a'), context: 'disposisi', state: 'success', description: 'Kata', target_url: null },
    ...{ creator_id: 7, created_at: AT },
  });
  const ids = new Map([[oid('f'), oid('e')]]);
  eraseInStore(store, { ids, refs: [{ name: 'refs/heads/main', oid: oid('e') }], own: new Set() }, ERASED);
  expect(store.all('SELECT title, body, head_ref, head_oid, base_oid FROM pulls')).toEqual([
    { title: 'PMK-2026-1', body: null, head_ref: 'erased/1', head_oid: oid('e'), base_oid: oid('e') },
  ]);
  expect(store.all('SELECT ref, before, after FROM activity')).toEqual([
    { ref: 'refs/heads/erased/1', before: NONE, after: oid('e') },
  ]);
  expect(store.all('SELECT data FROM timeline ORDER BY id')).toEqual([{ data: '{}' }, { data: '{"reviewId":5}' }]);
  expect(store.all('SELECT * FROM statuses')).toEqual([]);
  expect(store.all('SELECT * FROM refs')).toEqual([{ name: 'refs/heads/main', oid: oid('e') }]);
});
