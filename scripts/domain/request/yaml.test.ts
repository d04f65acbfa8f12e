import { describe, expect, it } from 'vitest';
import { formatProblem } from '#domain/problem.ts';
import { readYaml } from './yaml.ts';

const repeated = (text: string, bytes = 65_000): string => text.repeat(Math.floor(bytes / text.length));

const read = (source: string | Uint8Array) => {
  const reading = readYaml(source, 'requests/2026/contoh/request.yaml');
  return reading.ok ? [] : reading.problems.map(({ code, line }) => `${code}${line ? `@${line}` : ''}`);
};

describe('R9: a well-formed document is read as YAML 1.2 core', () => {
  it('R9: words of YAML 1.1 stay text: yes, no, dates and sexagesimals', () => {
    const reading = readYaml('a: yes\nb: 2026-11-25\nc: 12:30\nd: true\ne: null\nf: 12\ng: 1.5\nh: "0812"\n', 'x');
    expect(reading).toMatchObject({
      ok: true,
      value: { a: 'yes', b: '2026-11-25', c: '12:30', d: true, e: null, f: 12, g: 1.5, h: '0812' },
    });
  });

  it('R9: every part of a document has its line; a property has the line of its name', () => {
    const reading = readYaml('a:\n  b: 1\n  c:\n    - x\n    - y\n', 'x');
    expect(reading.ok && Object.fromEntries(reading.lines)).toEqual({
      '': 1,
      '/a': 1,
      '/a/b': 2,
      '/a/c': 3,
      '/a/c/0': 4,
      '/a/c/1': 5,
    });
  });

  it('R9: line ends of Windows, comments and a document start mark are accepted', () => {
    expect(readYaml('---\r\n# catatan\r\na: |\r\n  satu\r\n  dua\r\n', 'x')).toMatchObject({
      ok: true,
      value: { a: 'satu\ndua\n' },
    });
  });

  it('R9: a merge key is an ordinary name, so that every schema refuses it', () => {
    expect(readYaml('<<: {a: 1}', 'x')).toMatchObject({ ok: true, value: { '<<': { a: 1 } } });
  });
});

const hostile: [string, string | Uint8Array, string[]][] = [
  ['an alias bomb', 'a: &a [x, x]\nb: [*a, *a]\n', ['yaml-anchor@1', 'yaml-alias@2', 'yaml-alias@2']],
  ['an anchor alone', 'a: &a 1', ['yaml-anchor@1']],
  ['an endless text', `a: 1\nb: ${'x'.repeat(4_001)}`, ['text-too-long@2']],
  ['an alias without its anchor', 'a: *b', ['yaml-alias@1']],
  ['an alias without a name', 'a: *\n', ['yaml-alias@1']],
  ['an anchor before an alias', 'a: &b *c', ['yaml-anchor@1', 'yaml-alias@1']],
  ['two anchors of one value', 'a: &b &c d', ['yaml-anchor@1', 'yaml-anchor@1']],
  ['two tags of one value', 'a: !!str !!int d', ['yaml-tag@1', 'yaml-tag@1']],
  ['a tag of the core schema', 'a: 1\nb: !!str 1', ['yaml-tag@2']],
  ['a tag that runs code elsewhere', 'a: !!js/function "x"', ['yaml-tag@1']],
  ['a verbatim tag', 'a: !<tag:example.org,2026:x> b', ['yaml-tag@1']],
  ['a non-specific tag', 'a: ! b', ['yaml-tag@1']],
  ['the directive %YAML 1.1', '%YAML 1.1\n---\na: yes\n', ['yaml-directive@1']],
  ['the directive %TAG', '%TAG ! tag:example.org:\n---\na: 1\n', ['yaml-directive@1']],
  ['an unknown directive', '%LAIN x\n---\na: 1\n', ['yaml-directive@1']],
  ['a duplicate key', 'a: 1\nb: 2\na: 3\n', ['yaml-duplicate-key@3']],
  ['a duplicate key, once quoted', 'a: 1\n"a": 3\n', ['yaml-duplicate-key@2']],
  ['a duplicate key in a flow mapping', 'x: {a: 1, b: 2, a: 3}', ['yaml-duplicate-key@1']],
  ['two documents', 'a: 1\n---\na: 2\n', ['yaml-several-documents@2']],
  ['no document', '', ['yaml-empty']],
  ['nothing but a comment', '# kosong\n', ['yaml-empty']],
  ['a list as key', '? [a]\n: b\n', ['yaml-key-not-text@1']],
  ['__proto__', 'a: 1\n__proto__: {admin: true}\n', ['yaml-key-reserved@2']],
  ['an integer that cannot be read exactly', 'a: 9007199254740993', ['yaml-number-too-large@1']],
  ['a long account number unquoted', 'a: -1\nnip: 197103122005021001', ['yaml-number-too-large@2']],
  ['infinity', 'a: .inf', ['yaml-not-finite@1']],
  ['not a number', 'a: .NaN', ['yaml-not-finite@1']],
  ['a float that overflows', 'a: 1e999', ['yaml-not-finite@1']],
  ['a tab as indentation', 'a:\n\tb: 1\n', ['yaml-tab@2']],
  ['an unclosed quotation', 'a: "b\n', ['yaml-syntax@1']],
  ['an unclosed bracket', 'a: 1\nb: [1\n\n', ['yaml-syntax@2']],
  ['an unknown escape', 'a: "\\q"', ['yaml-syntax@1']],
  ['a colon inside plain text', 'a: b: c', ['yaml-syntax@1']],
  ['65 KiB', 'a'.repeat(65 * 1024), ['yaml-too-large']],
  ['65 KiB in bytes, fewer in characters', 'é'.repeat(33 * 1024), ['yaml-too-large']],
  ['invalid UTF-8', Uint8Array.of(0x61, 0x3a, 0x20, 0xff), ['yaml-not-utf8']],
  ['UTF-8 with a byte order mark', Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0x3a), ['forbidden-character@1']],
  ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0x00), ['yaml-not-utf8']],
  ['an overlong encoding', Uint8Array.of(0x61, 0x3a, 0x20, 0xc0, 0xaf), ['yaml-not-utf8']],
  ['a surrogate in UTF-8', Uint8Array.of(0x61, 0x3a, 0x20, 0xed, 0xa0, 0x80), ['yaml-not-utf8']],
  ['deep flow lists', '['.repeat(40) + ']'.repeat(40), ['yaml-too-deep@1']],
  ['deep flow mappings', `${'{a: '.repeat(40)}1${'}'.repeat(40)}`, ['yaml-too-deep@1']],
  ['deep compact lists', `${'- '.repeat(40)}x`, ['yaml-too-deep@1']],
  ['deep explicit keys', `${'? '.repeat(40)}x`, ['yaml-too-deep@1']],
  ['deep block mappings', Array.from({ length: 40 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'), ['yaml-too-deep@14']],
  ['64 KiB of [', repeated('['), ['yaml-too-many-parts@1']],
  ['64 KiB of {', repeated('{'), ['yaml-too-many-parts@1']],
  ['64 KiB of "- "', repeated('- '), ['yaml-too-many-parts@1']],
  ['64 KiB of commas', `[${repeated(',')}`, ['yaml-too-many-parts@1']],
  ['64 KiB of ]', repeated(']'), ['yaml-too-many-parts@1']],
];

const hostileText: [string, string, string[]][] = [
  ['a right-to-left override', 'a: 1\nb: "x\u202ey"', ['forbidden-character@2']],
  ['a right-to-left override as an escape', 'a: 1\nb: "x\\u202ey"', ['forbidden-character@2']],
  ['a bidi isolate', 'a: \u2066x\u2069', ['forbidden-character@1']],
  ['a zero-width space', 'a: x\u200by', ['forbidden-character@1']],
  ['a zero-width joiner', 'a: x\u200dy', ['forbidden-character@1']],
  ['a soft hyphen', 'a: x\u00ady', ['forbidden-character@1']],
  ['a word joiner in a comment', '# x\u2060\na: 1', ['forbidden-character@1']],
  ['a byte order mark', '\ufeffa: 1', ['forbidden-character@1']],
  ['an interlinear annotation', 'a: x\ufff9y', ['forbidden-character@1']],
  ['a tag character', 'a: x\u{e0041}', ['forbidden-character@1']],
  ['a Hangul filler, invisible though a letter', 'a: x\u3164', ['forbidden-character@1']],
  ['a variation selector', 'a: x\ufe0f', ['forbidden-character@1']],
  ['a line separator', 'a: "x\u2028y"', ['forbidden-character@1']],
  ['a control character', 'a: "\\a"', ['forbidden-character@1']],
  ['a NUL', 'a: "x\\0"', ['forbidden-character@1']],
  ['an escape sequence of a terminal', 'a: "\\e[31m"', ['forbidden-character@1']],
  ['a lone carriage return', 'a: 1\rb', ['forbidden-character@1']],
  ['an unpaired surrogate', 'a: "x\\ud800"', ['forbidden-character@1']],
  ['a hidden character in a key', '"a\\u200b": 1', ['forbidden-character@1']],
  ['a letter in two parts (NFD)', 'a: cafe\u0301', ['not-nfc@1']],
  ['a letter in two parts, escaped', 'a: "cafe\\u0301"', ['not-nfc@1']],
];

describe('R9: hostile documents are refused with their line (security 19, 20)', () => {
  it.each([...hostile, ...hostileText])('R9: a document with %s is refused', (_name, source, expected) => {
    expect(read(source)).toEqual(expected);
  });

  it('R9: every problem of a document is reported, not only the first', () => {
    expect(read('a: &x 1\nb: !!str 2\na: 3\nc: .inf\nd: x\u200b\n')).toEqual([
      'forbidden-character@5',
      'yaml-anchor@1',
      'yaml-tag@2',
      'yaml-duplicate-key@3',
      'yaml-not-finite@4',
    ]);
  });

  it('R9: after fifty problems the list is cut, and says so', () => {
    const problems = read(repeated('a: *b\n', 6000));
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)).toBe('yaml-more-problems');
  });

  it('R9: a message says where, what, and what to do, in both languages', () => {
    const reading = readYaml('nip: 197103122005021001', 'requests/2026/contoh/request.yaml');
    const [problem] = reading.ok ? [] : reading.problems;
    expect(problem && formatProblem(problem)).toBe(
      'requests/2026/contoh/request.yaml:1 /nip — Bilangan terlalu besar untuk dibaca tepat (diterima 197103122005021001). Beri tanda kutip bila maksudnya nomor, bukan jumlah.',
    );
    expect(problem && formatProblem(problem, 'en')).toBe(
      'requests/2026/contoh/request.yaml:1 /nip — The number is too large to be read exactly (received 197103122005021001). Quote it if it is an identifier, not an amount.',
    );
  });
});
