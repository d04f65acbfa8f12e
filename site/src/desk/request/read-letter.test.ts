/** Reads letters that are attached to a request: those that the form has made, and those that others have made. */
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { requestLetter } from '#domain/documents/compose.ts';
import { drawSheet } from '#public/documents/draw-sheet.ts';
import { nodePress } from '#public/documents/node-press.ts';
import { letterOffice } from '#public/documents/office-documents.ts';
import { codeOf, readCode } from './letter-code.ts';
import { fieldsIn, readLetter } from './read-letter.ts';
import { linesOfPdf } from '../../request/pdf-text.ts';
import { disclosure, sop } from '#tests/support/walked-case.ts';
import { asked, documents } from '#tests/documents/ways.ts';

const schema = disclosure.request ?? {};
const letter = requestLetter(
  letterOffice(documents, { procedure: sop, requestSchema: schema }),
  asked,
  '2026-11-25T05:00:00Z',
);

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

/** A PDF of one page with these instructions, whose font has no table of characters. */
function page(instructions: string, more = ''): Uint8Array {
  const packed = deflateSync(instructions).toString('latin1');
  return bytesOf(
    `%PDF-1.7\n1 0 obj\n<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed}\nendstream\nendobj\n${more}%%EOF`,
  );
}

describe('an attached letter', () => {
  it('that the form has drawn carries its fields in its properties', async () => {
    const pdf = await drawSheet({ ...letter, code: await codeOf(sop, schema, asked) }, await nodePress());
    const fields = await readCode(pdf, sop, schema);
    expect(fields).toMatchObject({ '/surat/nomor': '001/CONTOH/2026', '/pelaksanaan/peserta': expect.any(Number) });
    expect(fields).not.toHaveProperty(['/pemohon/akun']);
    expect(await readCode(await drawSheet(letter, await nodePress()), sop, schema)).toBeUndefined();
  });

  it('that another program has made is read for number, date and subject, and for nothing else', async () => {
    const pdf = await drawSheet(letter, await nodePress());
    expect(await readLetter(pdf, schema)).toEqual({
      '/surat/nomor': '001/CONTOH/2026',
      '/surat/tanggal': '2026-11-20',
      '/surat/perihal': 'Permohonan TCM Room (contoh)',
    });
  });

  it('is read by lines, also if its font has no table of characters', async () => {
    const text =
      'BT /F1 12 Tf 1 0 0 1 50 700 Tm (Nomor) Tj 60 0 Td (: 1\\0572026) Tj -60 -20 Td [(Peri)-20(hal)-300(: Rapat)] TJ ET';
    const lines = await linesOfPdf(page(text));
    expect(lines).toEqual(['Nomor  : 1/2026', 'Perihal : Rapat']);
    expect(fieldsIn(lines, schema)).toEqual({ '/surat/nomor': '1/2026', '/surat/perihal': 'Rapat' });
  });

  it('that claims anything is read in a bounded time, and nothing is run', async () => {
    const bomb = deflateSync(Buffer.alloc(60_000_000, 'BT (Nomor : 1) Tj T* ')).toString('latin1');
    const many = Array.from(
      { length: 300 },
      (_, at) => `${at + 2} 0 obj\n<< /Filter /FlateDecode >>\nstream\n${bomb}\nendstream\nendobj\n`,
    ).join('');
    const begun = performance.now();
    const lines = await linesOfPdf(page('BT ET', many));
    expect(lines.length).toBeLessThanOrEqual(500);
    expect(performance.now() - begun).toBeLessThan(10_000);
    for (const text of ['', '%PDF-1.7', '(((((((((', `BT ${'('.repeat(20_000)} Tj ET`, 'BT <zz> Tj /F1 Tf [[[ ET'])
      expect(await linesOfPdf(page(text))).toEqual(expect.any(Array));
    // Objects that share a number, and never end.
    expect(await linesOfPdf(bytesOf(`${'1 0 obj '.repeat(1_000_000)} endobj`))).toEqual([]);
    expect(await linesOfPdf(bytesOf('stream\nstream\nendobj 1 0 obj stream'))).toEqual([]);
  });

  it('whose text holds invisible characters or too much gives no field', () => {
    expect(fieldsIn(['Nomor : 1\u202E2', `Hal : ${'x'.repeat(400)}`, '31 Februari 2026 30 Mei'], schema)).toEqual({});
  });
});
