import { RegisterError } from '#domain/journal/chain.ts';
import { UserError } from '#domain/user-error.ts';
import { systemProblem } from '#domain/words/system-fault.ts';
import { LostObject, NoClone } from '#engine/register/git.ts';

const BROKEN = {
  id: 'Buku agenda dalam klon ini tidak utuh. Lihat semua tempatnya: npx disposisi verify',
  en: 'The register in this clone does not hold. See every place: npx disposisi verify',
};

/** Ends the command over what kept a clone from being read. @throws as {@link cloneFault} says */
export function throwCloneFault(error: unknown): never {
  throw cloneFault(error);
}

/** What kept a clone from being read, as a UserError where the person can fix it; else the error itself. */
export function cloneFault(error: unknown): unknown {
  if (error instanceof NoClone || error instanceof LostObject) return new UserError(error.text);
  if (error instanceof RegisterError) return new UserError(BROKEN, [error.problem]);
  // What git says is a plain Error, an unreadable index a SyntaxError; a fault of the program has another name.
  if (!(error instanceof Error) || !/^(?:Syntax)?Error$/.test(error.name) || systemProblem(error)) return error;
  const reason = error.message.replace(/\.$/, '');
  return new UserError({
    id: `Klon ini tidak terbaca utuh: ${reason}. Buat klon baru, lalu ulangi; di folder kantor sendiri, pulihkan dari cadangan.`,
    en: `This clone cannot be read whole: ${reason}. Make a new clone, then repeat; in an office’s own folder, restore it from a backup.`,
  });
}
