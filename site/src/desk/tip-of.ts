import { type DeskForge, isNone } from './forge.ts';

/**
 * Reads the commit at the tip of a branch; undefined if there is no such branch. Throws like every call to the forge.
 */
export async function tipOf(forge: DeskForge, branch: string): Promise<string | undefined> {
  try {
    const { object } = await forge.rest<{ readonly object: { readonly sha: string } }>(
      'GET',
      `/git/ref/heads/${branchAddress(branch)}`,
    );
    return object.sha;
  } catch (error) {
    if (isNone(error)) return undefined;
    throw error;
  }
}

/** Returns the name of a branch as a part of an address. Slashes stay. */
export const branchAddress = (branch: string): string => branch.split('/').map(encodeURIComponent).join('/');
