import { describe, expect, it } from 'vitest';
import { problemSentence } from '#domain/problem.ts';
import { shownText, TEXT_LIMIT, textFaults, writtenFaults } from './text.ts';

const codes = (text: string): string[] => writtenFaults(text).map(({ code }) => code);

describe('R9: texts of people have visible characters only and a limited length', () => {
  it.each([
    ['a name in another writing direction', 'laporan-\u202egnp.exe'],
    ['an isolate', 'a\u2066b'],
    ['a zero-width space', 'seti\u200bap'],
    ['a byte order mark', '\ufeffCatatan'],
    ['a control', 'a\u0007b'],
    ['half a character', 'a\ud800b'],
  ])('R9: a text with %s is refused', (_name, text) => {
    expect(codes(text)).toEqual(['forbidden-character']);
  });

  const reported = (text: string, near?: boolean): string[] =>
    textFaults(text, near).flatMap((fault) =>
      (['id', 'en'] as const).map((language) => problemSentence({ file: '', path: '', ...fault }, language)),
    );

  it('R9: a refusal names the character, its place and the fix', () => {
    expect(reported('Rapat koor\u200bdinasi')).toEqual([
      'Karakter tak terlihat (spasi tanpa lebar) tidak diterima (diterima U+200B). Hapus karakter ke-11, atau ketik ulang bagian ini tanpa menyalin dari dokumen lain.',
      'An invisible character (a zero-width space) is not accepted (received U+200B). Delete character 11, or type this part again instead of pasting it.',
    ]);
    expect(reported('Rapat \u2764\ufe0f warga')).toEqual([
      'Emoji ini memuat karakter tak terlihat, yang tidak diterima (diterima U+FE0F). Hapus emoji pada karakter ke-8, atau tulis dengan kata.',
      'This emoji contains an invisible character, which is not accepted (received U+FE0F). Delete the emoji at character 8, or say it in words.',
    ]);
    // An emoji of a single character is accepted, as any letter is.
    expect(reported('Rapat \u{1f4c4}')).toEqual([]);
  });

  it('R9, R11: the surrounding words are quoted only for their author, cleaned', () => {
    const text = `Rahasia sekali: rapat\nkoor\u200bdi\u202enasi`;
    expect(reported(text, true)[0]).toContain('Hapus karakter ke-27, di dekat “kali: rapat koor[U+200B]dinasi”, atau');
    expect(reported(text, true)[1]).toContain('Delete character 27, near “kali: rapat koor[U+200B]dinasi”, or');
    expect(reported(text).join(' ')).not.toMatch(/rapat|koor/);
  });

  it('R9: a text at the limit is accepted, and one more character is refused with both numbers', () => {
    expect(codes('é'.repeat(TEXT_LIMIT))).toEqual([]);
    expect(codes('\u{1f4c4}'.repeat(TEXT_LIMIT))).toEqual([]);
    expect(writtenFaults('x'.repeat(60_000))).toMatchObject([
      { code: 'text-too-long', expected: '≤ 4000', received: '60000' },
    ]);
    expect(textFaults('x'.repeat(60_000))).toEqual([]);
  });

  it('R9: a text from elsewhere that is only shown is cleaned and shortened', () => {
    expect(shownText('laporan-\u202egnp.exe\u2066', 40)).toBe('laporan-gnp.exe');
    expect(shownText('a\u0301\n b\r', 40)).toBe('á b');
    expect(shownText('x'.repeat(60), 40)).toBe(`${'x'.repeat(39)}…`);
  });
});
