import { expect, test } from 'vitest';
import { findingsIn } from './finding.ts';
import { siteOnMain } from './rules-site.ts';
import type { RepositorySituation } from './read-situation.ts';

/** Makes a situation from the few facts that the rule reads. */
const situation = (of: {
  readonly address?: string;
  readonly fault?: string;
  readonly url?: string;
  readonly domain?: string;
}): RepositorySituation =>
  // These are the only fields of a situation that the rule reads.
  ({
    site: of.fault === undefined ? { address: of.address } : { fault: { id: of.fault, en: of.fault } },
    pages: {
      value:
        of.url === undefined
          ? undefined
          : { source: 'site', url: of.url, isPublic: true, domain: of.domain as string | undefined },
    },
  }) as unknown as RepositorySituation;
const HERE = { address: 'https://kantor.github.io/berkas' };
const found = (of: Parameters<typeof situation>[0]) =>
  findingsIn(siteOnMain(situation(of))).map(({ code, severity }) => `${severity} ${code}`);

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
])('security 63: the findings for a site with %s', (_what, of, findings) => {
  expect(found(of)).toEqual(findings);
});
