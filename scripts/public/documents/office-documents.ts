import type { Config } from '#domain/case/config.ts';
import { sheetOf, type DocumentPlace, type PinnedTemplate } from '#domain/documents/compose.ts';
import type { DocumentCase, DocumentEntry, DocumentNames } from '#domain/documents/reading.ts';
import type { Sheet } from '#domain/documents/sheet.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { thingNames } from '#domain/room/room.ts';
import { roleNames } from '#domain/words/case-situation.ts';

/** What an office's documents are made by, besides journals. */
export type DocumentOffice = Pick<Config, 'roles' | 'rooms' | 'letterhead'> & {
  readonly templates: readonly PinnedTemplate[];
};

/** A document that can be made, and what it is called. */
export interface MadeSheet {
  readonly id: string;
  readonly title: Text;
  /** As a file is named: `SOP-2026-3-surat-balasan.pdf`. */
  readonly file: string;
  readonly sheet: Sheet;
}

/** The names that documents tell things by. */
export const documentNames = ({ roles, rooms, letterhead }: DocumentOffice): DocumentNames => ({
  role: roleNames(roles),
  thing: thingNames(rooms),
  letterhead,
});

/** A case for documents, from its journal or the public parts of it. */
export function documentCase(
  office: DocumentOffice,
  entries: readonly DocumentEntry[],
  by: {
    readonly procedure: Procedure;
    readonly requestSchema: Schema;
    /** By path. */
    readonly schemas: (path: string) => Schema | undefined;
  },
  isPublic: boolean,
): DocumentCase {
  const { procedure, requestSchema } = by;
  return {
    entries,
    procedure,
    requestSchema,
    resultSchema: (id) => {
      const path = procedure.steps.find((step) => step.id === id)?.requires?.result;
      return path === undefined ? undefined : by.schemas(path);
    },
    names: documentNames(office),
    isPublic,
  };
}

/** Every document that a case has now, in the order of the templates' ids. */
export function sheetsOf(office: DocumentOffice, one: DocumentCase, place: DocumentPlace): MadeSheet[] {
  const caseId = one.entries[0]?.opens?.case ?? '';
  return templatesOf(office, one.procedure.id).flatMap((template) => {
    const sheet = sheetOf(template, one, place);
    const { id, title } = template.value;
    return sheet ? [{ id, title, file: `${caseId}-${id}.pdf`, sheet }] : [];
  });
}

/** The templates of the documents of a procedure's cases. */
const templatesOf = ({ templates }: DocumentOffice, procedure: string): PinnedTemplate[] =>
  templates
    .filter(({ value }) => value.procedure === procedure && value.of !== 'year')
    .sort((a, b) => (a.value.id < b.value.id ? -1 : 1));

/** Records of a procedure that no template makes: its page and its commands say so. */
export const recordsWithout = ({ identity, id }: Procedure, templates: readonly PinnedTemplate[]): string[] =>
  identity.records.filter(
    (record) => !templates.some(({ value }) => value.procedure === id && value.record === record),
  );
