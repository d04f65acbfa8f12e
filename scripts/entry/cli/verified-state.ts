import { readFile } from 'node:fs/promises';
import { keepFile, refuseNewer } from '#engine/kept-files.ts';

interface VerifiedState {
  /** Changes with what is verified: what an older program verified is not trusted for what it did not look at. */
  readonly checks: typeof CHECKS;
  readonly register: string;
}

const CHECKS = 2;

/**
 * The commit of the register up to which this machine has verified it, by the file that says so.
 * @returns undefined where there is no such file, or it says nothing that holds today: all is then verified again
 * @throws UserError where a newer version of the program kept it
 */
export async function verifiedBefore(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const { checks, register } = parsedState(text);
  if (Number.isSafeInteger(checks)) refuseNewer(file, checks, CHECKS, '/checks');
  return checks === CHECKS && typeof register === 'string' && /^[0-9a-f]{40,64}$/.test(register) ? register : undefined;
}

function parsedState(text: string): { readonly checks?: unknown; readonly register?: unknown } {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    return {};
  }
}

/** Writes down that the register holds up to a commit; whole or not at all. */
export function noteVerified(file: string, register: string): void {
  const state: VerifiedState = { checks: CHECKS, register };
  keepFile(file, `${JSON.stringify(state)}\n`, 0o644);
}
