import { epochSeconds } from '#domain/clock/instant.ts';
import type { Witness } from '#domain/generated/witnesses.ts';
import { CatFile } from '#embedded/forge/git/cat-file.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { exportJournals, publicationOf } from '#public/export/export-register.ts';
import { type ClonedRegister, headsOf, readClone } from '#public/export/read-clone.ts';
import { askWitnesses, type WitnessReply } from '#public/export/witnesses.ts';
import { openLocalSite } from '#public/site/local-site.ts';
import type { Site } from '#public/site/site.ts';

interface SitePlaces {
  readonly repository: string;
  readonly out: string;
  /** The database that stores what the site shows. */
  readonly memory: string;
  /** A folder for compiled files, if the program's own folder cannot be written. */
  readonly spare: string;
  readonly address: string;
  readonly now: () => string;
  /** The seconds between two scheduled runs of the office. */
  readonly looksEvery: number;
}

/**
 * The seconds after which the site is published again even if nothing changed. Some time later, its pages would say
 * that their data may be out of date.
 */
const SAY_AGAIN_AFTER = 3_600;

/**
 * The public site of an office on this machine. After a change of the register, only the changed pages are made (R38).
 */
export class OfficeSite {
  readonly #places: SitePlaces;
  readonly #witnesses = new WitnessReplies();
  readonly #objects: CatFile;
  #site: Site | undefined;
  /** What was read last. */
  #read: ClonedRegister | undefined;
  /** The witnesses that the configuration names. */
  #named: Parameters<WitnessReplies['replies']>[0] = [];
  /** The refs from which the site was made, with their commits; `undefined` if they are unknown. */
  #heads: string | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(places: SitePlaces) {
    this.#places = places;
    this.#objects = new CatFile(places.repository);
  }

  /**
   * Updates the site if main or the register has changed, if witnesses sent new replies, if the site was never built,
   * or if it is old. Calls run one by one.
   * @returns the number of pages that were made
   */
  refresh(): Promise<number> {
    const turn = this.#turn.then(() => this.#refresh());
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #refresh(): Promise<number> {
    const { repository, out, memory, spare, address, now, looksEvery } = this.#places;
    const readAt = now();
    const heads = await headsOf(repository);
    this.#site ??= await openLocalSite({ root: PROGRAM, out, memory, spare, address });
    const { shown } = this.#site;
    const isOld = !shown || epochSeconds(readAt) - epochSeconds(shown.readAt) >= SAY_AGAIN_AFTER;
    if (heads === this.#heads && !isOld && !this.#witnesses.replies(this.#named).isNew) return 0;
    this.#heads = undefined;
    const already = { objects: this.#objects, heads, before: this.#read };
    const input = await readClone(repository, readAt, undefined, already);
    this.#read = input;
    this.#named = input.config.witnesses ?? [];
    const { witnesses } = this.#witnesses.replies(this.#named);
    const read = publicationOf({ ...input, ...(input.log ? { log: { ...input.log, witnesses } } : {}) });
    const publication = { ...read, register: { ...read.register, looksEvery } };
    const changed = shown?.head == null ? undefined : await input.journalsSince(shown.head);
    const { rendered } = await this.#site.publish(publication, {
      checkpoints: (isWhole) => input.checkpoints(isWhole ? undefined : (shown?.head ?? undefined)),
      sops: input.sops,
      all: () => exportJournals(input.journals(), input),
      ...(changed ? { changed: exportJournals(changed, input) } : {}),
      years: isOld,
    });
    this.#heads = heads;
    return rendered;
  }

  async close(): Promise<void> {
    this.#site?.close();
    await this.#objects.close();
  }
}

const ASK_AGAIN_AFTER = 300_000;

/** The latest replies of the witnesses of an office on this machine (R37). Witnesses are asked in the background. */
export class WitnessReplies {
  #known: readonly WitnessReply[] = [];
  #asked = 0;
  #of = '';
  #isNew = false;
  readonly #ask: typeof askWitnesses;
  readonly #now: () => number;

  constructor(ask = askWitnesses, now = Date.now) {
    this.#ask = ask;
    this.#now = now;
  }

  /**
   * Returns the replies that are known, and asks again in the background if they are old.
   * @param named the witnesses that the configuration names
   * @returns the replies, and whether there are new replies, or other witnesses, since the previous call
   */
  replies(named: readonly Witness[]): { readonly witnesses: readonly WitnessReply[]; readonly isNew: boolean } {
    const of = JSON.stringify(named);
    if (of !== this.#of) {
      [this.#of, this.#known, this.#asked] = [of, named, 0];
      this.#isNew = named.length > 0;
    }
    if (named.length > 0 && this.#now() - this.#asked >= ASK_AGAIN_AFTER) {
      this.#asked = this.#now();
      void this.#ask(named).then((replies) => {
        if (this.#of !== of || JSON.stringify(replies) === JSON.stringify(this.#known)) return;
        this.#known = replies;
        this.#isNew = true;
      });
    }
    const isNew = this.#isNew;
    this.#isNew = false;
    return { witnesses: this.#known, isNew };
  }
}
