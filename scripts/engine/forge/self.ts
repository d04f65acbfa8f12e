import type { Account } from '#domain/case/state/facts.ts';
import { ForgeError } from './errors.ts';
import type { RawViewer } from './raw.ts';

/**
 * The process's own account: its token's. It is known by its number; what kind of account it is matters to nobody.
 * @throws ForgeError where the answer does not say (R31)
 */
export function selfOf(viewer: RawViewer | null | undefined): Account {
  if (!viewer?.databaseId) throw new ForgeError('unreadable', 'GraphQL viewer', 'The account has no id.');
  return { id: viewer.databaseId, login: viewer.login, kind: 'bot' };
}
