import type { Entry, Who } from '#domain/generated/journal-entry.ts';
import type { Step } from '#domain/generated/procedure.ts';
import type { Account } from '../state/facts.ts';
import type { Party } from '../state/parties.ts';
import type { Objection } from '../state/reason.ts';
import type { Held } from '../state/roles.ts';
import type { Act, CaseState } from '../state/state.ts';
import type { Rules, World } from '../state/world.ts';

/** An act to which no reason in the list of R16 applies. */
export interface AcceptableAct {
  readonly gesture: 'approve' | 'changes';
  readonly who: Who;
  readonly note: string;
  /** The digest of gesture and text. The same digest again is a double click (R2). */
  readonly words: string;
  readonly result?: Record<string, unknown>;
  readonly signed?: NonNullable<Entry['signed']>;
  readonly replaces?: boolean;
  /** The people whom the act assigns now, and the earlier act that it repeats (R42). */
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
