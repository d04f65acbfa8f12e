import { buildSite } from '../export/build-site.ts';
import { exportRegister } from '../export/export-register.ts';
import type { Manifest } from '../export/folder.ts';
import { readClone } from './read-clone.ts';
import { PROGRAM } from './root.ts';

/** The public site of an office on this machine, kept as the register is. */
export class OfficeSite {
  readonly #repository: string;
  readonly #out: string;
  readonly #cache: string;
  readonly #now: () => string;
  #head: string | undefined;
  #manifest: Manifest | undefined;

  constructor(places: { repository: string; out: string; cache: string; now: () => string }) {
    this.#repository = places.repository;
    this.#out = places.out;
    this.#cache = places.cache;
    this.#now = places.now;
  }

  /** Builds the site anew if the register moved since, or it was never built. @returns pages, or undefined if none */
  async refresh(): Promise<number | undefined> {
    const input = await readClone(this.#repository, this.#now());
    if (this.#manifest && input.head === this.#head) return undefined;
    const { pages, manifest } = await buildSite({
      data: exportRegister(input),
      out: this.#out,
      root: PROGRAM,
      cache: this.#cache,
      ...(this.#manifest ? { before: this.#manifest } : {}),
    });
    this.#head = input.head;
    this.#manifest = manifest;
    return pages;
  }
}
