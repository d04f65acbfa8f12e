import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/**
 * The block size. A head is one block, a content fills whole blocks, two empty blocks end the archive (POSIX ustar).
 */
export const TAR_BLOCK = 512;
const BLOCK = TAR_BLOCK;
/** The position and the length of each field of a head. */
const FIELD = {
  name: [0, 100],
  mode: [100, 8],
  owner: [108, 8],
  group: [116, 8],
  size: [124, 12],
  time: [136, 12],
  sum: [148, 8],
  type: [156, 1],
  magic: [257, 8],
} as const;
const USTAR = 'ustar\u000000';
const PLAIN_FILE = '0';
/**
 * The largest size that fits into eleven octal digits. A larger size is written as a number of base 256, as in GNU tar.
 */
const LARGEST_OCTAL = 8 ** 11 - 1;

/** A file in an archive. */
export interface TarEntry {
  readonly name: string;
  readonly size: number;
  /** The positions of its head and its content, in bytes from the beginning of the archive. */
  readonly head: number;
  readonly at: number;
}

/**
 * The fault of an archive:
 * - `none`: the file is no archive
 * - `cut`: the archive ends too early
 * - `altered`: a head is wrong, or something comes after the end
 */
export class TarFault extends Error {
  override readonly name = 'TarFault';
  readonly kind: 'none' | 'cut' | 'altered';

  constructor(kind: TarFault['kind']) {
    super(`tar: ${kind}`);
    this.kind = kind;
  }
}

/**
 * Makes the head of a regular file that only its owner may read.
 * @param name the name in ASCII, at most 100 characters
 * @param time the time in epoch seconds
 */
export function tarHead(name: string, size: number, time: number): Buffer {
  const head = Buffer.alloc(BLOCK);
  const put = (field: keyof typeof FIELD, text: string) => head.write(text, FIELD[field][0], 'latin1');
  const octal = (field: keyof typeof FIELD, value: number) =>
    put(field, `${value.toString(8).padStart(FIELD[field][1] - 1, '0')}\0`);
  put('name', name);
  octal('mode', 0o600);
  octal('owner', 0);
  octal('group', 0);
  if (size <= LARGEST_OCTAL) octal('size', size);
  else {
    head[FIELD.size[0]] = 0x80;
    head.writeBigUInt64BE(BigInt(size), FIELD.size[0] + 4);
  }
  octal('time', time);
  put('type', PLAIN_FILE);
  put('magic', USTAR);
  put('sum', `${sumOf(head).toString(8).padStart(6, '0')}\0 `);
  return head;
}

/** Returns the bytes that fill a content up to the next block. */
export const tarFill = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

/** Returns the end of an archive. */
export const tarEnd = (): Buffer => Buffer.alloc(2 * BLOCK);

/**
 * Lists the files of an archive, in order.
 * @throws TarFault if the file is no archive, or is damaged
 * @throws the system's error if the file cannot be read
 */
export async function tarEntries(path: string): Promise<TarEntry[]> {
  const file = await open(path);
  try {
    return await readEntries(file);
  } finally {
    await file.close();
  }
}

async function readEntries(file: FileHandle): Promise<TarEntry[]> {
  const { size: length } = await file.stat();
  const entries: TarEntry[] = [];
  for (let head = 0; ;) {
    const block = Buffer.alloc(BLOCK);
    const { bytesRead } = await file.read(block, 0, BLOCK, head);
    const isEmpty = block.every((byte) => byte === 0);
    if (entries.length === 0 && (bytesRead < BLOCK || !isHead(block))) throw new TarFault('none');
    if (bytesRead < BLOCK) throw new TarFault('cut');
    if (isEmpty) {
      if (length < head + 2 * BLOCK) throw new TarFault('cut');
      const { buffer } = await file.read(Buffer.alloc(BLOCK), 0, BLOCK, head + BLOCK);
      if (length > head + 2 * BLOCK || !buffer.every((byte) => byte === 0)) throw new TarFault('altered');
      return entries;
    }
    if (!isHead(block)) throw new TarFault('altered');
    const size = sizeIn(block);
    entries.push({ name: fieldOf(block, 'name'), size, head, at: head + BLOCK });
    head += BLOCK + size + tarFill(size).length;
  }
}

/** Reads the content of a file in an archive. */
export const tarContent = (path: string, { at, size }: TarEntry): AsyncIterable<Buffer> =>
  size === 0 ? emptyContent() : createReadStream(path, { start: at, end: at + size - 1 });

async function* emptyContent(): AsyncGenerator<Buffer> {}

const isHead = (block: Buffer): boolean =>
  block.toString('latin1', ...range('magic')) === USTAR &&
  fieldOf(block, 'type') === PLAIN_FILE &&
  Number.parseInt(fieldOf(block, 'sum'), 8) === sumOf(block);

/** Computes the sum of a head's bytes, in which the field of the sum counts as spaces. */
function sumOf(head: Buffer): number {
  const [from, length] = FIELD.sum;
  return head.reduce((sum, byte, i) => sum + (i >= from && i < from + length ? 0x20 : byte), 0);
}

const range = (field: keyof typeof FIELD): [number, number] => [FIELD[field][0], FIELD[field][0] + FIELD[field][1]];

/** Returns the text of a field, up to its first NUL. */
const fieldOf = (block: Buffer, field: keyof typeof FIELD): string =>
  block.toString('latin1', ...range(field)).split('\0', 1)[0] ?? '';

function sizeIn(block: Buffer): number {
  const [at] = FIELD.size;
  return block[at] === 0x80 ? Number(block.readBigUInt64BE(at + 4)) : Number.parseInt(fieldOf(block, 'size'), 8);
}
