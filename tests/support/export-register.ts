import { type ExportInput, exportJournal, publicationOf } from '#public/export/export-register.ts';
import type { CommittedCheckpoint } from '#domain/log/note.ts';
import type { Dossier, Publication } from '#public/export/publication.ts';

export interface PublicData {
  readonly publication: Publication;
  /** The public cases, in order of case numbers. */
  readonly dossiers: readonly Dossier[];
  readonly checkpoints?: readonly CommittedCheckpoint[];
}

/** Makes the public projection of a whole register at once (R11, R32, R33). */
export function exportRegister(input: ExportInput): PublicData {
  const ordered = [...input.journals].sort(([a], [b]) => a - b);
  return {
    publication: publicationOf(input),
    dossiers: ordered.flatMap(([, journal]) => exportJournal(journal, input) ?? []),
    ...(input.log ? { checkpoints: input.log.known } : {}),
  };
}
