import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '#tests/support/folders.ts';
import { formAddress } from './address.ts';
import { attachmentName } from '../request/attachment-name.ts';
import { localTimes } from '#domain/words/local-times.ts';

it('the form opens below any address of the site, in the visitor’s language', () => {
  expect(formAddress({ base: '', language: 'id' })).toBe('/admin/');
  expect(formAddress({ base: '/berkas', language: 'en' })).toBe('/berkas/admin/?lang=en');
});

describe('R8: the names of attachments', () => {
  it.each([
    ['Surat Permohonan (Final).PDF', 'surat-permohonan-final.pdf'],
    ['Peta é.v2.jpeg', 'peta-e-v2.jpeg'],
    ['.pdf', 'pdf'],
    ['会議.png', 'lampiran.png'],
    [`${'a'.repeat(100)}.pdf`, `${'a'.repeat(76)}.pdf`],
    ['--option.pdf', 'option.pdf'],
  ])('the attachment name %s becomes %s', (name, expected) => {
    expect(attachmentName(name)).toBe(expected);
    expect(expected).toMatch(/^[a-z0-9_][a-z0-9._-]{0,79}$/);
  });
});

describe('instants in the rules’ messages', () => {
  const reported = (sentence: string) => localTimes(sentence, 'Asia/Pontianak', 'id');

  it('an instant in a message is shown in the office’s zone', () => {
    expect(reported('sesudah 2026-12-01T02:00:00Z, tertulis 2026-12-01T01:30:00Z')).toBe(
      'sesudah 1 Des 2026 09.00 WIB, tertulis 1 Des 2026 08.30 WIB',
    );
  });

  it('a date in a message is shown as people write it, and a name that contains one is not changed', () => {
    expect(reported('paling lambat 2026-12-01, tertulis 2026-12-02.')).toBe(
      'paling lambat 1 Desember 2026, tertulis 2 Desember 2026.',
    );
    expect(reported('2026-12-01-surat.pdf, 2026-13-01, PMK-2026-12-01')).toBe(
      '2026-12-01-surat.pdf, 2026-13-01, PMK-2026-12-01',
    );
  });

  it('a typed text that is no instant is shown as it was typed', () => {
    expect(reported('diterima 2026-02-30T10:00:00Z')).toBe('diterima 2026-02-30T10:00:00Z');
    expect(reported('diterima 2026-02-03T99:00:00Z')).toBe('diterima 2026-02-03T99:00:00Z');
  });
});

it('Decap still has each part that the style sheet and the program of the form name', async () => {
  const text = (path: string): Promise<string> => readFile(join(ROOT, path), 'utf8');
  const styles = `${await text('site/src/form/form.css')}${await text('site/src/form/boot.ts')}`;
  const decap = await text('node_modules/decap-cms/dist/decap-cms.js');
  const named = [...new Set([...styles.matchAll(/\[class\*='-?(\w+)-?'\]/g)].map(([, name = '']) => name))];
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !new RegExp(`label:"?\\w*${name}`).test(decap))).toEqual([]);
});
