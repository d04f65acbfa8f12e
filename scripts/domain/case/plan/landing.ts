import type { Problem } from '#domain/problem.ts';
import { SAYINGS } from '#domain/request/tree-sayings.ts';
import type { FileId } from '../state/content.ts';

/** The result of comparing the attested files with the judged commit and with main. */
export type Landing =
  /**
   * The judged commit has the attested files, and main has no file in the request's folder. `mixed`: others may have put
   * commits below the judged commit, so main must not receive its history.
   */
  | { readonly kind: 'clear'; readonly files: readonly FileId[]; readonly mixed?: boolean }
  /** Main has the attested files. */
  | { readonly kind: 'landed' }
  /** The judged commit lacks an attested file, or main has other files in the request's folder. */
  | { readonly kind: 'differs'; readonly problem: Problem };

/**
 * Compares the attested files with the judged commit and with main (R34). Other changes in the judged commit do not
 * matter, since only the attested files are merged.
 * @param inHead files of the judged commit in the request's folder
 * @param onMain files of main in the request's folder
 */
export function landingOf(files: readonly FileId[], inHead: readonly FileId[], onMain: readonly FileId[]): Landing {
  const isIn =
    (folder: readonly FileId[]) =>
    ({ path, oid }: FileId) =>
      folder.some((each) => each.path === path && each.oid === oid);
  if (files.every(isIn(onMain))) return { kind: 'landed' };
  const [taken] = onMain;
  if (taken) return { kind: 'differs', problem: { file: taken.path, path: '', ...SAYINGS.taken } };
  const missing = files.find((file) => !isIn(inHead)(file));
  return missing ? { kind: 'differs', problem: notAttested(missing.path) } : { kind: 'clear', files };
}

const notAttested = (file: string): Problem => ({
  file,
  path: '',
  code: 'not-attested',
  message: {
    id: 'Isi yang akan digabungkan berbeda dari yang disahkan',
    en: 'The files to be merged differ from the files that were confirmed',
  },
});
