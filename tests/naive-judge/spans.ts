import type { Procedure, Span } from '#domain/generated/procedure.ts';
import { type PlainClock, shareUsed, timeBetween, written } from './clock.ts';

/** The state of a span (R44), as a clerk would write it on a slip of paper. */
interface Slip {
  readonly span: Span;
  readonly begins: number;
  readonly since: number;
  /** The time left of a paused span, or undefined if it runs. */
  readonly left: number | undefined;
  readonly due: number;
  readonly rungs: readonly { readonly share: number; readonly action: string; readonly at: number }[];
  readonly notified: number;
  readonly silent: boolean;
}

interface Timing {
  readonly clock: PlainClock;
  readonly place: { readonly zone: string; readonly daysOff: readonly string[] };
}

/** An escalation level or a missing decision of a span, and its instant. */
export interface SlipDue {
  readonly at: number;
  readonly span: string;
  readonly level?: string;
  /** Records on the slip that this level or missing decision is in the journal. */
  readonly done: () => void;
}

/** The slips of a case. */
export class Slips {
  readonly #procedure: Procedure;
  readonly #timing: (span: Span) => Timing;
  #slips: Slip[] = [];

  constructor(procedure: Procedure, timing: (span: Span) => Timing) {
    this.#procedure = procedure;
    this.#timing = timing;
  }

  /**
   * Moves the turn to a step, or ends the case.
   * @returns the text of the slips that change
   */
  move(to: { readonly step: string; readonly begins: number } | undefined, when: number): string | undefined {
    const changed: string[] = [];
    for (const span of this.#procedure.spans ?? []) {
      const slip = this.#slips.find((each) => each.span.id === span.id);
      const runs = to !== undefined && span.over.includes(to.step);
      const rests = to !== undefined && span.pausedAt?.includes(to.step) === true;
      if (!slip && runs) {
        const begun = this.#begin(span, to.begins);
        this.#slips.push(begun);
        changed.push(lineOf(begun));
      } else if (slip && !runs && !rests) {
        this.#slips = this.#slips.filter((each) => each !== slip);
        const seen = slip.left === undefined ? when : slip.since;
        changed.push(`${span.id} ended ${written(when)}, ${Math.max(0, seen - slip.due)} late`);
      } else if (slip && runs && slip.left !== undefined) changed.push(this.#put(slip, this.#resume(slip, to.begins)));
      else if (slip && rests && slip.left === undefined) changed.push(this.#put(slip, this.#pause(slip, when)));
    }
    return changed.length > 0 ? changed.join('; ') : undefined;
  }

  #put(before: Slip, after: Slip): string {
    this.#slips = this.#slips.map((each) => (each === before ? after : each));
    return lineOf(after);
  }

  #begin(span: Span, begins: number): Slip {
    const { clock, place } = this.#timing(span);
    const share = (part: number): number => shareUsed(begins, [span.limit], part, clock, place);
    const ladder = span.escalation ?? this.#procedure.escalation;
    return {
      ...{ span, begins, since: begins, left: undefined, due: share(1), notified: 0, silent: false },
      rungs: ladder.map((level) => ({ ...level, at: share(level.share) })),
    };
  }

  #pause(slip: Slip, when: number): Slip {
    const { clock, place } = this.#timing(slip.span);
    const since = Math.max(when, slip.since);
    return { ...slip, since, left: timeBetween(since, slip.due, clock, place) };
  }

  #resume(slip: Slip, begins: number): Slip {
    const { clock, place } = this.#timing(slip.span);
    const until = Math.max(begins, slip.since);
    const later = (instant: number): number => {
      const left = timeBetween(slip.since, instant, clock, place);
      return left === 0 ? until : shareUsed(until, [`PT${left}S`], 1, clock, place);
    };
    return {
      ...slip,
      ...{ since: until, left: undefined },
      due: slip.due < slip.since ? slip.due : later(slip.due),
      rungs: slip.rungs.map((level, index) => (index < slip.notified ? level : { ...level, at: later(level.at) })),
    };
  }

  /** Returns the next escalation level of each running slip. */
  rungs(): SlipDue[] {
    return this.#slips.flatMap((slip) => {
      const level = slip.left === undefined ? slip.rungs[slip.notified] : undefined;
      if (!level) return [];
      const done = (): void => void this.#put(slip, { ...slip, notified: slip.notified + 1 });
      return [{ at: level.at, span: slip.span.id, level: `${level.share} ${level.action}`, done }];
    });
  }

  /** Returns the missing decisions that must still be recorded. */
  noDecisions(): (SlipDue & Pick<Span, 'lapse'>)[] {
    return this.#slips.flatMap((slip) => {
      const { lapse, id } = slip.span;
      if (!lapse || slip.silent || slip.left !== undefined) return [];
      return [{ at: slip.due, span: id, lapse, done: () => void this.#put(slip, { ...slip, silent: true }) }];
    });
  }
}

function lineOf({ span, begins, since, left, due, rungs }: Slip): string {
  const ladder = rungs.map(({ share, action, at }) => `${share} ${action} ${written(at)}`).join(', ');
  const state = left === undefined ? 'running' : `paused with ${left}`;
  return `${span.id} ${state} ${written(begins)} ${written(since)} ${written(due)} ${ladder}`;
}
