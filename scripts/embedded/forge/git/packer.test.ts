import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { rolledUp } from './packer.ts';
import { Repository } from './repository.ts';
import { textsDue } from '#tests/support/due-for-packing.ts';

const pack = (size: number, kept = false) => ({ name: `pack-${size}`, size, kept });

describe('which packs one round of packing joins', () => {
  test.each([
    ['none, if there are none', [], []],
    ['none, if there is only one', [5], []],
    ['two of alike size', [5, 5], [5, 5]],
    ['none, if each is at least twice as large as all smaller ones', [1, 2, 6, 18], []],
    ['all up to the last that is too small', [1, 1, 3, 100], [1, 1, 3]],
    ['none that is larger than a gibibyte', [2 ** 30 + 1, 2 ** 30 + 1], []],
  ])('a round of packing joins %s', (_what, sizes, taken) => {
    expect(rolledUp(sizes.map((size) => pack(size))).map(({ size }) => size)).toEqual(taken);
  });

  test('a pack that is marked to be kept is not joined', () => {
    expect(rolledUp([pack(4), pack(5, true), pack(6)]).map(({ size }) => size)).toEqual([4, 6]);
  });

  test('a thousand rounds never leave more than twelve packs, and write each object at most twelve times on average', () => {
    let packs: ReturnType<typeof pack>[] = [];
    let written = 0;
    let most = 0;
    for (let turn = 0; turn < 1000; turn += 1) {
      const taken = rolledUp(packs);
      const size = 1 + taken.reduce((sum, each) => sum + each.size, 0);
      packs = [...packs.filter((each) => !taken.includes(each)), pack(size)];
      written += size;
      most = Math.max(most, packs.length);
    }
    expect(most).toBeLessThanOrEqual(12);
    expect(written).toBeLessThanOrEqual(12 * 1000);
  });
});

describe('a repository with many loose objects', () => {
  const who = { name: 'Contoh', email: 'contoh@example.invalid', date: '2026-12-01T01:00:00Z' };
  let folder: string;
  let repository: Repository;
  /** Every object that was ever written, with its content. */
  let written: Map<string, string>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'packer-'));
    repository = await Repository.open(folder);
    written = new Map();
  });
  afterEach(async () => {
    await repository.close();
    await rm(folder, { recursive: true });
  });

  /** Writes enough to start packing, with a commit on the branch `seed`. No ref reaches the other objects. */
  async function fill(seed: string): Promise<void> {
    for (const text of textsDue(seed)) written.set(await repository.write('blob', Buffer.from(text)), text);
    const blob = await repository.write('blob', Buffer.from(seed));
    const tree = await repository.writeTree([{ mode: '100644', name: 'a', oid: blob }]);
    const oid = await repository.writeCommit({ tree, parents: [], author: who, committer: who, message: seed });
    written.set(blob, seed);
    await repository.mirrorRefs(new Map([[`refs/heads/${seed}`, oid]]));
  }

  const names = (path: string): Promise<string[]> => readdir(join(folder, path)).catch(() => []);
  const loose = async (): Promise<number> =>
    (await readdir(join(folder, 'objects'), { recursive: true })).filter((name) => /^..[/\\].{38}$/.test(name)).length;
  const packs = async (): Promise<string[]> => (await names('objects/pack')).filter((name) => name.endsWith('.pack'));
  /** Waits until a round has reached its last step. */
  const packed = () =>
    vi.waitFor(
      async () => {
        expect(await loose()).toBe(0);
        expect(await names('refs/heads')).toEqual([]);
      },
      { timeout: 60_000, interval: 20 },
    );
  const reopen = async (): Promise<void> => {
    await repository.close();
    repository = await Repository.open(folder);
  };
  async function expectAllThere(): Promise<void> {
    for (const [oid, text] of written) {
      expect((await repository.read(oid))?.content.toString(), oid).toBe(text);
    }
    await repository.git(['fsck', '--strict']);
  }

  test('a repository packs refs and all objects, also those that no ref reaches, and every object can be read afterwards', async () => {
    await fill('satu');
    await packed();
    await expectAllThere();
    expect([...(await repository.diskRefs()).oids.keys()]).toEqual(['refs/heads/satu']);
    for (const seed of ['dua', 'tiga', 'empat']) {
      // A round waits after the round before it, but not in a repository that was just opened.
      await reopen();
      await fill(seed);
      await packed();
    }
    await expectAllThere();
    expect((await packs()).length).toBeLessThanOrEqual(2);
    // A packed ref moves and is deleted as any other.
    const oid = (await repository.diskRefs()).oids.get('refs/heads/satu');
    await repository.mirrorRefs(
      new Map([
        ['refs/heads/dua', oid],
        ['refs/heads/tiga', undefined],
      ]),
    );
    expect([...(await repository.diskRefs()).oids.entries()].slice(0, 2)).toEqual([
      ['refs/heads/dua', oid],
      ['refs/heads/empat', expect.anything()],
    ]);
  });

  test.each([
    ['before a round removed the packs that it joined', () => true],
    ['after a round removed only a part of a pack that it joined', (name: string) => !name.endsWith('.pack')],
  ])('after a kill %s all objects are there, and the next round packs them again', async (_when, isLeft) => {
    await fill('satu');
    await packed();
    await reopen();
    await fill('dua');
    await packed();
    await reopen();
    const before = join(folder, 'before');
    await cp(join(folder, 'objects/pack'), before, { recursive: true });
    await fill('tiga');
    await packed();
    await repository.close();
    for (const name of await readdir(before)) {
      if (isLeft(name)) await cp(join(before, name), join(folder, 'objects/pack', name), { force: true });
    }
    await rm(before, { recursive: true });
    repository = await Repository.open(folder);
    await expectAllThere();
    await fill('empat');
    await packed();
    await expectAllThere();
    expect((await packs()).length).toBeLessThanOrEqual(2);
  });

  test('a repository that is closed while it packs loses no object, and has no unfinished file', async () => {
    await fill('satu');
    await repository.close();
    const left = await readdir(folder, { recursive: true });
    expect(left.filter((name) => name.includes('tmp_'))).toEqual([]);
    repository = await Repository.open(folder);
    await packed();
    await expectAllThere();
  });
});
