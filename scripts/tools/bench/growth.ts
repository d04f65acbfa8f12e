import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { stringify } from 'yaml';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { composeReview } from '#domain/request/review.ts';
import { officeClock, readAhead, writeAhead } from '#embedded/office/clock.ts';
import { type OfficeFile, readOfficeFile } from '#embedded/office/office-file.ts';
import { type Person, personOf } from '#embedded/office/person.ts';
import { readSample, type Sample, shifted } from '#embedded/office/samples.ts';
import { STRAIGHT_WAY } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { manifestOf } from '#public/site/folder.ts';
import { dayAddress, roomMonthAddress, runningAddress } from '#public/site/pages/addresses.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { type Archive, makeArchives } from './archive.ts';
import { type Bench, type Figure, middle, note, officeRows, processorOf, secondsOf, usedBy } from './measured.ts';

/** The open cases on which people act. Every office has them, besides the open cases of its size. */
const ACTED_ON = 5;
/** How long the office is measured without events. In this time, the scheduled run looks at all cases four times. */
const IDLE_SECONDS = 60;
const [SOP, SHORT, ROOM] = ['protokol-manajemen-krisis', 'PMK', 'tcm'];
/** How much later the sample office's local time is than UTC. */
const ZONE = 'PT7H';
/** The accounts of the sample office's roles. */
const LOGINS: Readonly<Record<string, string>> = {
  ...{ tu: 'contoh-tu', 'kepala-dinas': 'contoh-kepala-dinas', walikota: 'contoh-walikota' },
  ...{ 'kabid-aptika': 'contoh-kabid-aptika', 'subkor-ile': 'contoh-subkor-ile', 'staf-operator': 'contoh-operator' },
};
/** The only holder whom a result names. */
const CONSULTED = 'Contoh Kabid IKP';
/** The acts on each case, up to the act that books the room. Only accepted acts are measured. */
const ACTS = STRAIGHT_WAY.filter(({ row }) => row <= 7);
/** The times for which the open cases ask. They are few, because the letter of a sample is dated 14 days earlier. */
const ASKED_TIMES = 100;
/** Milliseconds between two looks at a page. */
const LOOK_AGAIN = 10;
/** Milliseconds after an act in which the office finishes what no page shows. */
const AFTERWARDS = 700;
/** Milliseconds after which a page that shows no change is a fault. */
const TOO_LONG = 120_000;
/** Seconds by which the clock is moved so that all escalation levels of the open cases are in the past. */
const PASSED = 3_600;
/** Milliseconds in which the office sees that its clock was moved, and looks at all cases. */
const CLOCK_IS_SEEN = 2_500;
/** The arguments with which `npm start` runs Node. */
const START = manifest.scripts.start.replace(/^exec node /, '').split(' ');

const FLAT = '≤ 1.2 ×; in one month ≤ 1.3 ×';
const SHOWN = ['data', 'case page', 'list', 'figures', 'room'] as const;
const AIMS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(SHOWN.map((each) => [`act → ${each}, median`, FLAT])),
  'processor for an act, median': FLAT,
  'written to disk for an act, median': FLAT,
  'push of somebody else → case page, median': FLAT,
  'second start': '≤ 3 s',
  'processor in a minute without events': '≤ 2 ×; with 500 open ≤ 5 s',
  'memory after these acts': '≤ 300 MB',
};

/**
 * Measures offices of different sizes from outside, as `npm start` runs them. All offices run at the same time and act
 * in turn, so that other work of the machine affects all of them equally.
 */
export const growth: Bench = async (place, sizes) => {
  const offices: Office[] = [];
  try {
    for (const archive of await makeArchives(place, sizes)) {
      const office = new Office(archive);
      offices.push(office);
      await office.first();
    }
    for (const office of offices) office.measured['second start'] = { s: await office.start() };
    for (const act of ACTS.keys())
      for (let n = 0; n < ACTED_ON; n += 1) for (const office of offices) await office.act(n, act);
    for (let n = 0; n < ACTED_ON; n += 1) for (const office of offices) await office.foreignPush(n);
    note(`nothing happens for ${IDLE_SECONDS} s …`);
    const before = offices.map(({ pid }) => processorOf(pid));
    await setTimeout(IDLE_SECONDS * 1000);
    for (const [i, office] of offices.entries())
      office.conclude({ s: processorOf(office.pid) - (before[i] ?? 0) }, office.memory('VmRSS'));
  } finally {
    for (const office of offices) await office.end();
  }
  return officeRows(offices, AIMS);
};

/** What was measured of each act, by its name. */
type Times = Map<string, number[]>;

/** An office that is measured, by its files, its pages and its operating-system process. */
class Office {
  readonly measured: Record<string, Figure> = {};
  readonly #archive: Archive;
  readonly #times: Times = new Map();
  #process: ReturnType<typeof spawned> | undefined;
  #file: OfficeFile | undefined;

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  /** Starts an office for the first time, opens its cases, and ends it. */
  async first(): Promise<void> {
    const { size, folder } = this.#archive;
    const { open } = size;
    // Each start keeps the port of the archive. With another port, all pages and lists would be made again, because they
    // contain their address.
    const s = await this.start();
    const peak = this.memory('VmHWM');
    if (open > 0) {
      note(`${open} cases are opened …`);
      await this.#open(0, open);
      await this.#pass(open);
    }
    await this.#open(open, open + ACTED_ON);
    await this.end();
    const files = Object.values(await manifestOf(join(folder, 'site')));
    Object.assign(this.measured, {
      'first start, all pages made': { s },
      'most memory of the first start': peak,
      'the site': { MB: files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6, files: files.length },
    });
  }

  /**
   * Starts the office.
   * @returns the seconds until all pages are made
   */
  async start(): Promise<number> {
    const running = spawned('--empty', '--folder', this.#archive.folder);
    this.#process = running;
    const seconds = await secondsOf(async () => {
      for await (const chunk of running.stdout) if (String(chunk).includes('/meja/')) break;
    });
    this.#file = await readOfficeFile(this.#archive.folder);
    return seconds;
  }

  async end(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (running?.kill('SIGTERM')) await once(running, 'exit');
  }

  /** Opens the cases from number `from` on and before `to`, and waits until the site has all of them. */
  async #open(from: number, to: number): Promise<void> {
    const applicant = await this.#person('contoh-bpbd');
    const own = Array.from({ length: to - from }, (_, i) => from + i);
    for (const n of own) {
      const { files } = await this.#sample(n);
      await applicant.open({ branch: `permohonan/rapat-${n}`, title: `Rapat ${n}`, files, draft: false });
    }
    for (const n of own) await this.#until(`/data/cases/${this.#idOf(n)}.json`, ({ status }) => status === 200);
  }

  /**
   * Moves the office's clock past the deadlines of its open cases, and waits until the process has recorded that. So
   * these cases cause no entries while acts are measured.
   */
  async #pass(open: number): Promise<void> {
    const { folder } = this.#archive;
    note('their deadlines pass …');
    writeAhead(folder, readAhead(folder) + PASSED);
    for (let n = 0; n < open; n += 1)
      await this.#until(`/data/cases/${this.#idOf(n)}.json`, ({ text }) => text.includes('"action":"superior"'));
  }

  /**
   * Measures an act on an open case until each page shows it.
   * @param n the case among those on which people act, counted from 0
   * @param place the act, counted from 0
   * @throws Error if the office refuses the act
   */
  async act(n: number, place: number): Promise<void> {
    const move = ACTS[place];
    if (!move) throw new Error(`There is no act ${place}.`);
    const own = this.#archive.size.open + n;
    const id = this.#idOf(own);
    const person = await this.#person(LOGINS[move.role] ?? '');
    const sample = await this.#sample(own);
    const list = await this.#listPageWith(id);
    const month = shifted(this.#now(), ZONE).slice(0, 7);
    const shown: Partial<Record<(typeof SHOWN)[number], FoundPage>> = {
      'case page': await this.#page(`/berkas/${id}/`),
      data: await this.#page(`/data/cases/${id}.json`),
      // The first of two approvals of a step ends no turn, so no figure counts it, and the list says the same as before.
      ...(ACTS[place + 1]?.row === move.row ? {} : { list, figures: await this.#page(`/angka/${month}/`) }),
      ...(place === ACTS.length - 1 ? { room: await this.#roomPageWith(sample, id) } : {}),
    };
    // A result names minutes that are not before the beginning of the visit.
    if (move.result) writeAhead(this.#archive.folder, readAhead(this.#archive.folder) + 120);
    // An act is valid only if the visit began in an earlier second. After a moved clock, the office looks at all cases.
    await setTimeout(move.result ? CLOCK_IS_SEEN : 1_000);
    const result = move.result?.(sample, { at: this.#now(), holder: () => CONSULTED, asks: () => true });
    const body = composeReview({
      note: move.note ?? 'Tindak lanjuti.',
      ...(result ? { result: stringify(result).trimEnd() } : {}),
    });
    const before = usedBy(this.pid);
    const begun = performance.now();
    await person.review(this.#archive.cases + own + 1, 'APPROVE', body);
    let entry = 0;
    for (const name of SHOWN) {
      const page = shown[name];
      if (!page) continue;
      // The data are looked at first, and say which entry of the case's page is the act.
      await this.#until(page.path, ({ etag, text }) => {
        if (name === 'case page') return text.includes(`id="catatan-${entry}"`);
        if (name !== 'data') return etag !== page.etag;
        const acts = acceptedIn(id, text);
        entry = acts.at(-1) ?? 0;
        return acts.length === place + 1;
      });
      this.#note(`act → ${name}, median`, (performance.now() - begun) / 1_000);
    }
    await setTimeout(AFTERWARDS);
    const after = usedBy(this.pid);
    this.#note('processor for an act, median', after.processor - before.processor);
    this.#note('written to disk for an act, median', (after.bytes - before.bytes) / 1e6);
  }

  /** Measures a foreign push to the branch of a case (R48), until its page shows the push. */
  async foreignPush(n: number): Promise<void> {
    const own = this.#archive.size.open + n;
    const person = await this.#person('contoh-opd');
    const page = await this.#page(`/berkas/${this.#idOf(own)}/`);
    const more = Buffer.from('# lain\n');
    const files = (await this.#sample(own)).files.map(({ path, bytes }) =>
      path.endsWith('request.yaml') ? { path, bytes: Buffer.concat([bytes, more]) } : { path, bytes },
    );
    await setTimeout(1_000);
    const s = await secondsOf(async () => {
      await person.push(`permohonan/rapat-${own}`, files);
      await this.#until(page.path, ({ etag }) => etag !== page.etag);
    });
    this.#note('push of somebody else → case page, median', s);
  }

  /** Computes the medians of what was measured. */
  conclude(idle: Figure, memory: Figure): void {
    for (const [name, times] of this.#times)
      this.measured[name] = { [name.startsWith('written') ? 'MB' : 's']: middle(times) };
    this.measured['processor in a minute without events'] = idle;
    this.measured['memory after these acts'] = memory;
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** Reads a figure of the office's operating-system process, such as its memory. */
  memory(name: string): Figure {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return { MB: Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1000 };
  }

  #note(name: string, value: number): void {
    this.#times.set(name, [...(this.#times.get(name) ?? []), value]);
  }

  /** Returns the time of the office, which its walked case has moved ahead. */
  #now(): string {
    return officeClock(this.#archive.folder).now();
  }

  async #person(login: string): Promise<Person> {
    if (!this.#file) throw new Error('The office left no file.');
    const { owner, repo, apiUrl, tokens } = this.#file;
    return personOf({ owner, repo, baseUrl: apiUrl, token: tokens[login] ?? '' });
  }

  #samples = new Map<number, Promise<Sample>>();
  /** Returns the request of an open case. Those on which people act ask for the room at different times. */
  #sample(n: number): Promise<Sample> {
    const start = `${shifted(this.#now(), `PT${72 + 2 * (n % ASKED_TIMES)}H`).slice(0, 13)}:00:00Z`;
    const read = this.#samples.get(n) ?? readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-bpbd', start);
    this.#samples.set(n, read);
    return read.then((sample) => ({
      ...sample,
      files: sample.files.map(({ path, bytes }) => ({ path: path.replace(sample.name, `rapat-${n}`), bytes })),
    }));
  }

  /** Returns the id of an open case. */
  #idOf(n: number): string {
    return `${SHORT}-${this.#now().slice(0, 4)}-${this.#archive.cases + n + 1}`;
  }

  /** Finds the page of open cases that lists a case, as a reader without script does: from page to page. */
  async #listPageWith(id: string): Promise<FoundPage> {
    for (let path: string | undefined = runningAddress(SOP); path !== undefined;) {
      const page = await this.#page(path);
      if (page.text.includes(`>${id}<`)) return page;
      path = /rel="next" href="(.*?)"/.exec(page.text)?.[1];
    }
    throw new Error(`No page lists ${id}.`);
  }

  /** Finds the page of the room's calendar that shows the use for which a case asks: of the day, or of the month. */
  async #roomPageWith({ start }: Sample, id: string): Promise<FoundPage> {
    // The sample writes its times in the zone of the room.
    for (let path: string | undefined = dayAddress(ROOM, start.slice(0, 10)); path !== undefined;) {
      const page = await this.#page(path);
      if (page.text.includes(`${id},`)) return page;
      path = /rel="next" href="(.*?)"/.exec(page.text)?.[1];
    }
    return this.#page(roomMonthAddress(ROOM, start.slice(0, 7)));
  }

  async #page(path: string): Promise<FoundPage> {
    const response = await fetch(`${this.#file?.url}${path}`);
    return { path, text: await response.text(), etag: response.headers.get('etag') };
  }

  /**
   * Looks at a page again and again.
   * @throws Error if the page does not show what is expected, for too long
   */
  async #until(path: string, isShown: (page: Seen) => boolean): Promise<void> {
    for (const begun = performance.now(); performance.now() - begun < TOO_LONG; await setTimeout(LOOK_AGAIN)) {
      const response = await fetch(`${this.#file?.url}${path}`);
      const { status, headers } = response;
      if (isShown({ status, etag: headers.get('etag'), text: await response.text() })) return;
    }
    throw new Error(`${path} shows nothing new after ${TOO_LONG / 1_000} s.`);
  }
}

/**
 * Returns the numbers of the entries of accepted acts in the data of a case.
 * @throws Error if an act was refused, since only accepted acts are measured
 */
function acceptedIn(id: string, text: string): number[] {
  const entries = (JSON.parse(text) as PublicCase).visits.flatMap((visit) => visit.entries);
  const refused = entries.find(({ kind }) => kind === 'refused');
  if (refused) throw new Error(`The office refused an act on ${id}: ${JSON.stringify(refused)}`);
  return entries.flatMap(({ seq, kind }) => (kind === 'accepted' ? [seq] : []));
}

interface Seen {
  readonly status: number;
  readonly text: string;
  readonly etag: string | null;
}

interface FoundPage extends Omit<Seen, 'status'> {
  readonly path: string;
}

const spawned = (...options: string[]) =>
  spawn(process.execPath, [...START, ...options], { stdio: ['ignore', 'pipe', 'inherit'], cwd: PROGRAM });
