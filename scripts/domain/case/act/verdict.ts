import type { Entry, Who } from '#domain/generated/journal-entry.ts';
import type { Step } from '#domain/generated/procedure.ts';
import type { Account } from '../state/facts.ts';
import type { Party } from '../state/parties.ts';
import type { Objection } from '../state/reason.ts';
import type { Held } from '../state/roles.ts';
import type { Act, CaseState } from '../state/state.ts';
import type { Rules, World } from '../state/world.ts';

/** An act without objection (R16). */
export interface AcceptableAct {
  readonly gesture: 'approve' | 'changes';
  readonly who: Who;
  readonly note: string;
  /** Digest of gesture and text: an equal one is a double click (R2). */
  readonly words: string;
  readonly result?: Record<string, unknown>;
  readonly signed?: NonNullable<Entry['signed']>;
  readonly replaces?: boolean;
  /** Whom the act assigns anew, and the act that it repeats (R42). */
  readonly assigns?: { readonly parties: readonly Party[]; readonly of: Pick<Act, 'step' | 'visit'> };
}

export type Refusal = Objection & {
  readonly gesture: AcceptableAct['gesture'] | 'close';
  readonly who: Who;
};

export const isRefusal = (verdict: object): verdict is Refusal => 'reason' in verdict;

export interface ActSubject {
  readonly world: World;
  readonly rules: Rules;
  readonly state: CaseState;
  readonly step: Step;
  readonly actor: Account;
  readonly held: readonly Held[];
}
