/**
 * Decides which text people may write (R9) in a document, a note or a reason. The text is NFC, contains no character
 * that is invisible or changes how other characters are shown, and is not too long to be read. An official must read
 * the same text that the process judges.
 */
import { type Problem, shorten, type Text } from '#domain/problem.ts';

/**
 * Control characters other than tab and line feed, carriage returns outside CRLF, format controls (bidi, zero-width,
 * soft hyphen, byte order mark), any other character that a renderer may leave out, unpaired surrogates, Unicode's own
 * line separators, and noncharacters.
 */
const FORBIDDEN =
  /\r(?!\n)|(?![\t\n\r])\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}|\p{Noncharacter_Code_Point}/u;

/** The most characters in one text: a note, a reason or a field. A schema may allow fewer, but not more. */
export const TEXT_LIMIT = 4_000;

/** Returns a text whose lines end in line feeds without blanks before them, in time proportional to its length. */
export const trimmedLines = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');

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

const IN_EMOJI: Text = {
  id: 'Emoji ini memuat karakter tak terlihat, yang tidak diterima',
  en: 'This emoji contains an invisible character, which is not accepted',
};

/** The characters that join emoji into one, colour them, or turn a sign into an emoji. */
const EMOJI_PART = /\u200d|\ufe0e|\ufe0f|[\u{e0020}-\u{e007f}]/u;
const PICTURE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}0-9#*]/u;

/** The names of the forbidden characters that people paste most often. */
const NAMES: Readonly<Record<string, Text>> = {
  '\u00ad': { id: 'tanda hubung lunak', en: 'a soft hyphen' },
  '\u200b': { id: 'spasi tanpa lebar', en: 'a zero-width space' },
  '\u200c': { id: 'pemisah tanpa lebar', en: 'a zero-width non-joiner' },
  '\u200d': { id: 'penyambung tanpa lebar', en: 'a zero-width joiner' },
  '\u2060': { id: 'perekat kata', en: 'a word joiner' },
  '\ufe0f': { id: 'pemilih bentuk emoji', en: 'an emoji variation selector' },
  '\ufeff': { id: 'tanda urutan byte', en: 'a byte order mark' },
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
 * Returns the faults of one piece of text: a line, or a parsed string.
 * @param near whether the words around a character are quoted; only the author may see them (R11)
 * @returns `forbidden-character`, for the first such character, and `not-nfc` (R9; Unicode UAX #15, UAX #9, UTS #39)
 */
export function textFaults(text: string, near = false): TextFault[] {
  const faults: TextFault[] = [];
  const found = FORBIDDEN.exec(text);
  if (found) faults.push(forbidden(text, found[0], found.index, near));
  if (text.normalize('NFC') !== text) {
    const received = shorten(text, 40);
    faults.push({ code: 'not-nfc', expected: 'Unicode NFC', received, message: SPLIT_LETTER, fix: RETYPE });
  }
  return faults;
}

/** Writes which character is forbidden, where it is, and what to do. */
function forbidden(text: string, found: string, index: number, near: boolean): TextFault {
  const before = text.slice(0, index);
  // The character before is tested by itself. A pattern with `$` would fail: in Chromium 156, a class of such
  // characters does not match before the end of a text.
  const isEmoji = EMOJI_PART.test(found) && PICTURE.test([...before].at(-1) ?? '');
  const place = placeOf(text, found, index, near);
  return {
    code: 'forbidden-character',
    received: nameOf(found),
    message: BIDI.test(found) ? TURNS_TEXT : isEmoji ? IN_EMOJI : invisible(found),
    fix: isEmoji
      ? {
          id: `Hapus emoji pada ${place.id}, atau tulis dengan kata`,
          en: `Delete the emoji at ${place.en}, or say it in words`,
        }
      : {
          id: `Hapus ${place.id}, atau ketik ulang bagian ini tanpa menyalin dari dokumen lain`,
          en: `Delete ${place.en}, or type this part again instead of pasting it`,
        },
  };
}

function invisible(found: string): Text {
  const name = NAMES[found];
  return {
    id: `Karakter tak terlihat${name ? ` (${name.id})` : ''} tidak diterima`,
    en: `An invisible character${name ? ` (${name.en})` : ''} is not accepted`,
  };
}

/** The number of characters that are quoted on each side. */
const AROUND = 16;

function placeOf(text: string, found: string, index: number, near: boolean): Text {
  const before = [...text.slice(0, index)];
  const [id, en] = [`karakter ke-${before.length + 1}`, `character ${before.length + 1}`];
  if (!near) return { id, en };
  const after = [...text.slice(index + found.length)];
  const clean = (part: readonly string[]): string => part.join('').replace(ALL_FORBIDDEN, '').replace(/\s+/g, ' ');
  const words = `“${clean(before.slice(-AROUND))}[${nameOf(found)}]${clean(after.slice(0, AROUND))}”`;
  return { id: `${id}, di dekat ${words}`, en: `${en}, near ${words}` };
}

/**
 * Returns the faults of one whole text that a person wrote: those of `textFaults`, and `text-too-long`.
 * A text with a fault is refused; it is never shortened.
 * @param near see `textFaults`
 * @param longest the most characters
 */
export function writtenFaults(text: string, near = false, longest = TEXT_LIMIT): TextFault[] {
  const { length } = [...text];
  if (length <= longest) return textFaults(text, near);
  const long = { expected: `≤ ${longest}`, received: String(length), message: LONG, fix: SHORTEN };
  return [...textFaults(text, near), { code: 'text-too-long', ...long }];
}

const ALL_FORBIDDEN = new RegExp(FORBIDDEN.source, 'gu');

/** Returns a text from elsewhere for display, such as a pull request's title: one clean line, cut at `limit`. */
export function shownText(text: string, limit = 200): string {
  const shown = [...text.normalize('NFC').replace(ALL_FORBIDDEN, '').replace(/\s+/g, ' ').trim()];
  return shown.length > limit ? `${shown.slice(0, limit - 1).join('')}…` : shown.join('');
}
