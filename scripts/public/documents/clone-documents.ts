import type { DocumentPlace } from '#domain/documents/compose.ts';
import { withPhotos } from '#domain/documents/photos.ts';
import { agendaOf, type DocumentCase } from '#domain/documents/reading.ts';
import type { Instant } from '#domain/clock/instant.ts';
import { documentPath } from '#domain/journal/paths.ts';
import type { NamedDocument } from '#domain/request/signed-line.ts';
import type { Journal } from '#domain/journal/journal.ts';
import { type LogCheckpoint, parseCheckpoint, parseNote } from '#domain/log/note.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { readPinnedSchema } from '#engine/config/read.ts';
import { type ListedFile, readFiles } from '#engine/register/git.ts';
import { checkpointOf } from '#public/export/publication.ts';
import { type ClonedRegister, readClone } from '#public/export/read-clone.ts';
import { booksOfYear } from './agenda-books.ts';
import {
  documentCase,
  type DocumentOffice,
  knownEntries,
  type MadeSheet,
  openPart,
  recordsWithout,
  sheetsOf,
} from './office-documents.ts';

/** The documents of one case, made from a clone. */
export interface CaseDocuments {
  readonly case: string;
  readonly sheets: readonly MadeSheet[];
  /** Records of the SOP that no template makes. */
  readonly without: readonly string[];
  /** Whether the content of the case was erased, so that no document can be made (R50). */
  readonly isErased: boolean;
}

interface Options {
  /** When the documents are made. This decides only who signs: the person who has the role on that day. */
  readonly readAt: Instant;
  /** The address of the public site, without a slash at its end. */
  readonly address: string;
  /** Whether the documents contain only what the public may see (R11). */
  readonly isPublic?: boolean;
}

/**
 * Makes the documents of a case. They are made from the clone alone.
 * @returns undefined if there is no such case
 * @throws the errors of `readClone`
 */
export async function caseDocuments(
  folder: string,
  number: number,
  options: Options,
): Promise<CaseDocuments | undefined> {
  const clone = await readClone(folder, options.readAt);
  const office = officeOf(clone);
  const caseOf = casesOf(folder, clone, office, options);
  for await (const journal of clone.journals([number])) {
    const one = await caseOf(journal);
    const { procedure } = one;
    const caseId = one.entries[0]?.opens?.case ?? '';
    const place = placeOf(journal, caseId, await checkpointsOf(clone), options.address);
    const isHidden = options.isPublic === true && isRestricted(journal);
    const isErased = journal.erasure.letters > 0;
    const sheets = isHidden || isErased ? [] : sheetsOf(office, one, place);
    const imageOf = ({ name, oid, sha256 }: NamedDocument) =>
      readImage(folder, { path: documentPath(number, sha256, name), oid });
    return {
      ...{ case: caseId, isErased },
      sheets: await Promise.all(sheets.map(async (each) => ({ ...each, sheet: await withPhotos(each, imageOf) }))),
      without: recordsWithout(procedure, office.templates),
    };
  }
  return undefined;
}

/**
 * Makes the printed agenda books of a year: one for each template of a yearly document. Only the journals that changed
 * in that year are read.
 * @throws the errors of `readClone`
 */
export async function agendaBooks(folder: string, year: number, options: Options): Promise<MadeSheet[]> {
  const clone = await readClone(folder, options.readAt);
  const office = officeOf(clone);
  const caseOf = casesOf(folder, clone, office, { ...options, isPublic: false });
  const cases: DocumentCase[] = [];
  for (const journal of await journalsOfYear(clone, year)) cases.push(await caseOf(journal));
  const newest = clone.log && checkpointOf(clone.log);
  return booksOfYear(office, year, cases, { site: options.address, newest });
}

/**
 * Reads the journals with an agenda number of a year. A number is given by an act in that year, and recorded soon after
 * it. The index says how many numbers the year has. If some were recorded much later, all journals are read.
 */
async function journalsOfYear(clone: ClonedRegister, year: number): Promise<Journal[]> {
  const numbers = clone.index.agenda?.[year] ?? 0;
  if (numbers === 0) return [];
  const read = async (journals: AsyncIterable<Journal>): Promise<Journal[]> => {
    const found: Journal[] = [];
    for await (const journal of journals)
      if (agendaOf({ entries: journal.outlines })?.year === year) found.push(journal);
    return found;
  };
  // The year is counted in the zone of a procedure, which is at most a day away from UTC.
  const soon = await read(await clone.journalsChanged(`${year - 1}-12-31T00:00:00Z`, `${year + 1}-01-08T00:00:00Z`));
  return soon.length === numbers ? soon : read(clone.journals());
}

const officeOf = ({ config: { roles, rooms, letterhead, documents } }: ClonedRegister): DocumentOffice => ({
  roles,
  rooms,
  ...(letterhead ? { letterhead } : {}),
  templates: [...documents.values()],
});

/**
 * Returns a function that reads a case of a clone for its documents. The function reads each pinned schema only once,
 * since many cases share one schema.
 * @returns a function that throws Error if the case's procedure or schema cannot be read
 */
function casesOf(
  folder: string,
  { config, pinned }: ClonedRegister,
  office: DocumentOffice,
  { readAt, isPublic = false }: Options,
) {
  const procedures = new Map([...config.procedures.values()].map(({ blob, value }) => [blob, value]));
  const schemas = new Map<string, Promise<Schema | undefined>>();
  const schemaOf = (file: ListedFile) => {
    const read = schemas.get(file.oid) ?? readSchema(folder, file);
    schemas.set(file.oid, read);
    return read;
  };
  return async (journal: Journal): Promise<DocumentCase> => {
    const { number, parts: all } = journal;
    const opens = all[0]?.opens;
    const procedure = procedures.get(opens?.procedure.blob ?? '') ?? pinned.get(opens?.procedure.blob ?? '');
    if (!opens || !procedure) throw new Error(`Case ${number} is pinned to a procedure that is not there.`);
    const requestSchema = await schemaOf({ path: opens.schema.path, oid: opens.schema.blob });
    if (!requestSchema) throw new Error(`Case ${number} is pinned to a schema that is not there.`);
    const parts = isPublic ? all.flatMap(openPart) : knownEntries(journal);
    const resultSchemas = (at: string) => config.schemas.get(at)?.value;
    return documentCase(office, parts, { procedure, requestSchema, schemas: resultSchemas, now: readAt }, isPublic);
  };
}

async function readSchema(folder: string, file: ListedFile): Promise<Schema | undefined> {
  for await (const [{ path, oid }, content] of readFiles(folder, [file])) {
    const read = readPinnedSchema({ path, blob: oid, text: content.toString('utf8') });
    return read.ok ? read.value : undefined;
  }
  return undefined;
}

async function readImage(folder: string, file: ListedFile): Promise<string> {
  for await (const [, content] of readFiles(folder, [file])) return content.toString('base64');
  return '';
}

/** Whether a case was ever of a restricted nature. Such a case stays restricted as a whole (R11). */
const isRestricted = ({ parts }: Journal): boolean => parts.some(({ narrowed }) => narrowed);

async function checkpointsOf(clone: ClonedRegister): Promise<LogCheckpoint[]> {
  return (await clone.checkpoints()).map(({ note }) => parseCheckpoint(parseNote(note).text));
}

function placeOf(
  { lines }: Journal,
  caseId: string,
  checkpoints: readonly LogCheckpoint[],
  address: string,
): DocumentPlace {
  return {
    address: `${address}/berkas/${caseId}/`,
    entry: (seq) => {
      const { id = '', leaf } = lines[seq - 1] ?? {};
      const checkpoint = leaf === undefined ? undefined : checkpoints.find(({ size }) => size > leaf);
      return { id, ...(leaf === undefined ? {} : { leaf }), ...(checkpoint ? { checkpoint } : {}) };
    },
  };
}
