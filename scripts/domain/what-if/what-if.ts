import type { Config, Pinned } from '#domain/case/state/config.ts';
import { apply, type CaseState } from '#domain/case/state/state.ts';
import type { Rules } from '#domain/case/state/world.ts';
import type { CalendarData } from '#domain/clock/calendar.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { given } from '#domain/request/given.ts';
import type { Room } from '#domain/room/room.ts';
import { asOf, type CaseComparison, compareCase, notComparable } from './compare-case.ts';
import { OtherCourse } from './other-course.ts';
import { OtherWorld } from './other-world.ts';
import { momentsIn, type RecordedMoment } from './recorded-facts.ts';

/** The entries that one commit of the register added to a case. */
export interface BroughtEntries {
  readonly number: number;
  readonly journal: readonly Entry[];
  /** The index of the first entry that the commit added; `to` is the index after the last one. */
  readonly from: number;
  readonly to: number;
}

/** The configurations and rules by which the recorded entries were judged. */
export interface Stood {
  /** Returns the configuration at a revision; undefined if the revision cannot be read today. */
  readonly config: (revision: string) => Config | undefined;
  /** The rules of the case (R7), unless its procedure changes. */
  readonly rules: Rules | undefined;
}

interface Running {
  readonly course: OtherCourse;
  readonly journal: readonly Entry[];
  readonly changed: string | undefined;
  config: Config | undefined;
}

/** Replays a register under a change. Each case is judged with the other cases as under the change (R13, R24). */
export class WhatIf {
  readonly #change: ConfigChange;
  readonly #world = new OtherWorld();
  readonly #running = new Map<number, Running>();
  /** Cases that cannot be judged under the change. Other cases see them as their journals record them. */
  readonly #asTold = new Map<number, CaseState | undefined>();
  readonly #done: CaseComparison[] = [];
  readonly #configs = new Map<Config, Map<string, Config>>();
  /** The latest instant of any entry so far. */
  #now: Instant = '';

  constructor(change: ConfigChange) {
    this.#change = change;
  }

  /** Replays what a commit added to a case. Commits come in the order of the register. */
  take(step: BroughtEntries, stood: Stood): void {
    const { number, journal, from, to } = step;
    if (this.#asTold.has(number)) return this.#takeAsTold(step);
    for (const moment of momentsIn(journal, from, to)) {
      const at = moment.entries[0]?.at ?? '';
      if (at > this.#now) this.#now = at;
      this.#passUntil(this.#now, number);
      const running = this.#running.get(number) ?? this.#begin(step, stood);
      if (!running || !this.#judge(number, running, moment, stood)) return this.#takeAsTold(step);
    }
    const running = this.#running.get(number);
    // After the last entry of a case, only the passing of time can still change it.
    if (running && to === journal.length && !mayMoveByTime(running)) this.#finish(number, running);
  }

  conclude(): { readonly asOf: Instant; readonly cases: readonly CaseComparison[] } {
    this.#passUntil(this.#now, undefined);
    for (const [number, running] of this.#running) this.#finish(number, running);
    const cases = this.#done.map((each) => asOf(each, this.#now)).sort((a, b) => a.number - b.number);
    return { asOf: this.#now, cases };
  }

  /** @returns undefined if the case cannot be judged under the change */
  #begin({ number, journal }: BroughtEntries, stood: Stood): Running | undefined {
    const [first] = journal;
    if (!first?.opens) return undefined;
    const id = String(first.request?.['sop'] ?? '');
    const changed = this.#change.procedures.get(id);
    const rules = changed ? changedRules(changed) : stood.rules;
    if (!rules) {
      this.#done.push(notComparable(first.opens, changed !== undefined, 'rules'));
      return undefined;
    }
    const course = new OtherCourse(first.opens, rules);
    const running: Running = { course, journal, changed: changed && id, config: undefined };
    this.#running.set(number, running);
    return running;
  }

  /** @returns false if the case cannot be judged under the change */
  #judge(number: number, running: Running, moment: RecordedMoment, stood: Stood): boolean {
    const { course } = running;
    const config = stood.config(moment.entries[0]?.config ?? '');
    if (!config) {
      this.#giveUp(number, running, 'configuration');
      return false;
    }
    running.config = this.#configOf(config, running.changed);
    try {
      course.take(moment, { config: running.config, others: this.#othersOf(number, running, running.config) });
    } catch (error) {
      this.#giveUp(number, running, 'judge', error);
      return false;
    }
    if (course.state) this.#world.note(course.state);
    return true;
  }

  #takeAsTold({ number, journal, to }: BroughtEntries): void {
    let state = this.#asTold.get(number);
    for (const entry of journal.slice(state?.seq ?? 0, to)) state = apply(state, entry);
    this.#asTold.set(number, state);
    if (state) this.#world.note(state);
    if (to === journal.length) this.#asTold.delete(number);
  }

  /** Lets time pass in courses that differ from their journals. Entries by time come before later entries (R14). */
  #passUntil(until: Instant, except: number | undefined): void {
    for (const [number, running] of this.#running) {
      const { course, config } = running;
      const due = course.state?.visit.timeout ? course.state.visit.deadline?.due : undefined;
      if (number === except || !config || due === undefined || due >= until || !course.isParted) continue;
      try {
        course.pass(until, { config, others: this.#othersOf(number, running, config) });
      } catch (error) {
        this.#giveUp(number, running, 'judge', error);
        continue;
      }
      if (course.state) this.#world.note(course.state);
    }
  }

  #othersOf(number: number, { journal }: Running, config: Config) {
    return this.#world.others(number, journal[0]?.opens?.applicant.id ?? 0, config);
  }

  #configOf(config: Config, changed: string | undefined): Config {
    const known = this.#configs.get(config) ?? new Map<string, Config>();
    this.#configs.set(config, known);
    const made = known.get(changed ?? '') ?? changedConfig(config, this.#change, changed);
    known.set(changed ?? '', made);
    return made;
  }

  #giveUp(number: number, { journal, changed }: Running, why: 'configuration' | 'judge', error?: unknown): void {
    this.#running.delete(number);
    const opens = journal[0]?.opens;
    const said = error instanceof Error ? error.message : undefined;
    if (opens) this.#done.push(notComparable(opens, changed !== undefined, why, said));
    this.#asTold.set(number, undefined);
  }

  #finish(number: number, { course, journal, changed }: Running): void {
    this.#running.delete(number);
    this.#done.push(compareCase(journal, course, changed !== undefined));
  }
}

/** Checks whether an outcome by time may still move the case although its journal has no such entry. */
const mayMoveByTime = ({ course }: Running): boolean => course.isParted && course.state?.visit.timeout === true;

export interface ChangedProcedure {
  readonly procedure: Pinned<Procedure>;
  readonly schemas: ReadonlyMap<string, Pinned<Schema>>;
}

/** A change of the configuration. Everything else is as it was when each entry was judged. */
export interface ConfigChange {
  /** The changed procedures, by id. Their cases are judged as if the change had applied from the start (R7). */
  readonly procedures: ReadonlyMap<string, ChangedProcedure>;
  readonly roles?: Roles;
  readonly calendar?: CalendarData;
  readonly rooms?: readonly Room[];
}

/** @param id the id of the case's procedure, if it is changed */
export function changedConfig(config: Config, change: ConfigChange, id: string | undefined): Config {
  const of = id === undefined ? undefined : change.procedures.get(id);
  const { roles, calendar, rooms } = change;
  return {
    ...config,
    ...given({ roles, calendar, rooms }),
    ...(of
      ? {
          procedures: new Map([...config.procedures, [of.procedure.value.id, of.procedure]]),
          schemas: new Map([...config.schemas, ...of.schemas]),
        }
      : {}),
  };
}

export function changedRules({ procedure, schemas }: ChangedProcedure): Rules {
  const schema = schemas.get(procedure.value.request.schema);
  if (!schema) throw new Error(`${procedure.value.request.schema} was not read.`);
  return { procedure, schema };
}
