/**
 * Checks whether a site serves the scripts that main lists, in pages that run no other scripts and send nothing anywhere
 * else (security row 70).
 */
import { MAIN_REF } from '#domain/case/state/pull.ts';
import { shorten, type Text } from '#domain/problem.ts';
import { readCommits } from '#engine/register/clone-history.ts';
import { type RegisterFinding, registerFinding } from '#engine/register/finding.ts';
import { readObjects } from '#engine/register/git.ts';
import { backendOf } from '#public/form/configuration.ts';
import { formPolicy, pagePolicy } from '#public/form/policy.ts';
import { TARGET_FILE } from '#public/form/target-file.ts';
import type { FormTarget } from '#public/form/target.ts';
import { readSharedList, SHARED_LIST } from '#public/site/render/committed-files.ts';
import { hashOf } from '#public/site/folder.ts';
import { asCompiled, prefixOf } from '#public/site/render/renderer.ts';
import { targetOnMain } from './git-folder.ts';

/** The path of the list on main. */
const LIST = `.github/actions/disposisi/${SHARED_LIST}`;

const FORM = 'admin/';
/** The pages on which people sign in, or verify cases. */
const PAGES = ['meja/', 'en/meja/', FORM, 'periksa/', 'en/periksa/'];
/** The form's settings, by which Decap finds the forge and the sign-in. */
const SETTINGS = ['id', 'en'].map((language) => `${FORM}config.${language}.json`);

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
  if (!newest) return { findings: [], note: noneOnMain(LIST) };
  const target = await targetOnMain(folder).catch(() => undefined);
  if (!target) return { findings: [], note: noneOnMain(TARGET_FILE) };
  const served = new Served(site);
  const findings: RegisterFinding[] = [];
  try {
    for await (const found of faultsOf(newest, target, served)) findings.push(found);
    if (!served.isThere) return { findings: [], note: nothingAt(site) };
    if (findings.length === 0) return { findings };
    for (const list of earlier)
      if ((await faultsOf(list, target, served).next()).done) return { findings: [], note: earlierAt(site) };
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

/**
 * Finds the files of a list that a site does not serve as listed, and the pages that could run other scripts or send
 * something elsewhere.
 */
async function* faultsOf(
  list: SharedList,
  target: FormTarget,
  { at, site }: Served,
): AsyncGenerator<RegisterFinding, void, void> {
  const base = new URL(site).pathname;
  for (const [path, hash] of list) {
    const file = `${site}/${path}`;
    const bytes = await at(path);
    const compiled = bytes && asCompiled(bytes, base);
    if (!bytes) yield registerFinding('served-missing', { file });
    else if (!compiled || hashOf(compiled) !== hash) yield registerFinding('served-differs', { file });
  }
  for (const path of [...PAGES, ...SETTINGS]) {
    const file = `${site}/${path}`;
    const text = (await at(path))?.toString('latin1');
    const foreign =
      text === undefined || SETTINGS.includes(path)
        ? foreignBackend(text, target)
        : foreignIn(text, expectedOf(path, target, prefixOf(base)), list);
    if (text === undefined) yield registerFinding('served-missing', { file });
    else if (foreign !== undefined) yield registerFinding('served-page', { file, received: shorten(foreign) });
  }
}

/** Returns what the form's settings say about the forge and the sign-in, if this differs from main. */
function foreignBackend(text: string | undefined, target: FormTarget): string | undefined {
  try {
    const backend = JSON.stringify((JSON.parse(text ?? '') as { readonly backend?: unknown }).backend);
    return backend === JSON.stringify(backendOf(target)) ? undefined : String(backend);
  } catch {
    return text;
  }
}

/** The parts of a page that main determines, as bytes in Latin-1. */
interface Expected {
  /** The beginning of the page up to its policy, so that no script can run before the policy. */
  readonly begin: string;
  /** The element from which the desk knows its forge. The form knows it from the first element of the page. */
  readonly place: string;
  readonly root: string;
}

function expectedOf(path: string, target: FormTarget, prefix: string): Expected {
  const escaped = (text: string): string =>
    Buffer.from(text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')).toString('latin1');
  const [isForm, isDesk] = [path === FORM, path.endsWith('meja/')];
  const root = `${escaped(prefix)}/`;
  const base = prefix === '' ? ' data-base' : ` data-base="${escaped(prefix)}"`;
  const forge = ` data-target="${escaped(JSON.stringify(target))}"`;
  const policy = isForm ? formPolicy(target) : pagePolicy({ desk: isDesk ? target : undefined });
  const language = path.startsWith('en/') ? 'en' : 'id';
  return {
    begin: `<!DOCTYPE html><html lang="${language}"${isForm ? ` data-folder="${root}${FORM}"${base}${forge}` : ''}><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${escaped(policy)}">`,
    place: isDesk ? `<div id="meja"${forge}${base}></div>` : '',
    root,
  };
}

/** Matches what could run a script, lead to another page by itself, or name another forge. */
const TELLING = /<(?:script|link|base|i?frame|object|embed)\b[^>]*>?|http-equiv\b.{0,60}|data-target\b.{0,60}/gi;
const NO_SCRIPT = /^<link rel="(?:icon|alternate|stylesheet)" /;
const SCRIPT = /^<(?:script type="module" src|link rel="(?:preload" as="script|modulepreload)" href)="([^"]*)">$/;

/** Returns the first part of a page that main does not determine and that could do harm; `undefined` if there is none. */
function foreignIn(page: string, { begin, place, root }: Expected, list: SharedList): string | undefined {
  const differing = [...begin].findIndex((character, at) => character !== page[at]);
  if (differing >= 0) return page.slice(differing);
  if (!page.includes(place)) return page.slice(page.indexOf('<div id="meja"'));
  const isListed = (tag: string): boolean => {
    const address = SCRIPT.exec(tag)?.[1] ?? '';
    return address.startsWith(root) && list.has(address.slice(root.length));
  };
  const rest = page.slice(begin.length).replace(place, '');
  return rest.match(TELLING)?.find((part) => !NO_SCRIPT.test(part) && !isListed(part));
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

const noneOnMain = (file: string): Text => ({
  id: `main tidak memuat ${file} yang terbaca; yang disajikan situs tidak dibandingkan.`,
  en: `main has no ${file} that can be read; what the site serves was not compared.`,
});
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
