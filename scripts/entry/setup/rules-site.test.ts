import { expect, test } from 'vitest';
import { listed } from './finding.ts';
import { oldSite, siteOnMain } from './rules-site.ts';
import type { RepositorySituation } from './read-situation.ts';

/** What the two rules look at. */
const situation = (of: {
  readonly address?: string;
  readonly fault?: string;
  readonly url?: string;
  readonly domain?: string;
  readonly variable?: string;
}): RepositorySituation =>
  // Only what the rules read of a situation.
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
    .flatMap((rule) => listed(rule(situation(of))))
    .map(({ code, severity, remedy }) => `${severity} ${code}${remedy ? ' by setup' : ''}`);

test.each([
  ['GitHub serves it where main says', { ...HERE, url: 'http://Kantor.github.io/berkas/' }, []],
  [
    'GitHub serves it at the organisation’s domain',
    { ...HERE, url: 'https://contoh.go.id/berkas/' },
    ['wrong site-address'],
  ],
  [
    'main names an address of the office',
    { address: 'https://contoh.go.id', url: 'https://kantor.github.io/berkas/' },
    [],
  ],
  ['it has a domain of its own', { ...HERE, url: 'https://agenda.example/', domain: 'agenda.example' }, []],
  ['nothing is published yet', HERE, []],
  ['a file of main is broken', { fault: 'site/forge.json: …' }, ['wrong site-address']],
  [
    'a variable of before says the same',
    { ...HERE, variable: 'https://kantor.github.io/berkas/' },
    ['weaker site-variable by setup'],
  ],
  ['a variable says something else', { ...HERE, variable: 'https://palsu.example' }, ['wrong site-variable']],
  [
    'a variable is there as well as a broken file',
    { fault: '…', variable: 'https://palsu.example' },
    ['wrong site-address'],
  ],
])('security 63: %s', (_what, of, findings) => {
  expect(found(of)).toEqual(findings);
});

test('security 63: an address that only a variable names is proposed for main, and not moved there unasked', () => {
  const [finding] = listed(oldSite(situation({ ...HERE, variable: 'https://contoh.go.id/' })));
  expect(finding?.advice?.en).toContain('write "site": "https://contoh.go.id" into site/forge.json by a pull request');
  expect(finding?.remedy).toBeUndefined();
});
