import { readFile, rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { EMBEDDED, type FormTarget } from '#public/form/target.ts';
import { caseFile, chainFile, dataFiles, json, linesPath, revisionPath } from './data-files.ts';
import { caseEvents, newestFirst, type PublicEvent } from './events.ts';
import { hashOf, type LineWriter, type Manifest, manifestOf, PublicFolder } from './folder.ts';
import { decapFiles, formFiles } from './form-files.ts';
import { type Lists, listPages } from './list-pages.ts';
import { isLogPart, LogLeaves, type LogMemory, NO_LOG, publishLog } from './log-files.ts';
import type { PageProps, PlannedPage } from './page-props.ts';
import type { Dossier, Publication } from './publication.ts';
import { loadRenderer, type Renderer } from './renderer.ts';
import { publishedSchemas } from './schemas.ts';
import { type Summary, summarise } from './summary.ts';

export interface SitePlace {
  /** The repository's folder. */
  readonly root: string;
  /** Where the site is written. */
  readonly out: string;
  /** The address under which it will be read, with the path below which it lies: `https://contoh.go.id/berkas`. */
  readonly address?: string;
  /** A folder for the compiled renderer where the repository's cannot be written. */
  readonly spare?: string;
  /** A file, outside `out`, that remembers what was built, so that another process can go on from there. */
  readonly memory?: string;
  /** Where the form writes; the embedded forge by default. */
  readonly target?: FormTarget;
}

export interface Cases {
  /** Every case, in order of numbers; read only where all pages must be made. */
  readonly all: () => Iterable<Dossier> | AsyncIterable<Dossier>;
  /** Those that changed since the publication before; absent: unknown. */
  readonly changed?: Iterable<Dossier>;
  /**
   * The log's checkpoints that are known, oldest first; read only where the register has a log.
   * @param isWhole all of them are needed, not only those since the publication before
   */
  readonly checkpoints?: (isWhole: boolean) => Iterable<string> | Promise<Iterable<string>>;
}

export interface Published {
  /** All pages were made, not only those that the change touches. */
  readonly whole: boolean;
  /** Pages rendered. */
  readonly rendered: number;
  /** Files that came to differ. */
  readonly written: number;
}

/** What a publication leaves for the next one. */
interface Memory {
  readonly renderer: string;
  readonly names: string;
  readonly cases: Record<number, Summary>;
  /** The newest first, no more than {@link EVENTS}. */
  events: readonly PublicEvent[];
  /** Hash of what each list page was made of, by its address. */
  prints: Record<string, string>;
  manifest: Manifest;
  /** The log as far as it is published. */
  log: LogMemory;
}

const EVENTS = 100;
const LANGUAGES = ['', '/en'];

/** The public site of one register (R32, R33). */
export interface Site {
  /**
   * Brings the site up to date. Where only some cases changed it renders those and the lists that they touch, and the
   * result is the same, byte by byte, as if all had been made anew.
   * @throws if a page cannot be rendered; the pages that were not reached stay as they were
   */
  publish(publication: Publication, cases: Cases): Promise<Published>;
}

/** Opens a site. @throws if its pages do not compile */
export async function openSite(given: SitePlace): Promise<Site> {
  // Astro takes a relative path for one below its own root.
  const place = { ...given, out: resolve(given.out), root: resolve(given.root) };
  const { root, address = '', spare } = place;
  const base = address === '' ? '/' : new URL(address).pathname;
  const renderer = await loadRenderer({ root, base, ...(spare === undefined ? {} : { spare }) });
  let memory = await recall(place);
  return {
    async publish(publication, cases) {
      const known = memory?.renderer === renderer.id && memory.names === hashOfCommon(publication) ? memory : undefined;
      // Until this publication is whole, nothing is known for certain: the one after a failure makes everything.
      memory = undefined;
      const publishing = new Publishing(place, renderer, publication, known, cases);
      const published = await publishing.publish();
      memory = publishing.memory;
      await remember(place, memory);
      return published;
    },
  };
}

/** Hash of what every page is made of besides its own: where it differs, all are made anew. */
const hashOfCommon = ({ names, sample = false }: Publication): string => hashOf(JSON.stringify({ names, sample }));

/** One publication while it is made. */
class Publishing {
  readonly #place: SitePlace;
  readonly #renderer: Renderer;
  readonly #publication: Publication;
  readonly #cases: Cases;
  readonly #before: Memory | undefined;
  #memory: Memory;
  readonly #revisions = new Set<string>();
  #rendered = 0;
  #leaves = new LogLeaves(0);

  constructor(
    place: SitePlace,
    renderer: Renderer,
    publication: Publication,
    before: Memory | undefined,
    cases: Cases,
  ) {
    this.#place = place;
    this.#renderer = renderer;
    this.#publication = publication;
    this.#cases = cases;
    this.#before = before && cases.changed ? before : undefined;
    const blank = { cases: {}, events: [], prints: {}, manifest: before?.manifest ?? {}, log: NO_LOG };
    this.#memory = this.#before ?? { renderer: renderer.id, names: hashOfCommon(publication), ...blank };
  }

  get memory(): Memory {
    return this.#memory;
  }

  async publish(): Promise<Published> {
    const { changed } = this.#cases;
    const known = this.#before;
    const dossiers = known && changed ? [...changed] : undefined;
    const whole = !known || !dossiers || dossiers.some(({ case: one }) => hides(one, known.cases[one.number]));
    if (whole && known) this.#memory = { ...known, cases: {}, events: [], prints: {}, log: NO_LOG };
    this.#leaves = new LogLeaves(this.#memory.log.edge.size);
    const held = whole && !known ? await manifestOf(this.#place.out) : this.#memory.manifest;
    const folder = new PublicFolder(this.#place.out, held);
    if (whole) {
      for (const file of this.#renderer.assets) folder.put(file);
      for (const file of await publishedSchemas(this.#place.root)) folder.put(file);
      for (const file of await decapFiles(this.#place.root)) folder.put(file);
      await this.#wholeCases(folder);
    } else await this.#changedCases(folder, dossiers ?? []);
    await this.#log(folder, whole);
    await this.#lists(folder);
    if (whole) await folder.removeOthers();
    this.#memory.manifest = folder.manifest;
    return { whole, rendered: this.#rendered, written: folder.written };
  }

  async #wholeCases(folder: PublicFolder): Promise<void> {
    const years = new Map<number, LineWriter>();
    for await (const dossier of this.#cases.all()) {
      const { year } = await this.#one(folder, dossier);
      const lines = years.get(year) ?? folder.lineWriter(linesPath(year));
      years.set(year, lines);
      lines.write(JSON.stringify(dossier.case));
    }
    for (const lines of years.values()) lines.close();
  }

  async #changedCases(folder: PublicFolder, dossiers: readonly Dossier[]): Promise<void> {
    const years = new Map<number, Map<number, string>>();
    for (const dossier of dossiers) {
      const { year, number } = await this.#one(folder, dossier);
      const lines = years.get(year) ?? new Map<number, string>();
      years.set(year, lines.set(number, JSON.stringify(dossier.case)));
    }
    for (const [year, lines] of years) {
      const path = linesPath(year);
      const before = folder.has(path) ? folder.lines(path) : [];
      const writer = folder.lineWriter(path);
      for await (const line of withLines(before, lines)) writer.write(line);
      writer.close();
    }
  }

  /** Everything that is made of one case alone. */
  async #one(folder: PublicFolder, { case: one, procedure, chain }: Dossier): Promise<Summary> {
    const summary = summarise(one, this.#publication.names);
    const { cases, events } = this.#memory;
    const others = cases[one.number] ? events.filter((each) => each.case !== one.id) : events;
    this.#memory.events = newest(others, one, summary.title);
    cases[one.number] = summary;
    this.#revision(folder, one, procedure);
    folder.put(caseFile(one));
    folder.put(chainFile(one.id, chain));
    this.#leaves.add(one.number, chain);
    await this.#render(folder, `/berkas/${one.id}/`, { page: 'case', one, situation: summary.situation });
    // Rendering leaves weak references, whose targets are kept until the event loop turns. Without a turn the garbage
    // collector would copy all pages that were rendered so far, over and over.
    await setImmediate();
    return summary;
  }

  /** The procedure that a case goes by, once for all cases that go by it. */
  #revision(folder: PublicFolder, { procedure: pinned }: PublicCase, procedure: Procedure): void {
    const path = revisionPath(pinned);
    if (this.#revisions.has(path)) return;
    this.#revisions.add(path);
    folder.put(json(path, procedure));
  }

  /** The log, where the register has one (R36). */
  async #log(folder: PublicFolder, isWhole: boolean): Promise<void> {
    const { log } = this.#publication;
    if (!log) return;
    const checkpoints = [...((await this.#cases.checkpoints?.(isWhole)) ?? [log.checkpoint])];
    this.#memory.log = await publishLog(folder, log, this.#leaves, checkpoints, this.#memory.log);
  }

  /** Whatever shows several cases: made again where what it is made of differs. */
  async #lists(folder: PublicFolder): Promise<void> {
    const { register, names, bookings, form } = this.#publication;
    const { target = EMBEDDED } = this.#place;
    const cases = Object.values(this.#memory.cases).sort((a, b) => a.number - b.number);
    const lists: Lists = { register, names, cases, events: this.#memory.events, bookings };
    for (const file of [...dataFiles(lists), ...formFiles(form, target)]) folder.put(file);
    const data: PlannedPage = { url: '/data/', props: { page: 'data', register, files: filesOf(folder.manifest) } };
    const prints: Record<string, string> = {};
    const formAndDesk: PlannedPage[] = [
      { url: '/admin/', props: { page: 'form', target } },
      { url: '/meja/', props: { page: 'desk', target } },
    ];
    const pages = [...listPages(lists), data, ...formAndDesk];
    for (const { url, props } of [...pages, ...this.#sitemap(pages, cases)]) {
      const print = hashOf(JSON.stringify(props));
      prints[url] = print;
      if (this.#memory.prints[url] !== print) await this.#render(folder, url, props);
    }
    for (const url of Object.keys(this.#memory.prints)) {
      if (prints[url] === undefined) for (const language of LANGUAGES) await folder.remove(pathOf(language + url));
    }
    this.#memory.prints = prints;
  }

  /** The sitemap, if the site's address is known: a sitemap holds full addresses only. */
  #sitemap(pages: readonly PlannedPage[], cases: readonly Summary[]): PlannedPage[] {
    if (!this.#place.address) return [];
    const read = pages.filter(({ props }) => languagesOf(props).length > 1);
    const urls = [...read.map(({ url }) => url), ...cases.map(({ id }) => `/berkas/${id}/`)]
      .filter((url) => url.endsWith('/'))
      .flatMap((url) => LANGUAGES.map((language) => language + url));
    return [{ url: '/sitemap.xml', props: { page: 'sitemap', urls: urls.sort() } }];
  }

  async #render(folder: PublicFolder, url: string, props: PageProps): Promise<void> {
    const { names, sample = false } = this.#publication;
    const { address = '' } = this.#place;
    for (const language of languagesOf(props)) {
      const text = await this.#renderer.page(language + url, { names, props, address, sample });
      folder.put({ path: pathOf(language + url), text });
      this.#rendered += 1;
    }
  }
}

/**
 * Pages that are made once, since they are in both languages at once (a server has only one page for 404), or in none.
 */
const SINGLE: ReadonlySet<PageProps['page']> = new Set(['not-found', 'sitemap', 'form']);

const languagesOf = ({ page }: PageProps): readonly string[] => (SINGLE.has(page) ? [''] : LANGUAGES);

/**
 * The newest events of other cases and of one more.
 * @param others the newest first, all of them or the newest {@link EVENTS}
 */
function newest(others: readonly PublicEvent[], one: PublicCase, title: string | undefined): readonly PublicEvent[] {
  const oldest = others.length < EVENTS ? undefined : others.at(-1);
  const none = oldest && !one.visits.some(({ entries }) => entries.some(({ at }) => at >= oldest.at));
  const own = none ? [] : caseEvents(one, title).filter((each) => !oldest || newestFirst(each, oldest) < 0);
  return own.length === 0 ? others : [...others, ...own].sort(newestFirst).slice(0, EVENTS);
}

/**
 * Has the case become narrowed? Then its events leave the list of the newest, and the older ones that follow up are not
 * in memory: everything must be made anew.
 */
const hides = (now: { readonly narrowed: boolean }, before: Summary | undefined): boolean =>
  now.narrowed && before !== undefined && !before.narrowed;

/** The file of a page's address. */
export function pathOf(url: string): string {
  if (url === '/404') return '404.html';
  return url.endsWith('/') ? `${url.slice(1)}index.html` : url.slice(1);
}

const NUMBER = /"number":(\d+)/;

/** Lines of cases with some of them replaced or put in their place. */
async function* withLines(
  lines: AsyncIterable<string> | Iterable<string>,
  fresh: ReadonlyMap<number, string>,
): AsyncGenerator<string> {
  const waiting = [...fresh].sort(([a], [b]) => a - b);
  for await (const line of lines) {
    const number = Number(NUMBER.exec(line)?.[1]);
    while (waiting[0] && waiting[0][0] < number) yield waiting.shift()?.[1] ?? '';
    yield waiting[0]?.[0] === number ? (waiting.shift()?.[1] ?? '') : line;
  }
  for (const [, line] of waiting) yield line;
}

/** The data files but those of single cases, which are many. */
function filesOf(manifest: Manifest) {
  return Object.entries(manifest)
    .filter(
      ([path]) => path.startsWith('data/') && !isLogPart(path) && !/^data\/(cases|chains)\/|\/index\.html$/.test(path),
    )
    .map(([path, { bytes }]) => ({ path, bytes }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function recall({ memory }: SitePlace): Promise<Memory | undefined> {
  const text = memory === undefined ? undefined : await readFile(memory, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Memory);
}

async function remember({ memory }: SitePlace, state: Memory): Promise<void> {
  if (memory === undefined) return;
  await writeFile(`${memory}.new`, JSON.stringify(state));
  await rename(`${memory}.new`, memory);
}
