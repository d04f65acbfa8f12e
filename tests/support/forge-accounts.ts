import { existingAccount } from '#embedded/forge/accounts.ts';
import { commitNewFiles, type SeedFiles } from '#embedded/forge/model/commits.ts';
import { headRefName } from '#embedded/forge/model/fork-names.ts';
import { branchHead, setRef } from '#embedded/forge/model/pulls.ts';
import type { EmbeddedForge, Permission } from '#embedded/forge/start-forge.ts';

type Forge = Pick<EmbeddedForge, 'write' | 'owner'>;

export const permitAccount = (forge: Forge, login: string, permission: Permission): Promise<void> =>
  forge.write(forge.owner, ({ store }) => {
    store.run('UPDATE accounts SET permission = ? WHERE id = ?', permission, existingAccount(store, login).id);
  });

export const renameAccount = (forge: Forge, login: string, to: string): Promise<void> =>
  forge.write(forge.owner, ({ store }) => {
    store.run('UPDATE accounts SET login = ? WHERE id = ?', to, existingAccount(store, login).id);
  });

/** Removes an account, its tokens and the requests for its review. What the account did stays. */
export const removeAccount = (forge: Forge, login: string): Promise<void> =>
  forge.write(forge.owner, ({ store, now }) => {
    const { id } = existingAccount(store, login);
    store.run('UPDATE accounts SET removed_at = ? WHERE id = ?', now, id);
    store.run('DELETE FROM tokens WHERE account_id = ?', id);
    store.run('DELETE FROM review_requests WHERE account_id = ?', id);
  });

/**
 * Commits files to a branch of an account's own fork. A pull request can then have `login:branch` as its head.
 * @returns the id of the commit
 */
export const pushToFork = (forge: Forge, login: string, branch: string, files: SeedFiles): Promise<string> =>
  forge.write(login, async (context) => {
    const head = `${login}:${branch}`;
    const oid = await commitNewFiles(
      context,
      branchHead(context, head) ?? branchHead(context, 'main'),
      files,
      'Permohonan',
    );
    setRef(context, headRefName(head), oid);
    return oid;
  });
