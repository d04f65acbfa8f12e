import type { Config } from '#domain/case/state/config.ts';
import { localDate } from '#domain/clock/wall.ts';
import type { Instant } from '#domain/clock/instant.ts';
import { composedOf, type DocumentPlace, type LetterOffice, type PinnedTemplate } from '#domain/documents/compose.ts';
import type { DocumentCase, DocumentEntry, DocumentNames } from '#domain/documents/reading.ts';
import type { Lack } from '#domain/documents/lacks.ts';
import type { Sheet } from '#domain/documents/sheet.ts';
import type { SigningHolder } from '#domain/documents/signer.ts';
import type { DocumentTemplate, Variant } from '#domain/generated/document.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Journal } from '#domain/journal/journal.ts';
import type { FullPart, PublicPart } from '#domain/journal/parts.ts';
import type { Text } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import type { NamedDocument } from '#domain/request/signed-line.ts';
import { given } from '#domain/request/given.ts';
import { thingNames } from '#domain/room/room.ts';
import { roleNames } from '#domain/words/case-situation.ts';

export type DocumentOffice = Pick<Config, 'rooms' | 'letterhead'> & {
  readonly roles: {
    readonly roles: Readonly<Record<string, { readonly name: Text; readonly holders: readonly SigningHolder[] }>>;
  };
  readonly templates: readonly PinnedTemplate[];
};

export interface MadeSheet {
  /** The id of the template. */
  readonly id: string;
  readonly title: Text;
  /**
   * The file name, such as `SOP-2026-3-tanda-terima.pdf`. If the template keeps earlier documents, the name ends with
   * the entry: `SOP-2026-3-surat-balasan-17.pdf`.
   */
  readonly file: string;
  /** The number of the entry on which the document is based; absent for a book of a year. */
  readonly seq?: number;
  /** The number of the entry that filed it signed last (R47); absent if none did. */
  readonly signed?: number;
  readonly sheet: Sheet;
  /** The photographs that were filed for it last (R47). */
  readonly photos?: readonly NamedDocument[];
  readonly lacks: readonly Lack[];
}

/** Returns the names that documents use. */
export const documentNames = ({ roles, rooms, letterhead }: DocumentOffice): DocumentNames => ({
  role: roleNames(roles),
  thing: thingNames(rooms),
  letterhead,
  holders: (role) => roles.roles[role]?.holders ?? [],
});

/** Returns what is known of a case of which the content may be erased: then its number, and what is public (R50). */
export const knownEntries = ({ entries, outlines, parts }: Pick<Journal, 'entries' | 'outlines' | 'parts'>) =>
  entries.length > 0
    ? entries
    : outlines.map((each, at): DocumentEntry => ({ ...each, ...parts.slice(at, at + 1).flatMap(openPart)[0] }));

/** Returns the public part of an entry as a list; an empty list if the case is restricted. */
export const openPart = (part: PublicPart): FullPart[] => (part.narrowed ? [] : [part]);

/** Prepares a case for documents, from all its entries or only from their public parts. */
export function documentCase(
  office: DocumentOffice,
  entries: readonly DocumentEntry[],
  by: {
    readonly procedure: Procedure;
    readonly requestSchema: Schema;
    readonly schemas: (path: string) => Schema | undefined;
    /** When documents are made. The person who has a role on that day signs for it. */
    readonly now: Instant;
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
    day: localDate(by.now, procedure.zone),
    isPublic,
  };
}

/**
 * Makes every document of a case that can be made. The documents are in the order of the templates' ids, and those of
 * one template in the order of their entries. If a template keeps earlier documents, every file name contains the
 * entry, even that of the first document. So a later letter never gets the name of an earlier letter and overwrites it.
 */
export function sheetsOf(office: DocumentOffice, one: DocumentCase, place: DocumentPlace): MadeSheet[] {
  const caseId = one.entries[0]?.opens?.case ?? '';
  return templatesOf(office, one.procedure.id).flatMap(({ value, blob }) => {
    const made = composedOf({ value, blob }, one, place);
    return made.map(({ variant, seq, sheet, lacks }) => ({
      id: value.id,
      title: titleOf(value, variant, made.length > 1 ? seq : undefined),
      file: `${caseId}-${value.id}${value.earlier ? `-${seq}` : ''}.pdf`,
      seq,
      sheet,
      lacks,
      ...given({
        signed: one.entries.findLast(({ filed }) => filed?.paper === value.id && filed.entry === seq && !filed.photos)
          ?.seq,
        photos: photosOf(one.entries, value.id, seq),
      }),
    }));
  });
}

/** Returns the photographs that were filed last for a paper. After a correction (R49), those of the paper before it stay. */
function photosOf(entries: readonly DocumentEntry[], paper: string, seq: number): readonly NamedDocument[] | undefined {
  if (entries.some(({ erased }) => erased?.what.includes('documents'))) return undefined;
  const found = entries.findLast(({ filed }) => filed?.photos && filed.paper === paper && filed.entry <= seq);
  return typeof found?.signed === 'object' ? found.signed : undefined;
}

/** Returns a title such as "Surat Balasan: dikabulkan, entri 17". The entry is named if there are several documents. */
const titleOf = ({ title }: DocumentTemplate, { title: own }: Variant, seq: number | undefined): Text => ({
  id: `${title.id}${own ? `: ${own.id}` : ''}${seq === undefined ? '' : `, entri ${seq}`}`,
  en: `${title.en}${own ? `: ${own.en}` : ''}${seq === undefined ? '' : `, entry ${seq}`}`,
});

/** Returns what the applicant's own letter under a procedure needs. */
export const letterOffice = (
  office: DocumentOffice,
  by: { readonly procedure: Procedure; readonly requestSchema: Schema },
): LetterOffice => {
  const found = office.templates.find(({ value }) => value.of === 'request' && value.procedure === by.procedure.id);
  return { ...by, names: documentNames(office), ...(found ? { template: found.value } : {}) };
};

/** Returns the templates of a procedure's documents of a case, in the order of their ids. */
export const templatesOf = ({ templates }: DocumentOffice, procedure: string): PinnedTemplate[] =>
  templates
    .filter(({ value }) => value.procedure === procedure && (value.of ?? 'case') === 'case')
    .sort((a, b) => (a.value.id < b.value.id ? -1 : 1));

/** Returns the records of a procedure that no template makes. The procedure's page and the commands list them. */
export const recordsWithout = ({ identity, id }: Procedure, templates: readonly PinnedTemplate[]): string[] =>
  identity.records.filter(
    (record) => !templates.some(({ value }) => value.procedure === id && value.record === record),
  );
