import { describe, expect, it } from 'vitest';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { codeOf, differing, readCode, taken } from './letter-code.ts';

const TEXT = { type: 'string' };
const SCHEMA: Schema = {
  properties: {
    sop: { const: 'contoh' },
    siapa: { properties: { nama: TEXT, akun: TEXT, masuk: TEXT, lewat: TEXT } },
    jumlah: { type: 'integer' },
    alat: { type: 'array', items: TEXT },
    lampiran: { type: 'array', items: TEXT },
  },
};
const SOP = {
  id: 'contoh',
  request: {
    pointers: { applicant: '/siapa/akun', attachments: '/lampiran' },
    onBehalf: { role: 'loket', date: '/siapa/masuk', way: '/siapa/lewat' },
  },
} as unknown as Procedure;

const pdf = (...codes: string[]): Uint8Array =>
  new TextEncoder().encode(`%PDF-1.7\n${codes.map((code) => `<< /Keywords (${code}) >>`).join('\n')}\n%%EOF`);
const read = (...codes: string[]) => readCode(pdf(...codes), SOP, SCHEMA);

const REQUEST = { siapa: { nama: 'Contoh “satu”', akun: 'contoh-opd' }, jumlah: 7, alat: ['a'], lampiran: ['x.pdf'] };

/** Makes a code as somebody without the form would, with any content. */
async function forged(content: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content));
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
  return `disposisi-surat-1:${hash}:${Buffer.from(bytes).toString('base64url')}`;
}

describe('a letter that the form has made', () => {
  it('is recognised by its code, with the fields from which it was made, but without account and attachments', async () => {
    const fields = await read(await codeOf(SOP, SCHEMA, REQUEST));
    expect(fields).toEqual({ '/siapa/nama': 'Contoh “satu”', '/jumlah': 7, '/alat': ['a'] });
    const other = { ...REQUEST, jumlah: 8 };
    expect(differing(other, fields ?? {}, SCHEMA)).toEqual(['/jumlah']);
    expect(taken(other, fields ?? {}, ['/jumlah'])).toEqual(REQUEST);
    expect(differing(REQUEST, fields ?? {}, SCHEMA)).toEqual([]);
  });

  it('a number that is only grouped otherwise does not differ, a letter’s number does', () => {
    const root: Schema = { properties: { nip: { ...TEXT, pattern: '^[0-9]{18}$' }, nomor: TEXT } };
    const fields = { '/nip': '000000000000000001', '/nomor': '12-3' };
    expect(differing({ nip: '00000000 000000 0-001', nomor: '12-3' }, fields, root)).toEqual([]);
    expect(differing({ nip: '00000000 000000 0-002', nomor: '123' }, fields, root)).toEqual(['/nip', '/nomor']);
  });

  it('a code is not read if it is damaged, of another SOP, too long, or one of two that differ', async () => {
    const code = await codeOf(SOP, SCHEMA, REQUEST);
    expect(await read(code, code)).toBeDefined();
    expect(await read(`${code.slice(0, -4)}AAAA`)).toBeUndefined();
    expect(await read(await codeOf({ ...SOP, id: 'lain' }, SCHEMA, REQUEST))).toBeUndefined();
    expect(await read(code, await codeOf(SOP, SCHEMA, { jumlah: 9 }))).toBeUndefined();
    expect(await read(await forged({ sop: 'contoh', fields: { '/siapa/nama': 'x'.repeat(60_000) } }))).toBeUndefined();
    expect(await read(await forged('{'))).toBeUndefined();
    expect(await read(await forged({ sop: 'contoh', fields: null }))).toBeUndefined();
    expect(await read()).toBeUndefined();
  });

  it('a forged code sets no account, no request for somebody else, no attachment, and no field of another kind', async () => {
    const fields = {
      '/siapa/akun': 'orang-lain',
      '/siapa/masuk': '2026-01-01',
      '/siapa/lewat': 'surat',
      '/lampiran': ['lain.pdf'],
      '/sop': 'lain',
      '/siapa': { akun: 'x' },
      '/__proto__/x': 'x',
      '/jumlah': '7',
      '/alat': [{ x: 1 }],
      '/siapa/nama': 'Nama lain',
    };
    expect(await read(await forged({ sop: 'contoh', fields }))).toEqual({ '/siapa/nama': 'Nama lain' });
  });
});
