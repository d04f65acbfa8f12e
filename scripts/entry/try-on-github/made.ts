import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import type { Text } from '#domain/problem.ts';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import type { Client } from '#engine/forge/octokit.ts';
import {
  branchCommit,
  createBranch,
  deleteBranch,
  stateOfPull,
  setPullState,
  waitUntil,
  wordsOfError,
} from './github.ts';
import type { Trial } from './walk-case.ts';

/** What the trial made on GitHub, so that all of it can be removed at the end, also after an error. */
export class Made {
  readonly #steps: { readonly what: Text; readonly undo: () => Promise<Text | undefined> }[] = [];
  readonly #trial: Pick<Trial, 'forge' | 'pause' | 'patience'>;
  readonly #client: Client;

  /** @param client the client of the account that opened what is removed */
  constructor(trial: Pick<Trial, 'forge' | 'pause' | 'patience'>, client: Client) {
    this.#trial = trial;
    this.#client = client;
  }

  /**
   * Notes something that was made.
   * @param undo removes it, and returns what stays all the same
   */
  note(what: Text, undo: () => Promise<Text | undefined>): void {
    this.#steps.push({ what, undo });
  }

  /** Notes something that cannot be removed. */
  stays(what: Text): void {
    this.note(what, async () => what);
  }

  /** Notes a branch, before it is made. */
  branch(name: string): void {
    this.note({ id: `cabang ${name}`, en: `branch ${name}` }, async () => {
      if ((await branchCommit(this.#client, name)) !== undefined) await deleteBranch(this.#client, name);
      return undefined;
    });
  }

  /** Makes a branch at main's head. */
  async branchFromMain(name: string): Promise<void> {
    this.branch(name);
    await createBranch(this.#client, name, (await branchCommit(this.#client, MAIN_BRANCH)) ?? '');
  }

  /** Notes a pull request. GitHub can close it, but never deletes it. */
  pull(number: number): void {
    this.note({ id: `#${number}`, en: `#${number}` }, async () => {
      const state = await stateOfPull(this.#client, number);
      if (state === 'merged')
        return {
          id: `#${number}, digabungkan; berkasnya ada di main`,
          en: `#${number}, merged; its files are on main`,
        };
      if (state === 'open') {
        await setPullState(this.#client, number, 'closed');
        // The process restores the branch of a case that is still open. So its branch is deleted after its end.
        await waitUntil(this.#trial, async () => {
          const { state: journaled } = (await readCurrentCase(this.#trial.forge, number)).journal;
          return journaled === undefined || journaled.end !== undefined;
        });
      }
      return { id: `#${number}, ditutup`, en: `#${number}, closed` };
    });
  }

  /**
   * Removes everything that was made, the newest first. Nothing stops the rest: what GitHub does not let the trial
   * remove is named, and a fault of the program is thrown at the end.
   * @returns what stays
   */
  async cleanUp(): Promise<readonly Text[]> {
    const remains: Text[] = [];
    const faults: unknown[] = [];
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      try {
        const stays = await step.undo();
        if (stays !== undefined) remains.push(stays);
      } catch (error) {
        const why = wordsOfError(error) ?? { id: 'kesalahan program', en: 'a fault of the program' };
        if (wordsOfError(error) === undefined) faults.push(error);
        remains.push({ id: `${step.what.id}: ${why.id}`, en: `${step.what.en}: ${why.en}` });
      }
    }
    if (faults.length > 0) throw faults[0];
    return remains.reverse();
  }
}
