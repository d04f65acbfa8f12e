/** The bytes of the log's hashes and texts. This module runs in Node and in a browser. */
export type Bytes = Uint8Array<ArrayBuffer>;

const DIGITS = '0123456789abcdef';
const HEX = Array.from({ length: 256 }, (_, byte) => `${DIGITS[byte >> 4]}${DIGITS[byte & 15]}`);

/** Returns the value of a lower-case hexadecimal digit by its character code; -1 for any other character. */
const digitOf = (code: number): number =>
  code >= 48 && code < 58 ? code - 48 : code >= 97 && code < 103 ? code - 87 : -1;

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/**
 * Reads bytes in hexadecimal digits.
 * @throws SyntaxError for anything but pairs of lower-case digits
 */
export function fromHex(text: string): Bytes {
  const bytes = new Uint8Array(Math.ceil(text.length / 2));
  for (let i = 0; i < bytes.length; i += 1) {
    const [high, low] = [digitOf(text.charCodeAt(2 * i)), digitOf(text.charCodeAt(2 * i + 1))];
    if (high < 0 || low < 0) throw new SyntaxError(`Not hexadecimal: ${text.slice(0, 40)}`);
    bytes[i] = high * 16 + low;
  }
  return bytes;
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/**
 * Reads bytes in base64.
 * @throws SyntaxError for anything but standard base64 with padding, in its canonical form
 */
export function fromBase64(text: string): Bytes {
  const fault = () => new SyntaxError(`Not base64: ${text.slice(0, 40)}`);
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    throw fault();
  }
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  if (toBase64(bytes) !== text) throw fault();
  return bytes;
}

/** Joins bytes in their order. */
export function joinedBytes(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);
