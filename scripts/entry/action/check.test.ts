import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configFolder } from '#engine/config/folder.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { FIRST } from '#tests/support/folders.ts';
import { type ChangedFile, check } from './check.ts';

const NOW = '2026-12-01T01:00:00Z';
const main = await configFolder(FIRST);

const changed = (path: string, text: string | Uint8Array, status: ChangedFile['status'] = 'added'): ChangedFile => ({
  path,
  status,
  oid: '',
  bytes: typeof text === 'string' ? Buffer.from(text) : text,
});

const SAMPLE = join(PROGRAM, 'examples/requests/rapat-evakuasi-warga');
const request = async (): Promise<ChangedFile[]> => [
  changed('requests/2026/rapat/request.yaml', await readFile(join(SAMPLE, 'request.yaml'))),
  changed('requests/2026/rapat/surat-permohonan.pdf', await readFile(join(SAMPLE, 'surat-permohonan.pdf'))),
];

test('R8: the check accepts a whole request', async () => {
  expect(check(await request(), main, NOW).problems).toEqual([]);
});

test('R8: the check names another file that a request changes as well', async () => {
  const { problems } = check([...(await request()), changed('.github/workflows/ci.yml', 'on: push')], main, NOW);
  expect(problems.map(({ file, code }) => [file, code])).toEqual([['.github/workflows/ci.yml', 'tree-outside']]);
});

test('R12: the check reports a document that names an unknown procedure', async () => {
  const [document, letter] = await request();
  if (!document || !letter) throw new Error('Two files were expected.');
  const text = Buffer.from(document.bytes)
    .toString('utf8')
    .replace(/^sop: .*$/m, 'sop: tidak-ada');
  const { problems } = check([changed(document.path, text), letter], main, NOW);
  expect(problems.map(({ file, code }) => [file, code])).toEqual([[document.path, 'unknown-procedure']]);
});

test.each([
  ['cannot be read', /^sop: .*$/m, 'sop: [', 'yaml-syntax'],
  ['names an unknown procedure', /^sop: .*$/m, 'sop: tidak-ada', 'unknown-procedure'],
  ['has a value of another kind', /peserta: \d+/, 'peserta: banyak', 'schema-type'],
])('R8: the check reports an attachment of another type also if the document %s', async (_, from, to, fault) => {
  const [document, letter] = await request();
  if (!document || !letter) throw new Error('Two files were expected.');
  const text = Buffer.from(document.bytes).toString('utf8').replace(from, to);
  const { problems } = check([changed(document.path, text), changed(letter.path, '<html>')], main, NOW);
  expect(problems.map(({ file, code }) => [file, code])).toEqual([
    [document.path, fault],
    [letter.path, 'attachment-unknown'],
  ]);
});

test('R7: the check reads a changed configuration from the pull request, not from main', () => {
  const roles = main.find(({ path }) => path === 'sops/roles.yaml')?.text ?? '';
  expect(check([changed('sops/roles.yaml', roles, 'modified')], main, NOW).problems).toEqual([]);
  const { problems } = check([changed('sops/roles.yaml', 'roles: []\n', 'modified')], main, NOW);
  expect(problems[0]).toMatchObject({ file: 'sops/roles.yaml' });
  expect(check([changed('sops/roles.yaml', '', 'removed')], main, NOW).problems[0]?.code).toBe('missing-file');
});

test('R8: the check reports nothing about a pull request that changes no request', () => {
  expect(check([changed('README.md', 'Halo', 'modified')], main, NOW)).toEqual({ problems: [], warnings: [] });
});
