import { RegisterError } from '#domain/journal/chain.ts';
import { UserError } from '#domain/user-error.ts';
import { systemProblem } from '#domain/words/system-fault.ts';
import { NoClone } from '#engine/register/git.ts';

const BROKEN = {
  id: 'Buku agenda dalam klona ini tidak utuh. Lihat semua tempatnya: npx disposisi verify',
  en: 'The register in this clone does not hold. See every place: npx disposisi verify',
};

/** What kept a clone from being read, where it is the person's to mend; else the error itself. */
export function cloneFault(error: unknown): unknown {
  if (error instanceof NoClone) return new UserError(error.text);
  if (error instanceof RegisterError) return new UserError(BROKEN, [error.problem]);
  // Of these names are what git says, and an index that is none; a fault of the program has its own.
  if (!(error instanceof Error) || !/^(?:Syntax)?Error$/.test(error.name) || systemProblem(error)) return error;
  const reason = error.message.replace(/\.$/, '');
  return new UserError({
    id: `Klona ini tidak terbaca utuh: ${reason}. Buat klona baru, lalu ulangi.`,
    en: `This clone cannot be read whole: ${reason}. Make a new clone, then repeat.`,
  });
}
