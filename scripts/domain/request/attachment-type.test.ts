import { describe, expect, it } from 'vitest';
import { checkAttachment, detectType } from './attachment-type.ts';

const file = (...parts: (readonly number[] | string)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

const PNG = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR';
const JPEG = '\xff\xd8\xff\xe0\0\x10JFIF\0';
const PDF = '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF\n';
/** The tag of Exif that refers to the place, in both orders of bytes. */
const [BIG, LITTLE] = ['\x88\x25\0\x04\0\0\0\x01', '\x25\x88\x04\0\x01\0\0\0'];

describe('R8: the type of an attachment is found from its first bytes', () => {
  it.each([
    ['a PDF', file(PDF), 'application/pdf'],
    ['a PDF that is a page after its first kilobyte', file(PDF, ' '.repeat(1_024), '<html>'), 'application/pdf'],
    ['a PDF with a script, which no reader of the office runs', file(PDF, '/JavaScript'), 'application/pdf'],
    ['a PNG', file(PNG), 'image/png'],
    ['a JPEG', file(JPEG), 'image/jpeg'],
  ])('R8: %s is accepted as an attachment', (_name, bytes, type) => {
    expect(detectType(bytes)).toEqual({ ok: true, type });
  });

  it.each([
    ['an empty file', file(''), 'unknown'],
    ['HTML', file('<!doctype html><script>alert(1)</script>'), 'unknown'],
    ['SVG', file('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'unknown'],
    ['plain text', file('halo'), 'unknown'],
    ['a zip archive or an office document', file('PK\x03\x04'), 'unknown'],
    ['a GIF', file('GIF89a'), 'unknown'],
    ['WebP', file('RIFF\0\0\0\0WEBPVP8 '), 'unknown'],
    ['a program', file('MZ\x90\0'), 'unknown'],
    ['a PDF whose header is not at the first byte', file('\n', PDF), 'unknown'],
    ['a page with a PDF inside', file('<html><!--', PDF, '-->'), 'unknown'],
    ['half of the signature of a PNG', file(PNG.slice(0, 4)), 'unknown'],
    ['a PDF that is also a page', file('%PDF-1.7\n<HTML><body>', PDF), 'mixed'],
    ['a PNG that is also a page', file(PNG, '<script>alert(1)</script>'), 'mixed'],
    ['a JPEG with a page as its comment', file(JPEG, '\xff\xfe\0\x08<html>'), 'mixed'],
  ])('R8: %s is refused (security 22)', (_name, bytes, reason) => {
    expect(detectType(bytes)).toEqual({ ok: false, reason });
  });

  it.each([
    ['a JPEG, high byte first', 'foto.jpg', file(JPEG, 'Exif\0\0MM', BIG)],
    ['a JPEG, low byte first', 'foto.jpg', file(JPEG, 'Exif\0\0II', LITTLE)],
    ['the second picture of a JPEG', 'foto.jpg', file(JPEG, 'x'.repeat(70_000), JPEG, 'Exif\0\0II', LITTLE)],
    ['a PNG', 'denah.png', file(PNG, 'eXIf', BIG)],
    ['a text of XMP', 'foto.jpg', file(JPEG, '<x:xmpmeta exif:GPSLatitude="0,54.3N">')],
  ])('R8, security 79: a picture is refused if %s says where it was taken', (_name, path, bytes) => {
    expect(checkAttachment(path, bytes)).toMatchObject({
      problem: {
        code: 'attachment-position',
        message: { id: 'Foto ini menyebut tempat pengambilannya (GPS)' },
        fix: { id: expect.stringContaining('Meja kerja') },
      },
    });
    // A picture that was accepted before this rule can still be shown.
    expect(detectType(bytes).ok).toBe(true);
  });

  it('R8: a picture with other words of a camera, and a PDF with any bytes, are accepted', () => {
    expect(checkAttachment('foto.jpg', file(JPEG, 'Exif\0\0MM\x01\x12\0\x03\0\0\0\x01'))).toEqual({
      type: 'image/jpeg',
    });
    expect(checkAttachment('surat.pdf', file(PDF, BIG, LITTLE))).toEqual({ type: 'application/pdf' });
  });

  it('R8: the name of an attachment must agree with its content', () => {
    expect(checkAttachment('requests/2026/a/surat.pdf', file(PDF))).toEqual({ type: 'application/pdf' });
    expect(checkAttachment('requests/2026/a/foto.jpeg', file(JPEG))).toEqual({ type: 'image/jpeg' });
    expect(checkAttachment('requests/2026/a/surat.pdf', file(PNG))).toMatchObject({
      problem: { file: 'requests/2026/a/surat.pdf', code: 'attachment-extension', received: 'PNG' },
    });
    expect(checkAttachment('requests/2026/a/surat.pdf', file('<html>'))).toMatchObject({
      problem: { code: 'attachment-unknown', message: { id: 'Isi lampiran bukan PDF, PNG, atau JPEG' } },
    });
  });
});
