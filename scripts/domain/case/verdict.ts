import type { Entry, Who } from '#domain/generated/journal-entry.ts';
import type { Step } from '#domain/generated/procedure.ts';
import type { Account } from './facts.ts';
import type { Objection } from './reason.ts';
import type { Held } from './roles.ts';
import type { Party } from './parties.ts';
import type { Act, CaseState } from './state.ts';
import type { Rules, World } from './world.ts';

/** An act against which nothing speaks (R16), as its entry will tell it. */
export interface AcceptableAct {
  readonly gesture: 'approve' | 'changes';
  readonly who: Who;
  readonly note: string;
  /** Digest of gesture and text, by which a double click is known (R2). */
  readonly words: string;
  readonly result?: Record<string, unknown>;
  readonly signed?: NonNullable<Entry['signed']>;
  readonly replaces?: boolean;
  /** Whom the act assigns anew to the standing step, and the act of whose visit it is a newer result (R42). */
  readonly assigns?: { readonly parties: readonly Party[]; readonly of: Pick<Act, 'step' | 'visit'> };
}

/** The first reason against an act (R16), and whose act it was. */
export type Refusal = Objection & {
  readonly gesture: AcceptableAct['gesture'] | 'close';
  readonly who: Who;
};

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
