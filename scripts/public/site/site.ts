import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import type { CommittedCheckpoint } from '#domain/log/note.ts';
import type { Dossier, Publication, PublicRegister } from '#public/export/publication.ts';
import type { ReadSopsSince } from '#public/export/sop-versions.ts';
import { summarise, type Summary } from '#public/export/summary.ts';
import { countedOf } from '#public/figures/facts.ts';
import { EMBEDDED, type FormTarget } from '#public/form/target.ts';
import { type BringFiles, hashOf, type PublicFile, PublicFolder, rememberFolder } from './folder.ts';
import { Catalogue } from './memory/catalogue.ts';
import { NewestEvents } from './memory/newest-events.ts';
import type { SiteDatabase } from './memory/site-database.ts';
import { MOST_AT_ONCE, WholeLists } from './memory/whole-lists.ts';
import { caseFile, casePath, chainFile, dataFiles, json, revisionPath, roomFiles } from './open-data/data-files.ts';
import { monthFiles, monthFolder, currentFiles } from './open-data/figure-files.ts';
import { formFiles } from './open-data/form-files.ts';
import { LogLeaves, type LogMemory, NO_LOG, publishLog } from './open-data/log-files.ts';
import { writeSitemap } from './open-data/sitemap.ts';
import { writeYears } from './open-data/yearly-files.ts';
import { feedAddress, versionAddress } from './pages/addresses.ts';
import {
  courseMonths,
  type FigureLists,
  figuresNow,
  figuresOf,
  monthPages,
  presentMonth,
  sumsOf,
} from './pages/figure-pages.ts';
import { fewOpen, type Lists, listPages } from './pages/list-pages.ts';
import type { PageProps, PlannedPage, Props } from './pages/page-props.ts';
import { type Gone, isLaterPart } from './pages/parted-pages.ts';
import { isOtherDay, type ShownDays, shownDays } from './pages/room-pages.ts';
import { goneSops, knownSops, type KnownSops, versionsPage, versionTables } from './pages/version-pages.ts';
import type { BundledRenderer } from './render/bundled-renderer.ts';
import type { Renderer } from './render/renderer.ts';

export interface SitePlace {
  /** The folder of the site. */
  readonly out: string;
  /** The address at which the site is read, with its path: `https://contoh.go.id/berkas`. */
  readonly address?: string;
  /** A database outside `out` that remembers what was built, so that a site that is opened again can continue. */
  readonly memory?: string;
  /** Where the form writes; the embedded forge by default. */
  readonly target?: FormTarget;
  readonly renderer: Pick<Renderer, 'id' | 'page'>;
  /**
   * Starts a second operating-system process that renders the same pages. The function is called only if many pages are
   * made. If there can be no such process, it returns `undefined` and does not throw.
   */
  readonly startProcess?: () => Promise<BundledRenderer | undefined>;
  /** The files that all pages share. They are read only if all pages are made. */
  readonly shared: () => Promise<Iterable<PublicFile>>;
  /** Loads published files when they are read, if `out` begins empty and only the database was kept. */
  readonly bring?: BringFiles;
}

export interface Cases {
  /** Every case, in order of numbers, for making all pages. A caller that does not have all cases may throw. */
  readonly all: () => Iterable<Dossier> | AsyncIterable<Dossier>;
  /** The cases that changed since the previous publication, or absent if they are unknown. */
  readonly changed?: Iterable<Dossier> | AsyncIterable<Dossier>;
  /**
   * Reads the log's known checkpoints, oldest first. It is called only if the register has a log.
   * @param isWhole whether all checkpoints are needed, not only those since the previous publication
   */
  readonly checkpoints?: (isWhole: boolean) => Iterable<CommittedCheckpoint> | Promise<Iterable<CommittedCheckpoint>>;
  /** Reads the history of main's procedures. It is absent if that history cannot be read here. */
  readonly sops?: ReadSopsSince;
  /** Whether the files that hold a whole year are written as well, if anything changed since they were written. */
  readonly years?: boolean;
}

export interface Published {
  /** Whether all pages were made, not only those that the change affects. */
  readonly whole: boolean;
  /** The number of rendered pages. A page in two languages counts twice. */
  readonly rendered: number;
  /** Paths of the files that were added or changed, and of those that were removed. */
  readonly put: ReadonlySet<string>;
  readonly gone: ReadonlySet<string>;
}

/** The number of cases after which a second process is started for the remaining cases. */
const FEW = 50;
/** The number of cases that are processed at once, so that the rendering process does not wait for this process. */
const AT_ONCE = 8;
const LANGUAGES = ['', '/en'];

/** The public site of one register (R32, R33). */
export interface Site {
  /** The register that the site shows, or undefined if that is not known, so that everything is made again. */
  readonly shown: PublicRegister | undefined;
  /**
   * Updates the site. If only some cases changed, it renders those and the lists that contain them. The result is the
   * same, byte by byte, as if everything had been made again. The files that hold a whole year and the sitemap are
   * exceptions. They are written when everything is made, or if `years` asks for them; the files of years are also
   * written when a case became restricted.
   * @throws if a page cannot be rendered; pages that were not reached stay unchanged
   */
  publish(publication: Publication, cases: Cases): Promise<Published>;
  /**
   * Closes the database. If its list of files is known to be right, the next program that opens the site does not read
   * the files.
   */
  close(): void;
}

/** Names under which the database remembers values that have no table of their own. */
const MEMORY = {
  isOpen: 'open',
  renderer: 'renderer',
  common: 'common',
  register: 'register',
  log: 'log',
  days: 'days',
  present: 'present',
  sops: 'sops',
  years: 'years',
  publication: 'publication',
} as const;

/** Opens a site with any renderer. On this machine, `openLocalSite` calls it. */
export async function openSite(given: SitePlace): Promise<Site> {
  const place = { ...given, out: resolve(given.out) };
  const { out, renderer } = place;
  const database = Catalogue.database(place.memory);
  // The database is not trusted if an earlier program was killed, or if the folder was emptied.
  const isThere = place.bring !== undefined || existsSync(join(out, 'index.html'));
  const isTrusted = isThere && database.recall(MEMORY.isOpen) === false;
  let isRead = true;
  let isKnown = isTrusted || (await rememberFolder(out, database));
  const goesOn = (): boolean => isKnown && database.recall(MEMORY.renderer) === renderer.id;
  database.remember(MEMORY.isOpen, true);
  return {
    get shown() {
      return goesOn() ? database.recall<PublicRegister>(MEMORY.register) : undefined;
    },
    async publish(publication, cases) {
      if (!isRead) await rememberFolder(out, database);
      const publishing = new Publishing(place, publication, database, cases);
      database.begin();
      try {
        const published = await publishing.publish(
          goesOn() && database.recall(MEMORY.common) === hashOfCommon(publication, place),
        );
        database.remember(MEMORY.renderer, renderer.id);
        database.commit();
        [isRead, isKnown] = [true, true];
        return published;
      } catch (error) {
        // It is not known which files were written. So the next publication reads the folder, and makes all pages.
        database.rollback();
        [isRead, isKnown] = [false, false];
        throw error;
      }
    },
    close() {
      if (isKnown) database.remember(MEMORY.isOpen, false);
      database.close();
    },
  };
}

/** Returns a hash of the data that every page uses besides its own. If the hash differs, all pages are made again. */
const hashOfCommon = ({ names, openHours, sample = false }: Publication, { address = '' }: SitePlace): string =>
  hashOf(JSON.stringify({ names, openHours, sample, address }));

class Publishing {
  readonly #place: SitePlace;
  readonly #publication: Publication;
  readonly #cases: Cases;
  readonly #database: SiteDatabase;
  readonly #folder: PublicFolder;
  readonly #number: number;
  readonly #events: NewestEvents;
  readonly #revisions = new Set<string>();
  #checkpoints: readonly CommittedCheckpoint[] = [];
  #catalogue: Catalogue;
  /** A second process that renders while pages of many cases are made. */
  #secondProcess: BundledRenderer | undefined;
  #rendered = 0;
  #sops: KnownSops | undefined;
  /** The readable versions of the procedures by blob id, if they were read again. */
  #versions: ReadonlyMap<string, Procedure> | undefined;
  #leaves: LogLeaves;

  constructor(place: SitePlace, publication: Publication, database: SiteDatabase, cases: Cases) {
    this.#place = place;
    this.#publication = publication;
    this.#cases = cases;
    this.#database = database;
    this.#number = (database.recall<number>(MEMORY.publication) ?? 0) + 1;
    this.#folder = new PublicFolder(place.out, database, this.#number, place.bring);
    this.#events = new NewestEvents(database);
    this.#catalogue = this.#openCatalogue();
    this.#leaves = this.#openLeaves();
  }

  /** @param goesOn whether the database remembers pages of the same sources and names */
  async publish(goesOn: boolean): Promise<Published> {
    const whole = !goesOn || this.#logBegins || !(await this.#changedCases());
    if (whole) await this.#wholeCases();
    await this.#origins();
    await this.#log();
    if (whole || this.#cases.years || this.#catalogue.hides) await this.#years();
    await this.#lists(whole);
    if (whole) await this.#folder.removeOthers();
    this.#database.remember(MEMORY.publication, this.#number);
    this.#database.remember(MEMORY.common, hashOfCommon(this.#publication, this.#place));
    this.#database.remember(MEMORY.register, this.#publication.register);
    return { whole, rendered: this.#rendered, ...this.#folder.changes };
  }

  #openCatalogue(isWhole = false): Catalogue {
    const zones = new Map(this.#publication.names.rooms.map(({ id, zone }) => [id, zone]));
    return new Catalogue(this.#database, (room) => zones.get(room) ?? this.#publication.names.zone, !isWhole);
  }

  #openLeaves(): LogLeaves {
    return new LogLeaves(this.#database, this.#logMemory.edge.size);
  }

  get #logMemory(): LogMemory {
    return this.#database.recall<LogMemory>(MEMORY.log) ?? NO_LOG;
  }

  /** Whether the register has its first checkpoint, and its log covers cases that were published before (R36). */
  get #logBegins(): boolean {
    const hasCases = this.#database.all('SELECT 1 FROM cases LIMIT 1').length > 0;
    return this.#publication.log !== undefined && this.#logMemory.edge.size === 0 && hasCases;
  }

  async #wholeCases(): Promise<void> {
    this.#database.forget();
    this.#catalogue = this.#openCatalogue(true);
    this.#catalogue.hold(this.#publication.bookings);
    this.#leaves = this.#openLeaves();
    await this.#readSops(undefined);
    await this.#readCheckpoints(true);
    for (const file of await this.#place.shared()) this.#folder.put(file);
    await this.#allCases();
  }

  /** If there are many cases, a second process renders their pages while this one reads, hashes and writes. */
  async #allCases(): Promise<void> {
    const cases = oneByOne(this.#cases.all());
    let begun = 0;
    let starting: Promise<BundledRenderer | undefined> | undefined;
    const work = async (): Promise<void> => {
      for await (const dossier of cases) {
        begun += 1;
        // Until the second process is ready, this process continues.
        if (begun === FEW) starting = this.#place.startProcess?.().then((process) => (this.#secondProcess = process));
        await this.#one(dossier);
      }
    };
    try {
      const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    } finally {
      (await starting)?.close();
      this.#secondProcess = undefined;
    }
  }

  /** @returns false if the changes are unknown, or if too few events are left for the lists */
  async #changedCases(): Promise<boolean> {
    if (!this.#cases.changed) return false;
    this.#catalogue.hold(this.#publication.bookings);
    await this.#readSops(this.#database.recall<KnownSops>(MEMORY.sops));
    await this.#readCheckpoints(false);
    for await (const dossier of this.#cases.changed) await this.#one(dossier);
    return !this.#events.isShort;
  }

  /** Reads the versions of the procedures before the pages of cases are made, since these pages name the versions. */
  async #readSops(known: KnownSops | undefined): Promise<void> {
    this.#sops = known;
    const read = await this.#cases.sops?.(known?.history);
    if (!read) return;
    if (read.texts) {
      const { known: now, procedures } = knownSops(read, this.#publication.names);
      [this.#sops, this.#versions] = [now, procedures];
    } else if (known) this.#sops = { ...known, history: read.history };
    if (this.#sops) this.#database.remember(MEMORY.sops, this.#sops);
  }

  /** Reads the known checkpoints. This comes before the cases, since checkpoints say when entries were recorded. */
  async #readCheckpoints(isWhole: boolean): Promise<void> {
    this.#checkpoints = this.#publication.log ? [...((await this.#cases.checkpoints?.(isWhole)) ?? [])] : [];
    this.#catalogue.recordings.know(this.#checkpoints);
  }

  /** Makes everything that depends on one case alone. */
  async #one({ case: one, procedure, chain }: Dossier): Promise<void> {
    const summary = summarise(one, this.#publication.names, procedure);
    this.#catalogue.put({
      summary,
      facts: countedOf(one, procedure, summary.title),
      recordings: this.#catalogue.recordings.factsOf(one),
      origin: one.origin?.case,
    });
    this.#events.replace(one, summary.title);
    this.#revision(one, procedure);
    this.#folder.put(caseFile(one));
    this.#folder.put(chainFile(one.id, chain));
    this.#leaves.add(one.number, chain);
    await this.#case(one, summary, procedure);
    // Rendering creates weak references, whose targets are kept until the event loop turns. Without a turn, the garbage
    // collector would copy all pages rendered so far again and again.
    await setImmediate();
  }

  #case(one: PublicCase, { situation }: Summary, procedure: Procedure): Promise<void> {
    const linked = this.#catalogue.linkedTo(one.id);
    const other = this.#otherVersion(one, procedure);
    return this.#render(`/berkas/${one.id}/`, {
      ...{ page: 'case', one, situation },
      ...(linked.length > 0 ? { linked } : {}),
      ...(other ? { other } : {}),
    });
  }

  /** Makes the pages of cases that other cases now name, or no longer name, as origin (R45), from published data. */
  async #origins(): Promise<void> {
    const read = async (path: string): Promise<unknown> =>
      JSON.parse(Buffer.from(await this.#folder.bytes(path)).toString('utf8'));
    for (const id of this.#catalogue.touched.origins) {
      const summary = this.#catalogue.summaryOf(id);
      if (!summary) continue;
      const one = (await read(casePath(id))) as PublicCase;
      await this.#case(one, summary, (await read(revisionPath(one.procedure))) as Procedure);
    }
  }

  /** Returns what a case's page says about its version of the procedure, if that is not the current version (R7). */
  #otherVersion({ procedure: { id, revision } }: PublicCase, procedure: Procedure): Props<'case'>['other'] {
    if (this.#publication.names.revisions[id] === revision) return undefined;
    const timeline = this.#sops?.timelines.find((each) => each.procedure === id);
    const from = timeline?.versions.findLast((each) => each.revision === revision)?.from;
    const url = versionAddress(id, revision, this.#sops?.tables);
    return { url, procedure, ...(from === undefined ? {} : { from }) };
  }

  /** Publishes the procedure that a case is pinned to, once for all its cases. */
  #revision({ procedure: pinned }: PublicCase, procedure: Procedure): void {
    const path = revisionPath(pinned);
    if (this.#revisions.has(path)) return;
    this.#revisions.add(path);
    this.#folder.put(json(path, procedure));
  }

  async #log(): Promise<void> {
    const { log } = this.#publication;
    if (!log) return;
    const checkpoints = this.#cases.checkpoints ? this.#checkpoints.map(({ note }) => note) : [log.checkpoint];
    const published = await publishLog(this.#folder, log, this.#leaves, checkpoints, this.#logMemory);
    this.#database.remember(MEMORY.log, published);
  }

  async #years(): Promise<void> {
    await writeYears({ folder: this.#folder, catalogue: this.#catalogue, names: this.#publication.names });
    this.#database.remember(MEMORY.years, this.#publication.register.readAt);
  }

  /** Makes the pages and files that are not about a single case. A page is rendered only if its data changed. */
  async #lists(isWhole: boolean): Promise<void> {
    const { register, names, form, documents } = this.#publication;
    const { target = EMBEDDED, address } = this.#place;
    const sources = { catalogue: this.#catalogue, names, known: this.#sops };
    const gone = goneSops(sources);
    const lists: Lists = { register, names, catalogue: this.#catalogue, events: this.#events, gone };
    const { touched, freshCases, hides } = this.#catalogue;
    const isAsked = isWhole || this.#cases.years === true || hides;
    const longLists = new WholeLists(this.#database, register.readAt, isAsked, freshCases);
    if (longLists.isDue) this.#catalogue.noteListsWritten();
    const [before, days] = [this.#database.recall<ShownDays>(MEMORY.days) ?? {}, shownDays(lists)];
    const rooms = names.rooms.map(({ id }) => id);
    const changed = rooms.filter((id) => touched.rooms.has(id) || isOtherDay(id, days, before));
    const due = longLists.due('rooms', changed);
    for (const file of [
      ...dataFiles(lists, longLists.isDue),
      ...roomFiles(lists, changed.length + touched.rooms.size > 0, longLists.isDue),
      { path: 'data/documents.json', text: JSON.stringify(documents) },
      ...formFiles(form, target),
    ])
      this.#folder.put(file);
    const changes = { touched, rooms: { uses: touched.rooms, before, calendars: isAsked ? new Set(rooms) : due } };
    await this.#plan(listPages(lists, isWhole ? undefined : changes));
    this.#database.remember(MEMORY.days, days);
    for (const id of [...names.procedures.map((each) => each.id), ...gone.map(({ procedure }) => procedure)]) {
      if (!isWhole && !this.#versions && !this.#catalogue.touched.procedures.has(id)) continue;
      const { page, file } = versionsPage(id, sources);
      this.#folder.put(file);
      await this.#list(page);
    }
    if (this.#sops && this.#versions)
      for (const { page, file } of versionTables(this.#sops, this.#versions, names)) {
        this.#folder.put(file);
        if (page) await this.#list(page);
      }
    await this.#figures(lists, isWhole, longLists);
    longLists.remember();
    const years = this.#database.recall<string>(MEMORY.years);
    const files = this.#folder.list('data/', MANY).filter(({ path }) => !path.endsWith('/index.html'));
    const feeds = names.procedures.flatMap(({ id }) => (this.#catalogue.hasPage(feedAddress(id)) ? [id] : []));
    await this.#list({ url: '/data/', props: { page: 'data', register, files, feeds, ...(years ? { years } : {}) } });
    await this.#list({ url: '/admin/', props: { page: 'form', target } });
    await this.#list({ url: '/meja/', props: { page: 'desk', target } });
    if (address && (isWhole || this.#cases.years)) {
      const pages = this.#database.all<{ url: string }>(
        `SELECT url FROM pages WHERE url LIKE '%/' AND url <> '/admin/'`,
      );
      // The addresses of later pages of a list come and go. Its first page leads to them.
      const urls = pages.flatMap(({ url }) => (isLaterPart(url) ? [] : LANGUAGES.map((language) => language + url)));
      await writeSitemap(this.#folder, this.#catalogue, urls, LANGUAGES, address);
    }
  }

  /**
   * Makes the figures of the current month, of the month that was current before, and of the months that the changed
   * cases affect. Other months stay unchanged.
   */
  async #figures(lists: Lists, isWhole: boolean, longLists: WholeLists): Promise<void> {
    const { openHours } = this.#publication;
    const sources = { ...lists, openHours };
    const { catalogue, register } = lists;
    const present = presentMonth(lists);
    const before = this.#database.recall<string>(MEMORY.present) ?? present;
    const now = figuresNow(sources);
    const days = [...catalogue.touched.rooms.values()].flatMap((each) => [...each.keys()]);
    const rooms = days.map((day) => day.slice(0, 7));
    const touched = new Set([present, before, ...catalogue.touched.figures, ...rooms]);
    const due = longLists.due('months', touched);
    const months = isWhole ? now.months : new Set([...touched, ...due]);
    for (const month of months) await this.#monthOfFigures(sources, month, isWhole, isWhole || due.has(month));
    const open = fewOpen(lists);
    const reality = Object.fromEntries(lists.names.procedures.map((each) => [each.id, catalogue.reality(each)]));
    await this.#list({ url: '/angka/', props: { page: 'figures', register, now, reality, ...(open ? { open } : {}) } });
    const recording = catalogue.recordings.figures(
      now.course.map(({ procedure }) => procedure),
      courseMonths(lists),
    );
    for (const file of currentFiles(now, recording)) this.#folder.put(file);
    await this.#list({ url: '/angka/pencatatan/', props: { page: 'recording', recording } });
    this.#database.remember(MEMORY.present, present);
  }

  /** @param isAll whether all pages of the month are made, not only those that the changed cases affect */
  async #monthOfFigures(sources: FigureLists, month: string, isAll: boolean, isDue: boolean): Promise<void> {
    const sums = sumsOf(sources, month);
    if (sums) {
      const figures = figuresOf(sources, sums, isDue ? undefined : MOST_AT_ONCE);
      for (const file of monthFiles(sums, figures)) this.#folder.put(file);
    } else for (const { path } of this.#folder.list(monthFolder(month), [])) await this.#folder.remove(path);
    const touched = isAll ? undefined : (this.#catalogue.touched.moved.get(month) ?? new Map());
    await this.#plan(monthPages(sources, month, sums, touched));
  }

  /** Makes and removes pages. A page is rendered only if its data changed. */
  async #plan(pages: Iterable<PlannedPage | Gone>): Promise<void> {
    for (const { url, ...planned } of pages)
      if (planned.props) await this.#list({ url, props: planned.props });
      else await this.#remove(url, planned.until);
  }

  async #list({ url, props }: PlannedPage): Promise<void> {
    const print = hashOf(JSON.stringify(props));
    const known = this.#database.get<{ print: string }>('SELECT print FROM pages WHERE url = ?', url);
    if (known?.print === print) return;
    await this.#render(url, props);
    this.#database.run('INSERT OR REPLACE INTO pages VALUES (?, ?)', url, print);
  }

  /** @param until if given, all pages whose addresses are from `url` on and before this text are removed */
  async #remove(url: string, until = `${url} `): Promise<void> {
    const pages = this.#database.all<{ url: string }>('SELECT url FROM pages WHERE url >= ? AND url < ?', url, until);
    for (const page of pages) {
      this.#database.run('DELETE FROM pages WHERE url = ?', page.url);
      for (const language of LANGUAGES) await this.#folder.remove(pathOf(language + page.url));
    }
  }

  async #render(url: string, props: PageProps): Promise<void> {
    const { names, sample = false } = this.#publication;
    const { address = '', renderer } = this.#place;
    const { page } = this.#secondProcess ?? renderer;
    const urls = languagesOf(props).map((language) => language + url);
    const texts = await Promise.all(urls.map((each) => page(each, { names, props, address, sample })));
    for (const [i, text] of texts.entries()) this.#folder.put({ path: pathOf(urls[i] ?? ''), text });
    this.#rendered += texts.length;
  }
}

/** Iterates for several consumers. Each item is given to one of them only. */
async function* oneByOne<T>(all: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T> {
  yield* all;
}

/** Folders of open data with many files. The list of files leaves them out. */
const MANY = ['data/cases/', 'data/chains/', 'data/figures/', 'data/log/checkpoints/', 'data/log/tile/'];

/** Pages that are made only once. The page for 404 shows both languages. The form's page chooses one in the browser. */
const SINGLE: ReadonlySet<PageProps['page']> = new Set(['not-found', 'form']);

const languagesOf = ({ page }: PageProps): readonly string[] => (SINGLE.has(page) ? [''] : LANGUAGES);

/** Returns the file of a page's address. */
export function pathOf(url: string): string {
  if (url === '/404') return '404.html';
  return url.endsWith('/') ? `${url.slice(1)}index.html` : url.slice(1);
}
