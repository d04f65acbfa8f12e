import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openObjects } from './open-objects.ts';

const pdf = (...streams: Uint8Array[]): Uint8Array =>
  Buffer.concat([
    Buffer.from('%PDF-1.5\n'),
    ...streams.flatMap((each) => [
      Buffer.from('1 0 obj\n<< /Type /ObjStm >>\nstream\n'),
      each,
      Buffer.from('\nendstream\n'),
    ]),
    Buffer.from('startxref\n9\n%%EOF\n'),
  ]);
const texts = (bytes: Uint8Array): string[] => openObjects(bytes).map((each) => Buffer.from(each).toString());

test('R8: compressed objects of a PDF are opened, and one that is damaged or expands too much is empty', () => {
  const [good, other] = [deflateSync('<< /S /JavaScript >>'), deflateSync('<< /S /GoTo >>')];
  expect(texts(pdf(good, Buffer.from('tidak terkompresi'), other))).toEqual([
    '<< /S /JavaScript >>',
    '',
    '<< /S /GoTo >>',
  ]);
  expect(texts(pdf(deflateSync(Buffer.alloc(40 * 1024 * 1024)), other))).toEqual(['', '<< /S /GoTo >>']);
  expect(texts(Buffer.from('PNG'))).toEqual([]);
});
