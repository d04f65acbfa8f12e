import { folderOf } from '#domain/case/course/rounds.ts';
import type { CaseState } from '#domain/case/state/state.ts';

/** Returns the name of an attachment within the folder of the request. */
export const nameOf = ({ opens }: CaseState, { path }: { readonly path: string }): string =>
  path.replace(folderOf(opens.path), '');
