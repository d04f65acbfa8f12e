import { describe, expect, it } from 'vitest';
import { type Added, findingsOf, newKey, registerTrees, type Tree } from '#tests/support/log-history.ts';

const key = newKey();
const STEPS: Added[] = [{ 1: 2 }, { 2: 1 }, {}, { 1: 1, 2: 2 }, { 100: 3 }, { 2: 1 }];
const made = (steps: readonly Added[] = STEPS, salt = ''): Promise<Tree[]> => registerTrees(steps, () => key, { salt });

/** The trees with one file changed from a commit on, as somebody with all rights could. */
const changedFrom = (trees: readonly Tree[], commit: number, path: string, change: (text: string) => string): Tree[] =>
  trees.map((tree, i) => (i < commit ? tree : { ...tree, [path]: change(tree[path] ?? '') }));

const kept = (tree: Tree | undefined, file = 'struk.txt') => ({ file, note: tree?.['checkpoint'] ?? '' });

describe('R36: the log is verified', () => {
  it('and nothing is found in one as the process wrote it, whatever of its checkpoints somebody kept', async () => {
    const trees = await made();
    expect(
      await findingsOf(
        trees,
        trees.map((tree) => kept(tree)),
      ),
    ).toEqual([]);
  });

  it('R26: and a register from before the log is all its entries first, by case and line', async () => {
    const trees = await registerTrees(STEPS, () => key, { before: 4 });
    expect(await findingsOf(trees)).toEqual([]);
    expect(await findingsOf(trees.slice(0, 4))).toEqual([]);
    const late = changedFrom(trees, 5, 'journals/0/2.jsonl', (text) => text.replace(/"leaf":\d+,/, ''));
    expect(await findingsOf(late)).toContain('leaf journals/0/2.jsonl commit 5');
  });

  it('and an office that lost its key goes on with another of the same name, but not with another log’s', async () => {
    const other = newKey();
    const rotated = await registerTrees(STEPS, (commit) => (commit < 3 ? key : other));
    expect(rotated.at(-1)?.['vkey']).toBe(`${key.vkey}\n${other.vkey}\n`);
    expect(await findingsOf(rotated, [kept(rotated[1])])).toEqual([]);
    await expect(registerTrees(STEPS, (commit) => (commit < 3 ? key : newKey('lain')))).rejects.toThrow(
      'The log is called kantor/berkas, but the key that is to sign is of lain.',
    );
    const renamed = changedFrom(rotated, 3, 'vkey', (text) => `${text.split('\n')[0]}\n${newKey('lain').vkey}\n`);
    expect(await findingsOf(renamed)).toContain('log-name vkey commit 3');
  });

  it.each<[string, string, (text: string) => string, string]>([
    [
      'an entry is another',
      'journals/0/1.jsonl',
      (text) => text.replace(/"id":"../, '"id":"ff'),
      'checkpoint-differs checkpoint commit 0',
    ],
    [
      'an entry is at another place',
      'journals/1/100.jsonl',
      (text) => text.replace('"leaf":7', '"leaf":9'),
      'leaf journals/1/100.jsonl commit 4',
    ],
    [
      'the edge is another',
      'index.json',
      (text) => text.replace(/"edge":\["../, '"edge":["ff'),
      'index-differs index.json /log',
    ],
    ['the index has no log', 'index.json', () => '{}', 'index-differs index.json /log'],
    [
      'the last checkpoint is not signed',
      'checkpoint',
      (text) => text.replace(/\u2014.*/, '\u2014 kantor/berkas AAAAAAAA'),
      'checkpoint-signature checkpoint commit 5',
    ],
    [
      'the last checkpoint says another size',
      'checkpoint',
      (text) => text.replace('\n10\n', '\n11\n'),
      'checkpoint-differs checkpoint commit 5',
    ],
    ['the last checkpoint is no note', 'checkpoint', () => 'x\n', 'index-unreadable checkpoint commit 5'],
  ])('and it is named where %s', async (_what, path, tamper, finding) => {
    const trees = await made();
    const last = trees.at(-1) ?? {};
    expect(tamper(last[path] ?? '')).not.toBe(last[path]);
    const isJournal = path.startsWith('journals');
    const first = isJournal ? trees.findIndex((tree) => tree[path]) : trees.length - 1;
    expect(await findingsOf(changedFrom(trees, first, path, tamper))).toContain(finding);
  });

  it('and a checkpoint by somebody else’s key is named', async () => {
    const trees = await made();
    const stranger = await registerTrees(STEPS, () => newKey());
    const planted = [...trees.slice(0, -1), { ...trees.at(-1), checkpoint: stranger.at(-1)?.['checkpoint'] ?? '' }];
    expect(await findingsOf(planted)).toEqual(['checkpoint-signature checkpoint commit 5']);
  });

  it('and entries that came without a checkpoint are named, in the middle and where there is none at all', async () => {
    const trees = await made();
    const held = trees.map((tree, i) => (i === 3 ? { ...tree, checkpoint: trees[2]?.['checkpoint'] ?? '' } : tree));
    expect(await findingsOf(held)).toEqual(['unsigned journals/0/1.jsonl commit 3']);
    const none = trees.map(({ checkpoint: _checkpoint, ...tree }) => tree);
    expect(await findingsOf(none, [kept(trees[0])])).toEqual([
      'unsigned journals/0/1.jsonl commit 0',
      'no-log struk.txt',
    ]);
  });
});

describe('R36: a kept checkpoint', () => {
  it('security 37: names a register that the office wrote anew with its own key, and from where it differs', async () => {
    const [honest, rewritten] = [await made(), await made(STEPS, 'lain')];
    expect(await findingsOf(rewritten)).toEqual([]);
    expect(await findingsOf(rewritten, [kept(honest[1])])).toEqual(['log-forked struk.txt 1–3']);
    // What went on honestly until the third entry, and otherwise from there.
    const forked = await registerTrees([...STEPS.slice(0, 2), { 3: 4 }, { 1: 5 }], () => key);
    const checkpoints = [kept(honest[1], 'a'), kept(honest[3], 'b'), kept(honest[5], 'c')];
    expect(await findingsOf(forked, checkpoints)).toEqual(['log-forked b 4–6', 'log-forked c 4–10']);
  });

  it('security 37: names a register that was cut off, tail and checkpoints', async () => {
    const trees = await made();
    expect(await findingsOf(trees.slice(0, 3), [kept(trees[5])])).toEqual(['log-cut struk.txt']);
  });

  it('says so where it is not signed by a key of this register, or cannot be read', async () => {
    const trees = await made();
    const other = await registerTrees(STEPS, () => newKey());
    expect(await findingsOf(trees, [kept(other[1])])).toEqual(['kept-signature struk.txt']);
    expect(await findingsOf(trees, [{ file: 'x', note: 'x' }])).toEqual(['kept-unreadable x']);
  });
});
