import { readFile } from 'node:fs/promises';
import { jsonIn, keepFile, refuseNewer, unlessAbsent } from '#engine/kept-files.ts';

interface VerifiedState {
  /** The version of the checks. It rises when more is verified, and results of older programs are then not trusted. */
  readonly checks: typeof CHECKS;
  readonly register: string;
}

const CHECKS = 2;

/**
 * Reads the commit of the register up to which this machine has verified it.
 * @returns `undefined` if the file is absent or not valid; then everything is verified again
 * @throws UserError if a newer version of the program wrote the file
 */
export async function verifiedBefore(file: string): Promise<string | undefined> {
  const kept = jsonIn((await readFile(file, 'utf8').catch(unlessAbsent)) ?? '');
  const { checks, register } = (kept ?? {}) as { readonly checks?: unknown; readonly register?: unknown };
  if (Number.isSafeInteger(checks)) refuseNewer(file, checks, CHECKS, '/checks');
  return checks === CHECKS && typeof register === 'string' && /^[0-9a-f]{40,64}$/.test(register) ? register : undefined;
}

/** Notes that the register is verified up to a commit. The file is written whole or not at all. */
export function noteVerified(file: string, register: string): void {
  const state: VerifiedState = { checks: CHECKS, register };
  keepFile(file, `${JSON.stringify(state)}\n`, 0o644);
}
