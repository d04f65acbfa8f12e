import { CORE_SCHEMA, load } from 'js-yaml';
import type { Instant } from '#domain/clock/instant.ts';
import type { DocumentTemplate } from '#domain/generated/document.ts';
import type { Letterhead } from '#domain/generated/letterhead.ts';
import { documentCase, type MadeSheet, recordsWithout, sheetsOf } from '#public/documents/office-documents.ts';
import { documentPlace } from '../documents/place-of.ts';
import type { ReadPublished } from '../verify/published.ts';
import type { DeskCase, CurrentState } from './desk-case.ts';
import type { DeskForge } from './forge.ts';
import { loadBlobs } from './load.ts';
import { LETTERHEAD } from './office.ts';

const parse = (text: string): unknown => load(text, { schema: CORE_SCHEMA });

/** The documents that staff can make of a case, and the records of its SOP that no template makes. */
export interface DeskDocuments {
  readonly sheets: readonly MadeSheet[];
  readonly without: readonly string[];
}

/**
 * The documents of a case, internal parts too, from its journal and the templates of main.
 * @param read the site's files, which hold the checkpoints
 * @param address of the case's page
 * @param now when they are made: the person who holds an office on that day signs for it
 * @throws as every call to the forge; Unreachable where the site cannot be read
 */
export async function deskDocuments(
  forge: DeskForge,
  one: DeskCase,
  { procedure, schema }: CurrentState,
  read: ReadPublished,
  address: string,
  now: Instant,
): Promise<DeskDocuments> {
  const { office, sops, entries, lines } = one;
  const templates = [...sops].filter(([path]) => /^sops\/documents\/[^/]+\.yaml$/.test(path));
  const letterhead = sops.get(LETTERHEAD);
  await loadBlobs(forge, [...templates.map(([, oid]) => oid), ...(letterhead === undefined ? [] : [letterhead])]);
  const textOf = (oid: string | undefined): unknown => parse(forge.known.get(oid ?? '') ?? '');
  const head = textOf(letterhead) as Letterhead | undefined;
  const documents = {
    roles: office.roles,
    rooms: office.rooms,
    templates: templates.map(([, blob]) => ({ blob, value: textOf(blob) as DocumentTemplate })),
    ...(head ? { letterhead: head } : {}),
  };
  const by = {
    procedure,
    requestSchema: schema,
    schemas: (path: string) => office.schemas.get(path),
    now,
  };
  return {
    sheets: sheetsOf(documents, documentCase(documents, entries, by, false), await documentPlace(read, lines, address)),
    without: recordsWithout(procedure, documents.templates),
  };
}
