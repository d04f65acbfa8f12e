import type { Repository } from './git/repository.ts';
import type { Actor } from './grant.ts';
import type { Context, ForgeEvent, ForgeSite } from './model/context.ts';
import type { Store } from './store.ts';
import { type Delivery, deliveriesOf } from './webhooks.ts';

/** What lasts for the life of the forge. */
export interface Core {
  readonly store: Store;
  readonly git: Repository;
  readonly site: ForgeSite;
  readonly now: () => string;
  /** By which tokens end: the office's own clock may be moved ahead. */
  readonly tokenClock: () => string;
  readonly onEvent: (event: ForgeEvent) => void;
  /** Called with each change as GitHub's webhooks report it; composed only where somebody listens. */
  readonly onWebhook?: ((delivery: Delivery) => void) | undefined;
}

/** Who asks. A function is called only when the request's turn comes: what came before may have ended token or account. */
export type Who = Actor | (() => Actor);

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

  /** Runs `work` alone, without a transaction: no event is sent, and no ref may move. @throws what `who` throws */
  read<Result>(who: Who, work: (context: Context) => Result | Promise<Result>): Promise<Result> {
    return this.alone(() => work(this.#context(who)));
  }

  /** Runs `work` alone, and keeps all or nothing of it; then sends its events. @throws what `who` throws */
  async write<Result>(who: Who, work: (context: Context) => Result | Promise<Result>): Promise<Result> {
    const { onEvent, onWebhook } = this.#core;
    const { result, events, deliveries } = await this.alone(async () => {
      const context = this.#context(who);
      const { store, git } = this.#core;
      store.begin();
      try {
        const since = store.lastId();
        const done = await work(context);
        const deliveries = onWebhook === undefined ? [] : await deliveriesOf(context, since);
        await git.mirrorRefs(context.moved);
        store.commit();
        return { result: done, events: context.events, deliveries };
      } catch (error) {
        store.rollback();
        await this.#restore(context);
        throw error;
      }
    });
    for (const event of events) send(() => onEvent(event));
    for (const delivery of deliveries) send(() => onWebhook?.(delivery));
    return result;
  }

  /** Waits for all that came before, then runs `work`. */
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
    if (moved.size > 0) await followStore(this.#core.store, this.#core.git);
  }
}

/** What is done stays done, even if the listener throws. */
function send(work: () => void): void {
  try {
    work();
  } catch (error) {
    process.stderr.write(`forge: listener: ${error instanceof Error ? error.message : String(error)}\n`);
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
