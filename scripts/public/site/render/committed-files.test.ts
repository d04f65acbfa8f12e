import { expect, test } from 'vitest';
import { printSharedList, refuseUncommitted } from './committed-files.ts';

const FILES = [
  { path: 'aset/meja.js', text: 'kirim()' },
  { path: 'admin/decap-cms.js', text: Buffer.from('formulir()') },
];
const LIST = printSharedList(FILES);
const OWN = { path: 'CNAME', text: 'agenda.contoh.example\n' };
const script = (text: string) => [{ path: 'aset/meja.js', text }, ...FILES.slice(1)];

test('security 70: the list is what sha256sum prints, in order of the paths', () => {
  expect(LIST).toMatch(/^[0-9a-f]{64} {2}admin\/decap-cms\.js\n[0-9a-f]{64} {2}aset\/meja\.js\n$/);
});

test('security 70: committed files are accepted, together with the office’s own', () => {
  expect(() => refuseUncommitted(FILES, LIST, [])).not.toThrow();
  expect(() => refuseUncommitted([...FILES, OWN], LIST, [OWN])).not.toThrow();
});

test.each([
  ['a script of the desk with one character more', script('kirim();'), [], /^aset\/meja\.js: different from the files/],
  ['one file too many', [...FILES, { path: 'lain.html', text: '<script>' }], [], /^lain\.html: /],
  ['a missing file', FILES.slice(1), [], /^aset\/meja\.js: /],
  ['a domain that main does not name', [...FILES, { ...OWN, text: 'palsu.example\n' }], [OWN], /^CNAME: /],
  ['a domain, although main names none', [...FILES, OWN], [], /^CNAME: /],
])('security 70: %s is refused, by its name', (_what, files, own, words) => {
  expect(() => refuseUncommitted(files, LIST, own)).toThrow(words);
});
