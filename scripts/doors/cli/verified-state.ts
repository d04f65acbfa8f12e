import { readFile, rename, writeFile } from 'node:fs/promises';

/** What this machine has verified of a register before. */
interface VerifiedState {
  /** Changes with what is verified: what an older program verified is not trusted for what it did not look at. */
  readonly checks: typeof CHECKS;
  /** Head of the register, all of which held. */
  readonly register: string;
}

const CHECKS = 2;

/**
 * The commit of the register up to which this machine has verified it, by the file that says so.
 * @returns undefined where there is no such file, or it says nothing that holds today
 */
export async function verifiedBefore(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  try {
    const { checks, register } = JSON.parse(text) as Partial<VerifiedState>;
    return checks === CHECKS && typeof register === 'string' && /^[0-9a-f]{40,64}$/.test(register)
      ? register
      : undefined;
  } catch {
    return undefined;
  }
}

/** Writes down that the register holds up to a commit; whole or not at all. */
export async function noteVerified(file: string, register: string): Promise<void> {
  const state: VerifiedState = { checks: CHECKS, register };
  await writeFile(`${file}.new`, `${JSON.stringify(state)}\n`);
  await rename(`${file}.new`, file);
}
