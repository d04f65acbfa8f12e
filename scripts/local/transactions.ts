import type { Repository } from './git/repository.ts';
import type { Actor } from './grant.ts';
import type { Context, ForgeEvent, Site } from './model/context.ts';
import type { Store } from './store.ts';

/** What lasts for the life of the forge. */
export interface Core {
  readonly store: Store;
  readonly git: Repository;
  readonly site: Site;
  readonly now: () => string;
  readonly onEvent: (event: ForgeEvent) => void;
}

/**
 * One request after another. A write is one database transaction: what it moved in git is copied to disk just before the
 * commit, and copied back should the commit fail. A kill at any point leaves the database as it was before or after the
 * whole request, and the next start makes git follow it.
 */
export class Transactions {
  readonly #core: Core;
  #last: Promise<unknown> = Promise.resolve();

  constructor(core: Core) {
    this.#core = core;
  }

  /** Runs `work` alone, without changing anything. */
  read<Result>(actor: Actor, work: (context: Context) => Result | Promise<Result>): Promise<Result> {
    return this.alone(() => work(this.#context(actor)));
  }

  /** Runs `work` alone, and keeps all or nothing of it; then tells of its events. */
  async write<Result>(actor: Actor, work: (context: Context) => Result | Promise<Result>): Promise<Result> {
    const { result, events } = await this.alone(async () => {
      const context = this.#context(actor);
      const { store, git } = this.#core;
      store.begin();
      try {
        const done = await work(context);
        await git.mirrorRefs(context.moved);
        store.commit();
        return { result: done, events: context.events };
      } catch (error) {
        store.rollback();
        await this.#restore(context);
        throw error;
      }
    });
    for (const event of events) this.#tell(event);
    return result;
  }

  /** Waits for all that came before, then runs `work`. */
  alone<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  #context(actor: Actor): Context {
    const { store, git, site, now } = this.#core;
    return { actor, store, git, site, now: now(), moved: new Map(), events: [] };
  }

  /** What is done stays done, whatever the one who is told of it makes of it. */
  #tell(event: ForgeEvent): void {
    try {
      this.#core.onEvent(event);
    } catch (error) {
      process.stderr.write(`forge: onEvent: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }

  async #restore({ moved }: Context): Promise<void> {
    if (moved.size > 0) await followStore(this.#core.store, this.#core.git);
  }
}

/** Makes the refs on disk those of the database. */
export async function followStore(store: Store, git: Repository): Promise<void> {
  const wanted = new Map(
    store.all<{ name: string; oid: string }>('SELECT name, oid FROM refs').map(({ name, oid }) => [name, oid]),
  );
  const onDisk = await git.diskRefs();
  const changes = new Map<string, string | undefined>();
  for (const [name, oid] of wanted) if (onDisk.get(name) !== oid) changes.set(name, oid);
  for (const name of onDisk.keys()) if (!wanted.has(name)) changes.set(name, undefined);
  await git.mirrorRefs(changes);
}
