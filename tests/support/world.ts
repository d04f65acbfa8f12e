/**
 * Worlds for the tests of the domain: an office, the history of one pull request as its forge would report it, and runs
 * over it. The module knows no forge, and every time is given.
 */
import type { Config } from '#domain/case/state/config.ts';
import type { Content } from '#domain/case/state/content.ts';
import {
  type Account,
  type CloseFact,
  compareFacts,
  type Fact,
  type LabelFact,
  type NoticeFact,
  type PushFact,
  type ReviewFact,
} from '#domain/case/state/facts.ts';
import { accountKey, UnreadAccount } from '#domain/case/people/named-account.ts';
import { listingsNeeded } from '#domain/case/push/foreign-push.ts';
import { filesAt, currentPush } from '#domain/case/push/pushes.ts';
import { headsNeeded, type Judgement, judge } from '#domain/case/judge.ts';
import { SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import { type CaseState, fold } from '#domain/case/state/state.ts';
import { UnreadOrigin } from '#domain/case/submission/take-origin.ts';
import type { RefusedDraft } from '#domain/case/submission/submission.ts';
import { factsFrom, type Tail } from '#domain/case/tail.ts';
import { type OriginCase, type Others, type Rules, rulesAt, takenKey, type World } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Problem } from '#domain/problem.ts';
import { requestDigest } from '#domain/request/digest.ts';
import { answerBlock, composeReview, fenced, type ReviewParts } from '#domain/request/review.ts';
import { configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import { FIRST } from './folders.ts';

/** Reads the configuration of a folder, which must be sound. */
export async function configOf(root: string): Promise<Config> {
  const reading = readConfig(await configFolder(root));
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems, null, 1));
  return reading.config;
}

/** The sample office: its procedures, roles, rooms and calendar. */
export const office: Config = await configOf(FIRST);

export type Json = Record<string, unknown>;

/** Two people without any role. */
export const applicant: Account = { id: 1101, login: 'contoh-opd', kind: 'user' };
export const stranger: Account = { id: 1999, login: 'contoh-orang-lain', kind: 'user' };

/** Returns the account of a holder, from the roles. */
export function holder(login: string, config = office): Account {
  const found = Object.values(config.roles.roles)
    .flatMap(({ holders }) => holders)
    .find((each) => each.login === login);
  if (!found) throw new Error(`Nobody has the login ${login}.`);
  return { id: found.account, login, kind: 'user' };
}

/**
 * Returns an instant from local time in western Indonesia, in December 2026: `wib(1, '08:00')`, `wib(1, '08:00:30')`.
 */
export function wib(day: number, time: string): string {
  const [hour = '0', minute = '0', second = '0'] = time.split(':');
  const utc = Date.UTC(2026, 11, day, Number(hour) - 7, Number(minute), Number(second));
  return `${new Date(utc).toISOString().slice(0, 19)}Z`;
}

/** Returns an instant some seconds later. */
export const after = (at: string, seconds: number): string =>
  `${new Date(Date.parse(at) + seconds * 1000).toISOString().slice(0, 19)}Z`;

/** Returns a valid request for the room TCM on 7 December, 09.00–11.00. Changes are by pointer. */
export function request(changes: Readonly<Record<string, unknown>> = {}): Json {
  const value: Json = {
    sop: 'protokol-manajemen-krisis',
    pemohon: {
      jenis: 'opd',
      instansi: 'Dinas Contoh',
      akun: applicant.login,
      nama: 'Narahubung Contoh',
      jabatan: 'Sekretaris Contoh',
      telepon: '080000000001',
    },
    surat: {
      nomor: '001/CONTOH/2026',
      tanggal: '2026-11-20',
      perihal: 'Permohonan TCM Room (contoh)',
      srikandi: 'CONTOH-1',
      penandatangan: { nama: 'Contoh Kepala Dinas Contoh', jabatan: 'Kepala Dinas Contoh' },
      sifat: 'biasa',
      derajat: 'segera',
    },
    krisis: { jenis: 'bencana_alam', lokasi: 'Kecamatan Contoh', uraian: 'Contoh rekaan: banjir.' },
    kegiatan: { jenis: 'rapat', judul: 'Rapat koordinasi contoh' },
    pelaksanaan: {
      mulai: '2026-12-07T09:00:00+07:00',
      selesai: '2026-12-07T11:00:00+07:00',
      ruang: 'tcm',
      platform: 'zoom',
      peserta: 12,
      peralatan: [],
    },
    lampiran: [],
  };
  return edited(value, changes);
}

/** Returns a copy with other values at some pointers. `undefined` removes a value. */
export function edited(value: Json, changes: Readonly<Record<string, unknown>>): Json {
  const copy = structuredClone(value);
  for (const [pointer, changed] of Object.entries(changes)) {
    const names = pointer.slice(1).split('/');
    const last = names.pop() ?? '';
    const parent = names.reduce<Json>((at, name) => at[name] as Json, copy);
    if (changed === undefined) delete parent[last];
    else parent[last] = changed;
  }
  return copy;
}

/** A placeholder in a result for the time at which it is sent. */
const NOW = 'SEKARANG';

/** Returns a result as it is sent at a time. */
export const sentAt = (value: Json, at: string): Json => JSON.parse(JSON.stringify(value).replaceAll(NOW, at)) as Json;

const test = { waktu: NOW, hasil: 'baik' };
const slot = { mulai: '2026-12-07T08:30:00+07:00', selesai: '2026-12-07T11:30:00+07:00' };

/** Functions that make the results for the steps of the sample procedure. Changes are by pointer. */
export const results: Readonly<Record<string, (changes?: Readonly<Record<string, unknown>>) => Json>> = {
  'arahan-walikota': (changes = {}) =>
    edited({ ruang: 'tcm', pemangku_kepentingan: [{ instansi: 'Dinas Perhubungan Contoh' }] }, changes),
  koordinasi: (changes = {}) =>
    edited(
      {
        dengan: 'Contoh Kabid IKP',
        waktu: NOW,
        cara: 'telepon',
        kesepakatan: 'Bidang IKP menyiapkan siaran pers.',
      },
      changes,
    ),
  pengecekan: (changes = {}) =>
    edited(
      {
        ...slot,
        ketersediaan: 'tersedia',
        ruang: 'tcm',
        tata_letak: 'Melingkar',
        uji_koneksi: test,
        platform: 'zoom',
        peralatan: [],
      },
      changes,
    ),
  'pemberitahuan-alternatif': (changes = {}) =>
    edited(
      {
        alternatif: [{ mulai: '2026-12-08T09:00:00+07:00', selesai: '2026-12-08T11:00:00+07:00', ruang: 'tcm' }],
      },
      changes,
    ),
  'persiapan-teknis': (changes = {}) =>
    edited(
      {
        mulai: '2026-12-07T09:00:00+07:00',
        selesai: '2026-12-07T11:00:00+07:00',
        uji_koneksi: test,
        kesepakatan: 'Operator hadir pukul 08.00.',
      },
      changes,
    ),
  pelaksanaan: (changes = {}) =>
    edited(
      {
        mulai: '2026-12-07T09:00:00+07:00',
        selesai: '2026-12-07T10:45:00+07:00',
        uraian: 'Berjalan lancar.',
        hadir: 11,
        terlaksana_penuh: true,
      },
      changes,
    ),
};

export interface PushOptions {
  readonly by?: Account;
  readonly problems?: readonly Problem[];
  /** The names of attachments. `surat.pdf=2` is another content under the same name. */
  readonly attachments?: readonly string[];
  /** A commit that was pushed before, to which the branch returns. */
  readonly oid?: string;
}

export type Words = Omit<ReviewParts, 'result'> & {
  readonly result?: Json | string;
  readonly commit?: string;
  /** The visit that a comment answers (R52). */ readonly answers?: string;
  /** A correction of the request (R49), as the block states it. */
  readonly corrects?: { readonly field: string; readonly value: string };
};

export interface HistoryOptions {
  readonly config?: Config;
  readonly branch?: string;
  readonly number?: number;
  readonly opener?: Account;
  /** Was the pull request opened as a draft? */
  readonly draft?: boolean;
}

const NO_COMMIT = '0'.repeat(40);
const PATH = 'requests/2026/contoh/request.yaml';
const noProblem: readonly Problem[] = [];

/** The facts of one pull request. Facts are added in any order, and a run sees the facts up to its instant. */
export class History {
  readonly config: Config;
  readonly opener: Account;
  readonly number: number;
  readonly branch: string;
  readonly contents = new Map<string, Content>();
  readonly #openedAsDraft: boolean;
  #facts: Fact[] = [];
  #seenFrom = new Map<string, string>();
  #count = 0;

  constructor({ config = office, branch = 'cms/contoh', number = 12, opener = applicant, draft }: HistoryOptions = {}) {
    this.config = config;
    this.branch = branch;
    this.number = number;
    this.opener = opener;
    this.#openedAsDraft = draft ?? false;
  }

  get facts(): readonly Fact[] {
    return [...this.#facts].sort(compareFacts);
  }

  /** Pushes a commit with this request to the branch. */
  push(at: string, value: Json | undefined, options: PushOptions = {}): PushFact {
    const order = this.#next();
    const head = options.oid ?? order.toString(16).padStart(40, '0');
    if (!options.oid) this.contents.set(head, contentOf(value, options));
    const before = currentPush(this.facts, { at, kind: 'push', order })?.head ?? NO_COMMIT;
    return this.#add<PushFact>({ kind: 'push', at, ...this.#base(order, options.by ?? this.opener), head, before });
  }

  label(at: string, what: LabelFact['what'], label?: string, by = this.opener): LabelFact {
    return this.#add<LabelFact>({
      kind: 'label',
      at,
      what,
      ...(label === undefined ? {} : { label }),
      ...this.#base(this.#next(), by),
    });
  }

  /** Sets the submit sign, as the opener. */
  sign(at: string): LabelFact {
    return this.label(at, 'labeled', SUBMIT_LABEL);
  }

  review(at: string, verdict: ReviewFact['verdict'], by: Account | string, words: Words | string = {}): ReviewFact {
    const { result, commit, answers, corrects, ...parts } = typeof words === 'string' ? { note: words } : words;
    const block =
      result === undefined ? {} : { result: typeof result === 'string' ? result : JSON.stringify(sentAt(result, at)) };
    return this.#add<ReviewFact>({
      kind: 'review',
      at,
      ...this.#base(this.#next(), this.#account(by)),
      verdict,
      body: corrects
        ? `${fenced(`isian: ${corrects.field}\nmenjadi: '${corrects.value}'`, 'pembetulan')}\n\n${parts.note ?? ''}`
        : answers === undefined
          ? composeReview({ ...parts, ...block })
          : `${answerBlock(answers)}\n\n${parts.note ?? ''}`,
      commit,
    });
  }

  approve = (at: string, by: Account | string, words: Words | string = {}) => this.review(at, 'approve', by, words);
  changes = (at: string, by: Account | string, words: Words | string = {}) => this.review(at, 'changes', by, words);
  comment = (at: string, by: Account | string, words: Words | string = {}) => this.review(at, 'comment', by, words);

  /** @param into the branch into which the pull request was merged, if `merged` */
  close(at: string, by: Account | string, merged = false, into = 'milik-saya'): CloseFact {
    const base = this.#base(this.#next(), this.#account(by));
    return this.#add<CloseFact>({ kind: 'close', at, ...base, merged, ...(merged ? { into } : {}) });
  }

  /** Adds the edit or the dismissal of a review, by default by somebody who did not write it. */
  notice(at: string, what: NoticeFact['what'], about: Fact, by: Account | string = stranger): NoticeFact {
    return this.#add<NoticeFact>({
      kind: 'notice',
      at,
      ...this.#base(this.#next(), this.#account(by)),
      // The order is that of the review concerned, as on the forge.
      order: about.order,
      what,
      about: about.id,
    });
  }

  /** Makes the forge show this fact only from an instant on (R14). */
  seenFrom(fact: Fact, instant: string): void {
    this.#seenFrom.set(`${fact.kind}:${fact.id}`, instant);
  }

  /** Makes a review show another body or commit (R18, R19). */
  shows(review: ReviewFact, changed: Partial<Pick<ReviewFact, 'body' | 'commit' | 'editedByOther'>>): void {
    this.#facts = this.#facts.map((fact) => (fact === review ? { ...review, ...changed } : fact));
  }

  /** Returns the facts that a run at an instant sees. */
  seenAt(now: string): Fact[] {
    return this.facts.filter((fact) => fact.at <= now && (this.#seenFrom.get(`${fact.kind}:${fact.id}`) ?? '') <= now);
  }

  isDraftAt(now: string): boolean {
    const last = this.seenAt(now).findLast(
      (fact) => fact.kind === 'label' && (fact.what === 'ready' || fact.what === 'draft'),
    );
    return last?.kind === 'label' ? last.what === 'draft' : this.#openedAsDraft;
  }

  #next(): number {
    this.#count += 1;
    return this.#count;
  }

  #base(order: number, actor: Account) {
    return { id: String(order), order, actor };
  }

  #account(by: Account | string): Account {
    return typeof by === 'string' ? holder(by, this.config) : by;
  }

  #add<T extends Fact>(fact: T): T {
    this.#facts.push(fact);
    return fact;
  }
}

function contentOf(value: Json | undefined, { attachments: names = [], problems = noProblem }: PushOptions): Content {
  const attachments = names.map((name) => ({
    path: PATH.replace('request.yaml', name.replace(/=.*/, '')),
    oid: name,
    sha256: name,
    type: 'application/pdf',
    size: 1,
  }));
  const digest = requestDigest(value ?? 'unreadable', attachments);
  const document = { path: PATH, oid: digest.slice(0, 40) };
  return { digest, document, request: value, attachments, problems };
}

/** A problem that makes a content invalid. Other tests check which texts have problems. */
export const wrong: Problem = {
  file: PATH,
  path: '/kegiatan/judul',
  code: 'schema-required',
  message: { id: 'Wajib diisi', en: 'Must be filled in' },
};

export interface RunOptions {
  readonly others?: Partial<Others>;
  /** The settling time in seconds (R22), by default 0. */
  readonly settle?: number;
  readonly cannotReopen?: boolean;
  /** The branch into which the pull request is to be merged, by default main. */
  readonly base?: string;
  readonly config?: Config;
  /** The place at which reading begins (R31). */
  readonly tail?: Tail | undefined;
  /** The signed documents that were read, by blob id. */
  readonly documents?: World['documents'];
  /** The accounts that the forge has, by `accountKey`, by default those of the roles. */
  readonly accounts?: ReadonlyMap<string, number>;
}

export interface Run {
  readonly journal: readonly Entry[];
  /** The entries that this run added. */
  readonly entries: readonly Entry[];
  readonly state: CaseState | undefined;
  readonly refusedDraft: RefusedDraft | undefined;
  readonly refusedComments?: Judgement['refusedComments'];
  readonly unread?: Judgement['unread'];
}

/** Runs once over a history at an instant. It reads only the contents, accounts and origins that the judge asks for. */
export function run(history: History, before: readonly Entry[], now: string, options: RunOptions = {}): Run {
  const state = fold(before);
  const config = options.config ?? history.config;
  const bare: Omit<World, 'contents'> = {
    config,
    pinned: state && pinnedTo(history.config, state),
    opening: {
      number: history.number,
      branch: history.branch,
      opener: history.opener,
      draft: history.isDraftAt(now),
      base: options.base ?? 'main',
    },
    facts: factsFrom(history.seenAt(now), options.tail),
    others: { bookings: [], agenda: {}, openCases: {}, ...options.others },
    now,
    settle: options.settle ?? 0,
    answered: () => false,
    cannotReopen: options.cannotReopen ?? false,
    documents: options.documents ?? new Map(),
    accounts: options.accounts ?? accountsOf(config),
  };
  const heads = headsNeeded(bare, state);
  const contents = new Map([...history.contents].filter(([oid]) => heads.includes(oid)));
  const files = new Map(listingsNeeded(bare, state).map((oid) => [oid, filesAt(history, oid)]));
  const judgement = judgeReading({ ...bare, files, contents }, state);
  return { ...judgement, journal: [...before, ...judgement.entries] };
}

/** The accounts of all holders. */
const accountsOf = ({ roles }: Config): ReadonlyMap<string, number> =>
  new Map(
    Object.values(roles.roles).flatMap(({ holders }) =>
      holders.map(({ login, account }) => [accountKey(login), account] as const),
    ),
  );

/**
 * Judges until the judge asks for nothing more. The judge gets an account, an origin, and the open case with the same
 * origin only when it asks for them.
 */
function judgeReading(world: World, state: CaseState | undefined): Judgement {
  const all = world.others;
  const origins = new Map<string, OriginCase | undefined>();
  const taken = new Map<string, string | undefined>();
  const accounts = new Map<string, number | undefined>();
  for (;;) {
    try {
      return judge({ ...world, accounts, others: { ...all, origins, taken } }, state);
    } catch (error) {
      if (error instanceof UnreadOrigin) {
        const key = takenKey(error.procedure, error.id);
        origins.set(error.id, all.origins?.get(error.id));
        taken.set(key, all.taken?.get(key));
      } else if (error instanceof UnreadAccount)
        accounts.set(accountKey(error.login), world.accounts?.get(accountKey(error.login)));
      else throw error;
    }
  }
}

export function pinnedTo(config: Config, state: CaseState): Rules {
  const pinned = rulesAt(config, state.opens);
  if (!pinned) throw new Error('The case is pinned to something else.');
  return pinned;
}

/** The acts of the sample procedure’s straight way: the step, the person, and the text. */
export const WAY: readonly (readonly [step: string, login: string, words: Words])[] = [
  ['penerimaan', 'contoh-tu', {}],
  ['disposisi', 'contoh-kepala-dinas', { note: 'Tindak lanjuti.' }],
  ['laporan-walikota', 'contoh-kepala-dinas', { note: 'Dilaporkan lisan.' }],
  ['arahan-walikota', 'contoh-walikota', { note: 'Gunakan TCM Room.', result: results['arahan-walikota']?.() ?? {} }],
  ['koordinasi', 'contoh-kabid-aptika', { note: 'Siapkan TCM Room.', result: results['koordinasi']?.() ?? {} }],
  ['pengecekan', 'contoh-subkor-ile', { result: results['pengecekan']?.() ?? {} }],
  ['pengecekan', 'contoh-operator', {}],
  ['persiapan-teknis', 'contoh-subkor-ile', { result: results['persiapan-teknis']?.() ?? {} }],
  ['pelaksanaan', 'contoh-operator', { result: results['pelaksanaan']?.() ?? {} }],
];

/** The time at which the cases of the tests are submitted: Tuesday, 1 December 2026, 08.00 WIB. */
export const SUBMITTED = wib(1, '08:00');

/** Returns a draft of the CMS: pushed and opened, not yet submitted. */
export function draft(options: HistoryOptions & { request?: Json } = {}): History {
  const history = new History(options);
  history.push(wib(1, '07:50'), options.request ?? request());
  history.label(wib(1, '07:50:05'), 'opened');
  return history;
}

/**
 * Returns a case that went the straight way to a step. It is submitted at 08.00, then there is one act a minute; the
 * act of `pelaksanaan` is at the end of the event.
 */
export function caseAt(step: string, options: HistoryOptions & { request?: Json } = {}): History {
  const history = draft(options);
  history.sign(SUBMITTED);
  walk(history, step, SUBMITTED);
  return history;
}

/**
 * Continues the straight way from the step `start`, one act a minute after the instant `from`.
 * @param to the step before whose acts it stops; `end` stops nowhere
 */
export function walk(history: History, to: string, from: string, start = 'penerimaan'): void {
  let at = from;
  for (const [step, login, words] of WAY.slice(WAY.findIndex(([id]) => id === start))) {
    if (step === to) return;
    at = step === 'pelaksanaan' ? wib(7, '11:00') : after(at, 60);
    history.approve(at, login, words);
  }
}

/**
 * Makes row 7 find another event at that time. Both officials attest it, the second a second later, and the case goes
 * to row 8.
 */
export function findBusy(history: History, at: string): void {
  const result = results['pengecekan']?.({ '/ketersediaan': 'bersamaan', '/acara_lain': 'Rapat contoh' }) ?? {};
  history.approve(at, 'contoh-subkor-ile', { result });
  history.approve(after(at, 1), 'contoh-operator');
}

/** Returns each entry as a readable line: `accepted penerimaan#1 → disposisi#1`. */
export function shown(entries: readonly Entry[]): string[] {
  return entries.map((entry) =>
    [
      entry.kind,
      entry.kind === 'rung' ? `${(entry.rung?.share ?? 0) * 100}%` : '',
      `${entry.step}#${entry.visit}`,
      entry.reason ? `(${entry.reason})` : '',
      entry.partial ? '(partial)' : '',
      entry.next ? `→ ${entry.next.step}#${entry.next.visit}` : '',
      entry.end ? `→ ${entry.end}` : '',
      entry.seenLate ? '(seen late)' : '',
    ]
      .filter(Boolean)
      .join(' '),
  );
}

/** Returns the lines of `shown` without escalation levels, which most tests do not need. */
export const acts = (entries: readonly Entry[]): string[] => shown(entries.filter(({ kind }) => kind !== 'rung'));
