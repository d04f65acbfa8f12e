/**
 * A write whose answer was lost did arrive all the same: done again, it goes on from there. Nothing is written over what moved
 * since this tab read it: the last moment to see that is here, since Decap moves branches by force.
 */
import { isRequestBranch } from './address.ts';
import { Moved } from '../desk/request/save.ts';
import type { Api } from './cms.ts';
import type { Reader } from './forge.ts';
import { hasMoved, isAttempt, rememberAttempt, rememberHead } from './heads.ts';

export const isOwnAttempt = isAttempt;

/** @param api Decap's client of the forge: its own methods call the ones changed here */
export function guardArrivals(api: Api, reader: () => Reader | undefined): void {
  const createPull = api.createPR.bind(api);
  const moveBranch = api.patchBranch.bind(api);
  const tip = async (branch: string): Promise<string | undefined> => reader()?.tip(branch);
  // Decap's own would put a branch that is there already aside, under another name, and leave it.
  api.createBranch = async (branch, sha) => {
    const before = await tip(branch);
    if (before !== undefined && !isAttempt(before)) throw new Moved();
    rememberAttempt(sha);
    if (before === undefined) {
      await api.createRef('heads', branch, sha).catch(async (error: unknown) => {
        if ((await tip(branch)) !== sha) throw error;
      });
    } else await moveBranch(branch, sha, { force: true });
    rememberHead(branch, sha);
    return undefined;
  };
  // Decap asks again by itself where an answer does not come, and is told that there is one already.
  api.createPR = async (title, head) => {
    const found = async (): Promise<unknown> => (await reader()?.pulls(head))?.[0];
    return (
      (await found()) ??
      createPull(title, head).catch(async (error: unknown) => {
        const made = await found();
        if (made === undefined) throw error;
        return made;
      })
    );
  };
  api.patchBranch = async (branch, sha, options) => {
    // Main is the process's: the forge says so itself.
    if (!isRequestBranch(branch)) return moveBranch(branch, sha, options);
    if (hasMoved(branch, await tip(branch))) throw new Moved();
    rememberAttempt(sha);
    const moved = await moveBranch(branch, sha, options);
    rememberHead(branch, sha);
    return moved;
  };
}
