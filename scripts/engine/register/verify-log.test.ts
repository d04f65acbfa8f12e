import { describe, expect, it } from 'vitest';
import { type Added, findingsOf, newKey, registerTrees, type Tree } from '#tests/support/log-history.ts';

const key = newKey();
const STEPS: Added[] = [{ 1: 2 }, { 2: 1 }, {}, { 1: 1, 2: 2 }, { 100: 3 }, { 2: 1 }];
const made = (steps: readonly Added[] = STEPS, salt = ''): Promise<Tree[]> => registerTrees(steps, () => key, { salt });

/** Returns the trees with one file changed from this commit on, as a person with all rights can. */
const changedFrom = (trees: readonly Tree[], commit: number, path: string, change: (text: string) => string): Tree[] =>
  trees.map((tree, i) => (i < commit ? tree : { ...tree, [path]: change(tree[path] ?? '') }));

const kept = (tree: Tree | undefined, file = 'struk.txt') => ({ file, note: tree?.['checkpoint'] ?? '' });

describe('R36: the log is verified', () => {
  it('R36: a log that the process wrote has no finding, compared with each of its checkpoints', async () => {
    const trees = await made();
    expect(
      await findingsOf(
        trees,
        trees.map((tree) => kept(tree)),
      ),
    ).toEqual([]);
  });

  it('R36, R26: a register from before the log has no finding; once it has a log, an entry without a place in the log is reported', async () => {
    const trees = await registerTrees(STEPS, () => key, { before: 4 });
    expect(await findingsOf(trees)).toEqual([]);
    expect(await findingsOf(trees.slice(0, 4))).toEqual([]);
    const late = changedFrom(trees, 5, 'journals/0/2.jsonl', (text) => text.replace(/"leaf":\d+,/, ''));
    expect(await findingsOf(late)).toContain('leaf journals/0/2.jsonl commit 5');
  });

  it('R36: an office that lost its key continues with a new key of the log’s name, but not with a key of another name', async () => {
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
      'an entry differs',
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
      'the edge differs',
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
  ])('R36: verification reports it if %s', async (_what, path, tamper, finding) => {
    const trees = await made();
    const last = trees.at(-1) ?? {};
    expect(tamper(last[path] ?? '')).not.toBe(last[path]);
    const isJournal = path.startsWith('journals');
    const first = isJournal ? trees.findIndex((tree) => tree[path]) : trees.length - 1;
    expect(await findingsOf(changedFrom(trees, first, path, tamper))).toContain(finding);
  });

  it('R36: a checkpoint by a foreign key is reported', async () => {
    const trees = await made();
    const stranger = await registerTrees(STEPS, () => newKey());
    const planted = [...trees.slice(0, -1), { ...trees.at(-1), checkpoint: stranger.at(-1)?.['checkpoint'] ?? '' }];
    expect(await findingsOf(planted)).toEqual(['checkpoint-signature checkpoint commit 5']);
  });

  it('R36: entries without a checkpoint are reported, in one commit or in a register without any checkpoint', async () => {
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

describe('R36: a checkpoint that somebody kept', () => {
  it('security 37: a kept checkpoint shows that the office wrote the register again with its own key, and between which entries the two differ', async () => {
    const [honest, rewritten] = [await made(), await made(STEPS, 'lain')];
    expect(await findingsOf(rewritten)).toEqual([]);
    expect(await findingsOf(rewritten, [kept(honest[1])])).toEqual(['log-forked struk.txt 1–3']);
    // This register equals the honest one up to the third entry, and differs from there.
    const forked = await registerTrees([...STEPS.slice(0, 2), { 3: 4 }, { 1: 5 }], () => key);
    const checkpoints = [kept(honest[1], 'a'), kept(honest[3], 'b'), kept(honest[5], 'c')];
    expect(await findingsOf(forked, checkpoints)).toEqual(['log-forked b 4–6', 'log-forked c 4–10']);
  });

  it('security 37: a kept checkpoint shows that the register’s newest entries and checkpoints were cut off', async () => {
    const trees = await made();
    expect(await findingsOf(trees.slice(0, 3), [kept(trees[5])])).toEqual(['log-cut struk.txt']);
  });

  it('R36: a kept checkpoint that is not signed by a key of this register, or cannot be read, is reported', async () => {
    const trees = await made();
    const other = await registerTrees(STEPS, () => newKey());
    expect(await findingsOf(trees, [kept(other[1])])).toEqual(['kept-signature struk.txt']);
    expect(await findingsOf(trees, [{ file: 'x', note: 'x' }])).toEqual(['kept-unreadable x']);
  });
});
