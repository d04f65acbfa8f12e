import type { Outcome, Step, Target } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';

/** What a way is called: yes and no of a plain decision, the number of one of several forward ways, or that time passes. */
export type Answer = 'yes' | 'no' | 'time' | number;

/** Where a way leaves its symbol; `below-…`: out at the bottom, and on to that side under the symbol. */
export type Exit = 'left' | 'right' | 'bottom' | 'below-left' | 'below-right';

export interface Way {
  readonly target: Target;
  readonly answer: Answer;
  /** Of a forward way: it is taken where the first of these holds; without one, otherwise (R6). */
  readonly when: readonly Outcome['when'][];
  /** Of a forward way that is no matter of course, and of a `no` that such ways join: why it is taken. */
  readonly because?: readonly Text[];
}

/** Ends of one kind that the procedure calls otherwise are different places (R43, R46). */
const placeOf = ({ to, end, as }: Target): string => to ?? `end ${end} ${as?.id ?? ''}`;

/** The forward outcomes that are a matter of course: those that give no reason, at least the last. */
export const ordinaryOf = ({ outcomes: { approve } }: Step): readonly Outcome[] => {
  const plain = approve.filter(({ because, adds }) => !because && adds === undefined);
  return plain.length > 0 ? plain : approve.slice(-1);
};

/**
 * Every way out of a step: forward ways that lead to one place are one. Those that give a reason come last, with numbers; where
 * they lead to where Request changes does, they are that way.
 */
export function waysOf(step: Step): Way[] {
  const { timeout } = step.outcomes;
  // More time for the same turn is no way out of it (R44): words say so.
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

/** The person who acts decides between several ways: the step is a diamond, however many they are. */
export const decides = (step: Step): boolean => waysOf(step).filter(({ answer }) => answer !== 'time').length > 1;

/** Where a way would like to leave: by an exit, or by `either` side. */
export type Wish = Exit | 'either';

/**
 * Gives every way an exit of its own, as long as there are some. What finds its side taken leaves under the symbol, and what
 * finds that taken too shares it. Those that have no choice come first, and the other answer before numbered ways, which
 * are also distinguished where they come in.
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
