import { expect, test } from 'vitest';
import { siteAddress } from './site-address.ts';

const at = (files: Readonly<Record<string, string>>, repo = 'berkas'): string =>
  siteAddress((path) => files[path], 'Kantor', repo);

test.each([
  ['no file', {}, 'https://kantor.github.io/berkas'],
  ['a file with a domain', { 'site/public/CNAME': 'Agenda.contoh.go.id\n' }, 'https://agenda.contoh.go.id'],
  ['settings without an address', { 'site/forge.json': '{"kind":"embedded"}' }, 'https://kantor.github.io/berkas'],
  [
    'a domain and an address in the settings',
    { 'site/forge.json': '{"site":"https://contoh.go.id/berkas/"}', 'site/public/CNAME': 'agenda.contoh.go.id' },
    'https://contoh.go.id/berkas',
  ],
])(
  'security 63: the address of the site follows from main and the repository’s name, if main has %s',
  (_what, files, address) => {
    expect(at(files)).toBe(address);
  },
);

test('security 63: the site of the repository named as the account’s domain is at the root of that domain', () => {
  expect(at({}, 'Kantor.github.io')).toBe('https://kantor.github.io');
});

test.each([
  [{ 'site/forge.json': '{"site":"javascript:alert(1)"}' }, /^site\/forge\.json: site: expected .*javascript/],
  [{ 'site/forge.json': '{"site":"https://a@contoh.go.id/"}' }, /^site\/forge\.json: site: expected/],
  [{ 'site/forge.json': '{"site":7}' }, /received 7/],
  [{ 'site/forge.json': 'kind: embedded' }, /^site\/forge\.json: expected/],
  [{ 'site/public/CNAME': 'https://agenda.contoh.go.id' }, /^site\/public\/CNAME: expected something like agenda/],
])('security 63: an invalid address is refused, and the refusal names the file: %j', (files, words) => {
  expect(() => at(files)).toThrow(words);
});
