import { RegisterError } from '#domain/journal/chain.ts';
import { OtherFormat } from '#domain/journal/format.ts';
import { UserError } from '#domain/user-error.ts';
import { systemProblem } from '#domain/words/system-fault.ts';
import { LostObject, NoClone } from '#engine/register/git.ts';

const BROKEN = {
  id: 'Register dalam klon ini tidak utuh. Lihat semua temuannya: npx disposisi verify',
  en: 'The register in this clone is not valid. See every finding: npx disposisi verify',
};

/** Ends the command with the result of {@link cloneFault}. */
export function throwCloneFault(error: unknown): never {
  throw cloneFault(error);
}

/** Returns the error of reading a clone as a UserError if the person can fix it, and otherwise the error itself. */
export function cloneFault(error: unknown): unknown {
  if (error instanceof NoClone || error instanceof LostObject || error instanceof OtherFormat)
    return new UserError(error.text);
  if (error instanceof RegisterError) return new UserError(BROKEN, [error.problem]);
  // Git's message is a plain Error, and an unreadable index is a SyntaxError. A fault of the program has another name.
  if (!(error instanceof Error) || !/^(?:Syntax)?Error$/.test(error.name) || systemProblem(error)) return error;
  const reason = error.message.replace(/\.$/, '');
  return new UserError({
    id: `Klon ini tidak terbaca utuh: ${reason}. Buat klon baru, lalu ulangi. Bila ini folder kantor sendiri, pulihkan dari cadangan.`,
    en: `This clone cannot be read completely: ${reason}. Make a new clone, then repeat. If this is an office’s own folder, restore it from a backup.`,
  });
}
