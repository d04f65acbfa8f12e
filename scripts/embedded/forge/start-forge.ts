import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  accountById,
  type AccountRow,
  addAccount,
  existingAccount,
  findAccount,
  listAccounts,
  type NewAccount,
} from './accounts.ts';
import { freshToken, issueToken, limitTokens, onlyToken, revokeTokens } from './auth.ts';
import { settleRepositories } from './erase-store.ts';
import { GitFault, Repository } from './git/repository.ts';
import type { Grant } from './grant.ts';
import { installApp, type NewApp } from './installation.ts';
import { commitNewFiles, type SeedFiles } from './model/commits.ts';
import { type Context, type ForgeEvent, type ForgeSite, refOid } from './model/context.ts';
import { recordMove } from './model/refs.ts';
import { type RestoredContent, restoreContent } from './model/restored.ts';
import { MAIN } from './permissions.ts';
import { refuseMismatchedStore, refuseStrayRepository } from './refuse-mismatched-store.ts';
import { removeCopies } from './send-store.ts';
import { type EntryPoints, forgeServer, listenOn, stop } from './server.ts';
import { StoreFault, storeFault } from './store-fault.ts';
import { Store } from './store.ts';
import { type BeforeCommit, type Core, followStore, Transactions } from './transactions.ts';

export type { AccountRow, AccountType } from './accounts.ts';
export type { Grant } from './grant.ts';
export type { InstalledApp, NewApp } from './installation.ts';
export type { ForgeEvent } from './model/context.ts';
export type { Permission } from './permissions.ts';

export interface EmbeddedForgeOptions extends EntryPoints {
  /** The folder of `repo.git` and `forge.sqlite`; made if it does not exist. */
  readonly folder: string;
  /** The port of the server; a free one if not given. */
  readonly port?: number;
  /** The clock of the forge; the machine's if not given. It gives UTC in whole seconds, and is read once per call. */
  readonly now?: () => string;
  /** The clock by which tokens end, if `now` may be moved ahead; `now` if not given. */
  readonly tokenClock?: () => string;
  /** Called after each committed change, in order. It is only a trigger; a missed call loses nothing. */
  readonly onEvent?: (event: ForgeEvent) => void;
  /** Called at the end of each write. Tests compose GitHub's webhooks here. */
  readonly beforeCommit?: BeforeCommit;
  /** Lists the ids of objects that nobody may bring into the repository in a folder. It is called at the start. */
  readonly refused?: (repository: string) => Promise<readonly string[]>;
  /** The login of the owner, an organisation; `kantor` if not given. */
  readonly owner?: string;
  /** The name of the repository; `disposisi` if not given. */
  readonly repo?: string;
  /** The status that the process must have set to `success` before it may merge into main; `disposisi` by default. */
  readonly required?: string;
  /** Whether only the process and the maintainer may merge into any branch (R1). On GitHub this is so only for main. */
  readonly guardsMerges?: boolean;
  /**
   * Called before the forge serves its first call. If this function throws, the forge does not open.
   * @param lastWritten the time of the last write by the forge's clock; undefined for a new forge
   */
  readonly beforeServing?: (lastWritten: string | undefined) => void | Promise<void>;
}

const LAST_WRITTEN = `
SELECT max(at) AS at FROM (
  SELECT max(timestamp) AS at FROM activity UNION ALL SELECT max(created_at) FROM timeline
  UNION ALL SELECT max(updated_at) FROM pulls UNION ALL SELECT max(updated_at) FROM comments
  UNION ALL SELECT max(coalesce(edited_at, submitted_at)) FROM reviews UNION ALL SELECT max(created_at) FROM statuses)`;

export type EmbeddedForge = Awaited<ReturnType<typeof startForge>>;

/**
 * Starts the embedded forge: the part of GitHub that Disposisi uses, with a real git repository, for one machine. It
 * listens on loopback only. An office with more than one machine uses GitHub.
 * @throws StoreFault if another forge uses the folder, or its content is damaged; the system's error if the port is
 * taken or git is missing
 */
export async function startForge(options: EmbeddedForgeOptions) {
  const { folder, onEvent = () => undefined } = options;
  const now = options.now ?? (() => `${new Date().toISOString().slice(0, 19)}Z`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const database = join(folder, 'forge.sqlite');
  const repository = join(folder, 'repo.git');
  await refuseStrayRepository(database, repository);
  const store = new Store(database);
  await removeCopies(folder);
  try {
    await settleRepositories(store, folder);
    const git = await openRepository(repository, database, store);
    git.refuse((await options.refused?.(repository)) ?? []);
    await options.beforeServing?.(store.get<{ at: string | null }>(LAST_WRITTEN)?.at ?? undefined);
    const owner = ownerAccount(store, options.owner ?? 'kantor', now());
    const server = forgeServer(
      () => core,
      () => transactions,
      () => port,
      options,
    );
    const port = await listenOn(server, options.port ?? 0);
    const site: ForgeSite = {
      url: `http://127.0.0.1:${port}`,
      owner: owner.login,
      repo: options.repo ?? 'disposisi',
      ownerId: owner.id,
      createdAt: owner.created_at,
      required: options.required ?? 'disposisi',
      guardsMerges: options.guardsMerges ?? false,
    };
    const core: Core = {
      store,
      git,
      site,
      now,
      tokenClock: options.tokenClock ?? now,
      onEvent,
      beforeCommit: options.beforeCommit,
    };
    const transactions = new Transactions(core);
    return {
      url: site.url,
      apiUrl: `${site.url}/api/v3`,
      cloneUrl: `${site.url}/${site.owner}/${site.repo}.git`,
      owner: site.owner,
      repo: site.repo,
      accounts: accountsOf(transactions, owner),
      /** Registers an App and installs it on the repository. Its account is `<slug>[bot]`. */
      installApp: (app: NewApp) => transactions.write(owner, ({ store, now }) => installApp(store, app, now)),
      /** Runs a write in the name of an account, for tests of what only GitHub's own pages can do. */
      write: <Result>(login: string, work: (context: Context) => Result | Promise<Result>) =>
        transactions.write(existingAccount(store, login), work),
      /**
       * Commits files to main in the name of the owner. The first start of an office uses it.
       * @returns the id of the commit
       */
      seed: (files: SeedFiles, message: string) =>
        transactions.write(owner, (context) => seed(context, files, message)),
      /** Fills an empty forge with the content of one that was lost, in the name of the owner. */
      restore: (content: RestoredContent) => transactions.write(owner, (context) => restoreContent(context, content)),
      /** Stops the server, waits for the calls that have begun, and closes repository and database. */
      close: async () => {
        await stop(server);
        await transactions.alone(() => git.close());
        store.close();
      },
    };
  } catch (error) {
    store.close();
    throw storeFault(database, error);
  }
}

/**
 * Opens the repository and sets its refs to those of the database.
 * @throws StoreFault if git cannot read the repository, or if repository and database are of different moments
 */
async function openRepository(folder: string, database: string, store: Store): Promise<Repository> {
  const isFilled = store.get('SELECT 1 FROM refs LIMIT 1') !== undefined;
  if (isFilled && !existsSync(join(folder, 'HEAD'))) throw new StoreFault('repository-missing', folder);
  try {
    const git = await Repository.open(folder);
    const { oids, broken } = await git.diskRefs();
    await refuseMismatchedStore(git, oids, store, database);
    await git.removeRefFiles(broken);
    await followStore(store, git, oids);
    return git;
  } catch (error) {
    if (error instanceof GitFault) throw new StoreFault('repository', folder, error);
    throw error;
  }
}

/**
 * Returns the account of the repository's owner, and makes the account if there is none. The owner is an organisation,
 * so nobody can sign in to this account.
 * @throws if the login belongs to an account of another type
 */
function ownerAccount(store: Store, login: string, now: string): AccountRow {
  const existing = findAccount(store, login);
  if (existing === undefined) return addAccount(store, { login, type: 'Organization', permission: 'none' }, now);
  if (existing.type !== 'Organization') throw new Error(`"${login}" is a person's account; name another owner`);
  return existing;
}

function accountsOf(transactions: Transactions, owner: AccountRow) {
  return {
    add: (account: NewAccount) => transactions.write(owner, ({ store, now }) => addAccount(store, account, now)),
    /** Makes a token. `ttl` is an ISO 8601 duration, 30 days if not given; `grant` limits the token. */
    token: (login: string, { ttl, grant }: { readonly ttl?: string; readonly grant?: Grant } = {}) =>
      transactions.write(owner, ({ store, tokenTime }) => issueToken(store, login, tokenTime, ttl, grant)),
    /**
     * Returns the given token if it is valid for at least a third of `life` (an ISO 8601 duration); else a new token.
     */
    freshToken: (login: string, given: string | undefined, life: string) =>
      transactions.write(owner, ({ store, tokenTime }) => freshToken(store, login, given, tokenTime, life)),
    /** Makes the only token of an account, which does not expire. */
    onlyToken: (login: string) =>
      transactions.write(owner, ({ store, tokenTime }) => onlyToken(store, login, tokenTime)),
    /** Shortens every token that would end later than `life` from now, except tokens that do not expire. */
    limitTokens: (life: string) =>
      transactions.write(owner, ({ store, tokenTime }) => limitTokens(store, tokenTime, life)),
    /** Ends all tokens of an account. */
    revoke: (login: string) => transactions.write(owner, ({ store }) => revokeTokens(store, login)),
    list: () => transactions.read(owner, ({ store }) => listAccounts(store)),
    /** Whether an account with this id exists or existed. */
    hasHad: (id: number) => transactions.read(owner, ({ store }) => accountById(store, id) !== undefined),
  };
}

async function seed(context: Context, files: SeedFiles, message: string): Promise<string> {
  const before = refOid(context, MAIN);
  const after = await commitNewFiles(context, before, files, message);
  await recordMove(context, { ref: MAIN, before, after }, 'push');
  return after;
}
