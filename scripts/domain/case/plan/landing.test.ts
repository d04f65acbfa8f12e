import { describe, expect, test } from 'vitest';
import { landingOf } from './landing.ts';

const document = { path: 'requests/2026/uji/request.yaml', oid: 'a'.repeat(40) };
const letter = { path: 'requests/2026/uji/surat.pdf', oid: 'b'.repeat(40) };
const files = [document, letter];
const other = { ...letter, oid: 'c'.repeat(40) };

describe('R34: whether main can receive a completed case', () => {
  test('main can receive a case if the judged commit has the files of the journal and main has none of them', () => {
    expect(landingOf(files, files, [])).toEqual({ kind: 'clear', files });
    expect(landingOf(files, [...files, { ...other, path: 'requests/2026/uji/lain.pdf' }], [])).toMatchObject({ files });
  });

  test.each([
    ['another blob of a file', [document, other], letter.path],
    ['only one of the files', [letter], document.path],
    ['none of the files', [], document.path],
  ])(
    'the judged commit has %s: main cannot receive the case, and the path that differs is named',
    (_what, inHead, file) => {
      expect(landingOf(files, inHead, [])).toMatchObject({ kind: 'differs', problem: { code: 'not-attested', file } });
    },
  );

  test.each([
    ['one of the files in another blob', [other], other.path],
    ['a file of another name', [{ ...other, path: 'requests/2026/uji/lain.pdf' }], 'requests/2026/uji/lain.pdf'],
    ['only one of the files', [document], document.path],
  ])(
    'main has %s in the folder of the case: main cannot receive the case, and the path that differs is named',
    (_what, onMain, file) => {
      expect(landingOf(files, files, onMain)).toMatchObject({ kind: 'differs', problem: { code: 'tree-taken', file } });
    },
  );

  test('main has received a case if main has all its files, whatever the judged commit has', () => {
    expect(landingOf(files, [], files)).toEqual({ kind: 'landed' });
  });
});
