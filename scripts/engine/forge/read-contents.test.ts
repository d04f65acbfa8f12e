import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { requestDigest, sha256 } from '#domain/request/digest.ts';
import { type Answer, json, scripted } from '#tests/support/forge-answers.ts';
import { HEAD, rawPull, SELF } from '#tests/support/raw-pull.ts';
import type { PullView } from './forge.ts';
import { pullView } from './pull-view.ts';
import { type ContentRules, readContents } from './read-contents.ts';

const OLD = 'c'.repeat(40);
const FOLDER = 'requests/2026/uji';
const YAML = 'sop: krisis\nperihal: Uji\n';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const SCHEMA = { type: 'object', properties: { sop: { type: 'string' }, perihal: { type: 'string' } } };

const oidOf = (bytes: string | Buffer): string =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(bytes)}\0`)
    .update(bytes)
    .digest('hex');

interface File {
  readonly name: string;
  readonly bytes: string | Buffer;
  readonly mode?: number;
  readonly size?: number;
  readonly text?: string | null;
}

const tree = (...files: File[]) => ({
  entries: files.map(({ name, bytes, mode = 0o100644, size = Buffer.byteLength(bytes), text }) => {
    const oid = oidOf(bytes);
    const shown = text === undefined ? (typeof bytes === 'string' ? bytes : null) : text;
    return { name, type: 'blob', mode, oid, object: { oid, text: shown, isTruncated: false, byteSize: size } };
  }),
});

const folders = (...trees: unknown[]): Response =>
  json({ data: { repository: Object.fromEntries(trees.map((each, n) => [`f${n}`, each])) } });

const blob = (bytes: string | Buffer): Answer =>
  json({ content: Buffer.from(bytes).toString('base64'), encoding: 'base64' });

/** The commit of main. */
const MAIN = 'b'.repeat(40);

function pull(paths: readonly string[], count = paths.length): PullView {
  const nodes = paths.map((path) => ({ path, changeType: 'ADDED' }));
  return pullView(rawPull({ files: { totalCount: count, nodes } }), [], [], SELF, [], MAIN);
}

const RULES: ContentRules = { known: new Map(), schemaFor: () => SCHEMA, openDocuments: [] };

async function read(paths: readonly string[], answers: readonly Answer[], rules: Partial<ContentRules> = {}) {
  const { client, asked } = scripted(answers);
  const contents = await readContents(client, pull(paths), [HEAD], { ...RULES, ...rules });
  const content = contents.get(HEAD);
  if (!content) throw new Error('no content');
  return { content, asked, codes: content.problems.map((problem) => problem.code) };
}

const DOCUMENT = `${FOLDER}/request.yaml`;
const IMAGE = `${FOLDER}/denah.png`;
const both = tree({ name: 'request.yaml', bytes: YAML }, { name: 'denah.png', bytes: PNG });

describe('R38: how many reads the content of a head costs', () => {
  test('R38: the content of a request without attachments costs one query', async () => {
    const { content, asked } = await read([DOCUMENT], [folders(tree({ name: 'request.yaml', bytes: YAML }), null)]);
    expect(content).toEqual({
      digest: requestDigest({ sop: 'krisis', perihal: 'Uji' }, []),
      document: { path: DOCUMENT, oid: oidOf(YAML) },
      request: { sop: 'krisis', perihal: 'Uji' },
      attachments: [],
      problems: [],
    });
    expect(asked).toHaveLength(1);
  });

  test('R38: a new attachment costs one read more, and its type is found from its bytes', async () => {
    const { content, asked } = await read([DOCUMENT, IMAGE], [folders(both, null), blob(PNG)]);
    const attachment = { path: IMAGE, oid: oidOf(PNG), sha256: sha256(PNG), type: 'image/png', size: PNG.length };
    expect(content.attachments).toEqual([attachment]);
    expect(content.digest).toBe(requestDigest({ sop: 'krisis', perihal: 'Uji' }, [attachment]));
    expect(asked).toHaveLength(2);
  });

  test('R38: a known attachment is not read again, unless its name now says another type', async () => {
    const known = new Map([[oidOf(PNG), { sha256: sha256(PNG), type: 'image/png', size: PNG.length }]]);
    const { content, asked } = await read([DOCUMENT, IMAGE], [folders(both, null)], { known });
    expect([content.problems, content.attachments.length, asked.length]).toEqual([[], 1, 1]);

    const renamed = tree({ name: 'request.yaml', bytes: YAML }, { name: 'denah.pdf', bytes: PNG });
    const again = await read([DOCUMENT, `${FOLDER}/denah.pdf`], [folders(renamed, null), blob(PNG)], { known });
    expect([again.codes, again.asked.length]).toEqual([['attachment-extension'], 2]);
  });

  test('R38: an earlier head costs one comparison more, and an attachment that both heads have is read once', async () => {
    const files = [DOCUMENT, IMAGE].map((filename) => ({ filename, status: 'added', sha: 'x' }));
    const { client, asked } = scripted([json({ files }), folders(both, both, null), blob(PNG)]);
    const contents = await readContents(client, pull([DOCUMENT, IMAGE]), [HEAD, OLD, HEAD], RULES);
    expect([...contents.keys()]).toEqual([HEAD, OLD]);
    expect(contents.get(OLD)).toEqual(contents.get(HEAD));
    expect(asked.map((request) => request.path.replace('/api/v3/repos/kantor/berkas/', ''))).toEqual([
      `compare/${MAIN}...${OLD}`,
      '/api/graphql',
      `git/blobs/${oidOf(PNG)}`,
    ]);
  });
});

describe('R8, R9: contents that are refused, with every reason', () => {
  test.each<[string, string[], unknown, string]>([
    ['a document that is a link', [DOCUMENT], tree({ name: 'request.yaml', bytes: YAML, mode: 0o120000 }), 'tree-mode'],
    [
      'a document that is a program',
      [DOCUMENT],
      tree({ name: 'request.yaml', bytes: YAML, mode: 0o100755 }),
      'tree-mode',
    ],
    [
      'a path outside requests/',
      [DOCUMENT, 'sops/a.yaml'],
      tree({ name: 'request.yaml', bytes: YAML }),
      'tree-outside',
    ],
    ['a document of broken YAML', [DOCUMENT], tree({ name: 'request.yaml', bytes: 'a: [\n' }), 'yaml-syntax'],
    ['a document that is a list', [DOCUMENT], tree({ name: 'request.yaml', bytes: '- a\n' }), 'not-a-form'],
    [
      'a value that the schema refuses',
      [DOCUMENT],
      tree({ name: 'request.yaml', bytes: 'perihal: 7\n' }),
      'schema-type',
    ],
  ])('R8, R9: a request with %s is refused', async (_name, paths, files, code) => {
    const { codes, content } = await read(paths, [folders(files, null)]);
    expect(codes).toContain(code);
    expect(content.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  test('R8: a submodule in place of the document is refused, and no file of it is read', async () => {
    const entries = [{ name: 'request.yaml', type: 'commit', mode: 0o160000, oid: 'd'.repeat(40), object: null }];
    const { codes, asked } = await read([DOCUMENT], [folders({ entries }, null)]);
    expect(codes).toContain('tree-mode');
    expect(asked).toHaveLength(1);
  });

  test('R12: a request that names an unknown procedure is refused', async () => {
    const answers = [folders(tree({ name: 'request.yaml', bytes: YAML }), null)];
    expect((await read([DOCUMENT], answers, { schemaFor: () => undefined })).codes).toEqual(['unknown-procedure']);
  });

  test('R8: a folder that main or another open case has already is refused', async () => {
    const answers = [folders(tree({ name: 'request.yaml', bytes: YAML }), tree({ name: 'lain.pdf', bytes: 'x' }))];
    expect((await read([DOCUMENT], answers)).codes).toEqual(['tree-taken']);
    const free = [folders(tree({ name: 'request.yaml', bytes: YAML }), null)];
    expect((await read([DOCUMENT], free, { openDocuments: [DOCUMENT] })).codes).toEqual(['tree-taken']);
  });

  test('security 22: an attachment that is too large is refused before it is read', async () => {
    const large = { name: 'denah.png', bytes: PNG, size: 5 * 1024 * 1024 + 1 };
    const { codes, asked } = await read(
      [DOCUMENT, IMAGE],
      [folders(tree({ name: 'request.yaml', bytes: YAML }, large), null)],
    );
    expect(codes).toEqual(['tree-large']);
    expect(asked).toHaveLength(1);
  });

  test('security 22: a web page that is named as a picture is refused', async () => {
    const html = '<!doctype html><script>1</script>';
    const files = tree({ name: 'request.yaml', bytes: YAML }, { name: 'denah.png', bytes: html });
    const { codes, content } = await read([DOCUMENT, IMAGE], [folders(files, null), blob(html)]);
    expect(codes).toEqual(['attachment-unknown']);
    expect(content.attachments[0]?.type).toBe('application/octet-stream');
  });

  test('R8: a change of more than a hundred files is a problem, and its request is not read', async () => {
    const { client } = scripted([folders(tree({ name: 'request.yaml', bytes: YAML }), null)]);
    const content = (await readContents(client, pull([DOCUMENT], 101), [HEAD], RULES)).get(HEAD);
    expect(content?.problems.map((problem) => problem.code)).toEqual(['tree-too-many']);
    expect(content?.request).toBeUndefined();
  });

  test('R8: a change without a request is a problem, and nothing is read for it', async () => {
    const { content, asked } = await read(['sops/a.yaml'], [json({})]);
    expect(content.problems.map((problem) => problem.code)).toEqual(['tree-no-document']);
    expect(asked).toEqual([]);
  });
});

describe('R18: what is attested is what is stored', () => {
  test('R18: a document whose text does not match its blob id is read again as bytes', async () => {
    const guessed = tree({ name: 'request.yaml', bytes: YAML, text: `${YAML}…` });
    const { content, asked } = await read([DOCUMENT], [folders(guessed, null), blob(YAML)]);
    expect(content.request).toEqual({ sop: 'krisis', perihal: 'Uji' });
    expect(asked).toHaveLength(2);
  });

  test('R31: bytes that do not match their blob id are an error', async () => {
    await expect(read([DOCUMENT, IMAGE], [folders(both, null), blob(PNG.subarray(1))])).rejects.toThrow(/incomplete/);
  });

  test('R31: a file that is listed as added and is missing in the tree is an error', async () => {
    await expect(read([DOCUMENT, IMAGE], [folders(tree({ name: 'request.yaml', bytes: YAML }), null)])).rejects.toThrow(
      /does not exist/,
    );
  });

  test('R18: a document that cannot be parsed has a digest that changes with its bytes', async () => {
    const digestOf = async (bytes: string) =>
      (await read([DOCUMENT], [folders(tree({ name: 'request.yaml', bytes }), null)])).content.digest;
    expect(await digestOf('a: [\n')).toBe(await digestOf('a: [\n'));
    expect(await digestOf('a: [\n')).not.toBe(await digestOf('b: [\n'));
  });
});
