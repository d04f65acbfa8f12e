import { describe, expect, it } from 'vitest';
import { shownText, TEXT_LIMIT, textFaults, writtenFaults } from './text.ts';

const codes = (text: string): string[] => writtenFaults(text).map(({ code }) => code);

describe('R9: what people write shows as it is, and no longer than anybody reads', () => {
  it.each([
    ['a name that turns around', 'laporan-\u202egnp.exe'],
    ['an isolate', 'a\u2066b'],
    ['a zero-width space', 'seti\u200bap'],
    ['a byte order mark', '\ufeffCatatan'],
    ['a control', 'a\u0007b'],
    ['half a character', 'a\ud800b'],
  ])('R9: %s is refused', (_name, text) => {
    expect(codes(text)).toEqual(['forbidden-character']);
  });

  it('R9: a text of the limit is read, one character more is refused with both numbers', () => {
    expect(codes('é'.repeat(TEXT_LIMIT))).toEqual([]);
    expect(codes('\u{1f4c4}'.repeat(TEXT_LIMIT))).toEqual([]);
    expect(writtenFaults('x'.repeat(60_000))).toMatchObject([
      { code: 'text-too-long', expected: '≤ 4000', received: '60000' },
    ]);
    expect(textFaults('x'.repeat(60_000))).toEqual([]);
  });

  it('R9: what comes from elsewhere and is only shown is cleaned and shortened', () => {
    expect(shownText('laporan-\u202egnp.exe\u2066', 40)).toBe('laporan-gnp.exe');
    expect(shownText('a\u0301\n b\r', 40)).toBe('á b');
    expect(shownText('x'.repeat(60), 40)).toBe(`${'x'.repeat(39)}…`);
  });
});
