/** Makes random histories of one case. Mostly people do what the procedure waits for, and sometimes any other act. */
import type { Account, Fact } from '#domain/case/state/facts.ts';
import { type OriginCase, takenKey } from '#domain/case/state/world.ts';
import { DRAFT_LABEL, SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import type { Step } from '#domain/generated/procedure.ts';
import { edited, History, sentAt, type Words, wrong } from '../support/world.ts';
import { dateIn, daysOffIn, seconds, written } from './clock.ts';
import {
  valueAt,
  judgeNaively,
  type NaiveWorld,
  type PlainContent,
  type PlainDocument,
  type PlainFile,
  type PlainWords,
  type Current,
} from './judge.ts';
import { anOffice, NAMES, OF_OTHERS, ORIGIN, type PlayedOffice, type Writing } from './offices.ts';
import { Random } from './random.ts';

/** A history, and everything else that the two judges need. */
export interface Played {
  readonly office: PlayedOffice;
  readonly history: History;
  /** The instant of the last fact, or later. */
  readonly end: string;
  /** The data of other cases: bookings, offers, agenda numbers, open cases of the opener, and origins. */
  readonly others: {
    readonly bookings: readonly { room: string; start: string; end: string; case: string; number: number }[];
    readonly offered: readonly {
      room: string;
      start: string;
      end: string;
      until: string;
      case: string;
      number: number;
    }[];
    readonly agenda: Readonly<Record<string, number>>;
    readonly openCases: Readonly<Record<string, number>>;
    readonly origins: ReadonlyMap<string, OriginCase>;
    readonly taken: ReadonlyMap<string, string>;
  };
  /** The account id of each login in lower case, as the forge would return it. */
  readonly accounts: ReadonlyMap<string, number>;
  /**
   * Returns the world of the naive judge.
   * @param settle settling time in seconds (R22)
   * @param facts by default those of the whole history
   */
  readonly naive: (now: string, settle: number, facts?: readonly Fact[]) => NaiveWorld;
  /** The files by blob id. A review may also name a blob that has no file. */
  readonly files: ReadonlyMap<string, PlainFile>;
  /** The history in words, one line per fact. */
  readonly lines: readonly string[];
}

const blob = (n: number): string => String(n).repeat(40);
const digest = (n: number): string => String(n).repeat(64);

/** Three files that the register may keep, and one that it may not. Other blobs have no file. */
const FILES: ReadonlyMap<string, PlainFile> = new Map(
  [1, 2, 3, 4].map((n) => [blob(n), { sha256: digest(n), size: n * 100, fit: n < 4 }]),
);

/**
 * Lists of documents that a review may name. Some are right. Others have a document with a wrong hash, a document that
 * is not allowed or missing, or one document under two names.
 */
const NAMINGS: readonly (readonly PlainDocument[])[] = [
  ...[[1], [2], [1, 2], [3, 1, 2], [1, 1], [4], [1, 4], [5], [2, 5]].map((all) =>
    all.map((n, at) => ({ name: `dokumen-${at}.pdf`, blob: blob(n), sha256: digest(n) })),
  ),
  [{ name: 'lain.pdf', blob: blob(1), sha256: digest(2) }],
  [
    { name: 'satu.pdf', blob: blob(1), sha256: digest(1) },
    { name: 'lain.pdf', blob: blob(1), sha256: digest(2) },
  ],
];

const GAPS = { 'same second': 0, '1 s': 1, '1 min': 60, '6 min': 360, '1 h': 3600, '1 day': 86_400 };

class Player {
  readonly random: Random;
  readonly office: PlayedOffice;
  readonly history: History;
  readonly others: Played['others'];
  readonly accounts: Played['accounts'];
  readonly lines: string[] = [];
  readonly #contents = new Map<string, PlainContent>();
  readonly #words = new Map<string, PlainWords>();
  readonly #openedAsDraft: boolean;
  readonly #openCases: number;
  readonly #people: readonly Account[];
  readonly #opener: Account;
  readonly #bookings: Played['others']['bookings'];
  readonly #offered: Played['others']['offered'];
  /** Do people usually do what the procedure waits for? Then the case reaches its later steps. */
  readonly #isCalm: boolean;
  #isOver = false;
  /** The step that is current before the next fact. Results are written for this step. */
  #step: string | undefined;
  /** Cases that are already the origin of another open case of the opener. */
  readonly #taken: readonly string[];
  /** The origin that the latest request named. */
  #origin: string | undefined;
  /** The login that requests name as the applicant's, after `#hasAccount` is set. */
  #account: string | undefined;
  #hasAccount = false;
  #at: number;
  #now = '';
  #last: { by: Account; verdict: 'approve' | 'changes'; body: string; words: PlainWords } | undefined;

  constructor(seed: number) {
    this.random = new Random(seed);
    const { random } = this;
    this.office = anOffice(random);
    const { config, opener } = this.office;
    this.#openedAsDraft = random.chance(0.2);
    this.#opener = { ...opener, kind: 'user' };
    this.history = new History({
      config,
      branch: random.chance(0.5) ? 'cms/contoh' : 'permohonan/contoh',
      opener: this.#opener,
      draft: this.#openedAsDraft,
    });
    const holders = Object.values(config.roles.roles).flatMap((role) => role.holders);
    this.#people = [
      ...new Map(
        holders.map(({ account, login }) => [account, { id: account, login, kind: 'user' as const }]),
      ).values(),
      this.#opener,
      { id: 4001, login: 'orang-asing', kind: 'user' },
      { id: 4002, login: 'mesin[bot]', kind: 'bot' },
      { id: 0, login: 'ghost', kind: 'ghost' },
    ];
    const people = this.#people.filter(({ kind }) => kind === 'user');
    this.accounts = new Map(people.map(({ id, login }) => [login.toLowerCase(), id]));
    this.#bookings = random.chance(0.15)
      ? [
          {
            room: 'tcm',
            start: '2026-12-07T03:00:00Z',
            end: random.pick(['2026-12-07T04:00:00Z', '2026-12-07T09:00:00Z']),
            case: 'X-1',
            number: 1,
          },
        ]
      : [];
    this.#offered = random.chance(0.2)
      ? [
          {
            room: 'tcm',
            start: random.pick(['2026-12-07T03:00:00Z', '2026-12-08T03:00:00Z']),
            end: '2026-12-08T09:00:00Z',
            until: random.pick(['2026-12-01T05:00:00Z', '2026-12-02T05:00:00Z', '2026-12-09T05:00:00Z']),
            case: 'X-2',
            number: 2,
          },
        ]
      : [];
    this.#openCases = random.chance(0.2) ? 1 : 0;
    const [procedure] = config.procedures.keys();
    const origins = originsOf(
      random,
      this.office,
      holders.map(({ account, login }) => ({ id: account, login })),
    );
    this.#taken = [...origins.keys()].filter(() => random.chance(0.15));
    const path = config.procedures.get(procedure ?? '')?.path ?? '';
    this.others = {
      bookings: this.#bookings,
      offered: this.#offered,
      agenda: random.chance(0.5) ? { 2026: 7 } : {},
      openCases: { [procedure ?? '']: this.#openCases },
      origins,
      taken: new Map(this.#taken.map((id) => [takenKey(path, id), 'SATU-2026-3'])),
    };
    this.#at = seconds(this.office.begins) + random.below(86_400);
    this.#isCalm = random.chance(0.4);
  }

  play(): Played {
    const [first] = this.office.writings;
    if (!first) throw new Error('Nothing is written in this office.');
    this.#now = written(this.#at);
    this.#push(first, this.#opener);
    if (this.random.chance(0.95)) this.#label('opened');
    // After the end of the case every act is refused, so only a few acts are played then.
    for (let left = 4 + this.random.below(32); left > 0 && !this.#isOver; left -= 1) this.#happen();
    return {
      office: this.office,
      history: this.history,
      end: this.#now,
      others: this.others,
      accounts: this.accounts,
      naive: (now, settle, facts) => this.#world(now, settle, facts),
      files: FILES,
      lines: this.lines,
    };
  }

  #world(now: string, settle: number, facts: readonly Fact[] = this.history.facts): NaiveWorld {
    const { config } = this.office;
    const [entry] = config.procedures.values();
    if (!entry) throw new Error('The office has no procedure.');
    return {
      procedure: entry.value,
      roles: config.roles,
      rooms: config.rooms.map(({ id, capacity, equipment, closures = [] }) => ({
        id,
        capacity,
        closures,
        equipment: equipment.map((thing) => thing.id),
      })),
      daysOff: daysOffIn(config.calendar),
      calendars: Object.fromEntries(
        [...(config.calendars ?? [])].map(([name, calendar]) => [name, daysOffIn(calendar)]),
      ),
      opener: this.#opener,
      number: this.history.number,
      branch: this.history.branch,
      openedAsDraft: this.#openedAsDraft,
      facts,
      contents: this.#contents,
      words: this.#words,
      files: FILES,
      bookings: this.#bookings,
      offered: this.#offered,
      agenda: this.others.agenda,
      openCases: this.#openCases,
      taken: new Set(this.#taken),
      origins: new Map(
        [...this.others.origins].map(([id, { procedure, opener, narrowed, end, at = '', opened, decidedBy }]) => [
          id,
          {
            ...{ procedure, opener, secret: narrowed === true },
            ended: end && { how: end, at },
            openedAt: opened?.find((each) => each.procedure === entry.value.id)?.at,
            by: decidedBy.map((who) => who.id),
          },
        ]),
      ),
      accounts: this.accounts,
      now: seconds(now),
      settle,
    };
  }

  #happen(): void {
    const { random } = this;
    const { current } = judgeNaively(this.#world(this.#now, 0));
    this.#step = current?.step.id;
    this.#isOver = current?.ended !== undefined && random.chance(0.3);
    const gap = random.weighted({
      ...{ '1 min': 6, '1 s': 2, 'same second': 2, '6 min': 2, '1 h': 2, '1 day': 1 },
      'until due': 1,
    });
    if (gap !== 'until due') this.#at += GAPS[gap];
    else if (current?.due !== undefined && seconds(current.due) > this.#at)
      this.#at = seconds(current.due) + random.pick([0, 0, 1]);
    this.#now = written(this.#at);
    const what = random.weighted({
      right: this.#isCalm ? 90 : 14,
      review: 6,
      comment: 1,
      answer: current && current.acts.length > 0 && current.ended === undefined ? 3 : 0,
      correct: current?.ended === undefined ? 0.1 : 60,
      close: 1,
      push: 3,
      label: 3,
      notice: 1,
      again: 1,
      'assign anew': current?.asked ? 15 : 0,
      'ask for another time': current?.step.postpone && !current.withApplicant ? 8 : 0,
    });
    if (what === 'right') this.#doWhatIsRight(current);
    else if (what === 'review') this.#anyReview(current);
    else if (what === 'comment')
      this.#review('comment', random.pick(this.#people), { note: random.pick(['', 'Alasan.']) });
    else if (what === 'answer') this.#answer(current);
    else if (what === 'correct') this.#correct();
    else if (what === 'close') this.#close(current);
    else if (what === 'push') this.#push(random.pick(this.#writings(current)), this.#pusher());
    else if (what === 'label') this.#anyLabel();
    else if (what === 'again') this.#again();
    else if (what === 'assign anew') this.#assignAnew(current);
    else if (what === 'ask for another time') this.#push(random.pick(this.office.writings.slice(0, 4)), this.#opener);
    else this.#editOrDismiss();
  }

  /**
   * Returns the possible requests. Before the first submission, a request that names another procedure is left out,
   * because the office has only one.
   */
  #writings(current: Current | undefined): readonly Writing[] {
    const { writings } = this.office;
    return current ? writings : writings.filter(({ name }) => name !== 'of another procedure');
  }

  #pusher(): Account {
    return this.random.chance(0.7) ? this.#opener : this.random.pick(this.#people);
  }

  #again(): void {
    const last = this.#last;
    if (last) this.#write(last.verdict, last.by, last.body, last.words);
  }

  /** Makes the act that assigned people again, with other people in its result, or sometimes another result (R42). */
  #assignAnew(current: Current | undefined): void {
    const { actor } = current?.step ?? {};
    if (!current || typeof actor !== 'object' || !('assigned' in actor)) return this.#anyReview(current);
    const { random } = this;
    const { result, field } = actor.assigned;
    const act = current.acts.findLast((each) => each.step === result && each.result);
    if (!act?.result) return this.#anyReview(current);
    const people = this.#people.filter((person) => this.#holds(person, act.role));
    const results = this.office.possibleResults(act.step, { ...current.request }).filter(({ sound }) => sound);
    const named = edited(act.result, { [field]: random.pick(NAMES) });
    const value = random.chance(0.8) ? named : (random.pick(results)?.value ?? named);
    this.#review(
      'approve',
      random.chance(0.85) && people.length > 0 ? random.pick(people) : random.pick(this.#people),
      {
        note: random.pick(['', 'Penggantinya.']),
        result: { value, sound: true, step: act.step },
      },
    );
  }

  #push(writing: Writing, by: Account): void {
    const [before] = this.history.contents.keys();
    if (before !== undefined && this.random.chance(0.15)) {
      this.history.push(this.#now, undefined, { by, oid: before });
      this.#note(`${by.login} pushes the first commit again`);
      return;
    }
    const asked = this.#withAccount(this.#withOrigin(writing.request));
    const { head } = this.history.push(this.#now, asked, {
      by,
      problems: writing.sound ? [] : [wrong],
      attachments: writing.attachments ?? [],
    });
    const content = this.history.contents.get(head);
    if (!content) throw new Error('The content was not kept.');
    const { request, attachments, digest } = content;
    this.#contents.set(head, { request, attachments, digest, sound: writing.sound });
    this.#note(`${by.login} pushes "${writing.name}" of ${String(asked?.['asal'])} by ${String(this.#account)}`);
  }

  /**
   * Adds an origin to a request (R45): mostly the origin of the request before. One time in five the origin is random,
   * valid or not.
   */
  #withOrigin(request: Writing['request']): Writing['request'] {
    const [procedure] = this.office.config.procedures.values();
    if (!request || !procedure?.value.origin) return request;
    if (this.#origin === undefined || this.random.chance(0.2))
      this.#origin = this.random.pick([
        ...this.others.origins.keys(),
        'ASAL-2026-12',
        'ASAL-2026-99',
        'bukan nomor',
        '',
      ]);
    return { ...request, [ORIGIN.slice(1)]: this.#origin };
  }

  /**
   * Changes the account that a request names (R12, R41). A request for somebody else mostly names the same account as
   * the request before. Otherwise it names no account, a citizen's account, or a wrong account. In a request for
   * oneself the account is seldom changed.
   */
  #withAccount(request: Writing['request']): Writing['request'] {
    const [procedure] = this.office.config.procedures.values();
    const { onBehalf, pointers } = procedure?.value.request ?? { pointers: {} };
    const isForOther = onBehalf !== undefined && valueAt(request, onBehalf.date) !== undefined;
    if (!request || pointers.applicant === undefined || this.random.chance(isForOther ? 0.05 : 0.97)) return request;
    if (!this.#hasAccount || this.random.chance(0.2)) {
      const anybody = this.random.pick(this.#people).login;
      this.#account = this.random.pick([undefined, 'orang-asing', 'Orang-Asing', anybody, 'tidak-ada']);
      this.#hasAccount = true;
    }
    return edited(request, { [pointers.applicant]: this.#account });
  }

  #label(what: Extract<Fact, { kind: 'label' }>['what'], label?: string, by = this.#opener): void {
    this.history.label(this.#now, what, label, by);
    this.#note(`${by.login} ${what} ${label ?? ''}`);
  }

  /**
   * Changes a label or the draft state, or reopens the pull request. As on the forge, only a closed pull request can be
   * reopened.
   */
  #anyLabel(): void {
    const by = this.#pusher();
    const what = this.random.weighted({ sign: 4, unsign: 1, 'cms draft': 1, 'turn draft': 1, reopen: 2 });
    if (what === 'sign') return this.#label('labeled', SUBMIT_LABEL, by);
    if (what === 'unsign') return this.#label('unlabeled', SUBMIT_LABEL, by);
    if (what === 'cms draft') return this.#label('labeled', DRAFT_LABEL, by);
    if (what === 'turn draft') return this.#label(this.history.isDraftAt(this.#now) ? 'ready' : 'draft', undefined, by);
    return this.#isClosed() ? this.#label('reopened', undefined, by) : undefined;
  }

  #isClosed(): boolean {
    return (
      this.history.facts.findLast(
        ({ kind, ...fact }) => kind === 'close' || ('what' in fact && fact.what === 'reopened'),
      )?.kind === 'close'
    );
  }

  #close(current: Current | undefined): void {
    const by = this.random.chance(0.5) ? this.#rightPerson(current) : this.random.pick(this.#people);
    if (this.random.chance(0.5)) this.#reason(current, by, 'Bukan keadaan krisis.');
    // The latest comment is the reason, also if it has no words (R1).
    if (this.random.chance(0.1)) this.#reason(current, by, this.random.pick(['', 'Alasan lain.']));
    const merged = this.random.chance(0.15);
    this.history.close(this.#now, by, merged, this.random.chance(0.3) ? 'main' : 'milik-saya');
    this.#note(`${by.login} ${merged ? 'merges' : 'closes'}`);
  }

  /** Makes a comment-only review, sometimes with a result that nobody asked for (R1, R10). */
  #reason(current: Current | undefined, by: Account, note: string): void {
    const [result] = this.office.possibleResults(current?.step.id ?? '', { ...current?.request });
    this.#review('comment', by, { note, ...(result && this.random.chance(0.1) ? { result } : {}) });
  }

  /** Answers that a record is wrong, sometimes for a visit without a record, or without a reason (R52). */
  #answer(current: Current | undefined): void {
    const { random } = this;
    const acts = current?.acts ?? [];
    const informing = acts.filter(({ step }) => this.#informedRoles(step).length > 0);
    const act = random.pick(informing.length > 0 && random.chance(0.8) ? informing : acts);
    const answers = `${act.step}#${random.chance(0.1) ? 2 : act.visit}`;
    const note = random.pick(['Tidak sesuai.', 'Saya tidak dihubungi.', '']);
    const informed = this.#people.filter((person) =>
      this.#informedRoles(act.step).some((role) =>
        role === 'applicant' ? person.id === this.#opener.id : this.#holds(person, role),
      ),
    );
    const by = random.pick(informed.length > 0 && random.chance(0.6) ? informed : this.#people);
    const fact = this.history.review(this.#now, 'comment', by, { answers, note });
    this.#words.set(fact.id, { note, answers, madeFor: this.#step, damaged: false });
    this.#note(`${by.login} answers ${answers} #${fact.id}: ${note}`);
  }

  /** Corrects the request, sometimes a field that cannot be corrected, or without a reason (R49). */
  #correct(): void {
    const { random } = this;
    const [entry] = this.office.config.procedures.values();
    const by = entry?.value.corrections?.by;
    const holders = this.#people.filter((person) => by !== undefined && this.#holds(person, by));
    const person = random.pick(holders.length > 0 && random.chance(0.8) ? holders : this.#people);
    const corrects = random.pick([
      { field: '/surat/perihal', value: 'Hal yang dibetulkan', sound: true },
      { field: '/surat/perihal', value: 'Hal lain', sound: true },
      { field: '/surat/perihal', value: '', sound: false },
      { field: '/pelaksanaan/mulai', value: '2026-12-24T09:00:00+07:00', sound: false },
    ]);
    const note = random.pick(['Salah ketik.', 'Salah ketik lagi.', '']);
    const fact = this.history.review(this.#now, 'comment', person, { corrects, note });
    this.#words.set(fact.id, { note, corrects, madeFor: this.#step, damaged: false });
    this.#note(`${person.login} corrects ${corrects.field} #${fact.id}: ${corrects.value} (${note})`);
  }

  #informedRoles(step: string): string[] {
    const [entry] = this.office.config.procedures.values();
    const { informs = [], consults = [] } = entry?.value.steps.find(({ id }) => id === step) ?? {};
    return [...informs, ...consults].flatMap((party) => ('role' in party ? [party.role] : []));
  }

  /** Makes somebody edit or dismiss the newest Approve or Request changes. */
  #editOrDismiss(): void {
    const last = this.history.facts.findLast((fact) => fact.kind === 'review' && fact.verdict !== 'comment');
    if (!last) return;
    const what = this.random.pick(['edited', 'dismissed'] as const);
    this.history.notice(this.#now, what, last, this.random.pick(this.#people));
    this.#note(`review ${last.id} ${what}`);
  }

  #doWhatIsRight(current: Current | undefined): void {
    const { random } = this;
    if (!current || current.withApplicant) {
      if (random.chance(0.4))
        this.#push(random.pick(this.office.writings.filter(({ sound }) => sound).slice(0, 4)), this.#opener);
      if (!current && this.history.isDraftAt(this.#now)) this.#label('ready');
      else this.#label('labeled', SUBMIT_LABEL);
      return;
    }
    const by = this.#rightPerson(current);
    // Sometimes the room is busy at that time.
    const results = this.office.possibleResults(current.step.id, { ...current.request });
    const busy = results.find(({ value }) => value['ketersediaan'] === 'bersamaan');
    const result = busy && random.chance(0.3) ? busy : results[0];
    const brings = current.step.requires?.result !== undefined && this.#suppliesResult(current, by);
    const named = random.chance(0.3) ? { visit: `${current.step.id}#${current.visit}`, digest: current.digest } : {};
    this.#review('approve', by, {
      note: random.pick(['Catatan.', `Catatan ${random.below(99)}.`]),
      ...(brings && result ? { result } : {}),
      ...named,
    });
  }

  #suppliesResult({ step, approvals }: Current, by: Account): boolean {
    const { actor } = step;
    if (typeof actor === 'string' || !('all' in actor)) return true;
    const [first = ''] = actor.all;
    const given = approvals.map(({ role }) => role);
    return (
      !given.includes(first) ||
      (this.#holds(by, first) && !actor.all.some((role) => !given.includes(role) && this.#holds(by, role)))
    );
  }

  #holds(person: Account, role: string): boolean {
    const { roles } = this.office.config.roles;
    return (roles[role]?.holders ?? []).some(({ account }) => account === person.id);
  }

  /** Returns a person who has a role that the step waits for, or anybody if no person has such a role. */
  #rightPerson(current: Current | undefined): Account {
    if (!current) return this.random.pick(this.#people);
    const given = current.approvals.map(({ role }) => role);
    const wanted = rolesOn(current.step, given);
    const named = current.asked?.find(({ role, person }) => person !== undefined && !given.includes(role));
    const one = this.#people.find(({ id }) => id === named?.person);
    if (one && this.random.chance(0.8)) return one;
    const [entry] = this.office.config.procedures.values();
    const today = dateIn(this.#at, entry?.value.zone ?? '');
    const { roles } = this.office.config.roles;
    const able = this.#people.filter((person) =>
      wanted.some((role) =>
        (roles[role]?.holders ?? []).some(
          ({ account, from, until = '9999' }) => account === person.id && from <= today && today <= until,
        ),
      ),
    );
    return this.random.pick(able.length > 0 ? able : this.#people);
  }

  #anyReview(current: Current | undefined): void {
    const { random } = this;
    const by = random.chance(0.6) ? this.#rightPerson(current) : random.pick(this.#people);
    const results = this.office.possibleResults(current?.step.id ?? '', { ...current?.request });
    const visit = random.weighted({ none: 6, right: 2, other: 1 });
    const digest = random.weighted({ none: 6, right: 2, other: 1 });
    const result = results.length > 0 && random.chance(0.6) ? random.pick(results) : undefined;
    this.#review(random.chance(0.6) ? 'approve' : 'changes', by, {
      note: random.chance(0.7) ? 'Catatan.' : '',
      ...(result ? { result } : {}),
      ...(visit === 'none' || !current
        ? {}
        : { visit: `${current.step.id}#${current.visit + (visit === 'other' ? 1 : 0)}` }),
      ...(digest === 'none' || !current ? {} : { digest: digest === 'other' ? 'f'.repeat(64) : current.digest }),
    });
  }

  #review(
    verdict: 'approve' | 'changes' | 'comment',
    by: Account,
    said: Omit<PlainWords, 'damaged' | 'madeFor'>,
  ): void {
    const { random } = this;
    const { result } = said;
    const now = result ? { ...said, result: { ...result, value: sentAt(result.value, this.#now) } } : said;
    const words = random.chance(0.15) ? { ...now, documents: random.pick(NAMINGS) } : now;
    const heads = [...this.history.contents.keys()];
    const commit = heads.length > 0 && random.chance(0.3) ? random.pick([...heads, 'e'.repeat(40)]) : undefined;
    const given: Words = {
      note: words.note,
      ...(words.result ? { result: words.result.value } : {}),
      ...(words.visit === undefined ? {} : { visit: words.visit }),
      ...(words.digest === undefined ? {} : { digest: words.digest }),
      ...(commit === undefined ? {} : { commit }),
      ...(words.documents
        ? { documents: words.documents.map(({ name, blob: oid, sha256 }) => ({ name, oid, sha256 })) }
        : {}),
    };
    const fact = this.history.review(this.#now, verdict, by, given);
    const damage = random.chance(0.04) ? random.pick(Object.keys(DAMAGED) as (keyof typeof DAMAGED)[]) : undefined;
    // Sometimes another line that names a visit or a digest is put before or after the text. The first line counts (R4,
    // R16).
    const marker = random.chance(0.04) ? random.pick(MARKERS) : undefined;
    const isFirst = marker !== undefined && random.chance(0.5);
    const hasOwn = words.visit !== undefined || words.digest !== undefined;
    const { line, ...names } = marker ?? { line: '' };
    const body = [isFirst ? line : '', fact.body, isFirst ? '' : line, damage ? DAMAGED[damage] : '']
      .filter((each, at) => at === 1 || each !== '')
      .join('\n\n');
    if (body !== fact.body) this.history.shows(fact, { body });
    const { visit: _visit, digest: _digest, ...unnamed } = words;
    const kept = {
      ...(marker && (isFirst || !hasOwn) ? { ...unnamed, ...names } : words),
      madeFor: words.result?.step ?? this.#step,
      damaged: damage !== undefined || (marker !== undefined && hasOwn),
    };
    this.#words.set(fact.id, kept);
    if (verdict !== 'comment') this.#last = { by, verdict, body, words: kept };
    const parts = [
      words.note,
      words.result ? `result ${words.result.sound ? '' : '(unsound)'}` : '',
      words.visit ?? '',
      words.digest?.slice(0, 6) ?? '',
      words.documents?.map(({ blob: at, sha256 }) => `${at[0]}/${sha256[0]}`).join(' ') ?? '',
      commit === undefined ? '' : `on ${commit.slice(-3)}`,
      marker ? `${isFirst ? 'first' : 'then'} ${line}` : '',
      damage ?? '',
    ];
    this.#note(`${by.login} ${verdict} #${fact.id}: ${parts.filter(Boolean).join(' | ')}`);
  }

  #write(verdict: 'approve' | 'changes', by: Account, body: string, words: PlainWords): void {
    const fact = this.history.review(this.#now, verdict, by, {});
    this.history.shows(fact, { body });
    this.#words.set(fact.id, words);
    this.#note(`${by.login} ${verdict} #${fact.id} again`);
  }

  #note(line: string): void {
    this.lines.push(`${this.#now} ${line.trimEnd()}`);
  }
}

const signedLine = (name: string, n: number): string =>
  `Dokumen bertanda tangan: ${name} (SHA-256 ${digest(n)}) <!-- disposisi-dokumen: ${blob(n)} -->`;

/** Lines as the desk writes them, which name another visit, another digest, or neither. */
const MARKERS: readonly { readonly line: string; readonly visit?: string; readonly digest?: string }[] = [
  { line: '<!-- disposisi: visit=lain#9 -->', visit: 'lain#9' },
  { line: `<!-- disposisi: digest=${digest(9)} -->`, digest: digest(9) },
  { line: '<!-- disposisi: -->' },
];

/** Texts that make the body of a review unreadable, with any text before them. */
const DAMAGED = {
  'two blocks': '```hasil\na: 1\n```\n\n```hasil\na: 2\n```',
  'open block': '```hasil\na: 1',
  'two lines': '<!-- disposisi: -->\n<!-- disposisi: -->',
  'damaged line': '<!-- disposisi: visit=a -->',
  'damaged document': '<!-- disposisi-dokumen: 1 -->',
  'four documents': [1, 2, 3, 4].map((n) => signedLine(`${n}.pdf`, 1)).join('\n'),
  'one name twice': [1, 2].map((n) => signedLine('nota.pdf', n)).join('\n'),
  'no name of a PDF': signedLine('nota.docx', 1),
  'a path for a name': signedLine('../nota.pdf', 1),
};

/** Returns cases that requests may name as origin: running or ended, restricted or not, of several procedures. */
function originsOf(
  random: Random,
  office: PlayedOffice,
  people: readonly { readonly id: number; readonly login: string }[],
): Map<string, OriginCase> {
  const { opener, begins } = office;
  const ago = (): string => written(seconds(begins) - random.below(4 * 86_400));
  const ends = ['completed', 'refused', 'lapsed', 'rejected', 'withdrawn'] as const;
  const [procedure = ''] = office.config.procedures.keys();
  const all = [1, 2, 3, 4, 5].map((n): OriginCase => ({
    case: `ASAL-2026-${n}`,
    procedure: random.pick(OF_OTHERS),
    opener: random.chance(0.7) ? opener.id : 4001,
    ...(random.chance(0.3) ? { narrowed: true } : {}),
    ...(random.chance(0.75) ? { end: random.pick(ends), at: ago() } : {}),
    ...(random.chance(0.3) ? { opened: [{ procedure: random.pick([procedure, 'lain']), at: ago() }] } : {}),
    decidedBy: random.chance(0.8) ? [...new Set([random.pick(people), random.pick(people)])] : [],
  }));
  return new Map(all.map((each) => [each.case, each]));
}

function rolesOn({ actor }: Step, given: readonly string[]): readonly string[] {
  if (typeof actor === 'string') return [actor];
  if ('any' in actor) return actor.any;
  if ('quorum' in actor) return actor.of;
  if ('assigned' in actor) return actor.assigned.of;
  if ('external' in actor) return [actor.recordedBy];
  const [first = '', ...others] = actor.all;
  if (!given.includes(first)) return [first];
  return others.filter((role) => !given.includes(role));
}

/** Returns the history that a seed makes. The same seed always makes the same history. */
export const play = (seed: number): Played => new Player(seed).play();
