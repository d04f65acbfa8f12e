import type { Config } from '#domain/case/config.ts';
import { apply, type CaseState } from '#domain/case/state.ts';
import type { Rules } from '#domain/case/world.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { type ConfigChange, changedConfig, changedRules } from './change.ts';
import { asOf, type CaseComparison, compareCase, notComparable } from './compare-case.ts';
import { OtherCourse } from './other-course.ts';
import { OtherWorld } from './other-world.ts';
import { type RecordedMoment, momentsIn } from './recorded-facts.ts';

/** What one commit of the register brought of one case. */
export interface BroughtEntries {
  readonly number: number;
  /** The whole journal, as far as it is known today. */
  readonly journal: readonly Entry[];
  /** Of the journal, the entries that it brought: from this place, up to that one. */
  readonly from: number;
  readonly to: number;
}

/** Where a step finds what stood then. */
export interface Stood {
  /** The configuration that an entry names; undefined: it cannot be read today. */
  readonly config: (revision: string) => Config | undefined;
  /** What the case is pinned to (R7); needed of cases only that keep their procedure. */
  readonly rules: Rules | undefined;
}

/** A case under way. */
interface Running {
  readonly course: OtherCourse;
  readonly journal: readonly Entry[];
  /** Of the changed procedure that it is of. */
  readonly changed: string | undefined;
  /** By which time may pass: the last one that an entry named. */
  config: Config | undefined;
}

/**
 * Replays a register under a change, in the order of its commits: each case by the judge, with the rooms, agenda numbers and
 * open cases of that other world (R13, R24). It keeps the cases that are under way, and of the others what became of them.
 */
export class WhatIf {
  readonly #change: ConfigChange;
  readonly #world = new OtherWorld();
  readonly #running = new Map<number, Running>();
  /** Cases that cannot be judged otherwise: the others find them as their journals tell. */
  readonly #asTold = new Map<number, CaseState | undefined>();
  readonly #done: CaseComparison[] = [];
  readonly #configs = new Map<Config, Map<string, Config>>();
  /** The latest instant that any entry told of. */
  #now: Instant = '';

  constructor(change: ConfigChange) {
    this.#change = change;
  }

  /** Takes what a commit brought of a case. Steps come in the order of the register. */
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
    // Nothing more will be told of it; only time may still do something to it.
    if (running && to === journal.length && !mayEndByTime(running)) this.#finish(number, running);
  }

  /** What became of every case, by number. */
  conclude(): { readonly asOf: Instant; readonly cases: readonly CaseComparison[] } {
    this.#passUntil(this.#now, undefined);
    for (const [number, running] of this.#running) this.#finish(number, running);
    const cases = this.#done.map((each) => asOf(each, this.#now)).sort((a, b) => a.number - b.number);
    return { asOf: this.#now, cases };
  }

  /** @returns undefined where it cannot be judged otherwise */
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

  /** @returns false where it cannot be judged otherwise */
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

  /** The others find it as its journal tells. */
  #takeAsTold({ number, journal, to }: BroughtEntries): void {
    let state = this.#asTold.get(number);
    for (const entry of journal.slice(state?.seq ?? 0, to)) state = apply(state, entry);
    this.#asTold.set(number, state);
    if (state) this.#world.note(state);
    if (to === journal.length) this.#asTold.delete(number);
  }

  /** What is due in courses that have parted from their journals happens before whatever is told of later (R14). */
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

/** Will time end or move it, of which its journal says nothing? */
const mayEndByTime = ({ course }: Running): boolean => course.isParted && course.state?.visit.timeout === true;
