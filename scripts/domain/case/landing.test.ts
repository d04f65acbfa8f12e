import { describe, expect, test } from 'vitest';
import { landingOf } from './landing.ts';

const document = { path: 'requests/2026/uji/request.yaml', oid: 'a'.repeat(40) };
const letter = {
  path: 'requests/2026/uji/surat.pdf',
  oid: 'b'.repeat(40),
  sha256: 's',
  type: 'application/pdf',
  size: 1,
};
const files = [document, { path: letter.path, oid: letter.oid }];
const pinned = { path: '', blob: '' };
const applicant = { id: 1, login: 'contoh' };
const opens = {
  case: 'X-2026-1',
  number: 1,
  branch: 'uji',
  path: document.path,
  procedure: pinned,
  schema: pinned,
  applicant,
};
const state = { opens, document, files, digest: 'd' };
const content = { digest: 'd', document, request: {}, attachments: [letter], problems: [] };
const elsewhere = { ...document, path: 'requests/2026/lain/request.yaml' };

describe('R34: whether main can receive a completed case', () => {
  test('the change is the files of the journal', () => {
    expect(landingOf(state, content, [])).toEqual({ kind: 'clear', files });
  });

  test('a journal from before documents were told goes by the digest', () => {
    expect(landingOf({ ...state, document: undefined, files: undefined }, content, [])).toEqual({
      kind: 'clear',
      files,
    });
  });

  test.each([
    ['another digest', { ...content, digest: 'e' }],
    ['the same values in another blob', { ...content, document: { ...document, oid: 'c'.repeat(40) } }],
    ['the same values at another path', { ...content, document: elsewhere }],
    ['an attachment in another blob', { ...content, attachments: [{ ...letter, oid: 'c'.repeat(40) }] }],
    ['no request any more', { ...content, document: undefined }],
  ])('%s: it differs', (_what, changed) => {
    expect(landingOf(state, changed, [])).toMatchObject({ kind: 'differs', problem: { file: document.path } });
  });

  test('what is wrong with the change is named first', () => {
    const problem = { file: 'sops/roles.yaml', path: '', code: 'tree-outside', message: { id: 'x', en: 'x' } };
    expect(landingOf(state, { ...content, digest: 'e', problems: [problem] }, [])).toEqual({
      kind: 'differs',
      problem,
    });
  });

  test('main holds the files already; one of them in another blob is no landing', () => {
    const gone = { ...content, digest: 'e' };
    expect(landingOf(state, gone, files)).toEqual({ kind: 'landed' });
    expect(landingOf(state, gone, [document, { ...letter, oid: 'c'.repeat(40) }]).kind).toBe('differs');
  });
});
