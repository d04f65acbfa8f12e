/** Makes journals of cases of the shipped SOP, for the tests of the export and the site. No forge is needed. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { CalendarData } from '#domain/clock/calendar.ts';
import { deadline } from '#domain/clock/deadline.ts';
import { epochSeconds, type Instant, toInstant } from '#domain/clock/instant.ts';
import type { DocumentTemplate } from '#domain/generated/document.ts';
import type { Entry, Next } from '#domain/generated/journal-entry.ts';
import type { Procedure, Target } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Rooms } from '#domain/generated/rooms.ts';
import { type Journal, openJournal, seal } from '#domain/journal/journal.ts';
import type { Disclosure } from '#domain/journal/parts.ts';
import { clockOf, firstStep, limitOf, returnStep, rolesOf, rowOf, stepOf } from '#domain/procedure/steps.ts';
import type { Schema } from '#domain/request/annotations.ts';
import type { ExportInput } from '#public/export/export-register.ts';
import { FIRST, sampleText as read } from './folders.ts';

const schema = (name: string): Schema => JSON.parse(read(`schemas/${name}.schema.json`)) as Schema;

export const sop = parse(read('sops/protokol-manajemen-krisis.yaml')) as Procedure;
export const roles = parse(read('sops/roles.yaml')) as Roles;
export const { rooms } = parse(read('sops/rooms.yaml')) as Rooms;
const templates = readdirSync(join(FIRST, 'sops/documents')).map(
  (name) => parse(read(`sops/documents/${name}`)) as DocumentTemplate,
);
export const calendar: CalendarData = { holidays: [], collectiveLeave: [], years: [2026], revision: 'test' };

export const disclosure: Disclosure = {
  request: schema('permohonan-tcm'),
  result: (step) => {
    const path = stepOf(sop, step).requires?.result;
    return path === undefined ? undefined : (JSON.parse(read(path)) as Schema);
  },
  hasNature: true,
};

const path = 'sops/protokol-manajemen-krisis.yaml';

/** Returns what an export reads: these cases, with the sample office’s configuration. */
export function world(walks: readonly Walk[], more: Partial<ExportInput> = {}): ExportInput {
  const journals = new Map(walks.map((walk) => [walk.number, walk.sealed()]));
  const blob = 'b'.repeat(40);
  const paths = [sop.request.schema, ...sop.steps.flatMap(({ requires }) => requires?.result ?? [])];
  const config: ExportInput['config'] = {
    procedures: new Map([[sop.id, { path, blob, value: sop }]]),
    schemas: new Map(paths.map((each) => [each, { path: each, blob, value: JSON.parse(read(each)) as Schema }])),
    roles,
    zone: sop.zone,
    rooms,
    calendar,
    documents: new Map(templates.map((value) => [value.id, { path: `sops/documents/${value.id}.yaml`, blob, value }])),
  };
  return { journals, index: { bookings: [] }, head: 'f'.repeat(40), readAt: '2026-11-25T09:00:00Z', config, ...more };
}

/** A case whose journal is written act by act. Each act adds the entry that the judge would have made. */
export class Walk {
  readonly entries: Entry[] = [];
  readonly number: number;
  now: Instant;
  #step = firstStep(sop).id;
  #visits: Record<string, number> = {};
  #oid = 1;

  constructor(number: number, at: Instant = '2026-11-25T02:00:00Z') {
    this.number = number;
    this.now = at;
  }

  /** Lets minutes pass. */
  wait(minutes: number): this {
    this.now = toInstant((epochSeconds(this.now) + minutes * 60) * 1000);
    return this;
  }

  submit(request: Record<string, unknown> = {}, more: Partial<Entry> = {}): this {
    const first = this.entries.length === 0;
    const opens = {
      case: `${sop.short}-2026-${this.number}`,
      number: this.number,
      branch: `cms/rahasia-${this.number}`,
      path: `requests/2026/rahasia-${this.number}/request.yaml`,
      procedure: { path, blob: 'b'.repeat(40) },
      schema: { path: sop.request.schema, blob: 'c'.repeat(40) },
      applicant: { id: 42, login: 'pemohon-login' },
    };
    return this.add('submitted', {
      gesture: 'submit',
      who: { id: 42, login: 'pemohon-login' },
      document: { path: opens.path, oid: 'd'.repeat(40) },
      digest: 'd'.repeat(64),
      request,
      nature: 'biasa',
      attachments: [],
      ...(first ? { opens } : {}),
      next: this.go({ to: first ? 'penerimaan' : (stepOf(sop, this.#step).outcomes.approve[0]?.to ?? '') }),
      ...more,
    });
  }

  /** Approves as the role on turn. With `more.partial` the step needs further Approves, and the case stays there. */
  approve(more: Partial<Entry> = {}): this {
    const step = stepOf(sop, this.#step);
    const target: Target = step.outcomes.approve.at(-1) ?? {};
    const agenda = step.id === sop.receipt ? { agenda: { year: 2026, number: this.number } } : {};
    return this.act('approve', more.partial ? {} : { ...agenda, ...this.led(target) }, more);
  }

  /** Approves with a result that leads to another step than usual. */
  approveTo(to: string, more: Partial<Entry> = {}): this {
    return this.act('approve', this.led({ to }), more);
  }

  changes(note: string, more: Partial<Entry> = {}): this {
    return this.act('changes', this.led(stepOf(sop, this.#step).outcomes.changes ?? {}), { note, ...more });
  }

  refuse(reason: NonNullable<Entry['reason']>, more: Partial<Entry> = {}): this {
    return this.add('refused', { gesture: 'approve', reason, ...more });
  }

  /** Adds an escalation level, now. */
  level(share: number, action: 'remind' | 'overdue' | 'superior' = 'overdue'): this {
    return this.add('rung', { rung: { share, action, roles: rolesOf(stepOf(sop, this.#step).actor) } });
  }

  /** Changes the request while an official is on turn (R18). */
  supersede(): this {
    return this.add('superseded', { supersedes: true, digest: 'e'.repeat(64), next: this.go({ to: sop.receipt }) });
  }

  /** Asks for another time as the opener. The steps from `to` on are done again (R53). */
  postpone(to: string, request: Record<string, unknown>): this {
    const from = sop.steps.findIndex(({ id }) => id === to);
    const postpones = [...new Set(this.entries.flatMap(({ kind, step = '' }) => (kind === 'accepted' ? [step] : [])))];
    return this.add('superseded', {
      postpones: postpones.filter((step) => sop.steps.findIndex(({ id }) => id === step) >= from),
      request,
      digest: 'e'.repeat(64),
      next: this.go({ to }),
    });
  }

  reject(note: string, more: Partial<Entry> = {}): this {
    return this.add('rejected', { gesture: 'close', note, end: 'rejected', who: this.holder(), ...more });
  }

  withdraw(): this {
    return this.add('withdrawn', { gesture: 'close', end: 'withdrawn', who: { id: 42, login: 'pemohon-login' } });
  }

  /** Goes straight through the rows up to a step, each act some minutes after the one before. */
  to(step: string, minutes = 3): this {
    if (this.entries.length === 0) this.submit();
    while (this.#step !== step) {
      if (this.#step === 'pengecekan') this.wait(minutes).approve({ partial: true });
      const second = this.#step === 'pengecekan' ? { who: this.holder('staf-operator') } : {};
      this.wait(minutes).approve({ note: 'Catatan', ...second });
    }
    return this;
  }

  holder(role = rolesOf(stepOf(sop, this.#step).actor)[0] ?? 'tu'): NonNullable<Entry['who']> {
    return { id: 100, login: `contoh-${role}`, name: `Contoh ${role}`, role };
  }

  sealed(): Journal {
    let salt = 0;
    const next = () => (++salt).toString(16).padStart(32, '0');
    return seal(openJournal(this.number, undefined), this.entries, disclosure, next);
  }

  add(kind: Entry['kind'], fields: Partial<Entry>): this {
    const seq = this.entries.length + 1;
    const visit = this.#current;
    this.entries.push({
      ...{ seq, kind, at: this.now, ...visit, config: 'c1' },
      source: { kind: 'review', id: `R${this.number}-${seq}`, order: seq },
      head: { oid: String(this.#oid).padStart(40, '0'), push: 1 },
      ...fields,
    });
    return this;
  }

  get #current(): { step: string; visit: number } {
    const next = this.entries.findLast((entry) => entry.next)?.next;
    return { step: next?.step ?? firstStep(sop).id, visit: next?.visit ?? 1 };
  }

  private act(gesture: 'approve' | 'changes', led: Partial<Entry>, more: Partial<Entry>): this {
    const due = this.entries.findLast((entry) => entry.next)?.next?.deadline?.due;
    const late = due === undefined ? {} : { late: Math.max(0, epochSeconds(this.now) - epochSeconds(due)) };
    const who = more.who ?? this.actor;
    return this.add('accepted', { gesture, words: `w${this.entries.length}`, ...late, ...led, ...more, who });
  }

  /** Returns who was on turn before the act moved the case. `led` has already set `#step`. */
  private get actor(): NonNullable<Entry['who']> {
    return this.holder(rolesOf(stepOf(sop, this.#current.step).actor)[0]);
  }

  private led({ to, end }: Target): Partial<Entry> {
    return to === undefined ? { end: end ?? 'completed' } : { next: this.go({ to }) };
  }

  private go({ to = '' }: Target): Next {
    const step = stepOf(sop, to);
    const visit = (this.#visits[to] ?? 0) + 1;
    this.#visits[to] = visit;
    this.#step = to;
    const limit = limitOf(step);
    const clock = clockOf(sop, step);
    const counted = limit === undefined ? undefined : deadline(this.now, limit, clock, calendar);
    return {
      ...{ step: to, row: rowOf(step), visit, begins: this.now, withApplicant: step.kind === 'revise' },
      roles: rolesOf(step.actor),
      ...(counted ? { deadline: { ...counted.explanation, due: counted.due } as NonNullable<Next['deadline']> } : {}),
    };
  }
}

/** Returns the step in which the applicant corrects a request. */
export const correction = returnStep(sop).id;
