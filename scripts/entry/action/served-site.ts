/** Checks whether a site serves the scripts that main lists, in pages that run no other scripts (security row 70). */
import { MAIN_REF } from '#domain/case/state/pull.ts';
import { shorten, type Text } from '#domain/problem.ts';
import { readCommits } from '#engine/register/clone-history.ts';
import { type RegisterFinding, registerFinding } from '#engine/register/finding.ts';
import { readObjects } from '#engine/register/git.ts';
import { readSharedList, SHARED_LIST } from '#public/site/render/committed-files.ts';
import { hashOf } from '#public/site/folder.ts';
import { asCompiled, prefixOf } from '#public/site/render/renderer.ts';

/** The path of the list on main. */
const LIST = `.github/actions/disposisi/${SHARED_LIST}`;

const FORM = 'admin/';
/** The pages on which people sign in, or verify cases. */
const PAGES = ['meja/', 'en/meja/', FORM, 'periksa/', 'en/periksa/'];

/** The most bytes and the most milliseconds for reading one file. Every listed file has fewer bytes. */
const LARGEST = 16 * 1024 * 1024;
const LONGEST = 20_000;

/** The findings about a site. `note` says why it was not compared with the current list of main. */
export interface ServedSite {
  readonly findings: readonly RegisterFinding[];
  readonly note?: Text;
}

/**
 * Compares what a site serves with the list of main. There is no finding if the site serves nothing, or if it equals an
 * earlier list of main. A publication follows each update within minutes. Until then, readers get an earlier version.
 * If the host fails, the findings up to then are returned, with a note.
 * @param folder a clone, with main
 * @param site the site's root, without a slash at its end
 */
export async function checkServedSite(folder: string, site: string): Promise<ServedSite> {
  const [newest, ...earlier] = await listsOfMain(folder);
  if (!newest) return { findings: [], note: NO_LIST };
  const served = new Served(site);
  const findings: RegisterFinding[] = [];
  try {
    for await (const found of faultsOf(newest, served)) findings.push(found);
    if (!served.isThere) return { findings: [], note: nothingAt(site) };
    if (findings.length === 0) return { findings };
    for (const list of earlier)
      if ((await faultsOf(list, served).next()).done) return { findings: [], note: earlierAt(site) };
    return { findings };
  } catch (error) {
    if (error instanceof Unanswered) return { findings, note: unanswered(error.message) };
    throw error;
  }
}

type SharedList = ReadonlyMap<string, string>;

/** Reads the lists that main has had, the newest first. Other branches may have had any list, so they are ignored. */
async function listsOfMain(folder: string): Promise<SharedList[]> {
  const commits = await readCommits(folder, MAIN_REF, { folders: [LIST] });
  const blobs = commits.flatMap(({ changes }) => changes.flatMap(({ blob }) => blob ?? [])).reverse();
  const lists: SharedList[] = [];
  for await (const object of readObjects(folder, blobs)) lists.push(readSharedList(object?.content.toString() ?? ''));
  return lists;
}

/** Finds the files of a list that a site does not serve as listed, and the pages that could run other scripts. */
async function* faultsOf(list: SharedList, { at, site }: Served): AsyncGenerator<RegisterFinding, void, void> {
  const base = new URL(site).pathname;
  for (const [path, hash] of list) {
    const file = `${site}/${path}`;
    const bytes = await at(path);
    const compiled = bytes && asCompiled(bytes, base);
    if (!bytes) yield registerFinding('served-missing', { file });
    else if (!compiled || hashOf(compiled) !== hash) yield registerFinding('served-differs', { file });
  }
  for (const path of PAGES) {
    const file = `${site}/${path}`;
    const bytes = await at(path);
    const foreign = bytes && foreignIn(bytes.toString('latin1'), path, list, prefixOf(base));
    if (!bytes) yield registerFinding('served-missing', { file });
    else if (foreign !== undefined) yield registerFinding('served-page', { file, received: shorten(foreign) });
  }
}

/**
 * Matches the beginning of a page up to its policy, so that no script can run before the policy. The form loads its
 * program from the folder in `data-folder`, and the desk loads its parts from below `data-base`. Up to version 0.2 the
 * desk had `data-style` instead of `data-base`.
 */
const HEAD =
  /^<!doctype html><html lang="\w+"(?: data-folder="([^"]*)"(?: data-style="[^"]*"|( data-base(?:="[^"]*")?) data-target="[^"]*"))?><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="([^"]*)">/i;
/** Matches a directive that allows only the site's own scripts. The form needs `unsafe-eval` for its templates. */
const HARMLESS =
  /^(?:default-src 'none'|script-src 'self'(?: 'unsafe-eval')?|worker-src 'self'|frame-src blob:|base-uri 'none'|(?:(?:style|img|font|connect)-src|form-action|require-trusted-types-for|trusted-types) .*)$/;
const TAGS = /<(?:script|link)\b[^>]*>?/gi;
const NO_SCRIPT = /^<link rel="(?:icon|alternate|stylesheet)" /;
const SCRIPT = /^<(?:script type="module" src|link rel="(?:preload" as="script|modulepreload)" href)="([^"]*)">$/;

/** Returns the part of a page that could run a script that is not listed, or `undefined` if there is none. */
function foreignIn(page: string, path: string, list: SharedList, prefix: string): string | undefined {
  const root = `${prefix.replaceAll('&', '&amp;')}/`;
  const [head, folder, named, policy = ''] = HEAD.exec(page) ?? [page];
  const base = named?.replace(/^ data-base(?:="(.*)")?$/, '$1');
  const directives = policy.split('; ');
  const isOwn = folder === (path === FORM ? root + FORM : undefined) && (base === undefined || `${base}/` === root);
  if (!isOwn || !directives.includes("default-src 'none'")) return head;
  const isListed = (tag: string): boolean => {
    const address = SCRIPT.exec(tag)?.[1] ?? '';
    return address.startsWith(root) && list.has(address.slice(root.length));
  };
  return (
    directives.find((each) => !HARMLESS.test(each)) ??
    page.match(TAGS)?.find((tag) => !NO_SCRIPT.test(tag) && !isListed(tag))
  );
}

/** Thrown if a host does not answer, which proves nothing. */
class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

/** The files that a site serves. Each file is read once. */
class Served {
  readonly site: string;
  readonly #answers = new Map<string, Buffer | undefined>();

  constructor(site: string) {
    this.site = site;
  }

  get isThere(): boolean {
    return [...this.#answers.values()].some((answer) => answer !== undefined);
  }

  /**
   * Reads a file.
   * @returns `undefined` if the file is absent
   * @throws Unanswered if the host fails
   */
  readonly at = async (path: string): Promise<Buffer | undefined> => {
    if (!this.#answers.has(path)) this.#answers.set(path, await answerOf(`${this.site}/${path}`));
    return this.#answers.get(path);
  };
}

async function answerOf(url: string): Promise<Buffer | undefined> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(LONGEST) });
    if (response.status >= 500 || response.status === 429) throw new Unanswered(url);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk as Uint8Array);
      length += (chunk as Uint8Array).length;
      if (length > LARGEST) break;
    }
    return response.status === 200 ? Buffer.concat(chunks) : undefined;
  } catch {
    throw new Unanswered(url);
  }
}

const NO_LIST: Text = {
  id: `main tidak memuat ${LIST}; skrip yang disajikan situs tidak dibandingkan.`,
  en: `main has no ${LIST}; the scripts that the site serves were not compared.`,
};
const nothingAt = (site: string): Text => ({
  id: `${site}: tidak ada yang disajikan; situs belum terbit, atau hanya terbuka bagi yang masuk. Skripnya tidak dibandingkan.`,
  en: `${site}: nothing is served; the site was not published yet, or is open only to those who sign in. Its scripts were not compared.`,
});
const unanswered = (url: string): Text => ({
  id: `${url}: situs tidak menjawab; skripnya tidak dibandingkan seluruhnya.`,
  en: `${url}: the site does not answer; not all of its scripts were compared.`,
});
const earlierAt = (site: string): Text => ({
  id: `${site}: situs masih menyajikan versi program sebelum pembaruan terakhir, seperti yang dahulu tercatat di main. Alur kerja publish menerbitkan yang baru. Jika besok situs masih sama, periksa mengapa alur kerja itu gagal.`,
  en: `${site}: the site still serves the version of the program before the last update, as main listed it then. The workflow publish publishes the new one. If the site is still the same tomorrow, find out why that workflow failed.`,
});
