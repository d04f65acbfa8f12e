/**
 * Which text people may write (R9), in a document, a note or a reason: NFC, no character that is invisible or changes how
 * others are shown, and no more than somebody reads. What an official reads must be what is judged.
 */
import { type Problem, shorten, type Text } from '#domain/problem.ts';

/**
 * Controls but tab and line feed, carriage returns outside CRLF, format controls (bidi, zero-width, soft hyphen, byte
 * order mark), everything else that a renderer may leave out, unpaired surrogates, Unicode's own line separators.
 */
const FORBIDDEN =
  /\r(?!\n)|(?![\t\n\r])\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}|\p{Noncharacter_Code_Point}/u;

/** Characters of one text: a note, a reason, a field. A schema may allow fewer, not more. */
export const TEXT_LIMIT = 4_000;

const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

export type TextFault = Pick<Problem, 'code' | 'expected' | 'received' | 'message' | 'fix'>;

const RETYPE: Text = {
  id: 'Hapus karakter itu, atau ketik ulang bagian ini tanpa menyalin dari dokumen lain',
  en: 'Delete the character, or type this part again instead of pasting it',
};

const TURNS_TEXT: Text = {
  id: 'Karakter pengubah arah tulisan tidak diterima',
  en: 'A character that changes the writing direction is not accepted',
};

const INVISIBLE: Text = {
  id: 'Karakter tak terlihat tidak diterima',
  en: 'An invisible character is not accepted',
};

const SPLIT_LETTER: Text = {
  id: 'Huruf ditulis sebagai beberapa karakter terpisah',
  en: 'A letter is written as several separate characters',
};

const LONG: Text = { id: 'Teks terlalu panjang', en: 'The text is too long' };
const SHORTEN: Text = { id: 'Persingkat', en: 'Shorten it' };

const nameOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * The faults of one piece of text (a line, or a parsed string).
 * @returns none, or what is wrong: `forbidden-character`, `not-nfc` (R9; Unicode UAX #15, UAX #9, UTS #39)
 */
export function textFaults(text: string): TextFault[] {
  const faults: TextFault[] = [];
  const found = FORBIDDEN.exec(text)?.[0];
  if (found !== undefined) {
    const message = BIDI.test(found) ? TURNS_TEXT : INVISIBLE;
    faults.push({ code: 'forbidden-character', received: nameOf(found), message, fix: RETYPE });
  }
  if (text.normalize('NFC') !== text) {
    const received = shorten(text, 40);
    faults.push({ code: 'not-nfc', expected: 'Unicode NFC', received, message: SPLIT_LETTER, fix: RETYPE });
  }
  return faults;
}

/**
 * The faults of one whole text that a person wrote: those of `textFaults`, and `text-too-long`.
 * @returns every fault; a text with one is refused, never cut
 */
export function writtenFaults(text: string): TextFault[] {
  const { length } = [...text];
  if (length <= TEXT_LIMIT) return textFaults(text);
  const long = { expected: `≤ ${TEXT_LIMIT}`, received: String(length), message: LONG, fix: SHORTEN };
  return [...textFaults(text), { code: 'text-too-long', ...long }];
}

const ALL_FORBIDDEN = new RegExp(FORBIDDEN.source, 'gu');

/** A text from elsewhere that is only shown, such as a pull request's title: one clean line of at most `limit` characters. */
export function shownText(text: string, limit = 200): string {
  const shown = [...text.normalize('NFC').replace(ALL_FORBIDDEN, '').replace(/\s+/g, ' ').trim()];
  return shown.length > limit ? `${shown.slice(0, limit - 1).join('')}…` : shown.join('');
}
