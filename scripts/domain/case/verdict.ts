import type { Entry, Who } from '#domain/generated/journal-entry.ts';
import type { Step } from '#domain/generated/procedure.ts';
import type { Problem } from '#domain/problem.ts';
import type { Account } from './facts.ts';
import type { Held } from './roles.ts';
import type { CaseState } from './state.ts';
import type { Rules, World } from './world.ts';

type Reason = NonNullable<Entry['reason']>;

/** An act against which nothing speaks (R16), as its entry will tell it. */
export interface AcceptableAct {
  readonly gesture: 'approve' | 'changes';
  readonly who: Who;
  readonly note: string;
  /** Digest of gesture and text, by which a double click is known (R2). */
  readonly words: string;
  readonly result?: Record<string, unknown>;
  readonly replaces?: boolean;
}

/** The first reason against an act, with the particulars that its sentence names (R16). */
export interface Refusal {
  readonly reason: Reason;
  readonly gesture: 'approve' | 'changes' | 'close';
  readonly who: Who;
  readonly detail?: NonNullable<Entry['detail']>;
  readonly problems?: Problem[];
}

export const isRefusal = (verdict: object): verdict is Refusal => 'reason' in verdict;

/** What the checks of an act look at: the case and its standing step, who acts, and the roles they hold then. */
export interface ActSubject {
  readonly world: World;
  readonly rules: Rules;
  readonly state: CaseState;
  readonly step: Step;
  readonly actor: Account;
  readonly held: readonly Held[];
}
