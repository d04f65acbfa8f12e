/**
 * Reads the text of a PDF, as far as a small reader can: text that a program wrote, with its table of characters. A scan
 * has no such text. Nothing in the file is run or drawn, and everything is limited, since a file can claim anything.
 * @source ISO 32000-1, 7.3, 7.5.7, 9.4, 9.10.3
 */
import { inflated } from './open-objects.ts';

/**
 * The limits of what is read: streams, bytes of one stream unpacked, characters of all streams, lines, objects, and
 * characters of one object.
 */
const MOST = { streams: 200, stream: 1_000_000, all: 6_000_000, lines: 500, objects: 5_000, object: 20_000 } as const;

/** Characters by code, and how many bytes a code has. */
interface Characters {
  readonly bytes: number;
  readonly of: ReadonlyMap<number, string>;
}

interface Parts {
  /** The text of the objects by number. */
  readonly objects: Map<number, string>;
  /** The unpacked streams, by the number of their object. */
  readonly streams: Map<number, string>;
}

/** Returns the lines of text in a PDF; an empty list if none can be read. */
export async function linesOfPdf(bytes: Uint8Array): Promise<string[]> {
  const parts = await partsOf(bytes);
  const fonts = fontsOf(parts);
  const lines: string[] = [];
  for (const text of parts.streams.values()) {
    if (!/\bBT\b/.test(text) || !/T[jJ]/.test(text)) continue;
    lines.push(...linesOf(text, fonts));
    if (lines.length > MOST.lines) break;
  }
  return lines.slice(0, MOST.lines);
}

const decode = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

async function partsOf(bytes: Uint8Array): Promise<Parts> {
  const text = decode(bytes);
  const [objects, streams] = [new Map<number, string>(), new Map<number, string>()];
  let left: number = MOST.all;
  // A number may be used again, so the objects of the map are not all that were read.
  let read = 0;
  for (const { 1: number, index, 0: head } of text.matchAll(/(?<!\d)(\d{1,7})[ \r\n]+\d{1,5}[ \r\n]+obj\b/g)) {
    if ((read += 1) > MOST.objects) break;
    const from = index + head.length;
    // An object may never end, so only its beginning is looked at.
    const beginning = text.slice(from, from + MOST.object);
    const [ends, begins] = [beginning.indexOf('endobj'), beginning.indexOf('stream')];
    const isStream = begins >= 0 && (ends < 0 || begins < ends);
    const dictionary = isStream || ends >= 0 ? beginning.slice(0, isStream ? begins : ends) : beginning;
    objects.set(Number(number), dictionary);
    if (!isStream || streams.size >= MOST.streams || left <= 0) continue;
    if (/\/(?:Image|FontFile\d?|XML|Metadata)\b/.test(dictionary)) continue;
    const data = from + begins + 'stream'.length;
    const at = data + (text.startsWith('\r\n', data) ? 2 : 1);
    const to = text.indexOf('endstream', at);
    if (to < 0) continue;
    const packed = bytes.subarray(at, to);
    const isPacked = /\/FlateDecode\b/.test(dictionary);
    if (!isPacked && /\/Filter\b/.test(dictionary)) continue;
    const plain = isPacked ? await inflated(packed, Math.min(MOST.stream, left)) : packed.subarray(0, MOST.stream);
    left -= plain.length;
    const inner = decode(plain);
    streams.set(Number(number), inner);
    if (/\/ObjStm\b/.test(dictionary)) addPacked(objects, dictionary, inner);
  }
  return { objects, streams };
}

/** Adds the objects of a stream of compressed objects (7.5.7). */
function addPacked(objects: Map<number, string>, dictionary: string, text: string): void {
  const first = Number(/\/First\s+(\d+)/.exec(dictionary)?.[1]);
  if (!(first > 0 && first < text.length)) return;
  const numbers = text.slice(0, first).trim().split(/\s+/).map(Number);
  for (let at = 0; at + 1 < numbers.length && objects.size < MOST.objects; at += 2) {
    const [number = 0, from = 0] = [numbers[at], numbers[at + 1]];
    const to = at + 3 < numbers.length ? first + (numbers[at + 3] ?? 0) : text.length;
    objects.set(number, text.slice(first + from, Math.min(to, first + from + MOST.object)));
  }
}

/** Returns the characters of the fonts, by the names that the pages use. */
function fontsOf({ objects, streams }: Parts): Map<string, Characters> {
  const fonts = new Map<string, Characters>();
  const addFrom = (names: string): void => {
    for (const [, name = '', number] of names.matchAll(/\/([^\s/<>[\]()]{1,40})\s+(\d{1,7})\s+\d{1,5}\s+R\b/g)) {
      const map = /\/ToUnicode\s+(\d{1,7})\s/.exec(objects.get(Number(number)) ?? '')?.[1];
      const text = map === undefined ? undefined : streams.get(Number(map));
      if (text !== undefined && !fonts.has(name)) fonts.set(name, charactersOf(text));
    }
  };
  for (const body of objects.values())
    for (const [, inline, number] of body.matchAll(/\/Font\s*(?:<<([^>]{0,4000})>>|(\d{1,7})\s+\d{1,5}\s+R)/g))
      addFrom(inline ?? objects.get(Number(number)) ?? '');
  return fonts;
}

const hexText = (hex: string): string =>
  (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('');

/** Reads a table of characters (9.10.3). */
function charactersOf(text: string): Characters {
  const of = new Map<number, string>();
  const bytes = (/begincodespacerange\s*<([0-9a-f]+)>/i.exec(text)?.[1]?.length ?? 4) / 2;
  for (const [, part = ''] of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code = '', to = ''] of part.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>/gi))
      of.set(Number.parseInt(code, 16), hexText(to));
  for (const [, part = ''] of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, low = '', high = '', to, list] of part.matchAll(
      /<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*(?:<([0-9a-f]+)>|\[([^\]]*)\])/gi,
    )) {
      const [from, until] = [Number.parseInt(low, 16), Number.parseInt(high, 16)];
      const listed = list?.match(/[0-9a-f]+/gi);
      for (let code = from; code <= until && code - from < 256; code += 1) {
        const base = to === undefined ? undefined : Number.parseInt(to.slice(-4), 16) + code - from;
        const one = listed ? hexText(listed[code - from] ?? '') : String.fromCharCode(base ?? 0);
        of.set(code, one);
      }
    }
  return { bytes, of };
}

const TOKEN =
  /\((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()])*\))*\)|<[0-9a-fA-F\s]*>|\/[^\s/<>[\]()]+|[-+.\d]+|[A-Za-z'"*]+|[[\]]/g;

/** Reads the lines of a page. Pieces at the same height are one line. */
function linesOf(content: string, fonts: ReadonlyMap<string, Characters>): string[] {
  const lines: string[] = [];
  let line = '';
  let font: Characters | undefined;
  let [name, height] = ['', Number.NaN];
  let numbers: number[] = [];
  const end = (): void => {
    if (line.trim() !== '') lines.push(line.replace(/[^\S ]+/g, ' ').trim());
    line = '';
  };
  const moved = (to: number, isOther: boolean): void => {
    if (isOther) end();
    else if (line !== '' && !line.endsWith(' ')) line += '  ';
    height = to;
  };
  for (const [token] of content.matchAll(TOKEN)) {
    if (/^[-+.\d]/.test(token)) {
      numbers.push(Number(token));
      // Within a list of pieces, a large gap is a space.
      if (Number(token) < -200 && line !== '' && !line.endsWith(' ')) line += ' ';
      continue;
    }
    if (token.startsWith('(') || token.startsWith('<')) line += wordsIn(token, font);
    else if (token.startsWith('/')) name = token.slice(1);
    else if (token === 'Tf') font = fonts.get(name);
    else if (token === 'Tm') moved(numbers.at(-1) ?? 0, Math.abs((numbers.at(-1) ?? 0) - height) > 1);
    else if (token === 'Td' || token === 'TD') moved(height, Math.abs(numbers.at(-1) ?? 0) > 1);
    else if (token === 'T*' || token === "'" || token === '"') end();
    numbers = token === '[' || /^[A-Za-z'"*]/.test(token) ? [] : numbers;
    if (lines.length > MOST.lines) break;
  }
  end();
  return lines;
}

/** Writes a string of a page with the characters of its font. */
function wordsIn(token: string, font: Characters | undefined): string {
  const codes = token.startsWith('<')
    ? (token.replace(/[<>\s]/g, '').match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
    : Array.from(unescaped(token.slice(1, -1)), (character) => character.charCodeAt(0) & 0xff);
  if (!font) return token.startsWith('<') ? '' : String.fromCharCode(...codes.slice(0, 2_000));
  let text = '';
  for (let at = 0; at + font.bytes <= codes.length; at += font.bytes) {
    const code = codes.slice(at, at + font.bytes).reduce((sum, byte) => sum * 256 + byte, 0);
    text += font.of.get(code) ?? '';
  }
  return text;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const unescaped = (text: string): string =>
  text.replace(/\\(?:([0-7]{1,3})|\r?\n|([\s\S]))/g, (_, octal?: string, one?: string) =>
    octal === undefined
      ? one === undefined
        ? ''
        : (ESCAPES[one] ?? one)
      : String.fromCharCode(Number.parseInt(octal, 8)),
  );
