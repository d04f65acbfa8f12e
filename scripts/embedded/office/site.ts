import { epochSeconds } from '#domain/clock/instant.ts';
import type { Journal } from '#domain/journal/journal.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { readCheckpoints } from '#engine/register/read-checkpoints.ts';
import { exportJournal, exportRegister } from '#public/export/export-register.ts';
import { readClone } from '#public/export/read-clone.ts';
import { WitnessDesk } from './witness-desk.ts';
import { openSite, type Site } from '#public/export/site.ts';

interface SitePlaces {
  /** The bare repository. */
  readonly repository: string;
  readonly out: string;
  /** A folder for what is compiled where the program's own cannot be written. */
  readonly spare: string;
  readonly address: string;
  readonly now: () => string;
}

/** Seconds after which the site is published again although nothing moved: pages soon call an older reading old. */
const SAY_AGAIN_AFTER = 3_600;

/** The public site of an office on this machine, kept as the register is: only what changed is made anew. */
export class OfficeSite {
  readonly #places: SitePlaces;
  #site: Site | undefined;
  #head: string | undefined;
  /** When the site last said that the register was read, in epoch seconds. */
  #said = 0;
  readonly #witnesses = new WitnessDesk();
  /** Text of each journal that the site shows. */
  #shown: ReadonlyMap<number, string> | undefined;

  constructor(places: SitePlaces) {
    this.#places = places;
  }

  /** Brings the site up to date if the register moved since, if it was never built, or if what it says is old. @returns pages made */
  async refresh(): Promise<number> {
    const { repository, out, spare, address, now } = this.#places;
    const input = await readClone(repository, now(), undefined, this.#shown && this.#head);
    const { witnesses, isNew } = this.#witnesses.answers(input.config.witnesses ?? []);
    const isSaid = input.head === this.#head && epochSeconds(input.readAt) - this.#said < SAY_AGAIN_AFTER;
    if (this.#shown && isSaid && !isNew) return 0;
    this.#site ??= await openSite({ root: PROGRAM, out, spare, address });
    const before = this.#shown;
    // If this publication fails, it is not known what the site shows, and the next one makes every page.
    this.#shown = undefined;
    const data = exportRegister({
      ...input,
      journals: new Map(),
      ...(input.log ? { log: { ...input.log, witnesses } } : {}),
    });
    const dossiersOf = (journals: Iterable<Journal>) =>
      [...journals].flatMap((each) => exportJournal(each, input) ?? []);
    const journals = [...input.journals.values()].sort((a, b) => a.number - b.number);
    const { head, log } = input;
    const { rendered } = await this.#site.publish(data.publication, {
      checkpoints: async (isWhole) =>
        isWhole && before && head !== undefined ? readCheckpoints(repository, head) : (log?.known ?? []),
      all: () => dossiersOf(journals),
      ...(before ? { changed: dossiersOf(journals.filter(({ number, text }) => before.get(number) !== text)) } : {}),
    });
    this.#head = input.head;
    this.#said = epochSeconds(input.readAt);
    this.#shown = new Map(journals.map(({ number, text }) => [number, text]));
    return rendered;
  }
}
