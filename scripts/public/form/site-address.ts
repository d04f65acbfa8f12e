import { UserError } from '#domain/user-error.ts';
import { TARGET_FILE } from './target-file.ts';

/** The file on main that names the site's own domain. It is published with the pages, since GitHub reads it there. */
export const DOMAIN_FILE = 'site/public/CNAME';

/**
 * Returns the root of the public site, without a slash at its end. It is the setting `site` of site/forge.json on main.
 * Without that setting, it is the domain in site/public/CNAME. Without that file, it is the address at which GitHub
 * Pages serves the repository. The process links to this root in its comments, so the root never comes from something
 * that a writer can change, such as a variable of the repository.
 * @param read returns the text of a file of main, or undefined if there is none
 * @throws UserError if one of the files is not as expected
 */
export function siteAddress(read: (path: string) => string | undefined, owner: string, repo: string): string {
  const written = settingIn(read(TARGET_FILE));
  if (written !== undefined) return addressIn(written);
  const domain = read(DOMAIN_FILE)?.trim();
  if (!domain) return pagesOf(owner, repo);
  if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(domain)) throw unexpected(DOMAIN_FILE, 'agenda.contoh.go.id', domain);
  return `https://${domain.toLowerCase()}`;
}

/** Returns the address at which GitHub Pages serves a repository without a domain of its own. */
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
