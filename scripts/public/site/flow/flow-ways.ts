import type { Outcome, Step, Target } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';

/** The label of a way: "yes" or "no" of a simple decision, the number of a forward way, or "time" if time passes. */
export type Answer = 'yes' | 'no' | 'time' | number;

/** The side at which a way leaves its symbol. `below-…` leaves at the bottom, and turns to that side. */
export type Exit = 'left' | 'right' | 'bottom' | 'below-left' | 'below-right';

export interface Way {
  readonly target: Target;
  readonly answer: Answer;
  /**
   * The conditions of a forward way. The way is taken if one of its outcomes is the first whose condition is met. An
   * outcome without a condition is taken otherwise (R6).
   */
  readonly when: readonly Outcome['when'][];
  /** The reasons that the outcomes of the way give. A `no` has those of the forward outcomes that lead to its place. */
  readonly because?: readonly Text[];
}

/** Returns a text for the place of a target. Ends of one kind with different names are different places (R43, R46). */
const placeOf = ({ to, end, as }: Target): string => to ?? `end ${end} ${as?.id ?? ''}`;

/** Returns the usual forward outcomes: those that give no reason and add no time. If there is none, it is the last. */
export const ordinaryOf = ({ outcomes: { approve } }: Step): readonly Outcome[] => {
  const plain = approve.filter(({ because, adds }) => !because && adds === undefined);
  return plain.length > 0 ? plain : approve.slice(-1);
};

/**
 * Returns every way out of a step: the usual ways, Request changes, numbered ways with a reason, and the passing of
 * time. Usual outcomes that lead to one place are one way, and so are outcomes with a reason. If an outcome with a
 * reason leads to the same place as Request changes, it is part of that way.
 */
export function waysOf(step: Step): Way[] {
  const { timeout } = step.outcomes;
  // More time for the same turn is not a way out of the step (R44). The text of the step states it.
  const approve = step.outcomes.approve.filter(({ adds }) => adds === undefined);
  const changes = step.outcomes.changes?.adds === undefined ? step.outcomes.changes : undefined;
  const ordinary = ordinaryOf(step);
  const forward = [...Map.groupBy(ordinary, placeOf).values()];
  const reasoned = approve.filter((outcome) => !ordinary.includes(outcome));
  const joining = reasoned.filter((outcome) => changes && placeOf(outcome) === placeOf(changes));
  const others = [
    ...Map.groupBy(
      reasoned.filter((outcome) => !joining.includes(outcome)),
      placeOf,
    ).values(),
  ];
  const way = (outcomes: readonly Outcome[], answer: Answer): Way[] => {
    const [target] = outcomes;
    const because = outcomes.flatMap((each) => each.because ?? []);
    return target
      ? [{ target, answer, when: outcomes.map(({ when }) => when), ...(because.length > 0 ? { because } : {}) }]
      : [];
  };
  const before = forward.length > 1 ? forward.length : 0;
  const reasons = joining.flatMap(({ because }) => because ?? []);
  return [
    ...forward.flatMap((outcomes, at) => way(outcomes, forward.length > 1 ? at + 1 : 'yes')),
    ...(changes
      ? [{ target: changes, answer: 'no' as const, when: [], ...(reasons.length > 0 ? { because: reasons } : {}) }]
      : []),
    ...others.flatMap((outcomes, at) => way(outcomes, before + at + 1)),
    ...(timeout ? [{ target: timeout, answer: 'time' as const, when: [] }] : []),
  ];
}

/** Whether the person who acts decides between several ways. Then the symbol of the step is a diamond. */
export const decides = (step: Step): boolean => waysOf(step).filter(({ answer }) => answer !== 'time').length > 1;

/** The exit that a way prefers, or `either` side. */
export type Wish = Exit | 'either';

/**
 * Gives every way an exit of its own, as long as exits are free. If the preferred side of a way is taken, the way
 * leaves under the symbol. If that exit is taken too, the ways share it. Ways straight down choose first, and ways that
 * may leave at either side choose last. A `no` chooses before numbered ways, since a number is also shown where its way
 * comes in.
 */
export function exitsOf(ways: readonly Way[], wishes: readonly Wish[]): Exit[] {
  const exits = new Map<number, Exit>();
  const rank = (at: number): number => {
    if (wishes[at] === 'bottom') return 0;
    return wishes[at] === 'either' ? 3 : typeof ways[at]?.answer === 'number' ? 2 : 1;
  };
  for (const at of [...ways.keys()].sort((a, b) => rank(a) - rank(b))) {
    const tried = triedFor(wishes[at] ?? 'bottom');
    const taken = [...exits.values()];
    exits.set(at, tried.find((exit) => !taken.includes(exit)) ?? tried.at(-1) ?? 'bottom');
  }
  return [...ways.keys()].map((at) => exits.get(at) ?? 'bottom');
}

function triedFor(wish: Wish): Exit[] {
  if (wish === 'either') return ['right', 'left', 'below-right', 'below-left'];
  return wish === 'left' || wish === 'right' ? [wish, `below-${wish}`] : [wish];
}
