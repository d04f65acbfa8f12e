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
  permitAccount,
  removeAccount,
  renameAccount,
} from './accounts.ts';
import { freshToken, issueToken, limitTokens, onlyToken, revokeTokens } from './auth.ts';
import { GitFault, Repository } from './git/repository.ts';
import type { Grant } from './grant.ts';
import { installApp, type NewApp } from './installation.ts';
import { commitNewFiles, type SeedFiles, pushToFork } from './model/commits.ts';
import { type Context, type ForgeEvent, type ForgeSite, refOid } from './model/context.ts';
import { recordMove } from './model/refs.ts';
import { MAIN, type Permission } from './permissions.ts';
import { refuseOtherMoment, refuseStrayRepository } from './refuse-other-moment.ts';
import { removeCopies } from './send-store.ts';
import { type EntryPoints, forgeServer, listenOn, stop } from './server.ts';
import { StoreFault, storeFault } from './store-fault.ts';
import { Store } from './store.ts';
import { type Core, followStore, Transactions } from './transactions.ts';
import type { Delivery } from './webhooks.ts';

export type { AccountRow, AccountType } from './accounts.ts';
export type { Grant } from './grant.ts';
export type { InstalledApp, NewApp } from './installation.ts';
export type { ForgeEvent } from './model/context.ts';
export type { Permission } from './permissions.ts';
export type { Delivery } from './webhooks.ts';

export interface EmbeddedForgeOptions extends EntryPoints {
  /** Holds `repo.git` and `forge.sqlite`; made if missing. */
  readonly folder: string;
  /** A free one if not given. */
  readonly port?: number;
  /** The server's clock, asked once per request: an instant in UTC, whole seconds. The machine's if not given. */
  readonly now?: () => string;
  /** The clock by which tokens end, where `now` may be moved ahead; `now` if not given. */
  readonly tokenClock?: () => string;
  /** Called after each change, in order; a trigger that may be missed. */
  readonly onEvent?: (event: ForgeEvent) => void;
  /** Called with each change as GitHub's webhooks report it, in order. */
  readonly onWebhook?: (delivery: Delivery) => void;
  readonly owner?: string;
  readonly repo?: string;
  /** The status that the process must have set to `success` before it may merge into main. */
  readonly required?: string;
  /** Only the process merges pull requests, into whichever branch (R1): GitHub lets every writer merge into an unprotected one. */
  readonly guardsMerges?: boolean;
  /**
   * Called before anything is served with the time of the last write, by the forge's clock; undefined in a new forge. What it
   * throws keeps the forge from opening.
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
 * Starts the embedded forge: the part of GitHub that Disposisi uses, over a real git repository, for one machine. It
 * listens on loopback only; an office of more than one machine is on GitHub.
 * @throws StoreFault when another forge has the folder, or what lies in it is damaged; the system's error when the port
 * is taken or git is missing
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
    const git = await openRepository(repository, database, store);
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
      onWebhook: options.onWebhook,
    };
    const transactions = new Transactions(core);
    return {
      url: site.url,
      apiUrl: `${site.url}/api/v3`,
      cloneUrl: `${site.url}/${site.owner}/${site.repo}.git`,
      owner: site.owner,
      repo: site.repo,
      accounts: accountsOf(transactions, owner),
      /** Registers an App and installs it on the repository; its account is `<slug>[bot]`. */
      installApp: (app: NewApp) => transactions.write(owner, ({ store, now }) => installApp(store, app, now)),
      /** Commits files to a branch of somebody's fork; a pull request can then have `login:branch` as head. @returns the commit's id */
      pushToFork: (login: string, branch: string, files: SeedFiles) =>
        transactions.write(existingAccount(store, login), (context) => pushToFork(context, branch, files)),
      /** Commits files to main in the owner's name: the installer's way in, before there are cases. @returns the commit's id */
      seed: (files: SeedFiles, message: string) =>
        transactions.write(owner, (context) => seed(context, files, message)),
      /** Answers what is under way, then ends. */
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

/** The repository, with the refs of the database. @throws StoreFault where git cannot read it, or the two do not belong together */
async function openRepository(folder: string, database: string, store: Store): Promise<Repository> {
  const isFilled = store.get('SELECT 1 FROM refs LIMIT 1') !== undefined;
  if (isFilled && !existsSync(join(folder, 'HEAD'))) throw new StoreFault('repository-missing', folder);
  try {
    const git = await Repository.open(folder);
    await refuseOtherMoment(git, store, database);
    await git.removeBrokenRefs();
    await followStore(store, git);
    return git;
  } catch (error) {
    if (error instanceof GitFault) throw new StoreFault('repository', folder, error);
    throw error;
  }
}

/** The repository's owner: an organisation, as which nobody can sign in; only `seed` commits in its name. */
function ownerAccount(store: Store, login: string, now: string): AccountRow {
  const existing = findAccount(store, login);
  if (existing === undefined) return addAccount(store, { login, type: 'Organization', permission: 'none' }, now);
  if (existing.type !== 'Organization') throw new Error(`"${login}" is a person's account; name another owner`);
  return existing;
}

function accountsOf(transactions: Transactions, owner: AccountRow) {
  return {
    add: (account: NewAccount) => transactions.write(owner, ({ store, now }) => addAccount(store, account, now)),
    /** A new token. @param ttl ISO 8601 duration, 30 days if not given. @param grant what it may do at most */
    token: (login: string, { ttl, grant }: { readonly ttl?: string; readonly grant?: Grant } = {}) =>
      transactions.write(owner, ({ store, tokenTime }) => issueToken(store, login, tokenTime, ttl, grant)),
    /** The given token, if it is the account's and lives on for long enough; else a new one. @param life ISO 8601 duration */
    freshToken: (login: string, given: string | undefined, life: string) =>
      transactions.write(owner, ({ store, tokenTime }) => freshToken(store, login, given, tokenTime, life)),
    /** The account's only token from now on, which does not end by time. */
    onlyToken: (login: string) =>
      transactions.write(owner, ({ store, tokenTime }) => onlyToken(store, login, tokenTime)),
    /** No token lives longer than this from now, but for those that do not end by time. */
    limitTokens: (life: string) =>
      transactions.write(owner, ({ store, tokenTime }) => limitTokens(store, tokenTime, life)),
    /** Ends all tokens of the account. */
    revoke: (login: string) => transactions.write(owner, ({ store }) => revokeTokens(store, login)),
    list: () => transactions.read(owner, ({ store }) => listAccounts(store)),
    /** Is there an account of this id, or was there one? */
    hasHad: (id: number) => transactions.read(owner, ({ store }) => accountById(store, id) !== undefined),
    permit: (login: string, permission: Permission) =>
      transactions.write(owner, ({ store }) => permitAccount(store, login, permission)),
    rename: (login: string, to: string) => transactions.write(owner, ({ store }) => renameAccount(store, login, to)),
    /** What it did stays, as a ghost's; the login is free again. */
    remove: (login: string) => transactions.write(owner, ({ store, now }) => removeAccount(store, login, now)),
  };
}

async function seed(context: Context, files: SeedFiles, message: string): Promise<string> {
  const before = refOid(context, MAIN);
  const after = await commitNewFiles(context, before, files, message);
  await recordMove(context, { ref: MAIN, before, after }, 'push');
  return after;
}
