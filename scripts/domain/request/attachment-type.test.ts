import { deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkAttachment, compressedObjects, detectType } from './attachment-type.ts';

const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));
const file = (...parts: (number[] | string)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? ascii(part) : part)));

const chunk = (name: string, data: number[] = [], length = data.length): number[] => [
  ...[24, 16, 8, 0].map((shift) => (length >>> shift) & 255),
  ...ascii(name),
  ...data,
  ...[0, 0, 0, 0],
];
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa];
const HEADER = chunk('IHDR', [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
const PNG = [...SIGNATURE, ...HEADER, ...chunk('IDAT', [1, 2, 3]), ...chunk('IEND')];

const segment = (marker: number, data: number[]): number[] => [
  0xff,
  marker,
  (data.length + 2) >> 8,
  (data.length + 2) & 255,
  ...data,
];
const START = [0xff, 0xd8];
const APP0 = segment(0xe0, ascii('JFIF\0'));
const FRAME = segment(0xc0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
const SCAN = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 1, 2, 0xff, 0, 3, 0xff, 0xd0, 4];
const END = [0xff, 0xd9];
const JPEG = [...START, ...APP0, ...FRAME, ...SCAN, ...END];

const PDF = '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF\n';
/** Makes a PDF that has an object. */
const pdfWith = (object: string): Uint8Array => file(PDF.replace('startxref', `2 0 obj\n${object}\nendobj\nstartxref`));
/** Makes a PDF of version 1.5, whose objects are compressed in a stream. */
const pdfPacked = (objects: string, type = '/Type /ObjStm'): Uint8Array => {
  const packed = [...deflateSync(objects)];
  const head = `2 0 obj\n<< ${type} /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\r\n`;
  return file(
    PDF.slice(0, -'startxref\n9\n%%EOF\n'.length),
    head,
    packed,
    '\nendstream\nendobj\nstartxref\n9\n%%EOF\n',
  );
};
const SCRIPT_ACTION = '<< /S /JavaScript /JS (app.alert(1)) >>';

const ZIP_END = [0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)];

describe('R8: the type of an attachment is found from its content', () => {
  it.each([
    ['a PDF', file(PDF), 'application/pdf'],
    ['a PDF 2.0 with blank lines at its end', file(PDF.replace('1.7', '2.0'), '\r\n\0\n'), 'application/pdf'],
    ['a PDF updated after signing', file(PDF, '2 0 obj\nendobj\nstartxref\n70\n%%EOF'), 'application/pdf'],
    [
      'a PDF that opens at a page, with links',
      pdfWith('<< /OpenAction [3 0 R /XYZ null null 0] /A << /S /URI /URI (https://contoh.example) >> >>'),
      'application/pdf',
    ],
    ['a PDF with names that only begin alike', pdfWith('<< /LaunchDate (x) /XFAQ 1 >>'), 'application/pdf'],
    ['a PDF with compressed objects', pdfPacked('3 0 << /S /GoTo /D [3 0 R /Fit] >>'), 'application/pdf'],
    ['a PNG', file(PNG), 'image/png'],
    ['a JPEG', file(JPEG), 'image/jpeg'],
    ['a progressive JPEG of several scans', file([...START, ...FRAME, ...SCAN, ...SCAN, ...END]), 'image/jpeg'],
    ['a JPEG with fill bytes', file([...START, 0xff, 0xff, ...APP0.slice(1), ...FRAME, ...SCAN, ...END]), 'image/jpeg'],
    ["a telephone's JPEG with a second picture", file(JPEG, [0, 0], JPEG), 'image/jpeg'],
    [
      'a JPEG with a thumbnail inside',
      file([...START, ...segment(0xe1, JPEG), ...FRAME, ...SCAN, ...END]),
      'image/jpeg',
    ],
  ])('R8: %s is accepted as an attachment', (_name, bytes, type) => {
    expect(detectType(bytes)).toEqual({ ok: true, type });
  });

  it.each([
    ['an empty file', file(''), 'unknown'],
    ['HTML', file('<!doctype html><script>alert(1)</script>'), 'unknown'],
    ['SVG', file('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'unknown'],
    ['plain text', file('halo'), 'unknown'],
    ['a zip archive or an office document', file('PK\x03\x04', ZIP_END), 'unknown'],
    ['a GIF', file('GIF89a'), 'unknown'],
    ['WebP', file('RIFF\0\0\0\0WEBPVP8 '), 'unknown'],
    ['a program', file('MZ\x90\0'), 'unknown'],
    ['a PDF whose header is not at the first byte', file('\n', PDF), 'unknown'],
    ['a page with a PDF inside', file('<html><!--', PDF, '-->'), 'unknown'],
    ['a PDF that is also a page', file('%PDF-1.7\n<HTML><body>', PDF), 'mixed'],
    ['a PDF with a page after its end', file(PDF, '<script>alert(1)</script>'), 'mixed'],
    ['a PDF with one byte directly after its end', file(PDF.slice(0, -1), 'x'), 'mixed'],
    ['a PDF that is also an archive', file(PDF, ZIP_END), 'mixed'],
    ['a PDF hidden in an archive with a comment', file(PDF, ZIP_END.slice(0, -2), [PDF.length, 0], PDF), 'mixed'],
    [
      'a PDF that is a page after its first kilobyte',
      file('%PDF-1.7\n%', ' '.repeat(2_000), '\n%<script>alert(1)</script>\n', PDF),
      'mixed',
    ],
    [
      'a PNG with a page after its first kilobyte',
      file(SIGNATURE, HEADER, chunk('tEXt', ascii(' '.repeat(2_000))), chunk('tEXt', ascii('<html >')), PNG.slice(33)),
      'mixed',
    ],
    [
      'a JPEG with a page after its first kilobyte',
      file(START, segment(0xfe, ascii(' '.repeat(2_000))), segment(0xfe, ascii('<IFRAME src=x>')), FRAME, SCAN, END),
      'mixed',
    ],
    ['a PDF cut off', file(PDF.slice(0, 30)), 'damaged'],
    ['a PDF without cross-references', file('%PDF-1.7\n%%EOF'), 'damaged'],
    ['a PDF of an unknown version', file(PDF.replace('1.7', '9.9')), 'unknown'],
    ['a PNG with a page after its end', file(PNG, '<script>alert(1)</script>'), 'mixed'],
    ['a PNG with anything after its end', file(PNG, 'x'), 'mixed'],
    ['a JPEG with anything after its end', file(JPEG, 'x'), 'mixed'],
    ['a PNG that is also an archive', file(PNG, ZIP_END), 'mixed'],
    [
      'a PNG with a page in its text',
      file(SIGNATURE, HEADER, chunk('tEXt', ascii('<script>')), PNG.slice(33)),
      'mixed',
    ],
    ['a PNG cut off', file(PNG.slice(0, -4)), 'damaged'],
    ['a PNG of the signature alone', file(SIGNATURE), 'damaged'],
    ['a PNG that does not begin with its header', file(SIGNATURE, chunk('IDAT', [1]), chunk('IEND')), 'damaged'],
    [
      'a PNG of no width',
      file(SIGNATURE, chunk('IHDR', [0, 0, 0, 0, 0, 0, 0, 1, 8, 0, 0, 0, 0]), PNG.slice(33)),
      'damaged',
    ],
    ['a PNG without a picture', file(SIGNATURE, HEADER, chunk('IEND')), 'damaged'],
    ['a PNG with a chunk longer than the file', file(SIGNATURE, HEADER, chunk('IDAT', [1], 0xffffffff)), 'damaged'],
    ['a JPEG with a page after its end', file(JPEG, '<script>alert(1)</script>'), 'mixed'],
    ['a JPEG with a page between two ends', file(JPEG, '<script>alert(1)</script>', END), 'mixed'],
    ['a JPEG with a page as its comment', file(START, segment(0xfe, ascii('<html>')), FRAME, SCAN, END), 'mixed'],
    ['a JPEG that is also an archive', file(JPEG, ZIP_END), 'mixed'],
    ['a JPEG cut off', file(JPEG.slice(0, -2)), 'damaged'],
    ['a JPEG without a picture', file(START, APP0, END), 'damaged'],
    ['a JPEG with a segment of no length', file(START, [0xff, 0xe0, 0, 0], FRAME, SCAN, END), 'damaged'],
    ['a JPEG with garbage between segments', file(START, APP0, [7], FRAME, SCAN, END), 'damaged'],
  ])('R8: %s is refused (security 22)', (_name, bytes, reason) => {
    expect(detectType(bytes)).toEqual({ ok: false, reason });
  });

  it.each([
    ['a script', SCRIPT_ACTION, '/JavaScript'],
    ['a script when it opens', `<< /OpenAction ${SCRIPT_ACTION} >>`, '/JavaScript'],
    ['a script when a page opens', `<< /AA << /O ${SCRIPT_ACTION} >> >>`, '/JavaScript'],
    ['a script under an escaped name', '<< /S /J#61vaScript /J#53 (x) >>', '/JavaScript'],
    ['a program to start', '<< /S /Launch /F (cmd.exe) >>', '/Launch'],
    ['a file inside', '<< /Type /EmbeddedFile /Length 3 >>', '/EmbeddedFile'],
    ['a list of files inside', '<< /Names << /EmbeddedFiles 4 0 R >> >>', '/EmbeddedFiles'],
    ['a film', '<< /Subtype /RichMedia >>', '/RichMedia'],
    ['a form that is a program', '<< /XFA 4 0 R >>', '/XFA'],
    ['a form that sends itself', '<</S/SubmitForm/F(https://contoh.example)>>', '/SubmitForm'],
    ['a way into another file', '<< /S /GoToR /F (\\\\contoh\\x.pdf) >>', '/GoToR'],
  ])('R8: a PDF with %s is refused, and the problem names what was found (security 22)', (_what, object, received) => {
    expect(checkAttachment('a/surat.pdf', pdfWith(object))).toMatchObject({
      problem: {
        file: 'a/surat.pdf',
        code: 'attachment-active',
        received,
        message: { id: expect.any(String), en: expect.any(String) },
        fix: { id: 'Cetak ke PDF, lalu unggah hasilnya', en: 'Print it to PDF and upload that' },
      },
    });
  });

  const ADDRESS = '<< /S /URI /URI (https://contoh.example) >>';
  const look = (bytes: Uint8Array) =>
    checkAttachment(
      'a.pdf',
      bytes,
      compressedObjects(bytes).map((each) => inflateSync(each)),
    );

  it.each([
    ['when it opens', `<< /OpenAction ${ADDRESS} >>`, '/OpenAction /URI'],
    ['by another object', `<< /OpenAction 7 0 R >>\nendobj\n7 0 obj\n${ADDRESS}`, '/OpenAction /URI'],
    [
      'by an object that is defined twice',
      `<< /OpenAction 7 0 R >>\nendobj\n7 0 obj\n${ADDRESS}\nendobj\n7 0 obj\n<<>>`,
      '/OpenAction /URI',
    ],
    [
      'after going to a page',
      `<< /OpenAction << /S /GoTo /D [3 0 R /Fit] /Next [ 7 0 R ${ADDRESS} ] >> >>`,
      '/OpenAction /URI',
    ],
    [
      'after going to a page, by a single next action',
      `<< /OpenAction << /S /GoTo /D [3 0 R /Fit] /Next ${ADDRESS} >> >>`,
      '/OpenAction /URI',
    ],
    ['when a page opens', `<< /AA << /C <</S/GoTo>> /O ${ADDRESS} >> >>`, '/AA /URI'],
    [
      'when a page opens, by other objects',
      `<</AA 7 0 R>>\nendobj\n7 0 obj\n<</O 8 0 R>>\nendobj\n8 0 obj${ADDRESS}`,
      '/AA /URI',
    ],
    ['under escaped names', '<< /Open#41ction << /#53 /U#52I /URI (x) >> >>', '/OpenAction /URI'],
    [
      'behind comments and odd spaces',
      '<</OpenAction%(\r7%x\n\x000\tR>>\nendobj\n007 0\f obj %<<\n<</URI(\\)>>)/S%\n/URI>>',
      '/OpenAction /URI',
    ],
    ['after a text with an escaped bracket', '<< /OpenAction << /URI (a\\(b) /S /URI >> >>', '/OpenAction /URI'],
    ['after more brackets than any letter has', `<< /OpenAction ${'['.repeat(100)}`, '/OpenAction /URI'],
  ])('R8: a PDF that opens an address without a click, %s, is refused (security 22)', (_what, object, received) => {
    expect(look(pdfWith(object))).toMatchObject({ problem: { code: 'attachment-active', received } });
  });

  it('R8: an action in a compressed object of a PDF is found too (security 22)', () => {
    const body = `5 0 7 25 << /OpenAction 7 0 R   >> ${ADDRESS}`;
    const packed = (text: string, first: string) => pdfPacked(text, `/Type /ObjStm ${first}`);
    const refused = { problem: { code: 'attachment-active', received: '/OpenAction /URI' } };
    expect(look(packed(body, '/First 9'))).toMatchObject(refused);
    expect(look(packed(body, '/F#69rst 9'))).toMatchObject(refused);
    // In the first PDF the file refers to an object in a stream. In the second PDF a stream refers to one in the file.
    const split = packed('7 0 ' + ADDRESS, '/First 4');
    expect(look(Buffer.concat([pdfWith('<< /OpenAction 7 0 R >>').subarray(0, -20), split.subarray(9)]))).toMatchObject(
      refused,
    );
    const other = packed('5 0 << /OpenAction 8 0 R >>', '/First 4');
    expect(
      look(Buffer.concat([pdfWith(`0 0\nendobj\n8 0 obj ${ADDRESS}`).subarray(0, -20), other.subarray(9)])),
    ).toMatchObject(refused);
  });

  it.each([
    ['a link', `<< /Subtype /Link /A ${ADDRESS} >>`],
    ['a link to a page, and then to an address', `<< /Subtype /Link /A << /S /GoTo /Next ${ADDRESS} >> >>`],
    [
      'a page to open at, which has a link',
      `<< /OpenAction [7 0 R /Fit] >>\nendobj\n7 0 obj\n<< /Annots [ << /A ${ADDRESS} >> ] >>`,
    ],
    [
      'an action that opens such a page',
      `<< /OpenAction 6 0 R >>\nendobj\n6 0 obj\n<< /S /GoTo /D [7 0 R /Fit] >>\nendobj\n7 0 obj\n<< /A ${ADDRESS} >>`,
    ],
    ['a place to open at, named like an action', '<< /OpenAction << /S /GoTo /D (\\) /S /URI) >> >>'],
    ['actions that lead to each other', '<< /OpenAction 6 0 R >>\nendobj\n6 0 obj\n<< /S /Named /Next 6 0 R >>'],
    ['an address as the base of its links', '<< /OpenAction (awal) /URI << /Base (https://contoh.example) >> >>'],
    ['a missing action', '<< /OpenAction 99 0 R >>'],
  ])('R8: a PDF with %s is accepted', (_what, object) => {
    expect(look(pdfWith(object))).toEqual({ type: 'application/pdf' });
  });

  it('R8: a PDF of many unfinished objects is refused or accepted in a bounded time (security 22)', () => {
    for (const [filler, kept] of [
      ['/AA ', 'type'],
      ['/AA 1 0 R 1 0 obj ', 'problem'],
      ['/OpenAction<<', 'problem'],
      ['1 0 obj', 'type'],
      ['9 %%%%', 'type'],
    ])
      expect(look(pdfWith((filler ?? '').repeat(100_000)))).toHaveProperty(kept ?? '');
  });

  it('R8: compressed objects of a PDF are returned to be opened, and are checked too (security 22)', () => {
    expect(look(pdfPacked(`3 0 ${SCRIPT_ACTION}`))).toMatchObject({
      problem: { code: 'attachment-active', received: '/JavaScript' },
    });
    expect(look(pdfPacked(`3 0 ${SCRIPT_ACTION}`, '/Type/Obj#53tm'))).toHaveProperty('problem');
    expect(look(pdfPacked('3 0 << /S /GoTo >>'))).toEqual({ type: 'application/pdf' });
    expect(compressedObjects(pdfPacked('x', '/Type /XObject'))).toEqual([]);
    expect(compressedObjects(file(PNG))).toEqual([]);
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
