import type { DiskRefs, Repository } from './git/repository.ts';
import type { Actor } from './grant.ts';
import type { Context, ForgeEvent, ForgeSite } from './model/context.ts';
import type { Store } from './store.ts';

/** The parts of a forge that exist as long as it runs. */
export interface Core {
  readonly store: Store;
  readonly git: Repository;
  readonly site: ForgeSite;
  readonly now: () => string;
  /** The clock by which tokens end; unlike `now`, nobody can move it ahead. */
  readonly tokenClock: () => string;
  readonly onEvent: (event: ForgeEvent) => void;
  readonly beforeCommit?: BeforeCommit | undefined;
}

/**
 * Called at the end of each write, before it is committed.
 * @param since the value of the counter of ids before the call
 * @returns a function that is called once the write is committed
 */
export type BeforeCommit = (context: Context, since: number) => Promise<() => void>;

/** The sender of a call. A function is evaluated in the call's turn, because the token may end before the turn. */
export type Who = Actor | (() => Actor);

/**
 * Runs one call after another. A write is one transaction of the database. The refs that it moved are copied to disk
 * just before the commit. If the commit fails, the refs on disk are restored. After a kill at any point, the database
 * is as before or after the whole call, and the next start copies its refs to disk.
 */
export class Transactions {
  readonly #core: Core;
  #last: Promise<unknown> = Promise.resolve();

  constructor(core: Core) {
    this.#core = core;
  }

  /**
   * Runs `work` in its turn, without a transaction. `work` sends no event and may move no ref.
   * @throws what `who` or `work` throws
   */
  read<Result>(who: Who, work: (context: Context) => Result | Promise<Result>): Promise<Result> {
    return this.alone(() => work(this.#context(who)));
  }

  /**
   * Runs `work` in its turn, as one transaction, and then sends its events. If `work` throws, nothing of it is kept.
   * @throws what `who` or `work` throws
   */
  async write<Result>(who: Who, work: (context: Context) => Result | Promise<Result>): Promise<Result> {
    const { onEvent, beforeCommit } = this.#core;
    const { result, events, committed } = await this.alone(async () => {
      const context = this.#context(who);
      const { store, git } = this.#core;
      store.begin();
      try {
        const since = store.lastId();
        const done = await work(context);
        const committed = await beforeCommit?.(context, since);
        await git.mirrorRefs(context.moved);
        store.commit();
        return { result: done, events: context.events, committed };
      } catch (error) {
        store.rollback();
        await this.#restore(context);
        throw error;
      }
    });
    for (const event of events) send(() => onEvent(event));
    if (committed) send(committed);
    return result;
  }

  /** Waits until all earlier calls are done, then runs `work`. */
  alone<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  #context(who: Who): Context {
    const actor = typeof who === 'function' ? who() : who;
    const { store, git, site, now, tokenClock } = this.#core;
    return {
      actor,
      store,
      git,
      site,
      now: now(),
      tokenTime: tokenClock(),
      moved: new Map(),
      events: [],
      edits: [],
      dispatches: [],
    };
  }

  async #restore({ moved }: Context): Promise<void> {
    const { store, git } = this.#core;
    if (moved.size > 0) await followStore(store, git, (await git.diskRefs()).oids);
  }
}

/** Calls a listener. If the listener throws, the error is only printed, because the call is already committed. */
function send(work: () => void): void {
  try {
    work();
  } catch (error) {
    process.stderr.write(`forge: listener: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

/**
 * Sets the refs on disk to those of the database.
 * @param onDisk the commit of each ref on disk, by the ref's full name
 */
export async function followStore(store: Store, git: Repository, onDisk: DiskRefs['oids']): Promise<void> {
  const wanted = new Map(
    store.all<{ name: string; oid: string }>('SELECT name, oid FROM refs').map(({ name, oid }) => [name, oid]),
  );
  const changes = new Map<string, string | undefined>();
  for (const [name, oid] of wanted) if (onDisk.get(name) !== oid) changes.set(name, oid);
  for (const name of onDisk.keys()) if (!wanted.has(name)) changes.set(name, undefined);
  await git.mirrorRefs(changes);
}
