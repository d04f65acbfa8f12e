import { describe, expect, it } from 'vitest';
import { type Change, checkChange } from './tree.ts';

const FOLDER = 'requests/2026/rapat-banjir';
const EMPTY = { onMain: ['requests/README.md'], inOpenCases: [] };
const added = (path: string, change: Partial<Change> = {}): Change => ({
  path,
  status: 'added',
  mode: '100644',
  oid: 'f'.repeat(40),
  size: 1000,
  ...change,
});
const request = added(`${FOLDER}/request.yaml`);
const letter = added(`${FOLDER}/surat.pdf`);

const codes = (changes: Change[], existing: Parameters<typeof checkChange>[1] = EMPTY): string[] => {
  const reading = checkChange(changes, existing);
  return reading.kind === 'no-case' ? ['no-case'] : reading.problems.map(({ code, file }) => `${code} ${file}`);
};

describe('R8: a request adds one document and its attachments', () => {
  it('R8: a request with its letter is accepted, and document and attachment are distinguished', () => {
    expect(checkChange([letter, request], EMPTY)).toEqual({
      kind: 'request',
      request,
      attachments: [letter],
      problems: [],
    });
  });

  it.each([
    ['nothing', []],
    ['code', [added('scripts/entry/cli/main.ts', { status: 'modified' })]],
    ['a path that only begins alike', [added('requests-old/a.yaml')]],
  ])('R8: a pull request that touches %s is no case', (_name, changes) => {
    expect(checkChange(changes, EMPTY)).toEqual({ kind: 'no-case' });
  });

  const hostile: [string, Change[], string[]][] = [
    ['attachments without a document', [letter], ['tree-no-document requests/']],
    [
      'two documents',
      [request, added('requests/2026/lain/request.yaml')],
      ['tree-several-documents requests/2026/lain/request.yaml'],
    ],
    ['a file of another folder', [request, added('README.md')], ['tree-outside README.md']],
    [
      'the SOP',
      [request, added('sops/roles.yaml', { status: 'modified' })],
      ['tree-outside sops/roles.yaml', 'tree-not-added sops/roles.yaml'],
    ],
    ['a workflow', [request, added('.github/workflows/x.yml')], ['tree-outside .github/workflows/x.yml']],
    ['a changed request', [added(request.path, { status: 'modified' })], [`tree-not-added ${request.path}`]],
    ['a renamed request', [added(request.path, { status: 'renamed' })], [`tree-not-added ${request.path}`]],
    [
      'a removed request',
      [request, added('requests/2025/lama/request.yaml', { status: 'removed', mode: '000000' })],
      ['tree-not-added requests/2025/lama/request.yaml'],
    ],
    ['a symbolic link', [request, { ...letter, mode: '120000' }], [`tree-mode ${letter.path}`]],
    ['a document that is a link', [{ ...request, mode: '120000' }], [`tree-mode ${request.path}`]],
    ['a submodule', [request, { ...letter, mode: '160000' }], [`tree-mode ${letter.path}`]],
    ['a program', [request, { ...letter, mode: '100755' }], [`tree-mode ${letter.path}`]],
    ['capitals', [request, added(`${FOLDER}/Surat.pdf`)], [`tree-name ${FOLDER}/Surat.pdf`]],
    ['a space', [request, added(`${FOLDER}/surat saya.pdf`)], [`tree-name ${FOLDER}/surat saya.pdf`]],
    ['a homoglyph', [request, added(`${FOLDER}/s\u0443rat.pdf`)], [`tree-name ${FOLDER}/s\u0443rat.pdf`]],
    ['a hidden direction mark', [request, added(`${FOLDER}/fdp\u202e.pdf`)], [`tree-name ${FOLDER}/fdp<U+202E>.pdf`]],
    ['a line feed', [request, added(`${FOLDER}/a\nb.pdf`)], [`tree-name ${FOLDER}/a\\nb.pdf`]],
    ['a backslash', [request, added(`${FOLDER}/a\\b.pdf`)], [`tree-name ${FOLDER}/a\\\\b.pdf`]],
    ['a device name', [request, added(`${FOLDER}/con.pdf`)], [`tree-name ${FOLDER}/con.pdf`]],
    ['a name like an option', [request, added(`${FOLDER}/-rf.pdf`)], [`tree-name ${FOLDER}/-rf.pdf`]],
    ['a stream of a file', [request, added(`${FOLDER}/a.pdf:b.pdf`)], [`tree-name ${FOLDER}/a.pdf:b.pdf`]],
    ['an attachment of an unknown type', [request, added(`${FOLDER}/surat.docx`)], [`tree-kind ${FOLDER}/surat.docx`]],
    ['a page', [request, added(`${FOLDER}/surat.html`)], [`tree-kind ${FOLDER}/surat.html`]],
    ['a picture with script', [request, added(`${FOLDER}/logo.svg`)], [`tree-kind ${FOLDER}/logo.svg`]],
    [
      'an attachment elsewhere',
      [request, added('requests/2026/lain/surat.pdf')],
      ['tree-beside requests/2026/lain/surat.pdf'],
    ],
    [
      'an attachment one level deeper',
      [request, added(`${FOLDER}/x/surat.pdf`)],
      [`tree-beside ${FOLDER}/x/surat.pdf`],
    ],
    [
      'a document without a folder',
      [added('requests/2026/a.yaml')],
      ['tree-no-document requests/', 'tree-kind requests/2026/a.yaml'],
    ],
    [
      'a year of five digits',
      [added('requests/20266/a/request.yaml')],
      ['tree-no-document requests/', 'tree-kind requests/20266/a/request.yaml'],
    ],
    [
      'an attachment of more than 5 MB',
      [request, { ...letter, size: 5 * 1024 * 1024 + 1 }],
      [`tree-large ${letter.path}`],
    ],
    ['a document of more than 64 KiB', [{ ...request, size: 65_537 }], [`tree-large ${request.path}`]],
    [
      'more than 20 MB in all',
      [request, ...['a', 'b', 'c', 'd', 'e'].map((name) => added(`${FOLDER}/${name}.pdf`, { size: 4_200_000 }))],
      ['tree-all-large requests/'],
    ],
    [
      'more than twenty attachments',
      [request, ...Array.from({ length: 21 }, (_, n) => added(`${FOLDER}/a${n}.pdf`))],
      ['tree-many requests/'],
    ],
    ['a long name', [request, added(`${FOLDER}/${'a'.repeat(80)}.pdf`)], [`tree-long ${FOLDER}/${'a'.repeat(80)}.pdf`]],
    [
      'two names that differ in case only',
      [request, letter, added(`${FOLDER}/surat.PDF`)],
      [`tree-name ${FOLDER}/surat.PDF`, `tree-collision ${FOLDER}/surat.PDF`, `tree-kind ${FOLDER}/surat.PDF`],
    ],
  ];
  it.each(hostile)(
    'R8: a pull request with %s is refused with path and reason (security 21, 22)',
    (_name, changes, expected) => {
      expect(codes(changes)).toEqual(expected);
    },
  );

  it.each([
    ['../etc/request.yaml'],
    ['requests/../sops/roles.yaml'],
    ['requests/2026/../../sops/roles.yaml'],
    ['/requests/2026/a/request.yaml'],
    ['./requests/2026/a/request.yaml'],
    ['Requests/2026/a/request.yaml'],
    ['requests/2026/.git/config'],
    ['requests/2026/.GIT/config'],
    ['requests/2026/a/.gitattributes'],
    ['requests/2026/a/.gitmodules'],
    ['requests/2026/git~1/config'],
    ['requests//2026/a.pdf'],
    ['requests/2026/a./x.pdf'],
    ['requests/2026/ruang\u200b/x.pdf'],
    ['requests'],
  ])('R8: next to a valid request, the path %j is refused (security 21)', (path) => {
    const found = codes([request, added(path)]);
    expect(found.some((code) => code.startsWith('tree-name') || code.startsWith('tree-outside'))).toBe(true);
  });

  it.each([
    ['a request of main', { onMain: [request.path], inOpenCases: [] }],
    ['an attachment of main', { onMain: [letter.path], inOpenCases: [] }],
    ['a request of another open case', { onMain: [], inOpenCases: [request.path] }],
  ])('R8: a request in the folder of %s is refused', (_name, existing) => {
    expect(codes([request], existing)).toEqual([`tree-taken ${request.path}`]);
  });

  it('R8: a folder that differs from one of main in letter case only is refused', () => {
    const existing = { onMain: ['requests/2026/Rapat-Banjir/request.yaml'], inOpenCases: [] };
    expect(codes([request], existing)).toEqual([`tree-collision ${request.path}`]);
  });

  it('R12: every problem with files is reported at once', () => {
    expect(codes([request, { ...letter, mode: '120000', size: 6_000_000 }, added('README.md')])).toEqual([
      `tree-mode ${letter.path}`,
      'tree-outside README.md',
      `tree-large ${letter.path}`,
    ]);
  });

  describe('R8: the message about a limit shows that the limit is exceeded', () => {
    const MB = 1024 * 1024;
    const received = (...sizes: number[]) => {
      const attachments = sizes.map((size, at) => added(`${FOLDER}/${at}.pdf`, { size }));
      const reading = checkChange([request, ...attachments], EMPTY);
      return reading.kind === 'request' ? reading.problems.map((each) => each.received) : [];
    };

    it.each([
      ['5 MB', 5 * MB, []],
      ['5 MB and one byte', 5 * MB + 1, ['5 MB + 1 B']],
      ['so little more than 5 MB that it rounds to 5.0', 5 * MB + 50_000, ['5 MB + 50000 B']],
      ['5.1 MB', 5 * MB + 60_000, ['5.1 MB']],
    ])('the size of an attachment of %s is reported exactly enough', (_what, size, says) => {
      expect(received(size)).toEqual(says);
    });

    it('attachments of 20 MB in all are accepted, and one byte more is refused', () => {
      expect(received(5 * MB, 5 * MB, 5 * MB, 5 * MB)).toEqual([]);
      expect(received(5 * MB, 5 * MB, 5 * MB, 5 * MB, 1)).toEqual(['20 MB + 1 B']);
    });
  });
});
