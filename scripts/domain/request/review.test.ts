import { formatProblem } from '#domain/problem.ts';
import { describe, expect, it, test } from 'vitest';
import fc from '#tests/support/fast-check.ts';
import { composeReview, splitReview } from './review.ts';

const DIGEST = 'ab'.repeat(32);
const MARKER = `<!-- disposisi: visit=pengecekan#2 digest=${DIGEST} -->`;

describe('R4, R10: a review is a note and at most one block tagged hasil', () => {
  it.each([
    ['nothing', '', { note: '' }],
    ['no body at all', null, { note: '' }],
    ['a note', 'Setuju.\n\nSegera.', { note: 'Setuju.\n\nSegera.' }],
    ['a block', '```hasil\nmulai: 1\nselesai: 2\n```', { note: '', result: 'mulai: 1\nselesai: 2' }],
    ['a block of tildes', '~~~ hasil\na: 1\n~~~', { note: '', result: 'a: 1' }],
    ['a block with more words after its tag', '``` hasil uji coba\na: 1\n```', { note: '', result: 'a: 1' }],
    ['line ends of Windows', 'Baik.\r\n```hasil\r\na: 1\r\n```\r\n', { note: 'Baik.', result: 'a: 1' }],
    [
      'a note around the block',
      'Di atas\n```hasil\na: 1\n```\ndi bawah',
      { note: 'Di atas\ndi bawah', result: 'a: 1' },
    ],
    ['an empty block', '```hasil\n```', { note: '', result: '' }],
    ['an indented block', '  ```hasil\n  a:\n    b: 1\n  ```', { note: '', result: 'a:\n  b: 1' }],
    ['a longer fence around a shorter', '````hasil\na: |\n  ```\n````', { note: '', result: 'a: |\n  ```' }],
    ['a fence of the other kind inside', '```hasil\n~~~\n```', { note: '', result: '~~~' }],
    ['a block of another tag', '```yaml\na: 1\n```', { note: '```yaml\na: 1\n```' }],
    ['a tag that only begins alike', '```hasilnya\na: 1\n```', { note: '```hasilnya\na: 1\n```' }],
    ['hasil in capitals', '```Hasil\na: 1\n```', { note: '```Hasil\na: 1\n```' }],
    ['a block inside another', '~~~\n```hasil\na: 1\n```\n~~~', { note: '~~~\n```hasil\na: 1\n```\n~~~' }],
    ['a quoted block', '> ```hasil\n> a: 1\n> ```', { note: '> ```hasil\n> a: 1\n> ```' }],
    ['a block indented as code', '    ```hasil\n    a: 1', { note: '    ```hasil\n    a: 1' }],
    ['code within a line', 'Lihat ```hasil``` di atas', { note: 'Lihat ```hasil``` di atas' }],
    ['a fence with a backtick after it', '``` hasil `x`\nteks', { note: '``` hasil `x`\nteks' }],
    ['a marker', `${MARKER}\n\nBaik.`, { note: 'Baik.', visit: 'pengecekan#2', digest: DIGEST }],
    ['a marker at the end', `Baik.\n${MARKER}`, { note: 'Baik.', visit: 'pengecekan#2', digest: DIGEST }],
    ['a marker of the visit alone', '<!-- disposisi: visit=a#1 -->', { note: '', visit: 'a#1' }],
    ['a marker within a line', `Baik. ${MARKER}`, { note: `Baik. ${MARKER}` }],
    ['a quoted marker', `> ${MARKER}`, { note: `> ${MARKER}` }],
    ['another comment', '<!-- catatan -->', { note: '<!-- catatan -->' }],
  ])('R4: a review with %s is read as note, result and marker', (_name, body, expected) => {
    expect(splitReview(body)).toEqual({ ...expected, documents: [], problems: [] });
  });

  it.each([
    ['two blocks', '```hasil\na: 1\n```\n~~~hasil\na: 2\n~~~', ['review-two-blocks@4']],
    ['three blocks', '```hasil\n```\n```hasil\n```\n```hasil\n```', ['review-two-blocks@3']],
    ['an open block', 'Baik.\n```hasil\na: 1', ['review-open-block@2']],
    ['a block closed by a shorter fence', '````hasil\na: 1\n```', ['review-open-block@1']],
    ['a block closed by the other kind', '```hasil\na: 1\n~~~', ['review-open-block@1']],
    ['two markers', `${MARKER}\n${MARKER}`, ['review-two-markers@2']],
    ['a marker with half a digest', '<!-- disposisi: visit=a#1 digest=abc -->', ['review-damaged-marker@1']],
    ['a marker with a visit of no number', '<!-- disposisi: visit=a -->', ['review-damaged-marker@1']],
    ['a marker in another order', `<!-- disposisi: digest=${DIGEST} visit=a#1 -->`, ['review-damaged-marker@1']],
    [
      'a marker with a digest in capitals',
      `<!-- disposisi: digest=${DIGEST.toUpperCase()} -->`,
      ['review-damaged-marker@1'],
    ],
  ])('R4: %s makes the act incomplete', (_name, body, expected) => {
    expect(splitReview(body).problems.map(({ code, line }) => `${code}@${line}`)).toEqual(expected);
  });

  it.each([
    ['a character that changes the writing direction', 'Setuju\u202e.', 'forbidden-character', 'U+202E'],
    ['an invisible character', 'Se\u200btuju.', 'forbidden-character', 'U+200B'],
    ['letters in pieces', 'Seta\u0301.', 'not-nfc', undefined],
    ['a note of 4,001 characters', 'x'.repeat(4_001), 'text-too-long', '4001'],
  ])('R4, R9: %s makes the act incomplete, and is not cut', (_name, note, code, received) => {
    const { problems, note: read } = splitReview(`${MARKER}\n\n${note}`);
    expect(problems).toMatchObject([
      { file: 'note', code, label: { id: 'catatan' }, ...(received ? { received } : {}) },
    ]);
    expect(read).toBe(note);
  });

  it('R9: letters in pieces are composed before sending, and a text with any other forbidden character is not sent', () => {
    expect(splitReview(composeReview({ note: 'Seta\u0301.' }))).toEqual({ note: 'Setá.', documents: [], problems: [] });
    expect(() => composeReview({ note: 'a\u202eb' })).toThrow(RangeError);
  });

  it('R10: a composed review with any text can be read again as its parts', () => {
    const piece = fc.constantFrom('a', ' ', '\n', '\r\n', '`', '```', '~~~', 'hasil', '> ', '<!--', '-->', 'é', '\t');
    const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    const unix = (typed: string) => typed.replace(/\r\n|\r/g, '\n');
    const note = (typed: string) =>
      unix(typed)
        .replace(/^([ \t]*\n)+/, '')
        .trimEnd();
    const parts = fc.record(
      { note: text, result: text, visit: fc.constantFrom('a#1', 'uji-coba#12'), digest: fc.constant(DIGEST) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(parts, (given) => {
        fc.pre(splitReview(given.note ?? '').result === undefined);
        expect(splitReview(composeReview(given))).toEqual({
          note: note(given.note ?? ''),
          ...('result' in given ? { result: unix(given.result ?? '') } : {}),
          ...('visit' in given ? { visit: given.visit } : {}),
          ...('digest' in given ? { digest: given.digest } : {}),
          documents: [],
          problems: [],
        });
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a note with a block of its own', { note: '```hasil\na: 1\n```', result: 'a: 2' }],
    ['a note with a marker of its own', { note: MARKER, visit: 'a#1' }],
    ['a visit of another form', { visit: 'a#0' }],
    ['a digest that ends the comment', { digest: '--> <!--' }],
  ])('R10: a review with %s is not composed', (_name, parts) => {
    expect(() => composeReview(parts)).toThrow(RangeError);
  });
});

const document = { name: 'nota-dinas.pdf', oid: '9'.repeat(40), sha256: 'a'.repeat(64) };

test('a document is named by one readable line, which is not part of the note', () => {
  const body = composeReview({ note: 'Setuju.', visit: 'disposisi#1', documents: [document] });
  expect(body.split('\n\n')).toEqual([
    '<!-- disposisi: visit=disposisi#1 -->',
    `Dokumen bertanda tangan: nota-dinas.pdf (SHA-256 ${document.sha256}) <!-- disposisi-dokumen: ${document.oid} -->`,
    'Setuju.',
  ]);
  expect(splitReview(body)).toMatchObject({ note: 'Setuju.', documents: [document], problems: [] });
});

test.each([
  ['another hash', (line: string) => line.replace('SHA-256 a', 'SHA-256 x')],
  ['words before it', (line: string) => `Terlampir. ${line}`],
  ['no name', (line: string) => line.replace('nota-dinas.pdf ', '')],
  ['more behind it', (line: string) => `${line} x`],
])('a line of a document with %s is damaged, and its parts are not guessed', (_what, damage) => {
  const read = splitReview(damage(composeReview({ documents: [document] })));
  expect([read.documents, read.problems.map(({ code }) => code)]).toEqual([[], ['review-damaged-document']]);
});

test('a line of a document in a quotation or in code is part of the note, as a reader sees it', () => {
  const line = composeReview({ documents: [document] });
  expect(splitReview(`> ${line}\n\n\`\`\`\n${line}\n\`\`\``)).toMatchObject({ documents: [], problems: [] });
});

test.each([
  ['../../journals/0/1.pdf', 'signed-name'],
  ['.pdf', 'signed-name'],
  ['surat.exe', 'signed-name'],
  ['Nota.pdf', 'signed-name'],
  ['con.pdf', 'signed-name'],
  [`${'a'.repeat(90)}.pdf`, 'signed-name'],
])('R8: %s is not a valid name of a document', (name, code) => {
  const read = splitReview(composeReview({ documents: [document] }).replace(document.name, name));
  expect(read.problems.map((problem) => problem.code)).toEqual([code]);
  expect(() => composeReview({ documents: [{ ...document, name }] })).toThrow(RangeError);
});

test('two documents of one name, and more than three documents, are refused', () => {
  const line = composeReview({ documents: [document] });
  const more = [1, 2, 3, 4].map((n) => line.replace('nota', `nota-${n}`)).join('\n');
  expect(splitReview(`${line}\n${line}`).problems.map(({ code }) => code)).toEqual(['signed-twice']);
  expect(splitReview(more).problems.map(({ code }) => code)).toEqual(['signed-many']);
  expect(splitReview(more).problems.map((each) => formatProblem(each))[0]).toMatch(
    /^“dokumen bertanda tangan” — Terlalu/,
  );
});

test('a note with a line that would name a document is not composed', () => {
  const note = composeReview({ documents: [document] });
  expect(() => composeReview({ note })).toThrow(RangeError);
});
