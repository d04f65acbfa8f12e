import { UserError } from '#domain/user-error.ts';
import { TARGET_FILE } from './target-file.ts';

/** The file on main that names the site's own domain, and is published with the pages: GitHub reads it there. */
export const DOMAIN_FILE = 'site/public/CNAME';

/**
 * The root of the public site, without a slash at its end, as main says it: the setting `site` of site/forge.json, else the
 * domain in site/public/CNAME, else where GitHub Pages serves the repository. The process links to it in its own comments,
 * so it never comes from what a writer can change, such as a variable of the repository.
 * @param read gives the text of a file of main; undefined where there is none
 * @throws UserError where one of the files does not say it as expected
 */
export function siteAddress(read: (path: string) => string | undefined, owner: string, repo: string): string {
  const written = settingIn(read(TARGET_FILE));
  if (written !== undefined) return addressIn(written);
  const domain = read(DOMAIN_FILE)?.trim();
  if (!domain) return pagesOf(owner, repo);
  if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(domain)) throw unexpected(DOMAIN_FILE, 'agenda.contoh.go.id', domain);
  return `https://${domain.toLowerCase()}`;
}

/** Where GitHub Pages serves a repository that has no domain of its own. */
function pagesOf(owner: string, repo: string): string {
  const host = `${owner.toLowerCase()}.github.io`;
  return repo.toLowerCase() === host ? `https://${host}` : `https://${host}/${repo}`;
}

function settingIn(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return (JSON.parse(text) as { readonly site?: unknown } | null)?.site;
  } catch {
    throw unexpected(TARGET_FILE, '{ "kind": … }', text);
  }
}

function addressIn(written: unknown): string {
  const url = typeof written === 'string' ? URL.parse(written) : null;
  const isPlain = url && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username;
  if (!isPlain) throw unexpected(`${TARGET_FILE}: site`, 'https://contoh.go.id/berkas', JSON.stringify(written) ?? '-');
  return url.href.replace(/\/+$/, '');
}

const unexpected = (where: string, expected: string, received: string): UserError =>
  new UserError({
    id: `${where}: diharapkan seperti ${expected}, diterima ${received.slice(0, 80)}. Perbaiki file itu di main.`,
    en: `${where}: expected something like ${expected}, received ${received.slice(0, 80)}. Correct the file on main.`,
  });
