import type { Who } from '#domain/generated/journal-entry.ts';
import type { Step } from '#domain/generated/procedure.ts';
import type { Account } from './facts.ts';
import type { Objection } from './reason.ts';
import type { Held } from './roles.ts';
import type { CaseState } from './state.ts';
import type { Rules, World } from './world.ts';

/** An act that passed every rule. */
export interface Gesture {
  readonly gesture: 'approve' | 'changes';
  readonly who: Who;
  readonly note: string;
  readonly words: string;
  readonly result?: Record<string, unknown>;
  readonly replaces?: boolean;
}

/** The first reason against an act (R16), and whose act it was. */
export type Refusal = Objection & {
  readonly gesture: Gesture['gesture'] | 'close';
  readonly who: Who;
};

export const isRefusal = (verdict: object): verdict is Refusal => 'reason' in verdict;

/** What every rule looks at. */
export interface Case {
  readonly world: World;
  readonly rules: Rules;
  readonly state: CaseState;
  readonly step: Step;
  readonly actor: Account;
  readonly held: readonly Held[];
}
