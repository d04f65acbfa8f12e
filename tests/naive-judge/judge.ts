/**
 * A second judge, naive on purpose, written from docs/rules.md and not from the engine. It reads a whole history from
 * its beginning, keeps plain lists, and need not be fast. If this judge and the engine judge a history differently, one
 * of them has an error.
 */
import type { Fact, PushFact, ReviewFact } from '#domain/case/state/facts.ts';
import type { Actor, Condition, Procedure, Step } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { dateIn, type PlainClock, seconds, shareUsed, timeBetween, written } from './clock.ts';
import { Slips } from './spans.ts';

/** The content of a commit, as the tests made it. */
export interface PlainContent {
  readonly request: Readonly<Record<string, unknown>> | undefined;
  readonly attachments: readonly { readonly path: string; readonly sha256: string }[];
  readonly digest: string;
  /** Are YAML, schema and paths valid? The naive judge itself checks what depends on the time of submission. */
  readonly sound: boolean;
}

/** The text of a review, as the tests wrote it. */
export interface PlainWords {
  readonly note: string;
  readonly result?:
    | {
        readonly value: Readonly<Record<string, unknown>>;
        readonly sound: boolean;
        /** The step whose schema the result follows, if it is not the step that was current. */
        readonly step?: string;
      }
    | undefined;
  readonly visit?: string | undefined;
  readonly digest?: string | undefined;
  /** The step whose schema the result follows. A result for another step makes the act incomplete. */
  readonly madeFor: string | undefined;
  /** The documents signed elsewhere that the text names, one for each valid line. */
  readonly documents?: readonly PlainDocument[] | undefined;
  /** Is the body damaged, for example by two blocks or a damaged line? */
  readonly damaged: boolean;
  /** The visit whose record a comment answers (R52). */
  readonly answers?: string | undefined;
  /** The correction of the request after the end, and whether schema and procedure allow it (R49). */
  readonly corrects?: { readonly field: string; readonly value: string; readonly sound: boolean } | undefined;
}

/** A document as an act names it. */
export interface PlainDocument {
  readonly name: string;
  readonly blob: string;
  readonly sha256: string;
}

/** A file that somebody has put into the repository. */
export interface PlainFile {
  readonly sha256: string;
  readonly size: number;
  /** Is the file a PDF that only shows pages, of at most 5 MB? */
  readonly fit: boolean;
}

export interface PlainRoom {
  readonly id: string;
  readonly capacity: number;
  readonly equipment: readonly string[];
  /** The times for which nobody can book the room, as `sops/rooms.yaml` has them (R51). */
  readonly closures: readonly { readonly from: string; readonly until: string }[];
}

/** The facts about a case that a request names as its origin. */
export interface PlainOrigin {
  readonly procedure: string;
  readonly opener: number;
  readonly secret: boolean;
  /** How and when the case ended, or undefined if the case is still open. */
  readonly ended: { readonly how: string; readonly at: string } | undefined;
  /** The instant from which on this procedure may begin because no decision came in time. */
  readonly openedAt: string | undefined;
  /** The people who decided the case. */
  readonly by: readonly number[];
}

export interface NaiveWorld {
  readonly procedure: Procedure;
  readonly roles: Roles;
  readonly rooms: readonly PlainRoom[];
  readonly daysOff: readonly string[];
  /** The days off of clocks with a calendar of their own, by the calendar’s name. */
  readonly calendars: Readonly<Record<string, readonly string[]>>;
  readonly opener: { readonly id: number; readonly login: string };
  readonly number: number;
  readonly branch: string;
  readonly openedAsDraft: boolean;
  readonly facts: readonly Fact[];
  readonly contents: ReadonlyMap<string, PlainContent>;
  readonly words: ReadonlyMap<string, PlainWords>;
  /** The files by blob. A blob that is not listed does not exist. */
  readonly files: ReadonlyMap<string, PlainFile>;
  readonly bookings: readonly { readonly room: string; readonly start: string; readonly end: string }[];
  /** The slots that other cases have offered (R24). */
  readonly offered?: readonly PlainOffer[];
  readonly agenda: Readonly<Record<string, number>>;
  readonly openCases: number;
  /** The cases that requests name as origins, by id. An id that is not listed is no case (R45). */
  readonly origins?: ReadonlyMap<string, PlainOrigin>;
  /** The account ids of all people, by login in lower case. */
  readonly accounts?: ReadonlyMap<string, number>;
  /** The origins for which the opener already has an open case of this procedure. */
  readonly taken?: ReadonlySet<string>;
  /** The present instant, in seconds since 1970. */
  readonly now: number;
  /** The settling time in seconds (R22). */
  readonly settle: number;
}

interface PlainOffer {
  readonly room: string;
  readonly start: string;
  readonly end: string;
  readonly until: string;
}

/** The judge’s decision about a fact, or at a computed instant (R14). */
export interface JudgedLine {
  readonly kind: string;
  readonly at: string;
  readonly place: string;
  readonly fact?: string | undefined;
  readonly who?: number | undefined;
  readonly role?: string | undefined;
  readonly reason?: string | undefined;
  readonly partial?: boolean | undefined;
  readonly replaces?: boolean | undefined;
  readonly late?: number | undefined;
  readonly next?: string | undefined;
  readonly withApplicant?: boolean | undefined;
  readonly begins?: string | undefined;
  readonly due?: string | undefined;
  readonly rungs?: string | undefined;
  readonly end?: string | undefined;
  /** The reason of the outcome, in Indonesian. */
  readonly because?: string | undefined;
  /** The procedure’s own words for the end, in Indonesian. */
  readonly as?: string | undefined;
  readonly agenda?: string | undefined;
  readonly booking?: string | undefined;
  readonly offered?: string | undefined;
  readonly releases?: boolean | undefined;
  readonly holds?: boolean | undefined;
  readonly continues?: boolean | undefined;
  readonly extended?: string | undefined;
  readonly supersedes?: boolean | undefined;
  readonly postpones?: string | undefined;
  readonly digest?: string | undefined;
  readonly seenLate?: true | undefined;
  readonly level?: string | undefined;
  /** The spans, if they change (R44). */
  readonly spans?: string | undefined;
  readonly span?: string | undefined;
  readonly noDecision?: string | undefined;
  readonly corrected?: string | undefined;
  readonly signed?: string | undefined;
  readonly origin?: string | undefined;
  /** The people who must act from here on, if the case names them. */
  readonly asked?: string | undefined;
  /** The record of an act of a person without an account. */
  readonly deed?: string | undefined;
  readonly onBehalf?: string | undefined;
  /** The people whom the act informs: roles, then accounts. */
  readonly informed?: string | undefined;
}

/** An actor of a step: a role, or one person in it. */
interface Asked {
  readonly role: string;
  readonly person?: number | undefined;
}

interface Visit {
  readonly step: Step;
  readonly number: number;
  readonly withApplicant: boolean;
  readonly begins: number;
  readonly due: number | undefined;
  readonly rungs: readonly { readonly share: number; readonly action: string; readonly at: number }[];
  /** Must an entry still be written if no decision comes in time (R44)? */
  readonly lapses: boolean;
  /** The number of facts that were read when the visit began. The later facts in the list belong to this visit. */
  readonly opened: number;
  /** The actors whom the case names, or undefined. */
  readonly asked: readonly Asked[] | undefined;
}

interface PastAct {
  readonly step: string;
  readonly visit: number;
  readonly person: number;
  readonly role: string;
  readonly gesture: 'approve' | 'changes';
  readonly result?: Readonly<Record<string, unknown>> | undefined;
}

const SIGN = 'decap-cms/pending_review';

/** The state of the case after all facts. */
export interface Current {
  readonly step: Step;
  readonly visit: number;
  readonly withApplicant: boolean;
  readonly due: string | undefined;
  readonly ended: string | undefined;
  readonly request: Readonly<Record<string, unknown>>;
  readonly digest: string;
  readonly approvals: readonly PastAct[];
  readonly acts: readonly PastAct[];
  readonly booking: { readonly room: string; readonly start: string; readonly end: string } | undefined;
  /** The actors whom the case names. */
  readonly asked: readonly Asked[] | undefined;
}

/** Judges a history. Returns the judged lines, and the state of the case after all facts. */
export function judgeNaively(world: NaiveWorld): { lines: JudgedLine[]; current: Current | undefined } {
  const reading = new Reading(world);
  const facts = [...world.facts].sort(inOrder);
  for (const [index, fact] of facts.entries()) reading.read(facts, index, fact);
  reading.passTime(facts, (at) => at + world.settle <= world.now, facts.length);
  return { lines: reading.lines, current: reading.current() };
}

const KINDS = ['push', 'label', 'review', 'close', 'notice'];

/** Orders facts by second, then kind, then number (R14). */
function inOrder(a: Fact, b: Fact): number {
  return seconds(a.at) - seconds(b.at) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.order - b.order;
}

/** Returns the value at a JSON pointer. */
export function valueAt(document: unknown, pointer: string | undefined): unknown {
  if (pointer === undefined) return undefined;
  let value: unknown = document;
  for (const name of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([key]) => key === name)?.[1];
  }
  return value ?? undefined;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const timeOf = (value: unknown): number | undefined => {
  const text = textOf(value);
  const read = text === undefined ? Number.NaN : seconds(text);
  return Number.isNaN(read) ? undefined : read;
};

/** Returns whether a room is closed at any moment between two instants (R51). */
const isClosed = ({ closures }: PlainRoom, start: number, end: number): boolean =>
  closures.some(({ from, until }) => seconds(from) < end && start < seconds(until));

const rolesIn = (actor: Actor): readonly string[] => {
  if (typeof actor === 'string') return [actor];
  if ('all' in actor) return actor.all;
  if ('any' in actor) return actor.any;
  if ('assigned' in actor) return actor.assigned.of;
  return 'external' in actor ? [actor.recordedBy] : actor.of;
};

const isFor = ({ role, person }: Asked, one: Asked): boolean =>
  role === one.role && (person === undefined || person === one.person);

const saidOf = (asked: readonly Asked[] | undefined): string | undefined =>
  asked?.map(({ role, person }) => `${role}/${person ?? ''}`).join(' ');

/** Returns the names at a pointer. The value there is one name or a list of names. */
const namesIn = (document: unknown, place: string): string[] =>
  [valueAt(document, place)]
    .flat()
    .flatMap((each) => (typeof each === 'string' && each.trim() !== '' ? [each.trim()] : []));

class Reading {
  readonly lines: JudgedLine[] = [];
  readonly #world: NaiveWorld;
  readonly #procedure: Procedure;
  #visit: Visit | undefined;
  /** The number of successors so far (R1). */
  #moved = 0;
  #ended: string | undefined;
  #endedAt: number | undefined;
  readonly #corrected = new Map<string, string>();
  #request: Readonly<Record<string, unknown>> = {};
  #isRestricted = false;
  #attachments: PlainContent['attachments'] = [];
  /** The content that acts attest. */
  #digest = '';
  /** False after a push that made the request invalid. */
  #isRequestCurrent = true;
  /** The latest push that was judged as the request, by its place in the list of facts. */
  #taken = -1;
  #acts: PastAct[] = [];
  #approvals: PastAct[] = [];
  #visits: Record<string, number> = {};
  #levelsNotified = 0;
  #silent = false;
  readonly #slips: Slips;
  /** The latest fact by which the opener submitted, accepted or not, by its place in the list. */
  #tried = -1;
  /** The opener’s pushes that asked for a time that was refused (R53). */
  readonly #aside = new Set<string>();
  /** The accounts whose foreign pushes in this visit were noted (R48). */
  #noted: number[] = [];
  #accepted = new Set<string>();
  #lastAct: { person: number; gesture: string; body: string } | undefined;
  #agenda: string | undefined;
  #booking: { room: string; start: string; end: string } | undefined;
  #postponed = 0;
  /** Was the request entered for somebody else (R41)? */
  #onBehalf = false;
  /** The account of the person for whom the request was entered, if the request names one. */
  #person: number | undefined;
  /** The visits whose time is paused, by step, and since when (R44). */
  readonly #paused = new Map<string, { readonly visit: Visit; readonly at: number; readonly silent: boolean }>();
  /** The steps that were extended, one entry for each time. */
  readonly #extended: string[] = [];
  /** The records of acts of which others were informed (R52). */
  #records: {
    readonly place: string;
    readonly roles: readonly string[];
    readonly accounts: readonly number[];
    readonly answered: number[];
  }[] = [];
  /** The day of the first submission. In a request entered for somebody, the day on which this person asked. */
  #firstDay = '';
  /** The origin of the request that was last submitted. */
  #origin: { readonly id: string; readonly found: PlainOrigin } | undefined;

  constructor(world: NaiveWorld) {
    this.#world = world;
    this.#procedure = world.procedure;
    this.#slips = new Slips(world.procedure, (span) => this.#timing(span));
  }

  current(): Current | undefined {
    const visit = this.#visit;
    if (!visit) return undefined;
    return {
      step: visit.step,
      visit: visit.number,
      withApplicant: visit.withApplicant,
      due: visit.due === undefined ? undefined : written(visit.due),
      ended: this.#ended,
      request: this.#request,
      digest: this.#digest,
      approvals: this.#approvals,
      acts: this.#acts,
      booking: this.#booking,
      asked: visit.asked,
    };
  }

  read(facts: readonly Fact[], index: number, fact: Fact): void {
    if (!this.#visit) {
      this.#readDraft(facts, index, fact);
      return;
    }
    this.passTime(facts, (instant) => instant < seconds(fact.at), index);
    const visit = this.#visit;
    if (fact.kind === 'notice') {
      if (this.#accepted.has(fact.about)) this.#tell(fact, visit, { kind: `review-${fact.what}`, who: fact.actor.id });
      return;
    }
    if (fact.kind === 'review') {
      if (fact.verdict === 'comment') {
        this.#readAnswer(fact);
        this.#readCorrection(visit, fact);
      } else this.#readReview(visit, fact);
      return;
    }
    if (this.#ended) return;
    if (fact.kind === 'close') {
      this.#readClose(facts, index, visit, fact);
      return;
    }
    if (visit.withApplicant) {
      if (this.#maySubmit(fact) && hasSign(facts.slice(visit.opened, index + 1), this.#world.opener.id))
        this.#resubmit(facts, index, visit, fact);
    } else if (fact.kind === 'push' && this.#isForeign(facts, index, fact)) {
      this.#noteForeign(visit, fact);
    } else if (fact.kind === 'push') {
      const content = this.#content(fact.head);
      if (content.digest === this.#digest || this.#asksForTime(visit, content, index, fact)) return;
      this.#supersede(visit, content, index, seconds(fact.at), fact);
    }
  }

  /** Applies escalation levels, missing decisions and outcomes by time, as far as time has passed (R6, R22, R44). */
  passTime(facts: readonly Fact[], passed: (instant: number) => boolean, read: number): void {
    for (;;) {
      const visit = this.#visit;
      if (!visit || this.#ended) return;
      const due = this.#dueIn(facts, visit, read);
      const [first] = [...due].sort((a, b) => a.at - b.at);
      if (!first || !passed(first.at)) return;
      first.act();
    }
  }

  /** Returns everything that time can cause next. Items of one instant are in the order in which they are applied. */
  #dueIn(facts: readonly Fact[], visit: Visit, read: number): { readonly at: number; readonly act: () => void }[] {
    const { due, step } = visit;
    const level = visit.rungs[this.#levelsNotified];
    const tell = (instant: number, what: Partial<JudgedLine> & { kind: string }): void =>
      this.#tell({ at: instant }, visit, what);
    return [
      ...(level ? [{ at: level.at, act: () => this.#levelMessages(visit, level) }] : []),
      ...this.#slips.rungs().map(({ at: when, span, level, done }) => ({
        at: when,
        act: () => (done(), tell(when, { kind: 'rung', span, level })),
      })),
      ...(visit.lapses && due !== undefined && !this.#silent
        ? [
            {
              at: due,
              act: () => ((this.#silent = true), tell(due, { kind: 'silence', noDecision: noDecisionIn(step.lapse) })),
            },
          ]
        : []),
      ...this.#slips.noDecisions().map(({ at: when, span, lapse, done }) => ({
        at: when,
        act: () => (done(), tell(when, { kind: 'silence', span, noDecision: noDecisionIn(lapse) })),
      })),
      ...(step.outcomes.timeout && due !== undefined
        ? [{ at: due, act: () => this.#timeOut(facts, visit, due, read) }]
        : []),
    ];
  }

  #levelMessages(visit: Visit, level: Visit['rungs'][number]): void {
    this.#levelsNotified += 1;
    this.#tell({ at: level.at }, visit, { kind: 'rung', level: `${level.share} ${level.action}` });
  }

  #timeOut(facts: readonly Fact[], visit: Visit, due: number, read: number): void {
    const target = visit.step.outcomes.timeout ?? {};
    if (target.end) {
      const holds = this.#end(target, due);
      this.#tell({ at: due }, visit, { kind: 'timed-out', end: target.end, as: target.as?.id, holds });
      return;
    }
    const before = this.#taken;
    const continues = this.#pause(visit, target, due);
    const next = this.#begin(this.#step(target.to), due, this.#results(), read);
    const releases = this.#releaseFor(next.step, target);
    this.#tell({ at: due }, visit, { kind: 'timed-out', ...this.#nextOf(next), continues, releases });
    if (!visit.withApplicant || next.withApplicant) return;
    // A push that was not submitted by the deadline is a change at the deadline (R6).
    const push = this.#counting(facts.slice(0, read).filter(({ at: when }) => seconds(when) <= due));
    if (!push) return;
    const last = facts.indexOf(push);
    const content = this.#content(push.head);
    this.#taken = Math.max(this.#taken, last);
    if (last <= before && this.#isRequestCurrent) return;
    if (content.digest === this.#digest && this.#isRequestCurrent) return;
    this.#supersede(next, content, last, due, undefined, push.actor.id, read);
  }

  // Submissions: R8, R9, R12, R13, R18.

  #readDraft(facts: readonly Fact[], index: number, fact: Fact): void {
    if (!this.#maySubmit(fact)) return;
    const past = facts.slice(0, index + 1);
    const closed = past.findLast(
      ({ kind, ...rest }) => kind === 'close' || ('what' in rest && rest.what === 'reopened'),
    );
    if (closed?.kind === 'close') return;
    const signed = this.#world.branch.startsWith('cms/')
      ? hasSign(past, this.#world.opener.id)
      : this.#isOpenForReview(past);
    if (!signed) return;
    const push = this.#counting(past);
    if (!push) return;
    const content = this.#content(push.head);
    const isDoubtful = this.#builtOnForeign(past, fact);
    this.#tried = index;
    if (isDoubtful) return;
    const limit = this.#procedure.request.openCases;
    const forOther = this.#forWhom(content.request) !== undefined;
    if (limit !== undefined && !forOther && this.#world.openCases >= limit) return;
    if (!content.request || !this.#isValid(content, seconds(fact.at), undefined)) return;
    const [first] = this.#procedure.steps;
    if (!first) return;
    this.#onBehalf = forOther;
    this.#firstDay = dateIn(seconds(fact.at), this.#procedure.zone);
    this.#visits = { [first.id]: 1 };
    this.#take(content, past.lastIndexOf(push));
    const to = this.#choose(first, {});
    const next = this.#begin(this.#step(to.to), seconds(fact.at), {}, index + 1);
    this.lines.push({
      kind: 'submitted',
      at: fact.at,
      place: `${first.id}#1`,
      fact: `${fact.kind}:${fact.id}`,
      who: this.#world.opener.id,
      digest: content.digest,
      onBehalf: this.#toldForWhom(content.request),
      origin: this.#toldOrigin(),
      because: to.because?.id,
      spans: this.#slips.move({ step: next.step.id, begins: next.begins }, seconds(fact.at)),
      ...this.#nextOf(next),
    });
  }

  #maySubmit(fact: Fact): boolean {
    if (fact.actor.id !== this.#world.opener.id) return false;
    if (fact.kind === 'push') return true;
    if (fact.kind !== 'label') return false;
    return fact.what === 'labeled' ? fact.label === SIGN : ['opened', 'ready', 'reopened'].includes(fact.what);
  }

  #isOpenForReview(past: readonly Fact[]): boolean {
    if (!past.some((fact) => fact.kind === 'label' && fact.what === 'opened')) return false;
    let draft = this.#world.openedAsDraft;
    for (const fact of past)
      if (fact.kind === 'label' && (fact.what === 'draft' || fact.what === 'ready')) draft = fact.what === 'draft';
    return !draft;
  }

  #resubmit(facts: readonly Fact[], index: number, visit: Visit, fact: Fact): void {
    const past = facts.slice(0, index + 1);
    const push = this.#counting(past);
    if (!push) return;
    const content = this.#content(push.head);
    const isDoubtful = this.#builtOnForeign(past, fact, visit.opened);
    this.#tried = index;
    const lacks = this.#openerLacks(visit, content, facts, fact) || isDoubtful;
    if (!content.request || lacks || !this.#isValid(content, seconds(fact.at), this.#request)) {
      this.#tell(fact, visit, { kind: 'submission-refused', who: fact.actor.id });
      return;
    }
    const another = textOf(valueAt(content.request, this.#procedure.origin?.field)) !== this.#origin?.id;
    const confined = this.#isConfined(visit.step, content) && !(this.#procedure.origin && another);
    const results = confined ? this.#results() : {};
    if (!confined) this.#acts = [];
    this.#take(content, past.lastIndexOf(push));
    const way: Way = confined ? this.#choose(visit.step, results) : { to: this.#procedure.receipt };
    const releases = this.#releaseFor(this.#step(way.to), way);
    const continues = this.#pause(visit, way, seconds(fact.at));
    const next = this.#begin(this.#step(way.to), seconds(fact.at), results, index + 1);
    if (!confined) this.#records = [];
    this.#tell(fact, visit, {
      kind: 'submitted',
      who: this.#world.opener.id,
      digest: content.digest,
      onBehalf: this.#toldForWhom(content.request),
      origin: this.#toldOrigin(),
      supersedes: confined ? undefined : true,
      releases,
      continues,
      because: way.because?.id,
      ...this.#nextOf(next),
    });
  }

  /** Returns whether a field or note is missing that the opener’s step requires (R40). */
  #openerLacks({ step, opened }: Visit, { request }: PlainContent, facts: readonly Fact[], sign: Fact): boolean {
    const { fields = [], note } = step.requires ?? {};
    const empty = fields.some((field) => {
      const value = valueAt(request, field);
      return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    });
    if (empty) return true;
    if (!note) return false;
    const comment = facts
      .slice(opened)
      .findLast(
        (fact) =>
          fact.kind === 'review' &&
          this.#isPlainComment(fact) &&
          fact.actor.id === this.#world.opener.id &&
          seconds(fact.at) <= seconds(sign.at),
      );
    const words = comment && this.#world.words.get(comment.id);
    return !words || (words.note === '' && words.answers === undefined && words.corrects === undefined);
  }

  /** Returns whether only the step’s sections changed, and attachments that only these sections name (R18, R40). */
  #isConfined(step: Step, content: PlainContent): boolean {
    const changed = [...this.#attachments, ...content.attachments].filter(
      ({ path }) => shaOf(this.#attachments, path) !== shaOf(content.attachments, path),
    );
    const places = [this.#procedure.request.pointers.attachments ?? []].flat();
    const named = (place: string, name: string): boolean =>
      [this.#request, content.request].some((request) => [valueAt(request, place)].flat().includes(name));
    const stays = changed.some(({ path }) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const naming = places.filter((place) => named(place, name));
      const inside = (place: string): boolean =>
        (step.sections ?? []).some((section) => place === section || place.startsWith(`${section}/`));
      return naming.length === 0 || !naming.every(inside);
    });
    if (stays) return false;
    const without = (document: unknown): string => {
      const copy: unknown = structuredClone(saidIn(document));
      for (const section of step.sections ?? []) {
        const names = section.split('/').slice(1);
        const last = names.pop() ?? '';
        const parent =
          valueAt(copy, names.length > 0 ? `/${names.join('/')}` : undefined) ?? (names.length > 0 ? undefined : copy);
        if (typeof parent === 'object' && parent !== null) Reflect.deleteProperty(parent, last);
      }
      return sorted(copy);
    };
    return without(this.#request) === without(content.request);
  }

  #isValid(content: PlainContent, when: number, before: Readonly<Record<string, unknown>> | undefined): boolean {
    if (!content.sound || content.request?.['sop'] !== this.#procedure.id) return false;
    const { pointers } = this.#procedure.request;
    const value = content.request;
    const [start, end] = [timeOf(valueAt(value, pointers.start)), timeOf(valueAt(value, pointers.end))];
    if (start !== undefined && end !== undefined && end <= start) return false;
    const left =
      before && start === timeOf(valueAt(before, pointers.start)) && end === timeOf(valueAt(before, pointers.end));
    if (start !== undefined && !left) {
      if (start <= when || start < when + this.#leadTime()) return false;
    }
    if (this.#forWhom(value) !== undefined || before)
      if (!this.#mayBeForOther(value, when, before !== undefined)) return false;
    if (this.#namesStranger(undefined, value, when)) return false;
    const dated = textOf(valueAt(value, pointers.letterDate));
    if (dated !== undefined && dated > dateIn(when, this.#procedure.zone)) return false;
    const named = textOf(valueAt(value, pointers.room));
    const room = this.#world.rooms.find(({ id }) => id === named);
    if (named !== undefined && !room) return false;
    if (room) {
      const people = valueAt(value, pointers.participants);
      if (typeof people === 'number' && people > room.capacity) return false;
      const things = valueAt(value, pointers.equipment);
      if (Array.isArray(things) && things.some((thing) => !room.equipment.includes(String(thing)))) return false;
    }
    if (!this.#mayTake(content, when)) return false;
    if (!this.#namesRightly(value, when, before)) return false;
    const wanted = [pointers.attachments ?? []]
      .flat()
      .flatMap((place) => [valueAt(value, place) ?? []].flat())
      .map(String);
    const there = content.attachments.map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
    return (
      pointers.attachments === undefined ||
      (wanted.every((name) => there.includes(name)) && there.every((name) => wanted.includes(name)))
    );
  }

  /** Returns the lead time in seconds, counted day and night (R9). */
  #leadTime(): number {
    const { leadTime } = this.#procedure.request;
    return leadTime === undefined ? 0 : shareUsed(0, [leadTime], 1, { kind: 'continuous' }, { zone: '', daysOff: [] });
  }

  /**
   * Returns, for a request for somebody else, the role that may enter it and the day on which that person asked (R41).
   */
  #forWhom(request: unknown): string | undefined {
    const { onBehalf } = this.#procedure.request;
    const date = onBehalf && textOf(valueAt(request, onBehalf.date));
    return date === undefined ? undefined : `${onBehalf?.role} ${date}`;
  }

  /**
   * Returns whether a request may name its account (R12, R41): the opener’s account or, in a request for somebody else,
   * no account or an account that decides nothing.
   */
  #namesRightly(request: unknown, when: number, before: unknown): boolean {
    const place = this.#procedure.request.pointers.applicant;
    const named = textOf(valueAt(request, place))?.toLowerCase();
    if (named === undefined || textOf(valueAt(before, place)) === textOf(valueAt(request, place))) return true;
    const own = named === this.#world.opener.login.toLowerCase();
    if (this.#forWhom(request) === undefined) return own;
    const person = this.#world.accounts?.get(named);
    if (own || person === undefined || person === this.#world.opener.id) return false;
    const deciding = this.#procedure.steps.flatMap(({ actor }) => rolesIn(actor));
    return !this.#rolesHeld(person, when).some((role) => deciding.includes(role));
  }

  #keepPerson({ request }: PlainContent): void {
    const askedOn = textOf(valueAt(request, this.#procedure.request.onBehalf?.date));
    if (askedOn !== undefined) this.#firstDay = askedOn;
    const place = this.#procedure.request.pointers.applicant;
    const named = textOf(valueAt(request, place));
    if (this.#forWhom(request) === undefined || named === undefined) this.#person = undefined;
    else if (named !== textOf(valueAt(this.#request, place)))
      this.#person = this.#world.accounts?.get(named.toLowerCase());
  }

  #toldForWhom(request: unknown): string | undefined {
    const whom = this.#forWhom(request);
    return whom && `${whom} ${this.#person ?? ''}`;
  }

  /**
   * Returns whether a request follows the rules for requests for somebody else (R41). The allowed role enters such a
   * request, with date and way. A later request does not change whether the case is for somebody else.
   */
  #mayBeForOther(request: unknown, when: number, isLater: boolean): boolean {
    const { onBehalf } = this.#procedure.request;
    if (!onBehalf) return true;
    const is = this.#forWhom(request) !== undefined;
    if (isLater && is !== this.#onBehalf) return false;
    if (!is) return true;
    if (!isLater && !this.#rolesHeld(this.#world.opener.id, when).includes(onBehalf.role)) return false;
    return this.#isDone(request, onBehalf, when, '');
  }

  /**
   * Returns whether a recorded act has a way, and a date that is not in the future (R41).
   * @param since the first day that the act may have
   */
  #isDone(
    document: unknown,
    { date, way }: { readonly date: string; readonly way: string },
    when: number,
    since: string,
  ): boolean {
    const [on, by] = [textOf(valueAt(document, date)), textOf(valueAt(document, way))];
    return on !== undefined && by !== undefined && since <= on && on <= dateIn(when, this.#procedure.zone);
  }

  /** Returns the role or person that a name means, or undefined if the name may not be assigned (R42). */
  #asked(name: string, of: readonly string[], when: number): Asked | undefined {
    if (of.includes(name)) return { role: name };
    const today = dateIn(when, this.#procedure.zone);
    for (const role of of)
      for (const { login, account, from, until = '9999-12-31' } of this.#world.roles.roles[role]?.holders ?? [])
        if (login.toLowerCase() === name.toLowerCase() && from <= today && today <= until)
          return { role, person: account };
    return undefined;
  }

  /**
   * Returns whether a document assigns a person who may not act, or the opener (R42).
   * @param step the step whose result the document is, or undefined for a request
   */
  #namesStranger(step: string | undefined, document: unknown, when: number): boolean {
    return this.#procedure.steps.some(({ actor }) => {
      if (typeof actor !== 'object' || !('assigned' in actor) || actor.assigned.result !== step) return false;
      const { field, of } = actor.assigned;
      return namesIn(document, field).some((name) => {
        const asked = this.#asked(name, of, when);
        return !asked || (asked.person !== undefined && [this.#world.opener.id, this.#person].includes(asked.person));
      });
    });
  }

  /** Returns the actors whom the case names for a step (R42). */
  #named(
    { actor }: Step,
    request: unknown,
    results: Readonly<Record<string, unknown>>,
    when: number,
  ): readonly Asked[] | undefined {
    if (typeof actor !== 'object' || !('assigned' in actor)) return undefined;
    const { field, result, of } = actor.assigned;
    const all: Asked[] = [];
    for (const name of namesIn(result === undefined ? request : results[result], field)) {
      const asked = this.#asked(name, of, when);
      if (asked && !all.some((each) => saidOf([each]) === saidOf([asked]))) all.push(asked);
    }
    return all.length > 0 ? all : undefined;
  }

  /** Returns whether a request may name its origin. The origin that the case already has stays accepted (R45). */
  #mayTake({ request }: PlainContent, when: number): boolean {
    const rule = this.#procedure.origin;
    const id = textOf(valueAt(request, rule?.field));
    if (!rule || id === undefined || id === this.#origin?.id) return true;
    if (id.endsWith(`-${this.#world.number}`)) return false;
    const found = this.#world.origins?.get(id);
    if (!found) return false;
    const isForOther = this.#forWhom(request) !== undefined;
    if (!isForOther && this.#world.taken?.has(id)) return false;
    const own = found.opener === this.#world.opener.id;
    if (!own) return false;
    const { ended } = found;
    const fits = rule.from.some(({ procedure, ends, waiting }) => {
      if (procedure !== found.procedure) return false;
      if (!ended) return waiting === true;
      return ends ? ends.some((end) => end === ended.how) : waiting !== true;
    });
    const from = fits ? ended?.at : found.openedAt;
    if (!fits && from === undefined) return false;
    if (from === undefined || rule.within === undefined) return true;
    const { zone, clock } = this.#procedure;
    const { daysOff, calendars } = this.#world;
    const days = clock.calendar === undefined ? daysOff : (calendars[clock.calendar] ?? []);
    return when <= shareUsed(seconds(from), [rule.within], 1, clock, { zone, daysOff: days });
  }

  #keepOrigin({ request }: PlainContent): void {
    const id = textOf(valueAt(request, this.#procedure.origin?.field));
    const found = id === undefined ? undefined : this.#world.origins?.get(id);
    this.#origin = id !== undefined && found ? { id, found } : undefined;
  }

  /** Returns the nature of a letter. A procedure that asks for no nature restricts no case (R11). */
  #natureOf({ request }: PlainContent): string | undefined {
    const { nature } = this.#procedure.request.pointers;
    return nature === undefined ? 'biasa' : textOf(valueAt(request, nature));
  }

  /** A changed request can restrict a case. Only a submission lifts the restriction (R11). */
  #restrict(content: PlainContent): void {
    if (!['biasa', undefined].includes(this.#natureOf(content))) this.#isRestricted = true;
  }

  #toldOrigin(): string | undefined {
    if (!this.#origin) return undefined;
    const { id, found } = this.#origin;
    return `${id} ${found.ended ? `${found.ended.how} ${found.ended.at}` : 'waits'} by ${found.by.join()}`;
  }

  #take(content: PlainContent, push: number): void {
    this.#keepPerson(content);
    this.#request = content.request ?? {};
    this.#isRestricted = this.#natureOf(content) !== 'biasa';
    this.#keepOrigin(content);
    this.#attachments = content.attachments;
    this.#digest = content.digest;
    this.#isRequestCurrent = true;
    this.#taken = Math.max(this.#taken, push);
    this.#lastAct = undefined;
  }

  /**
   * Judges a push that asks only for another time: the case goes back, or the push is refused and changes nothing
   * (R53).
   * @returns whether the push asks only for another time
   */
  #asksForTime(visit: Visit, content: PlainContent, index: number, fact: Fact): boolean {
    const wish = visit.step.postpone;
    const when = seconds(fact.at);
    const { request } = content;
    if (!wish || !request || sorted(saidIn(request)) === sorted(saidIn(this.#request))) return false;
    if (!this.#isConfined({ ...visit.step, sections: wish.sections }, content)) return false;
    const isLate = when >= visit.begins || this.#postponed >= (wish.atMost ?? 3);
    if (isLate || !this.#isValid(content, when, this.#request)) {
      this.#aside.add(fact.id);
      this.#tried = index;
      this.#tell(fact, visit, { kind: 'submission-refused', who: fact.actor.id });
      return true;
    }
    const ids = this.#procedure.steps.map(({ id }) => id);
    const isGone = (id: string): boolean => ids.indexOf(id) >= ids.indexOf(wish.to);
    const gone = ids.filter((id) => isGone(id) && this.#acts.some(({ step }) => step === id));
    this.#acts = this.#acts.filter(({ step }) => !isGone(step));
    this.#records = this.#records.filter(({ place }) => !isGone(place.split('#')[0] ?? ''));
    this.#postponed += 1;
    this.#digest = content.digest;
    this.#lastAct = undefined;
    this.#taken = Math.max(this.#taken, index);
    this.#isRequestCurrent = true;
    this.#keepPerson(content);
    this.#request = request;
    this.#restrict(content);
    this.#keepOrigin(content);
    this.#attachments = content.attachments;
    const next = this.#begin(this.#step(wish.to), when, this.#results(), index + 1, request);
    this.#tell(fact, visit, {
      kind: 'superseded',
      who: fact.actor.id,
      digest: content.digest,
      onBehalf: this.#toldForWhom(request),
      origin: this.#toldOrigin(),
      postpones: gone.join(),
      ...this.#nextOf(next),
    });
    return true;
  }

  #supersede(
    visit: Visit,
    content: PlainContent,
    push: number,
    when: number,
    fact: Fact | undefined,
    by = fact?.actor.id,
    read = push + 1,
  ): void {
    const valid = content.request !== undefined && this.#isValid(content, when, this.#request);
    const receipt = this.#step(this.#procedure.receipt);
    const to = valid ? receipt : this.#step(receipt.outcomes.changes?.to);
    const releases = this.#booking ? true : undefined;
    this.#booking = undefined;
    this.#acts = [];
    this.#digest = content.digest;
    this.#lastAct = undefined;
    this.#taken = Math.max(this.#taken, push);
    this.#isRequestCurrent = valid;
    this.#restrict(content);
    if (valid && content.request) {
      this.#keepPerson(content);
      this.#request = content.request;
      this.#keepOrigin(content);
      this.#attachments = content.attachments;
    }
    const next = this.#begin(to, when, {}, read, content.request ?? this.#request);
    this.#records = [];
    this.#tell(fact ?? { at: when }, visit, {
      kind: 'superseded',
      who: by,
      digest: content.digest,
      onBehalf: valid ? this.#toldForWhom(content.request) : undefined,
      origin: valid ? this.#toldOrigin() : undefined,
      supersedes: true,
      releases,
      ...this.#nextOf(next),
    });
  }

  // Acts: R1, R2, R5, R16.

  #readReview(visit: Visit, fact: ReviewFact): void {
    const gesture = fact.verdict === 'changes' ? 'changes' : 'approve';
    const words = this.#world.words.get(fact.id);
    if (!words) throw new Error(`No words for review ${fact.id}.`);
    const held = this.#rolesHeld(fact.actor.id, seconds(fact.at));
    const refuse = (reason: string): void => this.#tell(fact, visit, { kind: 'refused', who: fact.actor.id, reason });
    if (this.#ended) return refuse('closed');
    if (fact.actor.kind !== 'user') return refuse('not-a-person');
    const last = this.#lastAct;
    if (last && last.person === fact.actor.id && last.gesture === gesture && last.body === fact.body)
      return refuse('already-acted');
    if (this.#isApplicant(fact.actor)) return refuse('applicant');
    if (held.length === 0) return refuse('no-role');
    const turn = this.#turn(visit, fact.actor.id, held, gesture);
    if (typeof turn === 'string') {
      const anew = gesture === 'approve' && words.result ? this.#assignedBy(visit, held) : undefined;
      return anew ? this.#assignAnew(visit, fact, words, anew) : refuse(turn);
    }
    if (gesture === 'approve' && seconds(fact.at) < visit.begins) return refuse('too-early');
    if (gesture === 'changes' && !visit.step.outcomes.changes) return refuse('no-such-outcome');
    if (this.#isStale(visit, fact, words)) return refuse('stale');
    const ends = [...visit.step.outcomes.approve, visit.step.outcomes.changes].some((way) => way?.end !== undefined);
    if (this.#wantsOtherEyes(visit.step, fact.actor.id)) return refuse('four-eyes');
    if (ends && this.#decidedOrigin(fact.actor.id)) return refuse('four-eyes');
    const wrong = this.#whatIsMissing(visit, fact, words, gesture, turn.brings);
    if (wrong === 'incomplete') return refuse(wrong);
    // Documents are read even if the room is taken. A missing document is then the reason of the refusal (R47).
    if (!this.#areKept(words)) return refuse('incomplete');
    if (wrong) return refuse(wrong);
    if (this.#cannotExtend(visit, fact, words, gesture, turn.brings)) return refuse('incomplete');
    this.#accept(visit, fact, words, gesture, turn);
    return undefined;
  }

  /**
   * Reads an answer (R52). One answer of each person whom the visit’s act informed is recorded, if the answer has a
   * reason and the case is open.
   */
  #readAnswer(fact: ReviewFact): void {
    const { answers, note = '' } = this.#world.words.get(fact.id) ?? {};
    if (answers === undefined || note === '' || this.#ended || fact.actor.kind !== 'user') return;
    const record = this.#records.find(({ place }) => place === answers);
    const held = this.#rolesHeld(fact.actor.id, seconds(fact.at));
    const roles = this.#isApplicant(fact.actor) ? [...held, 'applicant'] : held;
    if (!record || record.answered.includes(fact.actor.id)) return;
    if (!record.accounts.includes(fact.actor.id) && !roles.some((role) => record.roles.includes(role))) return;
    record.answered.push(fact.actor.id);
    this.lines.push({
      ...{ kind: 'answered', at: fact.at, place: answers, fact: `${fact.kind}:${fact.id}`, who: fact.actor.id },
    });
  }

  /** Reads a correction (R49): after the end, with a reason, by the role that corrects, of a public field. */
  #readCorrection(visit: Visit, fact: ReviewFact): void {
    const { corrects, note = '' } = this.#world.words.get(fact.id) ?? {};
    const by = this.#procedure.corrections?.by;
    if (!corrects || !by || note === '' || this.#endedAt === undefined || seconds(fact.at) <= this.#endedAt) return;
    if (fact.actor.kind !== 'user' || this.#isApplicant(fact.actor)) return;
    if (!this.#rolesHeld(fact.actor.id, seconds(fact.at)).includes(by)) return;
    if (this.#isRestricted) return;
    const before = this.#corrected.get(corrects.field) ?? valueAt(this.#request, corrects.field);
    if (!corrects.sound || before === undefined || before === corrects.value) return;
    this.#corrected.set(corrects.field, corrects.value);
    this.#tell(fact, visit, {
      ...{
        kind: 'corrected',
        who: fact.actor.id,
        corrected: `${corrects.field} ${String(before)} > ${corrects.value}`,
      },
    });
  }

  /** Returns the informed people: the roles that the step informs, and the accounts that the result names (R52). */
  #informed(visit: Visit, result: unknown, when: number, isPassed: boolean): string | undefined {
    const { informs = [], consults = [] } = visit.step;
    const asked = [...informs, ...consults.filter((party) => 'record' in party)];
    const roles = isPassed ? [...new Set(asked.flatMap((party) => ('role' in party ? [party.role] : [])))] : [];
    const logins = informs.flatMap((party) => {
      const list = 'result' in party ? valueAt(result, party.result) : undefined;
      if (!('result' in party) || !Array.isArray(list)) return [];
      return list.map(
        (each) =>
          textOf(valueAt(each, `/${party.account}`))
            ?.trim()
            .toLowerCase() ?? '',
      );
    });
    const today = dateIn(when, this.#procedure.zone);
    const numbers = logins.flatMap((login) => {
      const holder = Object.values(this.#world.roles.roles)
        .flatMap(({ holders }) => holders)
        .find(
          (each) => each.login.toLowerCase() === login && each.from <= today && today <= (each.until ?? '9999-12-31'),
        );
      return holder?.account ?? this.#world.accounts?.get(login) ?? [];
    });
    const accounts = [...new Set(numbers)];
    if (roles.length + accounts.length === 0) return undefined;
    if (isPassed) this.#records.push({ place: `${visit.step.id}#${visit.number}`, roles, accounts, answered: [] });
    return `${roles.join(' ')}/${accounts.join(' ')}`;
  }

  /** Returns the act that assigned the actors of this visit, if a person with these roles may assign again (R42). */
  #assignedBy({ step: { actor }, asked }: Visit, held: readonly string[]): PastAct | undefined {
    if (typeof actor !== 'object' || !('assigned' in actor) || !asked || this.#approvals.length > 0) return undefined;
    const { result } = actor.assigned;
    const act = this.#acts.findLast((each) => each.step === result && each.result);
    return act && held.includes(act.role) ? act : undefined;
  }

  /** Assigns again. Only the assigned people may differ from the earlier result (R42). */
  #assignAnew(visit: Visit, fact: ReviewFact, words: PlainWords, before: PastAct): void {
    const refuse = (reason: string): void => this.#tell(fact, visit, { kind: 'refused', who: fact.actor.id, reason });
    if (this.#isStale(visit, fact, words)) return refuse('stale');
    const from = this.#step(before.step);
    const ends = [...from.outcomes.approve, from.outcomes.changes].some((way) => way?.end !== undefined);
    if (this.#wantsOtherEyes(from, fact.actor.id)) return refuse('four-eyes');
    if (ends && this.#decidedOrigin(fact.actor.id)) return refuse('four-eyes');
    const { actor } = visit.step;
    if (typeof actor !== 'object' || !('assigned' in actor)) throw new Error('Nobody is assigned here.');
    const { field } = actor.assigned;
    const value = words.result?.value;
    if (!value || words.damaged || !words.result?.sound || words.madeFor !== before.step) return refuse('incomplete');
    const rest = (document: unknown): string => {
      const copy: unknown = structuredClone(document);
      const names = field.split('/').slice(1);
      const last = names.pop() ?? '';
      const parent = names.length > 0 ? valueAt(copy, `/${names.join('/')}`) : copy;
      if (typeof parent === 'object' && parent !== null) Reflect.deleteProperty(parent, last);
      return sorted(copy);
    };
    const when = seconds(fact.at);
    if (rest(value) !== rest(before.result) || this.#namesStranger(before.step, value, when))
      return refuse('incomplete');
    const asked = this.#named(visit.step, this.#request, { [before.step]: value }, when);
    if (!asked || !this.#areKept(words)) return refuse('incomplete');
    this.#acts.push({ ...before, person: fact.actor.id, gesture: 'approve', result: value });
    this.#accepted.add(fact.id);
    this.#lastAct = { person: fact.actor.id, gesture: 'approve', body: fact.body };
    this.#visit = { ...visit, asked };
    this.lines.push({
      ...{ kind: 'accepted', at: fact.at, place: `${before.step}#${before.visit}`, fact: `${fact.kind}:${fact.id}` },
      ...{ signed: this.#signed(words), who: fact.actor.id, role: before.role, digest: this.#digest },
      asked: saidOf(asked),
    });
  }

  #accept(visit: Visit, fact: ReviewFact, words: PlainWords, gesture: 'approve' | 'changes', turn: Turn): void {
    const { actor } = visit.step;
    const outside = typeof actor === 'object' && 'external' in actor ? actor : undefined;
    const asked = visit.step.requires?.result !== undefined && turn.brings && (gesture === 'approve' || outside);
    const act: PastAct = {
      step: visit.step.id,
      visit: visit.number,
      person: fact.actor.id,
      role: turn.role,
      gesture,
      result: asked ? words.result?.value : undefined,
    };
    const base = {
      kind: 'accepted',
      signed: this.#signed(words),
      who: fact.actor.id,
      role: turn.role,
      digest: this.#digest,
      replaces: turn.replaces ? true : undefined,
      deed: outside && `${outside.recordedBy} ${textOf(valueAt(words.result?.value, outside.deed.date))}`,
      late: visit.due === undefined ? undefined : Math.max(0, seconds(fact.at) - visit.due),
    };
    this.#acts.push(act);
    this.#accepted.add(fact.id);
    this.#lastAct = { person: fact.actor.id, gesture, body: fact.body };
    if (gesture === 'approve') {
      this.#approvals = turn.replaces ? [act] : [...this.#approvals, act];
      if (!this.#isComplete(visit))
        return this.#tell(fact, visit, {
          ...{ ...base, partial: true, informed: this.#informed(visit, act.result, seconds(fact.at), false) },
        });
    }
    const before = this.#results();
    const way: Way = gesture === 'changes' ? (visit.step.outcomes.changes ?? {}) : this.#choose(visit.step, before);
    if (way.adds !== undefined)
      return this.#tell(fact, visit, { ...base, because: way.because?.id, extended: this.#extend(visit, way.adds) });
    const agenda = gesture === 'approve' ? this.#nextAgenda(visit.step, seconds(fact.at)) : undefined;
    const results = this.#results();
    const target: Way = gesture === 'changes' ? (visit.step.outcomes.changes ?? {}) : this.#choose(visit.step, results);
    const because = target.because?.id;
    const brought = this.#approvals.find((each) => each.result)?.result;
    const informed =
      gesture === 'approve'
        ? this.#informed(visit, act.result ?? (target.end ? undefined : brought), seconds(fact.at), !target.end)
        : undefined;
    if (target.end) {
      const holds = this.#end(target, seconds(fact.at));
      return this.#tell(fact, visit, {
        ...{ ...base, agenda, because, informed, end: target.end, as: target.as?.id, holds },
      });
    }
    const continues = this.#pause(visit, target, seconds(fact.at));
    const next = this.#begin(this.#step(target.to), seconds(fact.at), results, this.#world.facts.indexOf(fact) + 1);
    const gives = this.#releasesRoom(next.step, target);
    const releases = this.#releaseFor(next.step, target);
    const booking = !gives && gesture === 'approve' ? this.#book(visit.step, results) : {};
    const offered =
      gesture === 'approve' ? this.#reservedUntil(visit.step, results[visit.step.id], seconds(fact.at)) : undefined;
    return this.#tell(fact, visit, {
      ...base,
      ...{ agenda, because, continues, releases, informed, offered },
      ...booking,
      ...this.#nextOf(next),
    });
  }

  /**
   * Ends the case. If the case is completed before the booked time begins, the booking stays. Any other end releases
   * the room (R24).
   */
  #end(target: Way, when: number): true | undefined {
    const { start } = this.#booking ?? {};
    const stays = target.end === 'completed' && !target.releases && start !== undefined && when < seconds(start);
    this.#ended = target.end;
    if (target.end) this.#endedAt = when;
    if (stays) return true;
    this.#booking = undefined;
    return undefined;
  }

  #turn(visit: Visit, person: number, held: readonly string[], gesture: string): Turn | string {
    const { actor } = visit.step;
    if (visit.asked) return this.#turnOfAsked(visit.asked, visit, person, held, gesture);
    const roles = rolesIn(actor);
    const own = visit.withApplicant ? [] : held.filter((role) => roles.includes(role));
    const [role] = own;
    if (role === undefined) return 'out-of-turn';
    const whole = { role, brings: true, replaces: false };
    if (gesture === 'changes') return whole;
    const acted = this.#approvals.some((approval) => approval.person === person);
    if (typeof actor === 'object' && 'quorum' in actor) return acted && actor.quorum > 1 ? 'already-acted' : whole;
    if (typeof actor === 'string' || !('all' in actor) || roles.length === 1) return whole;
    const [first = ''] = roles;
    const given = this.#approvals.map((approval) => approval.role);
    if (!given.includes(first)) return own.includes(first) ? { ...whole, role: first } : 'out-of-turn';
    const missing = own.find((each) => !given.includes(each));
    if (missing !== undefined) return { role: missing, brings: false, replaces: false };
    if (own.includes(first)) return { role: first, brings: true, replaces: true };
    return acted ? 'already-acted' : 'out-of-turn';
  }

  /**
   * Returns the turn of a person in a visit with assigned actors, or the reason of the refusal. Assigned actors act as
   * in an `all`: the first brings the result, and the others attest it (R5, R42).
   */
  #turnOfAsked(
    asked: readonly Asked[],
    visit: Visit,
    person: number,
    held: readonly string[],
    gesture: string,
  ): Turn | string {
    const own = visit.withApplicant ? [] : held.filter((role) => asked.some((each) => isFor(each, { role, person })));
    const [role, [first, ...others]] = [own[0], asked];
    if (role === undefined || !first) return 'out-of-turn';
    const whole = { role, brings: true, replaces: false };
    if (gesture === 'changes' || others.length === 0) return whole;
    const given = (each: Asked): boolean => this.#approvals.some((approval) => isFor(each, approval));
    const asFirst = own.find((each) => isFor(first, { role: each, person }));
    if (!given(first)) return asFirst === undefined ? 'out-of-turn' : { ...whole, role: asFirst };
    const left = others.filter((each) => !given(each));
    const missing = own.find((each) => left.some((one) => isFor(one, { role: each, person })));
    if (missing !== undefined) return { role: missing, brings: missing === asFirst, replaces: false };
    if (asFirst !== undefined) return { role: asFirst, brings: true, replaces: true };
    return this.#approvals.some((approval) => approval.person === person) ? 'already-acted' : 'out-of-turn';
  }

  #isComplete({ step: { actor }, asked }: Visit): boolean {
    if (asked) return asked.every((each) => this.#approvals.some((approval) => isFor(each, approval)));
    if (typeof actor === 'string' || 'any' in actor || 'assigned' in actor || 'external' in actor) return true;
    if ('quorum' in actor) return new Set(this.#approvals.map(({ person }) => person)).size >= actor.quorum;
    return actor.all.every((role) => this.#approvals.some((approval) => approval.role === role));
  }

  #isStale(visit: Visit, fact: ReviewFact, words: PlainWords): boolean {
    if (words.visit !== undefined && words.visit !== `${visit.step.id}#${visit.number}`) return true;
    if (words.digest !== undefined && words.digest !== this.#digest) return true;
    // If an act names a digest, only this digest counts, and not the commit of the review (R48).
    if (words.digest !== undefined) return false;
    const pushed = this.#world.facts.some(
      (each) => each.kind === 'push' && each.head === fact.commit && inOrder(each, fact) <= 0,
    );
    return pushed && fact.commit !== undefined && this.#content(fact.commit).digest !== this.#digest;
  }

  #wantsOtherEyes(step: Step, person: number): boolean {
    return (step.fourEyes ?? []).some((other) => {
      const visits = this.#acts.filter((act) => act.step === other);
      const last = visits.at(-1)?.visit;
      return visits.some((act) => act.visit === last && act.person === person);
    });
  }

  #whatIsMissing(
    visit: Visit,
    fact: ReviewFact,
    words: PlainWords,
    gesture: string,
    brings: boolean,
  ): 'incomplete' | 'room-taken' | undefined {
    const { requires = {} } = visit.step;
    const { actor } = visit.step;
    const outside = typeof actor === 'object' && 'external' in actor ? actor : undefined;
    if (words.damaged) return 'incomplete';
    const wantsDocument = requires.document && brings && (gesture === 'approve' || outside);
    if (wantsDocument && (words.documents ?? []).length === 0) return 'incomplete';
    const isLost = words.result !== undefined;
    if (gesture === 'changes' && !outside) return words.note === '' || isLost ? 'incomplete' : undefined;
    if (gesture === 'changes' && words.note === '') return 'incomplete';
    if (gesture === 'approve' && requires.note && words.note === '') return 'incomplete';
    const asked = requires.result !== undefined && brings;
    if (!asked && words.result) return 'incomplete';
    if (asked && !(words.result?.sound && words.madeFor === visit.step.id)) return 'incomplete';
    if (asked && outside && !this.#isDone(words.result?.value, outside.deed, seconds(fact.at), this.#firstDay))
      return 'incomplete';
    if (gesture === 'changes') return undefined;
    if (asked && this.#namesStranger(visit.step.id, words.result?.value, seconds(fact.at))) return 'incomplete';
    const value = asked
      ? words.result?.value
      : brings
        ? undefined
        : this.#approvals.find(({ result }) => result)?.result;
    if (!value) return undefined;
    if (asked && this.#isImpossible(visit, value, seconds(fact.at))) return 'incomplete';
    // In these offices each field that means a room has this name (R9).
    const room = valueAt(value, '/ruang');
    const isRoom = room === undefined || this.#world.rooms.some(({ id }) => id === room);
    if (asked && !isRoom) return 'incomplete';
    if (this.#offersWhatCannotBe(visit.step, value, seconds(fact.at))) return 'incomplete';
    // An outcome that releases the room or extends the time needs no free room.
    const way = this.#choose(visit.step, { ...this.#results(), [visit.step.id]: value });
    if (way.releases || way.adds !== undefined) return undefined;
    if (requires.within) {
      const [start, end] = [timeOf(valueAt(value, requires.within.start)), timeOf(valueAt(value, requires.within.end))];
      if (start !== undefined && end !== undefined) {
        const booking = this.#booking;
        // A case without a booking may have any schedule (R24).
        if (booking && (end <= start || start < seconds(booking.start) || end > seconds(booking.end)))
          return 'incomplete';
      }
    }
    return requires.books ? this.#judgeSlot(requires.books, value, seconds(fact.at)) : undefined;
  }

  /**
   * Returns whether the outcome is an extension that is refused. An extension needs a reason, cannot be later than the
   * deadline, and cannot come more often than allowed (R44).
   */
  #cannotExtend(visit: Visit, fact: ReviewFact, words: PlainWords, gesture: string, brings: boolean): boolean {
    const own =
      visit.step.requires?.result !== undefined && brings
        ? words.result?.value
        : this.#approvals.findLast(({ result }) => result)?.result;
    const results = { ...this.#results(), ...(own ? { [visit.step.id]: own } : {}) };
    const way = gesture === 'changes' ? visit.step.outcomes.changes : this.#choose(visit.step, results);
    if (way?.adds === undefined) return false;
    return (
      visit.due === undefined ||
      seconds(fact.at) > visit.due ||
      this.#extended.filter((step) => step === visit.step.id).length >= (way.atMost ?? 1) ||
      words.note === ''
    );
  }

  /** Extends the visit: the deadline and the levels to come are later (R44). Returns the text for the line. */
  #extend(visit: Visit, adds: string): string {
    const { clock, place } = this.#timing(visit.step);
    const later = (instant: number): number => shareUsed(instant, [adds], 1, clock, place);
    const more: Visit = {
      ...visit,
      due: visit.due === undefined ? undefined : later(visit.due),
      rungs: visit.rungs.map((level, at) => (at < this.#levelsNotified ? level : { ...level, at: later(level.at) })),
    };
    this.#visit = more;
    this.#extended.push(visit.step.id);
    this.#approvals = [];
    return `${adds} ${this.#nextOf(more).due} ${this.#nextOf(more).rungs}`;
  }

  #timing({ clock: name }: Pick<Step, 'clock'>): {
    clock: PlainClock;
    place: { zone: string; daysOff: readonly string[] };
  } {
    const { zone, clocks = {}, clock: usual } = this.#procedure;
    const clock: PlainClock = name === undefined ? usual : (clocks[name] ?? usual);
    const { daysOff, calendars } = this.#world;
    return {
      clock,
      place: { zone, daysOff: clock.calendar === undefined ? daysOff : (calendars[clock.calendar] ?? []) },
    };
  }

  /** Pauses the visit’s time if the outcome says so. The time continues when the turn returns (R44). */
  #pause(visit: Visit, way: Way, when: number): true | undefined {
    if (way.continues) this.#paused.set(visit.step.id, { visit, at: when, silent: this.#silent });
    return way.continues;
  }

  /** Returns whether each named document exists, may be kept, and has the hash of its line (R47). */
  #areKept({ documents = [] }: PlainWords): boolean {
    return documents.every(({ blob, sha256 }) => {
      const file = this.#world.files.get(blob);
      return file !== undefined && file.fit && file.sha256 === sha256;
    });
  }

  /** Returns the text of the documents for the line (R47). */
  #signed({ documents = [] }: PlainWords): string | undefined {
    if (documents.length === 0) return undefined;
    return documents
      .map(({ name, blob, sha256 }) => `${name} ${blob} ${sha256} ${this.#world.files.get(blob)?.size}`)
      .join(', ');
  }

  /**
   * Returns whether a result states something impossible (R4, R16): a time after the act, after another time or before
   * the visit, a consulted person without the role, or an unknown account.
   */
  #isImpossible({ step, begins }: Visit, value: Readonly<Record<string, unknown>>, when: number): boolean {
    const isLater = (step.requires?.bounds ?? []).some(({ field, notAfter, notBefore, after }) => {
      const time = timeOf(valueAt(value, field));
      // The clocks of people differ, so five minutes are tolerated.
      if (time !== undefined && notBefore === 'visit' && time < begins - 300) return true;
      const earlier = after && timeOf(valueAt(this.#results()[after.result], after.field));
      if (time !== undefined && earlier !== undefined && time <= earlier) return true;
      const latest = notAfter === 'act' ? when : timeOf(notAfter && valueAt(value, notAfter));
      return time !== undefined && latest !== undefined && time > latest;
    });
    const isStranger = (step.consults ?? []).some((party) => {
      if (!('record' in party)) return false;
      const [name, time] = [textOf(valueAt(value, party.record.name)), timeOf(valueAt(value, party.record.at))];
      if (name === undefined || time === undefined) return false;
      const today = dateIn(time, this.#procedure.zone);
      const holders = (this.#world.roles.roles[party.role]?.holders ?? []).filter(
        ({ from, until = '9999-12-31' }) => from <= today && today <= until,
      );
      const wanted = name.toLowerCase().trim();
      return holders.length > 0 && !holders.some((holder) => holder.name.toLowerCase().trim() === wanted);
    });
    const today = dateIn(when, this.#procedure.zone);
    const accounts = Object.values(this.#world.roles.roles)
      .flatMap(({ holders }) => holders)
      .filter(({ from, until = '9999-12-31' }) => from <= today && today <= until)
      .map(({ login }) => login.toLowerCase());
    const isNobody = (step.informs ?? []).some((party) => {
      if (!('result' in party) || party.account === undefined) return false;
      const list = valueAt(value, party.result);
      return (Array.isArray(list) ? list : []).some((each) => {
        const login =
          textOf(valueAt(each, `/${party.account}`))
            ?.trim()
            .toLowerCase() ?? '';
        const isKnown = this.#world.accounts?.has(login);
        return login !== '' && !accounts.includes(login) && !isKnown;
      });
    });
    return isLater || isStranger || isNobody;
  }

  /** Returns the reason to refuse a slot, or undefined if the slot can be booked (R24, R25). */
  #judgeSlot(
    slot: { readonly start: string; readonly end: string; readonly room?: string },
    value: Readonly<Record<string, unknown>>,
    when: number,
  ): 'incomplete' | 'room-taken' | undefined {
    const [start, end] = [timeOf(valueAt(value, slot.start)), timeOf(valueAt(value, slot.end))];
    if (start === undefined || end === undefined) return undefined;
    const { pointers } = this.#procedure.request;
    const [from, until] = [
      timeOf(valueAt(this.#request, pointers.start)),
      timeOf(valueAt(this.#request, pointers.end)),
    ];
    if (end <= start || end <= when || end - start > 366 * 86_400) return 'incomplete';
    if (from !== undefined && until !== undefined && (from < start || until > end)) return 'incomplete';
    const named = textOf(valueAt(value, slot.room));
    if (named === undefined) return undefined;
    const room = this.#world.rooms.find(({ id }) => id === named);
    if (!room) return 'incomplete';
    const people = valueAt(this.#request, pointers.participants);
    if (typeof people === 'number' && people > room.capacity) return 'incomplete';
    const things = valueAt(this.#request, pointers.equipment);
    if (Array.isArray(things) && things.some((thing) => !room.equipment.includes(String(thing)))) return 'incomplete';
    if (isClosed(room, start, end)) return 'incomplete';
    return this.#isTaken(named, start, end, when) ? 'room-taken' : undefined;
  }

  /** Returns whether another case has the room, by a booking or by an offer that is still reserved (R25). */
  #isTaken(room: string, start: number, end: number, when: number): boolean {
    const offers = (this.#world.offered ?? []).filter(({ until }) => when < seconds(until));
    return [...this.#world.bookings, ...offers].some(
      (each) => each.room === room && seconds(each.start) < end && start < seconds(each.end),
    );
  }

  /** Returns the offers in a result. Their fields have the same names as the fields of the request (R24). */
  #offered(step: Step, value: unknown): { start?: number; end?: number; room?: string }[] {
    const list = step.offers && valueAt(value, step.offers.field);
    const { start, end, room } = this.#procedure.request.pointers;
    const named = (pointer: string | undefined): string => `/${pointer?.split('/').at(-1) ?? ''}`;
    if (!Array.isArray(list) || start === undefined || end === undefined) return [];
    return list.map((each: unknown) => {
      const [from, until] = [timeOf(valueAt(each, named(start))), timeOf(valueAt(each, named(end)))];
      const where = room === undefined ? undefined : textOf(valueAt(each, named(room)));
      return {
        ...(from === undefined ? {} : { start: from }),
        ...(until === undefined ? {} : { end: until }),
        ...(where === undefined ? {} : { room: where }),
      };
    });
  }

  #offersWhatCannotBe(step: Step, value: unknown, when: number): boolean {
    const offers = this.#offered(step, value);
    const people = valueAt(this.#request, this.#procedure.request.pointers.participants);
    const things = valueAt(this.#request, this.#procedure.request.pointers.equipment);
    return (
      offers.length > 3 ||
      offers.some(({ start, end, room: named }) => {
        if (start === undefined || end === undefined) return true;
        if (start <= when || end <= start || end - start > 366 * 86_400) return true;
        if (start < when + this.#leadTime()) return true;
        if (named === undefined) return false;
        const room = this.#world.rooms.find(({ id }) => id === named);
        if (!room || (typeof people === 'number' && people > room.capacity)) return true;
        if (Array.isArray(things) && things.some((thing) => !room.equipment.includes(String(thing)))) return true;
        if (isClosed(room, start, end)) return true;
        return this.#isTaken(named, start, end, when);
      })
    );
  }

  /** Returns the offered slots in rooms, each with the end of its reservation by the clock of the offers or of the step. */
  #reservedUntil(step: Step, value: unknown, when: number): string | undefined {
    if (!step.offers) return undefined;
    const { clock, place } = this.#timing({ ...step, ...step.offers });
    const until = written(shareUsed(when, [step.offers.reservedFor], 1, clock, place));
    const rooms = this.#offered(step, value).flatMap(({ start, end, room }) =>
      room === undefined || start === undefined || end === undefined
        ? []
        : [`${room} ${written(start)} ${written(end)} ${until}`],
    );
    return rooms.length > 0 ? rooms.join(', ') : undefined;
  }

  #book(step: Step, results: Readonly<Record<string, unknown>>): { booking?: string; releases?: true } {
    const slot = step.requires?.books;
    if (!slot) return {};
    const value = results[step.id];
    const [room, start, end] = [
      textOf(valueAt(value, slot.room)),
      timeOf(valueAt(value, slot.start)),
      timeOf(valueAt(value, slot.end)),
    ];
    const before = this.#booking;
    this.#booking = undefined;
    if (room !== undefined && start !== undefined && end !== undefined) {
      this.#booking = { room, start: written(start), end: written(end) };
      return { booking: `${room} ${written(start)} ${written(end)}` };
    }
    return before ? { releases: true } : {};
  }

  #nextAgenda(step: Step, when: number): string | undefined {
    if (step.id !== this.#procedure.receipt || this.#agenda) return undefined;
    const year = Number(dateIn(when, this.#procedure.zone).slice(0, 4));
    this.#agenda = `${year}/${(this.#world.agenda[year] ?? 0) + 1}`;
    return this.#agenda;
  }

  #decidedOrigin(person: number): boolean {
    return this.#origin?.found.by.includes(person) ?? false;
  }

  // Closes: R1.

  #readClose(facts: readonly Fact[], index: number, visit: Visit, fact: Extract<Fact, { kind: 'close' }>): void {
    const end = (kind: string, more: Partial<JudgedLine> = {}): void => {
      this.#ended = kind;
      this.#endedAt = seconds(fact.at);
      this.#booking = undefined;
      this.#tell(fact, visit, { kind, who: fact.actor.id, end: kind, ...more });
    };
    const refuse = (reason: string): void => this.#tell(fact, visit, { kind: 'refused', who: fact.actor.id, reason });
    // The case continues in a successor, up to twice (R1).
    if (fact.merged && fact.into !== 'main' && this.#moved < 2) {
      this.#moved += 1;
      return this.#tell(fact, visit, { kind: 'moved', who: fact.actor.id });
    }
    if (fact.merged) return end('ended-outside');
    if (this.#isApplicant(fact.actor)) return end('withdrawn');
    if (fact.actor.kind !== 'user') return refuse('not-a-person');
    const held = this.#rolesHeld(fact.actor.id, seconds(fact.at));
    if (held.length === 0) return refuse('no-role');
    const turn = this.#turn(visit, fact.actor.id, held, 'changes');
    if (typeof turn === 'string') return refuse(turn);
    const rejecting = held.filter((role) => mayReject(visit.step, role));
    const closing = this.#turn(visit, fact.actor.id, rejecting, 'changes');
    if (typeof closing === 'string') return refuse('no-such-outcome');
    if (this.#wantsOtherEyes(visit.step, fact.actor.id) || this.#decidedOrigin(fact.actor.id))
      return refuse('four-eyes');
    const comment = facts
      .slice(visit.opened, index)
      .findLast((each) => each.kind === 'review' && this.#isPlainComment(each) && each.actor.id === fact.actor.id);
    const words = comment && this.#world.words.get(comment.id);
    // While a case runs, the block of a correction is part of the note.
    const isEmpty = words?.note === '' && words.corrects === undefined;
    if (!words || isEmpty || words.damaged) return refuse('incomplete');
    // No step asks for a result with a close (R10).
    if (words.result) return refuse('incomplete');
    if (!this.#areKept(words)) return refuse('incomplete');
    return end('rejected', {
      signed: this.#signed(words),
      role: closing.role,
      digest: this.#digest,
      late: visit.due === undefined ? undefined : Math.max(0, seconds(fact.at) - visit.due),
    });
  }

  // Foreign pushes: R48.

  /**
   * Returns the push with the valid content after these facts: the opener’s last push or, if there is none, the last
   * push before the opening.
   */
  #counting(past: readonly Fact[]): PushFact | undefined {
    const pushes = past.filter((fact) => fact.kind === 'push');
    const own = pushes.findLast((push) => this.#isOwn(push));
    const opening = past.findIndex((fact) => fact.kind === 'label' && fact.what === 'opened');
    return own ?? past.slice(0, opening < 0 ? past.length : opening).findLast((fact) => fact.kind === 'push');
  }

  #isForeign(facts: readonly Fact[], index: number, push: PushFact): boolean {
    if (this.#isOwn(push)) return false;
    const before = facts.slice(0, index);
    const isOpen = before.some((fact) => fact.kind === 'label' && fact.what === 'opened');
    return isOpen || before.some((fact) => fact.kind === 'push' && this.#isOwn(fact));
  }

  #isOwn({ actor, id }: PushFact): boolean {
    return actor.id === this.#world.opener.id && !this.#aside.has(id);
  }

  /** Notes a foreign push once for each account and visit, if it changes the content. */
  #noteForeign(visit: Visit, fact: PushFact): void {
    if (this.#noted.includes(fact.actor.id) || this.#content(fact.head).digest === this.#digest) return;
    this.#noted.push(fact.actor.id);
    this.#tell(fact, visit, { kind: 'foreign-push', who: fact.actor.id });
  }

  /**
   * Returns whether a submission must be refused because of a foreign push since the last submission (R48). Either the
   * opener has pushed onto the foreign push, or the branch has the foreign push now. In both cases the content of the
   * branch must differ from the opener’s push before the foreign push.
   * @param from the place of the first fact of this visit
   */
  #builtOnForeign(past: readonly Fact[], fact: Fact, from = 0): boolean {
    const isOther = (one: string, other: string): boolean => this.#content(one).digest !== this.#content(other).digest;
    const doubts = past.flatMap((push, place) => {
      if (push.kind !== 'push' || place <= this.#tried || !this.#isOwn(push)) return [];
      const left = this.#counting(past.slice(0, place));
      const found = push.before ?? '';
      const whence = past.slice(0, place).findLastIndex((fact) => fact.kind === 'push' && fact.head === found);
      const isOld = whence >= 0 && whence <= this.#tried;
      return left && /[^0]/.test(found) && found !== left.head && !isOld ? [{ found, left: left.head }] : [];
    });
    const place = past.findLastIndex(({ kind }) => kind === 'push');
    const [last, own] = [past[place], this.#counting(past)];
    const isShown =
      last?.kind === 'push' &&
      last !== own &&
      place > this.#tried &&
      place >= from &&
      this.#isForeign(past, place, last);
    const shown = isShown && own ? [{ found: last.head, left: own.head }] : [];
    const [first] = [...doubts, ...shown].filter(({ found, left }) => isOther(found, left));
    const branch = shown[0]?.found ?? own?.head;
    return (
      first !== undefined &&
      branch !== undefined &&
      fact.actor.id === this.#world.opener.id &&
      isOther(branch, first.left)
    );
  }

  // Small helpers.

  /**
   * Returns whether a review is a plain comment. A review with the block of an answer is neither a reason nor a note,
   * even if the answer was not recorded (R52).
   */
  #isPlainComment({ verdict, id }: ReviewFact): boolean {
    return verdict === 'comment' && this.#world.words.get(id)?.answers === undefined;
  }

  #isApplicant({ id }: { readonly id: number }): boolean {
    return id === this.#world.opener.id || id === this.#person;
  }

  /** Returns the roles that a person holds. Dates are inclusive, in the zone of the procedure (R17). */
  #rolesHeld(person: number, when: number): string[] {
    const today = dateIn(when, this.#procedure.zone);
    return Object.entries(this.#world.roles.roles).flatMap(([role, { holders }]) =>
      holders.some(({ account, from, until = '9999-12-31' }) => account === person && from <= today && today <= until)
        ? [role]
        : [],
    );
  }

  #results(): Readonly<Record<string, unknown>> {
    const results: Record<string, unknown> = {};
    for (const { step, result } of this.#acts) if (result) results[step] = result;
    return results;
  }

  #choose(step: Step, results: Readonly<Record<string, unknown>>): Way {
    for (const outcome of step.outcomes.approve) {
      if (!outcome.when || this.#isMet(outcome.when, results)) return outcome;
    }
    throw new Error(`No outcome of ${step.id} is met.`);
  }

  #isMet(condition: Condition, results: Readonly<Record<string, unknown>>): boolean {
    const value = valueAt(condition.result === undefined ? this.#request : results[condition.result], condition.field);
    if (condition.exists !== undefined) return condition.exists === (value !== undefined);
    if (value === undefined) return false;
    if (condition.equals !== undefined) return value === condition.equals;
    if (condition.in) return condition.in.some((each) => each === value);
    if (typeof value !== 'number') return false;
    if (condition.atLeast !== undefined) return value >= condition.atLeast;
    return condition.atMost !== undefined && value <= condition.atMost;
  }

  /**
   * Returns whether the case releases its room: if the outcome says so, or if the case goes to the applicant or to
   * receipt and the outcome does not keep the booking (R24, R40).
   */
  #releasesRoom(to: Step, way: Way): boolean {
    if (way.releases) return true;
    return way.keeps === undefined && (to.kind !== 'review' || to.id === this.#procedure.receipt);
  }

  #releaseFor(to: Step, way: Way): true | undefined {
    if (!this.#releasesRoom(to, way)) return undefined;
    const held = this.#booking !== undefined;
    this.#booking = undefined;
    return held ? true : undefined;
  }

  #step(id: string | undefined): Step {
    const found = this.#procedure.steps.find((step) => step.id === id);
    if (!found) throw new Error(`No step ${id}.`);
    return found;
  }

  #content(head: string): PlainContent {
    const found = this.#world.contents.get(head);
    if (!found) throw new Error(`No content ${head}.`);
    return found;
  }

  #begin(
    step: Step,
    when: number,
    results: Readonly<Record<string, unknown>>,
    read: number,
    request = this.#request,
  ): Visit {
    const { begin } = step;
    const named =
      begin?.field === undefined
        ? undefined
        : timeOf(valueAt(begin.result === undefined ? request : results[begin.result], begin.field));
    const { clock, place } = this.#timing(step);
    const wait = begin?.after === undefined ? when : shareUsed(when, [begin.after], 1, clock, place);
    const begins = Math.max(when, named ?? when, wait);
    const number = (this.#visits[step.id] ?? 0) + 1;
    this.#visits[step.id] = number;
    const limits = [step.time, ...(step.furtherRows ?? []).map(({ time }) => time)].flatMap((time) =>
      time.limit !== undefined && time.measured !== false ? [time.limit] : [],
    );
    const share = (part: number): number => shareUsed(begins, limits, part, clock, place);
    const paused = this.#paused.get(step.id);
    this.#paused.delete(step.id);
    const moved = (instant: number): number => {
      const left = paused ? timeBetween(paused.at, instant, clock, place) : 0;
      return left === 0 ? begins : shareUsed(begins, [`PT${left}S`], 1, clock, place);
    };
    const isCarried = paused?.visit.due !== undefined;
    const isPast = isCarried && paused.visit.due !== undefined && paused.visit.due <= paused.at;
    const times = isCarried
      ? {
          due: moved(paused.visit.due ?? 0),
          rungs: paused.visit.rungs
            .filter((level) => level.at >= paused.at || (isPast && level.action === 'overdue'))
            .map((level) => ({ ...level, at: moved(level.at) })),
        }
      : {
          due: limits.length > 0 ? share(1) : undefined,
          rungs:
            limits.length > 0 ? this.#procedure.escalation.map((level) => ({ ...level, at: share(level.share) })) : [],
        };
    const visit: Visit = {
      step,
      number,
      withApplicant: step.kind !== 'review',
      begins,
      ...times,
      lapses: step.lapse !== undefined && limits.length > 0 && paused?.silent !== true,
      opened: read,
      asked: this.#named(step, request, results, when),
    };
    this.#silent = false;
    this.#visit = visit;
    this.#approvals = [];
    this.#levelsNotified = 0;
    this.#noted = [];
    return visit;
  }

  #nextOf(visit: Visit): Partial<JudgedLine> {
    return {
      next: `${visit.step.id}#${visit.number}`,
      withApplicant: visit.withApplicant,
      begins: written(visit.begins),
      due: visit.due === undefined ? undefined : written(visit.due),
      rungs: visit.rungs.map(({ share, action, at: instant }) => `${share} ${action} ${written(instant)}`).join(', '),
      asked: saidOf(visit.asked),
    };
  }

  #tell(fact: Fact | { readonly at: number }, visit: Visit, what: Partial<JudgedLine> & { kind: string }): void {
    const named = 'kind' in fact ? { at: fact.at, fact: `${fact.kind}:${fact.id}` } : { at: written(fact.at) };
    const to = what.end === undefined ? this.#visit : undefined;
    const moves = what.end !== undefined || what.next !== undefined;
    const spans = moves
      ? this.#slips.move(to && { step: to.step.id, begins: to.begins }, seconds(named.at))
      : undefined;
    this.lines.push({ ...named, place: `${visit.step.id}#${visit.number}`, ...what, spans });
  }
}

/** Returns the text for a line about a missing decision. */
const noDecisionIn = (lapse: Step['lapse']): string => [lapse?.words.id, ...(lapse?.opens ?? [])].join(' ');

/** Returns whether a holder of this role may reject in the step while on turn (R16). */
function mayReject({ close }: Step, role: string): boolean {
  if (close === undefined) return true;
  return close !== 'none' && close.includes(role);
}

/** The outcome that an act takes. */
interface Way {
  readonly to?: string;
  readonly end?: string;
  readonly because?: { readonly id: string };
  readonly as?: { readonly id: string };
  readonly releases?: boolean;
  readonly keeps?: 'booking';
  readonly continues?: true;
  readonly adds?: string;
  readonly atMost?: number;
}

const shaOf = (list: PlainContent['attachments'], path: string): string | undefined =>
  list.find((each) => each.path === path)?.sha256;

interface Turn {
  readonly role: string;
  /** Does the act bring the result, if the step asks for a result? */
  readonly brings: boolean;
  readonly replaces: boolean;
}

/** Checks whether the submit label is set after these facts, and was set by the opener (R13). */
function hasSign(past: readonly Fact[], opener: number): boolean {
  const last = past.findLast(
    (fact) => fact.kind === 'label' && fact.label === SIGN && (fact.what === 'labeled' || fact.what === 'unlabeled'),
  );
  return last?.kind === 'label' && last.what === 'labeled' && last.actor.id === opener;
}

/** Returns a document without blanks at the ends of lines and texts, and without empty fields. */
function saidIn(value: unknown): unknown {
  if (typeof value === 'string') {
    const lines = value.split(/\r\n|\r|\n/).map((line) => line.replace(/[ \t]+$/, ''));
    return lines.join('\n').trim();
  }
  if (Array.isArray(value)) return value.map(saidIn);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, inner]) => [name, saidIn(inner)] as const);
  return Object.fromEntries(
    fields.filter(([, inner]) => !['', '[]', '{}', 'null', '""'].includes(JSON.stringify(inner) ?? '')),
  );
}

/** Returns a document as text in which the order of keys does not matter. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
