import type { Judgement } from '#domain/case/judge.ts';
import { accountKey, UnreadAccount } from '#domain/case/people/named-account.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import type { World } from '#domain/case/state/world.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import type { Forge } from '#engine/forge/forge.ts';
import { judgeWithOrigins, type ReadOrigins } from './origins.ts';

/** What was read for a judgement while it was made. */
export interface ReadMeanwhile {
  readonly origins: ReadOrigins;
  /** Numbers of accounts, by `accountKey`. */
  readonly accounts: Map<string, number | undefined>;
}

/**
 * Judges a case, asking the forge for the account that a request names (R41) when the judge has come to that submission: one read,
 * and none for any other event (R38).
 * @param known what was read before; what is read is added to it
 * @throws as `judgeWithOrigins`
 */
export async function judgeWithAccounts(
  forge: Pick<Forge, 'readAccount' | 'readRegister'>,
  open: RegisterIndex['cases'],
  world: World,
  before: CaseState | undefined,
  { origins, accounts }: ReadMeanwhile,
): Promise<Judgement> {
  for (;;) {
    try {
      return await judgeWithOrigins(forge, open, { ...world, accounts }, before, origins);
    } catch (error) {
      if (!(error instanceof UnreadAccount)) throw error;
      accounts.set(accountKey(error.login), await forge.readAccount(error.login));
    }
  }
}
