import { CORE_SCHEMA, load } from 'js-yaml';
import type { DocumentTemplate } from '#domain/generated/document.ts';
import type { Letterhead } from '#domain/generated/letterhead.ts';
import { OPTIONAL } from '#domain/procedure/office-files.ts';
import type { DocumentOffice } from '#public/documents/office-documents.ts';
import type { DeskForge } from './forge.ts';
import { loadBlobs } from './load.ts';
import type { DeskOffice, Files } from './office.ts';

/**
 * Reads what letters need: the templates and the letterhead of the base branch. Texts that are known already are not
 * read again.
 * @param sops blob ids of the files in `sops/`
 * @throws the errors of every call to the forge
 */
export async function lettersOf(
  forge: DeskForge,
  sops: Files,
  { roles, rooms }: Pick<DeskOffice, 'roles' | 'rooms'>,
): Promise<DocumentOffice> {
  const templates = [...sops].flatMap(([path, oid]) => (/^sops\/documents\/[^/]+\.yaml$/.test(path) ? [oid] : []));
  const head = sops.get(OPTIONAL.letterhead);
  await loadBlobs(forge, [...templates, ...(head === undefined ? [] : [head])]);
  const read = (oid: string): unknown => load(forge.known.get(oid) ?? '', { schema: CORE_SCHEMA });
  return {
    ...{ roles, rooms },
    templates: templates.map((blob) => ({ blob, value: read(blob) as DocumentTemplate })),
    ...(head === undefined ? {} : { letterhead: read(head) as Letterhead }),
  };
}
