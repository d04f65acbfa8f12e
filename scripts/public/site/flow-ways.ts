import type { Outcome, Step, Target } from '#domain/generated/procedure.ts';

/** What a way is called: yes and no of a plain decision, the number of one of several forward ways, or that time passes. */
export type Answer = 'yes' | 'no' | 'time' | number;

/** Where a way leaves its symbol; `below-…`: out at the bottom, and on to that side under the symbol. */
export type Exit = 'left' | 'right' | 'bottom' | 'below-left' | 'below-right';

/** A way out of a step. */
export interface Way {
  readonly target: Target;
  readonly answer: Answer;
  /** Of a forward way: it is taken where the first of these holds; without one, otherwise (R6). */
  readonly when: readonly Outcome['when'][];
}

const placeOf = ({ to, end }: Target): string => to ?? `end ${end}`;

/** Every way out of a step: forward ways that lead to one place are one. */
export function waysOf({ outcomes: { approve, changes, timeout } }: Step): Way[] {
  const forward = [...Map.groupBy(approve, placeOf).values()];
  return [
    ...forward.flatMap((outcomes, at): Way[] => {
      const [target] = outcomes;
      const answer = forward.length > 1 ? at + 1 : 'yes';
      return target ? [{ target, answer, when: outcomes.map(({ when }) => when) }] : [];
    }),
    ...(changes ? [{ target: changes, answer: 'no' as const, when: [] }] : []),
    ...(timeout ? [{ target: timeout, answer: 'time' as const, when: [] }] : []),
  ];
}

/** Whoever acts decides between several ways: the step is a diamond, however many they are. */
export const decides = (step: Step): boolean => waysOf(step).filter(({ answer }) => answer !== 'time').length > 1;

/** Where a way would like to leave: by an exit, or by `either` side. */
export type Wish = Exit | 'either';

/**
 * Gives every way an exit of its own, as long as there are some. What finds its side taken leaves under the symbol, and what
 * finds that taken too shares it. Those that have no choice come first, and the other answer before numbered ways, which
 * are told apart where they come in as well.
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
