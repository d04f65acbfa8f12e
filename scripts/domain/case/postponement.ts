import type { Step } from '#domain/generated/procedure.ts';
import type { Problem } from '#domain/problem.ts';
import { meantChanges, isConfined } from './confined.ts';
import type { Content } from './content.ts';
import { againstAnotherTime } from './postponable.ts';
import type { CaseState } from './state.ts';
import type { Rules, World } from './world.ts';

export interface TimeAsked {
  readonly postpone: NonNullable<Step['postpone']>;
  /** Why it is refused. */
  readonly against: Problem[];
}

/**
 * Does a push ask for another time, and for nothing else (R53)? It changes fields only within the sections of the step,
 * and no attachment.
 */
export function askedForAnotherTime(
  world: Pick<World, 'edition'>,
  step: Step,
  rules: Rules,
  state: CaseState,
  content: Content,
  at: string,
): TimeAsked | undefined {
  const { postpone } = step;
  if (!postpone || !content.request) return undefined;
  const { sections } = postpone;
  const isOther = meantChanges(world, state.request, content.request).length > 0;
  if (!isOther || !isConfined(world, { sections }, rules.procedure.value, state, content)) return undefined;
  return { postpone, against: againstAnotherTime(postpone, state, at) };
}

/** Steps whose acts no longer count: the one to which the case goes back, and those after it. */
export function stepsVoided(steps: readonly Step[], to: string, { acts }: Pick<CaseState, 'acts'>): string[] {
  const from = steps.findIndex(({ id }) => id === to);
  return steps.slice(from).flatMap(({ id }) => (acts.some(({ step }) => step === id) ? [id] : []));
}
