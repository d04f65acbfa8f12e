import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { checkAttachment } from '#domain/request/attachment-type.ts';
import { openInBrowser } from './open-objects.ts';

test('R8: the browser’s reader of compressed PDF objects shows a script to the check, and nothing in harmless or unreadable objects', async () => {
  const pdf = (packed: Uint8Array): Uint8Array =>
    Buffer.concat([
      Buffer.from('%PDF-1.5\n1 0 obj\n<< /Type /ObjStm >>\nstream\n'),
      packed,
      Buffer.from('\nendstream\nendobj\nstartxref\n9\n%%EOF\n'),
    ]);
  const look = async (bytes: Uint8Array) => checkAttachment('surat.pdf', bytes, await openInBrowser(bytes));
  expect(await look(pdf(deflateSync('<< /S /JavaScript /JS (x) >>')))).toMatchObject({
    problem: { code: 'attachment-active', received: '/JavaScript' },
  });
  expect(await look(pdf(deflateSync('<< /S /GoTo >>')))).toEqual({ type: 'application/pdf' });
  expect(await look(pdf(Buffer.from('tidak terkompresi')))).toEqual({ type: 'application/pdf' });
});
