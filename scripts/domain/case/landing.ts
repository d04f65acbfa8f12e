import type { Problem } from '#domain/problem.ts';
import { type Content, type FileId, requestFilesOf, sameFiles } from './content.ts';
import type { CaseState } from './state.ts';

/** Whether main can receive a completed case (R34). */
export type Landing =
  /** The judged commit changes main by these files and nothing else: those that the acts attest. */
  | { readonly kind: 'clear'; readonly files: readonly FileId[] }
  /** Main holds them already. */
  | { readonly kind: 'landed' }
  /** The change is another than the acts attest, or main has something in its place: nothing is merged. */
  | { readonly kind: 'differs'; readonly problem: Problem };

/**
 * Compares what the judged commit would bring to main with what the journal holds for the case (R34).
 * @param content of the judged commit, read anew against main as it is
 * @param onMain the files of main in the request's folder
 */
export function landingOf(
  state: Pick<CaseState, 'opens' | 'document' | 'files' | 'digest'>,
  content: Content,
  onMain: readonly FileId[],
): Landing {
  const there = new Map(onMain.map(({ path, oid }) => [path, oid]));
  if (state.files?.every(({ path, oid }) => there.get(path) === oid)) return { kind: 'landed' };
  if (content.digest === state.digest && content.document) {
    const files = requestFilesOf(content.document, content.attachments);
    if (!state.files || sameFiles(files, state.files)) return { kind: 'clear', files };
  }
  return { kind: 'differs', problem: content.problems[0] ?? otherFiles((state.document ?? state.opens).path) };
}

const otherFiles = (file: string): Problem => ({
  file,
  path: '',
  code: 'not-attested',
  message: {
    id: 'Isi yang akan digabungkan berbeda dari yang disahkan',
    en: 'What would be merged is not what was attested',
  },
});
