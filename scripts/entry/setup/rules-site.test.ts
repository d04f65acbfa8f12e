import { expect, test } from 'vitest';
import { findingsIn } from './finding.ts';
import { oldSite, siteOnMain } from './rules-site.ts';
import type { RepositorySituation } from './read-situation.ts';

/** Makes a situation from the few facts that the two rules read. */
const situation = (of: {
  readonly address?: string;
  readonly fault?: string;
  readonly url?: string;
  readonly domain?: string;
  readonly variable?: string;
}): RepositorySituation =>
  // These are the only fields of a situation that the rules read.
  ({
    site: of.fault === undefined ? { address: of.address } : { fault: { id: of.fault, en: of.fault } },
    pages: {
      value:
        of.url === undefined
          ? undefined
          : { source: 'site', url: of.url, isPublic: true, domain: of.domain as string | undefined },
    },
    variables: of.variable === undefined ? {} : { DISPOSISI_SITE: of.variable },
  }) as unknown as RepositorySituation;
const HERE = { address: 'https://kantor.github.io/berkas' };
const found = (of: Parameters<typeof situation>[0]) =>
  [siteOnMain, oldSite]
    .flatMap((rule) => findingsIn(rule(situation(of))))
    .map(({ code, severity, remedy }) => `${severity} ${code}${remedy ? ' by setup' : ''}`);

test.each([
  ['the address at GitHub Pages that main names', { ...HERE, url: 'http://Kantor.github.io/berkas/' }, []],
  [
    'GitHub Pages at the organisation’s domain, which main does not name',
    { ...HERE, url: 'https://contoh.go.id/berkas/' },
    ['wrong site-address'],
  ],
  [
    'an address of another server that main names',
    { address: 'https://contoh.go.id', url: 'https://kantor.github.io/berkas/' },
    [],
  ],
  ['a domain of its own', { ...HERE, url: 'https://agenda.example/', domain: 'agenda.example' }, []],
  ['nothing published yet', HERE, []],
  ['a broken file on main', { fault: 'site/forge.json: …' }, ['wrong site-address']],
  [
    'an old variable that says the same',
    { ...HERE, variable: 'https://kantor.github.io/berkas/' },
    ['weaker site-variable by setup'],
  ],
  ['a variable that says something else', { ...HERE, variable: 'https://palsu.example' }, ['wrong site-variable']],
  ['a variable and a broken file', { fault: '…', variable: 'https://palsu.example' }, ['wrong site-address']],
])('security 63: the findings for a site with %s', (_what, of, findings) => {
  expect(found(of)).toEqual(findings);
});

test('security 63: an address that only a variable names is proposed for main, and is not written there unasked', () => {
  const [finding] = findingsIn(oldSite(situation({ ...HERE, variable: 'https://contoh.go.id/' })));
  expect(finding?.advice?.en).toContain('write "site": "https://contoh.go.id" into site/forge.json by a pull request');
  expect(finding?.remedy).toBeUndefined();
});
