/** Simulates a month in a large office with many cases and people. Calls of the forge fail, and runs are killed. */
import { fieldAt } from '#domain/request/annotations.ts';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '#domain/case/state/config.ts';
import type { Content } from '#domain/case/state/content.ts';
import type { Account, LabelFact } from '#domain/case/state/facts.ts';
import { SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Step } from '#domain/generated/procedure.ts';
import { openJournal } from '#domain/journal/journal.ts';
import { journalNumber, journalPath, REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { rolesOf, stepOf } from '#domain/procedure/steps.ts';
import { WhatIf } from '#domain/what-if/what-if.ts';
import { requestDigest } from '#domain/request/digest.ts';
import { sha256 } from '#domain/request/digest.ts';
import { composeAnswer, composeReview } from '#domain/request/review.ts';
import type { NamedDocument } from '#domain/request/signed-line.ts';
import { isNote } from '#domain/words/entry-remarks.ts';
import { blobId } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import type { Deps } from '#engine/process/deps.ts';
import { reconcile } from '#engine/process/reconcile.ts';
import { scheduledRun } from '#engine/process/scheduled-run.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { makeSigningKey, readSigningKey } from '#engine/register/signing-key.ts';
import { dateIn, daysOffIn, seconds, written } from '../naive-judge/clock.ts';
import { judgeNaively, type PlainWords } from '../naive-judge/judge.ts';
import { Random } from '../naive-judge/random.ts';
import { firstDifference, line, lineOf } from '../naive-judge/tell.ts';
import { importCommits, initRepository } from '../support/git-commits.ts';
import { conference, PLAN, visit } from '../support/shipped-sops.ts';
import { edited, type Json, request, results, sentAt, wrong } from '../support/world.ts';
import { largeOffice, type LargeOffice, type OfficeKind, type Person } from './office.ts';
import { PaperForge, type PaperPull } from './paper-forge.ts';

export interface MonthOptions {
  readonly seed: number;
  readonly cases: number;
  readonly people: number;
  readonly days?: number;
  readonly office?: OfficeKind;
  readonly onDay?: (day: number, reported: string) => void;
}

export interface Month {
  readonly breaches: readonly string[];
  readonly cases: number;
  readonly entries: number;
  readonly completed: number;
  /** The ids of the procedures of which a case was completed. */
  readonly procedures: readonly string[];
  readonly runs: number;
  readonly killed: number;
  readonly faults: number;
  /** The number of entries by kind. */
  readonly kinds: Readonly<Record<string, number>>;
}

/** The results of connection tests. Most are good. */
const TESTS = [...Array<string>(17).fill('baik'), 'gagal', 'gagal', 'gagal-total'];

/** The SOP that people choose most often for a request. */
const FIRST_SOP = 'protokol-manajemen-krisis';

const BEGINS = seconds('2026-12-01T00:00:00Z');
const DAY = 86_400;
/** The settling time in seconds (R22), as on GitHub. */
const SETTLE = 60;
const SIGNER = readSigningKey(makeSigningKey('kantor-contoh/disposisi'));
const WEATHER = { refuses: 0.03, loses: 0.02 };

/** Simulates a month. */
export async function live(options: MonthOptions): Promise<Month> {
  const random = new Random(options.seed);
  const office = await largeOffice(random, options.people, options.office);
  const month = new Living(random, office, options);
  return month.live();
}

class Killed extends Error {
  override readonly name = 'Killed';
}

interface Planned {
  readonly at: number;
  readonly does: () => Promise<void>;
}

class Living {
  readonly #random: Random;
  readonly #office: LargeOffice;
  readonly #options: MonthOptions;
  readonly #forge: PaperForge;
  readonly #config;
  readonly #words = new Map<string, PlainWords>();
  readonly #requests = new Map<string, boolean>();
  readonly #breaches: string[] = [];
  /**
   * The cases over which two runs worked at once. A notice of such a case may be written twice, since neither run saw
   * what the other run wrote.
   */
  readonly #raced = new Set<number>();
  readonly #tries = new Map<number, { visit: string; tries: number }>();
  #queue: Planned[] = [];
  #now = BEGINS;
  #finished: Map<number, string> = new Map();
  #runs = 0;
  #killed = 0;
  #faults = 0;

  constructor(random: Random, office: LargeOffice, options: MonthOptions) {
    this.#random = random;
    this.#office = office;
    this.#options = options;
    this.#forge = new PaperForge(office.files, random);
    const reading = readConfig(office.files);
    if ('problems' in reading) throw new Error(JSON.stringify(reading.problems, null, 1));
    this.#config = reading.config;
  }

  async live(): Promise<Month> {
    const { cases, days = 30, onDay } = this.#options;
    const random = this.#random;
    for (let n = 0; n < cases; n += 1)
      this.#plan(BEGINS + random.below(Math.floor(days * 0.8 * DAY)), () => this.#open());
    for (let at = BEGINS; at < BEGINS + days * DAY; at += 1800) this.#plan(at, () => this.#sweepInWeather());
    let today = 0;
    for (;;) {
      const next = this.#next();
      if (!next || next.at > BEGINS + days * DAY) break;
      this.#now = Math.max(this.#now, next.at);
      this.#forge.weather = WEATHER;
      await next.does();
      const day = Math.floor((this.#now - BEGINS) / DAY);
      if (day > today) onDay?.(day, `${this.#forge.pulls.size} requests, ${this.#forge.commits.length} commits`);
      today = Math.max(today, day);
    }
    return this.#conclude();
  }

  // The queue of planned acts and runs, sorted by time.

  #plan(at: number, does: () => Promise<void>): void {
    const planned = { at, does };
    let [low, high] = [0, this.#queue.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#queue[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    this.#queue.splice(low, 0, planned);
  }

  #next(): Planned | undefined {
    return this.#queue.pop();
  }

  // The process: triggers, scheduled runs, failures, killed runs.

  #deps(): Deps {
    const random = this.#random;
    // The clock of the process differs from the forge’s clock.
    const skew = random.chance(0.5) ? 0 : random.below(90) - 45;
    const dies = random.chance(0.03) ? random.pick(['read', 'judged', 'appended']) : undefined;
    return {
      forge: this.#forge,
      now: () => written(this.#now + skew),
      settle: SETTLE,
      salt: () => random.salt(),
      log: () => undefined,
      finished: this.#finished,
      signer: SIGNER,
      siteUrl: 'https://contoh.example',
      pause: async (point) => {
        if (point === dies) throw new Killed();
      },
    };
  }

  async #run(run: (deps: Deps) => Promise<unknown>): Promise<void> {
    this.#runs += 1;
    try {
      await run(this.#deps());
    } catch (error) {
      if (error instanceof ForgeError) this.#faults += 1;
      else if (isKilled(error)) {
        this.#killed += 1;
        this.#finished = new Map();
      } else
        this.#breaches.push(`a fault of the program: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
    }
  }

  #sweepInWeather(): Promise<void> {
    return this.#run((deps) => scheduledRun(deps, { ended: this.#random.chance(0.5) }));
  }

  /** Sends a trigger, loses it, sends it twice, or sends two at once. */
  async #trigger(number: number): Promise<void> {
    const random = this.#random;
    const heard = random.weighted({ once: 6, lost: 3, twice: 1, both: 1, sweep: 1 });
    if (heard === 'lost') return;
    if (heard === 'sweep') return this.#sweepInWeather();
    if (heard === 'both') {
      const other = random.chance(0.5) ? random.pick([...this.#forge.pulls.keys()]) : number;
      if (other === number) this.#raced.add(number);
      await Promise.all([number, other].map((each) => this.#run((deps) => reconcile(deps, each))));
      return;
    }
    await this.#run((deps) => reconcile(deps, number));
    if (heard === 'twice') await this.#run((deps) => reconcile(deps, number));
  }

  // People.

  async #open(): Promise<void> {
    const random = this.#random;
    const applicant = random.pick(this.#office.applicants);
    const number = this.#forge.nextId();
    const opener: Account = { id: applicant.id, login: applicant.login, kind: 'user' };
    const form = random.chance(0.5);
    const pull: PaperPull = {
      number,
      branch: form ? `cms/acara-${number}` : `permohonan/acara-${number}`,
      opener,
      path: `requests/2026/acara-${number}/request.yaml`,
      createdAt: written(this.#now),
      facts: [],
      contents: new Map(),
      comments: [],
      reviews: new Map(),
      labels: [],
      requested: [],
      statuses: new Map(),
      state: 'open',
      draft: !form && random.chance(0.2),
      head: '',
      news: 0,
    };
    this.#forge.pulls.set(number, pull);
    this.#requests.set(pull.branch, pull.draft);
    this.#push(pull, opener, random.chance(0.1) ? undefined : this.#newRequest(pull));
    this.#label(pull, opener, 'opened');
    if (pull.draft) this.#label(pull, opener, 'ready');
    if (form) this.#label(pull, opener, 'labeled', SUBMIT_LABEL);
    await this.#trigger(number);
    this.#lookLater(number, applicant);
  }

  #lookLater(number: number, person: Person | undefined, notBefore = this.#now): void {
    const [from, to] = person?.habit.delay ?? [10, 60];
    const before = this.#tries.get(number);
    const seq = this.#state(number)?.visit.begins ?? '';
    const tries = before?.visit === seq ? before.tries + 1 : 0;
    this.#tries.set(number, { visit: seq, tries });
    // If a person must try several times in one visit, the waits become longer and longer.
    const delay = (from + this.#random.next() * (to - from)) * 60 * 2 ** Math.min(10, Math.max(0, tries - 2));
    this.#plan(Math.floor(Math.max(this.#now, notBefore) + delay) + 1, () => this.#look(number));
  }

  #state(number: number): CaseState | undefined {
    return openJournal(number, this.#forge.text(journalPath(number))).state;
  }

  #journal(number: number): readonly Entry[] {
    return openJournal(number, this.#forge.text(journalPath(number))).entries;
  }

  /** Makes a person read a case and act in it. Mostly the person is on turn. */
  async #look(number: number): Promise<void> {
    const random = this.#random;
    const pull = this.#forge.pull(number);
    if (pull.state === 'merged') return;
    const state = this.#state(number);
    if (state?.end) {
      if (random.chance(0.1)) await this.#strayAct(pull, state);
      return;
    }
    if (state) await this.#speakBeside(pull, state, written(this.#now));
    const now = written(this.#now);
    if (state && state.visit.begins > now && random.chance(0.8)) {
      this.#lookLater(number, undefined, seconds(state.visit.begins));
      return;
    }
    const person = !state || state.visit.withApplicant ? this.#applicantOf(pull) : this.#onTurn(state);
    if (random.chance(0.06)) await this.#strayAct(pull, state);
    else if (!person) await this.#trigger(number);
    else if (this.#isOnLeave(person)) this.#lookLater(number, undefined, this.#now + DAY);
    else await this.#actAs(person, pull, state);
    this.#lookLater(number, person);
  }

  #isOnLeave({ habit: { leave } }: Person): boolean {
    const today = Math.floor((this.#now - BEGINS) / DAY) + 1;
    return leave !== undefined && leave[0] <= today && today <= leave[1];
  }

  #applicantOf({ opener }: PaperPull): Person | undefined {
    return this.#office.applicants.find(({ id }) => id === opener.id);
  }

  #stepOf(state: CaseState): Step {
    const procedure = [...this.#config.procedures.values()].find(({ path }) => path === state.opens.procedure.path);
    if (!procedure) throw new Error('The procedure is not there.');
    return stepOf(procedure.value, state.visit.step);
  }

  #onTurn(state: CaseState): Person | undefined {
    const { actor } = this.#stepOf(state);
    const given = state.approvals.map(({ who }) => who.role);
    const roles = rolesOf(actor).filter(
      (role) => typeof actor === 'string' || !('all' in actor) || !given.includes(role),
    );
    const first = typeof actor === 'object' && 'all' in actor && given.length === 0 ? roles.slice(0, 1) : roles;
    const today = dateIn(this.#now, 'Asia/Pontianak');
    const ids = first.flatMap((role) =>
      (this.#office.roles.roles[role]?.holders ?? [])
        .filter(({ from, until = '9999' }) => from <= today && today <= until)
        .map(({ account }) => account),
    );
    const able = this.#office.officials.filter(({ id }) => ids.includes(id));
    return able.length > 0 ? this.#random.pick(able) : undefined;
  }

  async #actAs(person: Person, pull: PaperPull, state: CaseState | undefined): Promise<void> {
    const random = this.#random;
    const by: Account = { id: person.id, login: person.login, kind: 'user' };
    if (!state || state.visit.withApplicant) {
      if (random.chance(0.03)) this.#close(pull, by, false);
      else {
        if (!state || random.chance(0.7)) this.#push(pull, by, this.#newRequest(pull, state));
        if (!random.chance(person.habit.clumsy)) this.#label(pull, by, 'labeled', SUBMIT_LABEL);
      }
      await this.#trigger(pull.number);
      return;
    }
    const step = this.#stepOf(state);
    const refused = this.#journal(pull.number).at(-1);
    const clumsy = random.chance(person.habit.clumsy);
    const taken = refused?.reason === 'room-taken' && refused.visit === state.visit.visit;
    const result = this.#resultFor(step, state);
    if (random.chance(0.03)) {
      this.#review(pull, by, 'comment', { note: 'Bukan keadaan krisis.' }, state);
      this.#close(pull, by, false);
    } else if ((taken || random.chance(0.06)) && step.outcomes.changes)
      this.#review(pull, by, 'changes', { note: clumsy ? '' : 'Perbaiki.' }, state);
    else {
      const words = { note: random.pick(['Setuju.', 'Laksanakan.', '']), ...(result && !clumsy ? { result } : {}) };
      const body = this.#review(
        pull,
        by,
        'approve',
        step.requires?.note && !clumsy ? { ...words, note: 'Laksanakan.' } : words,
        state,
      );
      if (clumsy && random.chance(0.5)) {
        this.#now += random.below(3);
        this.#review(pull, by, 'approve', words, state, body);
      }
    }
    await this.#trigger(pull.number);
  }

  /**
   * Sometimes makes the opener ask for another time before the event (R53), or an informed person answer that a record
   * is wrong (R52).
   */
  async #speakBeside(pull: PaperPull, state: CaseState, now: string): Promise<void> {
    const random = this.#random;
    if (this.#stepOf(state).postpone && state.visit.begins > now && random.chance(0.3)) {
      if (random.chance(0.5)) this.#review(pull, pull.opener, 'comment', { note: 'Pimpinan berhalangan.' }, state);
      this.#push(pull, pull.opener, edited(state.request, this.#otherTime()));
      await this.#trigger(pull.number);
      this.#now += 60;
    }
    const record = state.informed.at(-1);
    if (!record || !random.chance(0.1)) return;
    const holders = record.roles.flatMap((role) => this.#office.roles.roles[role]?.holders ?? []);
    const by = random.pick([...holders.map(({ account, login }) => ({ id: account, login })), pull.opener]);
    this.#answer(pull, { ...by, kind: 'user' }, `${record.step}#${record.visit}`);
    await this.#trigger(pull.number);
    this.#now += 60;
  }

  #otherTime(): Json {
    const hour = (Math.ceil(this.#now / 3600) + 4 + this.#random.below(24 * 6)) * 3600;
    return { '/pelaksanaan/mulai': written(hour), '/pelaksanaan/selesai': written(hour + 3600) };
  }

  /** Makes a random official or applicant act. Mostly this person is not on turn. */
  async #strayAct(pull: PaperPull, state: CaseState | undefined): Promise<void> {
    const random = this.#random;
    const { id, login } = random.pick([...this.#office.officials, ...this.#office.applicants]);
    const by: Account = { id, login, kind: 'user' };
    const what = random.weighted({
      approve: 5,
      changes: 3,
      push: 2,
      label: 2,
      close: 1,
      notice: 1,
      merge: 0.2,
      reopen: 1,
    });
    if (what === 'approve' || what === 'changes') {
      if (id === pull.opener.id) return;
      this.#review(pull, by, what, { note: 'Catatan.' }, state);
    } else if (what === 'push') this.#push(pull, by, random.chance(0.3) ? undefined : this.#newRequest(pull, state));
    else if (what === 'label') this.#label(pull, by, random.pick(['labeled', 'unlabeled']), SUBMIT_LABEL);
    else if (what === 'close' && pull.state === 'open') this.#close(pull, by, false);
    else if (what === 'merge' && pull.state === 'open' && random.chance(0.2)) this.#close(pull, by, true);
    else if (what === 'reopen' && pull.state === 'closed') this.#label(pull, by, 'reopened');
    else if (what === 'notice') {
      const last = pull.facts.findLast((fact) => fact.kind === 'review');
      if (last)
        this.#happen(pull, {
          kind: 'notice',
          at: written(this.#now),
          ...this.#base(by),
          // As on a forge, the order is that of the edited review.
          order: Number(last.id),
          what: 'edited',
          about: last.id,
        });
    }
    await this.#trigger(pull.number);
  }

  // The texts and requests of people.

  #base(actor: Account): { id: string; order: number; actor: Account } {
    const id = this.#forge.nextId();
    return { id: String(id), order: id, actor };
  }

  #happen(pull: PaperPull, fact: Parameters<PaperForge['happen']>[1]): void {
    this.#forge.happen(pull, fact);
  }

  #label(pull: PaperPull, by: Account, what: LabelFact['what'], label?: string): void {
    this.#happen(pull, {
      kind: 'label',
      at: written(this.#now),
      ...this.#base(by),
      what,
      ...(label === undefined ? {} : { label }),
    });
  }

  #close(pull: PaperPull, by: Account, merged: boolean): void {
    this.#happen(pull, { kind: 'close', at: written(this.#now), ...this.#base(by), merged });
  }

  #push(pull: PaperPull, by: Account, value: Json | undefined): void {
    const base = this.#base(by);
    const head = base.order.toString(16).padStart(40, '0');
    const digest = requestDigest(value ?? `unreadable ${head}`, []);
    const content: Content = {
      digest,
      document: { path: pull.path, oid: digest.slice(0, 40) },
      request: value,
      attachments: [],
      problems: value ? [] : [{ ...wrong, file: pull.path }],
    };
    pull.contents.set(head, content);
    this.#happen(pull, { kind: 'push', at: written(this.#now), ...base, head });
  }

  #newRequest({ number, opener }: PaperPull, state?: CaseState): Json {
    const random = this.#random;
    const start = this.#now + (4 + random.below(12 * 24)) * 3600;
    const hour = Math.ceil(start / 3600) * 3600;
    // Most people choose an offer or another time, and change nothing else.
    const step = state && !state.end && state.visit.withApplicant ? this.#stepOf(state) : undefined;
    if (state && step?.sections && random.chance(0.8)) return edited(state.request, this.#chosen(state));
    const sop = this.#sopOf(state);
    if (sop === 'peminjaman-kendaraan')
      return {
        sop,
        peminjam: opener.login,
        tujuan: random.pick(['dalam-kota', 'luar-kota']),
        berangkat: written(hour),
        kembali: written(hour + 8 * 3600),
      };
    const asked = {
      '/pemohon/akun': opener.login,
      '/kegiatan/judul': `Kegiatan ${number}.${random.below(3)}`,
      '/pelaksanaan/mulai': written(hour),
      '/pelaksanaan/selesai': written(hour + (1 + random.below(4)) * 3600),
      ...(random.chance(0.5) ? {} : { '/pelaksanaan/ruang': undefined, '/pelaksanaan/tempat': 'Halaman' }),
    };
    // These requests have no attachments.
    const more = { ...asked, '/lampiran': [] };
    const slot = { start: written(hour), end: written(hour) };
    if (sop === 'video-conference') return edited(conference(slot), more);
    if (sop === 'ekspos-visitasi-kunker')
      return edited(visit(slot, random.pick(['pejabat', 'kepala_daerah'] as const)), more);
    return request(asked);
  }

  #chosen({ acts }: CaseState): Json {
    const list = acts.findLast(({ result }) => Array.isArray(result?.['alternatif']))?.result?.['alternatif'];
    const offered = Array.isArray(list) ? (list as Record<'mulai' | 'selesai' | 'ruang' | 'tempat', string>[]) : [];
    if (offered.length === 0 || this.#random.chance(0.2)) return this.#otherTime();
    const { mulai, selesai, ruang, tempat } = this.#random.pick(offered);
    const place = { '/pelaksanaan/ruang': ruang, '/pelaksanaan/tempat': tempat };
    return { '/pelaksanaan/mulai': mulai, '/pelaksanaan/selesai': selesai, ...place };
  }

  /** Returns the id of the procedure of a case or, for a new request, of a random one. Mostly it is the first SOP. */
  #sopOf(state: CaseState | undefined): string {
    const known = [...this.#config.procedures.values()];
    const own = known.find(({ path }) => path === state?.opens.procedure.path)?.value.id;
    if (own !== undefined) return own;
    const others = known.map(({ value }) => value.id).filter((id) => id !== FIRST_SOP);
    return this.#random.chance(others.length * 0.3)
      ? others.length > 1
        ? this.#random.pick(others)
        : (others[0] ?? '')
      : FIRST_SOP;
  }

  #resultFor(step: Step, { request: asked, approvals }: CaseState): Json | undefined {
    if (!step.requires?.result || approvals.some(({ result }) => result)) return undefined;
    if (step.id === 'pemeriksaan') return { biaya: this.#random.pick([100, 500, 900]) };
    if (step.id === 'rencana') return PLAN;
    if (step.offers) return this.#offers();
    const isReport = step.requires.result.includes('pelaksanaan');
    const make = results[isReport ? 'pelaksanaan' : step.id];
    if (make && step.consults) return sentAt(make(this.#consulted(step)), written(this.#now));
    const times = asked['pelaksanaan'];
    if (!make || typeof times !== 'object' || times === null || !('mulai' in times) || !('selesai' in times))
      return undefined;
    const isTimed = 'selesai' in make();
    const test = 'uji_koneksi' in make() ? { '/uji_koneksi/hasil': this.#random.pick(TESTS) } : {};
    // A report is about an event that has ended. Here each event ends at the present instant.
    const until = isReport ? written(this.#now) : times.selesai;
    const filled = make({ ...(isTimed ? { '/mulai': times.mulai, '/selesai': until } : {}), ...test });
    const result = sentAt(filled, written(this.#now));
    if (step.id !== 'pengecekan') return result;
    const place = 'ruang' in times ? {} : { '/ruang': undefined, '/tempat': 'Halaman' };
    return edited(result, { ...place, ...this.#availability(step) });
  }

  /** Returns the fields that say whether the slot is available, or no fields if the schema has none for this. */
  #availability(step: Step): Json {
    const schema = this.#config.schemas.get(step.requires?.result ?? '')?.value;
    if (!schema || !fieldAt(schema, '/ketersediaan')) return {};
    return this.#random.chance(0.8)
      ? { '/ketersediaan': 'tersedia' }
      : { '/ketersediaan': 'bersamaan', '/acara_lain': 'Rapat contoh' };
  }

  /** Returns a result with two offers at another time: one in the room, and one at another place. */
  #offers(): Json {
    const hour = (Math.ceil(this.#now / 3600) + 2 + this.#random.below(24 * 6)) * 3600;
    const times = { mulai: written(hour), selesai: written(hour + 3600) };
    return {
      alternatif: [
        { ...times, ruang: 'tcm' },
        { ...times, tempat: 'Halaman' },
      ],
    };
  }

  /** Returns a present holder’s name for each consultation that the step’s result records, by the field’s pointer. */
  #consulted({ consults = [] }: Step): Record<string, string> {
    const today = dateIn(this.#now, 'Asia/Pontianak');
    const asked = consults.flatMap((each) => {
      if (!('record' in each)) return [];
      const holders = this.#office.roles.roles[each.role]?.holders ?? [];
      const holder = holders.find(({ from, until = '9999' }) => from <= today && today <= until);
      return holder ? [[each.record.name, holder.name] as const] : [];
    });
    return Object.fromEntries(asked);
  }

  #review(
    pull: PaperPull,
    by: Account,
    verdict: 'approve' | 'changes' | 'comment',
    { note, result }: { note: string; result?: Json },
    state: CaseState | undefined,
    again?: string,
  ): string {
    const named =
      state && this.#random.chance(0.3)
        ? { visit: `${state.visit.step}#${state.visit.visit}`, digest: state.digest }
        : {};
    const documents = this.#random.chance(0.15) ? [this.#handOver()] : [];
    const block = result ? { result: JSON.stringify(result) } : {};
    const body = again ?? composeReview({ note, ...named, ...block, documents });
    const base = this.#base(by);
    this.#happen(pull, { kind: 'review', at: written(this.#now), ...base, verdict, body, commit: pull.head });
    const before = again === undefined ? undefined : [...this.#words.values()].at(-1);
    this.#words.set(
      base.id,
      before ?? {
        note,
        ...named,
        ...(result ? { result: { value: result, sound: true } } : {}),
        documents: documents.map(({ name, oid, sha256: digest }) => ({ name, blob: oid, sha256: digest })),
        madeFor: state?.visit.step,
        damaged: false,
      },
    );
    return body;
  }

  /** Sends an answer that a record is wrong, mostly in words that were not sent before (R52). */
  #answer(pull: PaperPull, by: Account, answers: string): void {
    const note = `Tidak sesuai (${this.#random.below(99)}).`;
    const base = this.#base(by);
    const body = composeAnswer({ visit: answers, note });
    this.#happen(pull, {
      kind: 'review',
      at: written(this.#now),
      ...base,
      verdict: 'comment',
      body,
      commit: pull.head,
    });
    this.#words.set(base.id, { note, answers, madeFor: undefined, damaged: false });
  }

  /** Returns a document for an act: a new file, an earlier file, a file that does not exist, or a wrong hash. */
  #handOver(): NamedDocument {
    const random = this.#random;
    const { handedOver } = this.#forge;
    const how = random.weighted({ there: 6, 'brought before': 1, absent: 1, 'another hash': 1 });
    const [before] = handedOver.values();
    const text = how === 'brought before' && before !== undefined ? before : `%PDF-1.4 ${random.salt()}\n%%EOF\n`;
    const [oid, digest] = [blobId(Buffer.from(text)), sha256(Buffer.from(text))];
    if (how !== 'absent') handedOver.set(oid, text);
    return { name: 'nota.pdf', oid, sha256: how === 'another hash' ? 'f'.repeat(64) : digest };
  }

  // Checks at the end of the month.

  async #conclude(): Promise<Month> {
    this.#forge.weather = { refuses: 0, loses: 0 };
    const calm: Deps = {
      forge: this.#forge,
      now: () => written(this.#now + 2 * SETTLE),
      settle: SETTLE,
      salt: () => this.#random.salt(),
      log: () => undefined,
      signer: SIGNER,
      siteUrl: 'https://contoh.example',
    };
    const numbers = [...this.#forge.pulls.keys()];
    const breaches = this.#breaches;
    try {
      await scheduledRun(calm);
      for (const number of numbers) await reconcile(calm, number);
      for (const number of numbers) {
        const { entries, effects, refusals, runError } = await reconcile(calm, number);
        if (entries.length + effects.length + refusals.length > 0 || runError !== undefined)
          breaches.push(`#${number} is never done: ${JSON.stringify({ effects, refusals, runError })}`);
      }
      await scheduledRun(calm);
      // A draft whose sign is set is read until it is submitted.
      const left = (await scheduledRun(calm)).filter(({ caseId }) => caseId !== undefined);
      if (left.length > 0)
        breaches.push(`a scheduled run after the last one looks at ${left.map(({ number }) => number).join()}`);
    } catch (error) {
      breaches.push(`the last runs: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
    }
    const journals = new Map(numbers.map((number) => [number, this.#journal(number)]));
    for (const [number, journal] of journals) this.#checkCase(this.#forge.pull(number), journal, seconds(calm.now()));
    breaches.push(...(await this.#verify()), ...this.#whatIf());
    const entries = [...journals.values()].flat();
    const kinds: Record<string, number> = {};
    for (const { kind, reason, postpones, offered } of entries)
      for (const name of [reason ?? kind, ...(postpones ? ['postponed'] : []), ...(offered ? ['offered'] : [])])
        kinds[name] = (kinds[name] ?? 0) + 1;
    return {
      breaches,
      cases: [...journals.values()].filter(({ length }) => length > 0).length,
      entries: entries.length,
      completed: entries.filter(({ end }) => end === 'completed').length,
      procedures: [
        ...new Set(
          [...journals.values()]
            .filter((journal) => journal.some(({ end }) => end === 'completed'))
            .flatMap(([opens]) => /([^/]+)\.yaml$/.exec(opens?.opens?.procedure.path ?? '')?.[1] ?? []),
        ),
      ].sort(),
      runs: this.#runs,
      killed: this.#killed,
      faults: this.#faults,
      kinds,
    };
  }

  #checkCase(pull: PaperPull, journal: readonly Entry[], now: number): void {
    const say = (what: string): void => void this.#breaches.push(`#${pull.number}: ${what}`);
    const end = journal.findLast((entry) => entry.end)?.end;
    if (end === 'completed' && pull.state !== 'merged') say('completed, and not merged');
    if (end !== undefined && end !== 'completed' && pull.state === 'open') say(`${end}, and open`);
    if (end === undefined && journal.length > 0 && pull.state !== 'open') say(`runs, and is ${pull.state}`);
    for (const [id, { dismissed, verdict }] of pull.reviews) {
      if (verdict === 'comment') continue;
      const entry = journal.find(({ kind, source }) => source?.kind === 'review' && source.id === id && !isNote(kind));
      if (!entry && !dismissed) say(`review ${id} got no reply`);
      if (entry?.kind === 'refused' && !dismissed) say(`review ${id} is refused, and stands`);
      if (entry?.kind === 'accepted' && dismissed) say(`review ${id} is accepted, and dismissed`);
    }
    const notices = pull.comments.map(({ body }) => body.split('\n')[0] ?? '');
    const twice = notices.filter((notice, index) => notices.indexOf(notice) !== index);
    if (twice.length > 0 && !this.#raced.has(pull.number)) say(`notified twice: ${twice.join()}`);
    this.#checkByNaiveJudge(pull, journal, now);
  }

  /**
   * Compares the journal with the entries that the naive judge makes from the whole history. They must be equal,
   * although calls failed, runs were killed and triggers were lost (R28). The naive judge knows neither the bookings of
   * other cases nor agenda numbers.
   */
  #checkByNaiveJudge(pull: PaperPull, journal: readonly Entry[], now: number): void {
    const met = ({ reason, problems = [] }: Entry): boolean =>
      reason === 'room-taken' || problems.some(({ code }) => code === 'room-taken');
    if (journal.some(met)) return;
    const [opens] = journal;
    const name = opens?.opens?.procedure.path;
    const procedure = [...this.#config.procedures.values()].find(({ path }) => path === name)?.value;
    if (!procedure) return;
    const contents = new Map(
      [...pull.contents].map(([oid, { request: value, attachments, digest, problems }]) => [
        oid,
        { request: value, attachments, digest, sound: problems.length === 0 && value?.['sop'] === procedure.id },
      ]),
    );
    const { lines } = judgeNaively({
      procedure,
      roles: this.#config.roles,
      rooms: this.#config.rooms.map(({ id, capacity, equipment, closures = [] }) => ({
        id,
        capacity,
        closures,
        equipment: equipment.map((each) => each.id),
      })),
      daysOff: daysOffIn(this.#config.calendar),
      calendars: Object.fromEntries(
        [...(this.#config.calendars ?? [])].map(([name, calendar]) => [name, daysOffIn(calendar)]),
      ),
      opener: pull.opener,
      number: pull.number,
      branch: pull.branch,
      openedAsDraft: this.#requests.get(pull.branch) ?? false,
      facts: pull.facts,
      contents,
      files: new Map(
        [...this.#forge.handedOver].map(([oid, text]) => {
          const bytes = Buffer.from(text);
          return [oid, { sha256: sha256(bytes), size: bytes.length, fit: true }];
        }),
      ),
      words: this.#words,
      bookings: [],
      agenda: {},
      openCases: 0,
      now,
      settle: SETTLE,
    });
    const [naive, engine] = [lines, journal.map(lineOf)].map((list) =>
      list.map((each) => line({ ...each, agenda: undefined })),
    );
    const at = naive && engine ? firstDifference(naive, engine) : undefined;
    if (at !== undefined)
      this.#breaches.push(
        `#${pull.number}: entry ${at + 1} is\n    ${engine?.[at]}\n  and a naive judge finds\n    ${naive?.[at]}`,
      );
  }

  /**
   * Judges the same cases again under the same procedures, each from its journal alone, in the order of the register.
   * Every case must be the same, entry for entry.
   */
  #whatIf(): string[] {
    // The requests of these people have no letters.
    const schemas = new Map(
      Array.from(this.#config.schemas, ([path, schema]) => [
        path,
        { ...schema, value: JSON.parse(JSON.stringify(schema.value).replaceAll('"minItems":1', '"minItems":0')) },
      ]),
    );
    const config: Config = { ...this.#config, schemas };
    const procedures = new Map(
      Array.from(config.procedures, ([id, procedure]) => [id, { procedure, schemas }] as const),
    );
    const whatIf = new WhatIf({ procedures });
    const taken = new Map<number, number>();
    const journals = new Map([...this.#forge.pulls.keys()].map((number) => [number, this.#journal(number)]));
    for (const { files } of this.#forge.commits)
      for (const [path, text] of Object.entries(files)) {
        const number = journalNumber(path);
        if (number === undefined) continue;
        const [from, to] = [taken.get(number) ?? 0, text.split('\n').length - 1];
        taken.set(number, to);
        const journal = journals.get(number) ?? [];
        if (to > from) whatIf.take({ number, journal, from, to }, { config: () => config, rules: undefined });
      }
    return whatIf
      .conclude()
      .cases.filter(({ identical, differences, unknown }) => !identical || differences.length + unknown > 0)
      .map((each) => `what if nothing changed: ${JSON.stringify(each)}`);
  }

  /** Verifies the register as a clone has it (R29). */
  async #verify(): Promise<string[]> {
    if (this.#forge.commits.length === 0) return [];
    const folder = mkdtempSync(join(tmpdir(), 'month-'));
    try {
      initRepository(folder);
      importCommits(folder, REGISTER_BRANCH, this.#forge.commits);
      execFileSync('git', ['-C', folder, 'rev-parse', REGISTER_BRANCH], { stdio: 'ignore' });
      const { findings } = await verifyClone(folder);
      return findings.map((finding) => `the register: ${JSON.stringify(finding)}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/**
 * Returns whether an error means that a run was killed. A scheduled run reports such errors together, one for each
 * case.
 */
function isKilled(error: unknown): boolean {
  return error instanceof Killed || (error instanceof AggregateError && error.errors.every(isKilled));
}
