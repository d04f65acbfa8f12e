import { agendaOf, type DocumentCase, type DocumentEntry } from '#domain/documents/reading.ts';
import { MAIN_REF } from '#domain/case/state/pull.ts';
import { erasureIn } from '#domain/journal/erasure.ts';
import { joined, type PublicPart } from '#domain/journal/parts.ts';
import { CHECKPOINT_PATH, journalNumber, REGISTER_REF } from '#domain/journal/paths.ts';
import type { SealedLine } from '#domain/journal/sealed-line.ts';
import { parseCheckpoint, parseNote } from '#domain/log/note.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { booksOfYear } from '#public/documents/agenda-books.ts';
import { documentCase, knownEntries, type MadeSheet } from '#public/documents/office-documents.ts';
import type { DeskForge } from './forge.ts';
import { lettersOf } from './letters.ts';
import { entriesOf, loadBlobs } from './load.ts';
import { configurationOf, deskOfficeOf, filesOf, procedureOf } from './office.ts';
import { NAMES, type RawFolder } from './queries.ts';

/** Query for the names of all files that an agenda book is made from, and for the newest checkpoint. */
export const BOOK = `
query AgendaBook($owner: String!, $repo: String!) {
  repository(owner: $owner, name: $repo) {
    journals: object(expression: "${REGISTER_REF}:journals") { ${NAMES} }
    checkpoint: object(expression: "${REGISTER_REF}:${CHECKPOINT_PATH}") { ... on Blob { text } }
    sops: object(expression: "${MAIN_REF}:sops") { ${NAMES} }
    schemas: object(expression: "${MAIN_REF}:schemas") { ${NAMES} }
  }
}`;

interface RawBook {
  readonly repository: Readonly<Record<'journals' | 'sops' | 'schemas', RawFolder>> & {
    readonly checkpoint: { readonly text: string | null } | null;
  };
}

/** How many journals one call reads. */
const TOGETHER = 30;

/**
 * Makes the agenda books of a year from the register, in the browser of an official.
 * @param by `count`: how many agenda numbers the register's index has for the year; `address`: the address of the site;
 *   `read`: called with the number of cases of the year that were read so far
 * @throws Error if a journal or a revision cannot be read, and the errors of every call to the forge
 */
export async function deskAgendaBooks(
  forge: DeskForge,
  year: number,
  by: { readonly count: number; readonly address: string; readonly read?: (cases: number) => void },
): Promise<MadeSheet[]> {
  const { repository } = await forge.graphql<RawBook>(BOOK, {});
  const [sops, schemas] = [
    filesOf('sops', repository.sops, forge.known),
    filesOf('schemas', repository.schemas, forge.known),
  ];
  await loadBlobs(forge, configurationOf(sops));
  const office = await lettersOf(forge, sops, deskOfficeOf(sops, forge.known));
  const journals = await journalsOfYear(forge, filesOf('journals', repository.journals, forge.known), year, by);
  const now = `${new Date(forge.now()).toISOString().slice(0, 19)}Z`;
  const cases: DocumentCase[] = [];
  const pinned = journals.flatMap(({ opens }) => [opens.procedure.blob, opens.schema.blob]);
  await loadBlobs(forge, [...pinned, ...schemas.values()]);
  const schemaOf = (oid = ''): Schema | undefined => {
    const text = forge.known.get(oid);
    return text === undefined ? undefined : (JSON.parse(text) as Schema);
  };
  for (const { opens, known } of journals) {
    const [procedure, requestSchema] = [forge.known.get(opens.procedure.blob), schemaOf(opens.schema.blob)];
    if (procedure === undefined || !requestSchema)
      throw new Error(`The SOP or the schema of case ${opens.case} cannot be read.`);
    const how = {
      ...{ procedure: procedureOf(procedure), requestSchema, now },
      schemas: (path: string) => schemaOf(schemas.get(path)),
    };
    cases.push(documentCase(office, known, how, false));
  }
  const note = repository.checkpoint?.text ?? undefined;
  const newest = note === undefined ? undefined : parseCheckpoint(parseNote(note).text);
  return booksOfYear(office, year, cases, { site: by.address, newest });
}

interface ReadCase {
  readonly opens: NonNullable<PublicPart['opens']>;
  readonly known: readonly DocumentEntry[];
}

/** Reads what is known of a case from its journal. As everywhere at the desk, the chain is not checked; `verify` does. */
function caseIn(text: string): ReadCase | undefined {
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SealedLine);
  const { kept, remains } = erasureIn(lines);
  const parts = lines.flatMap(({ public: { part } }, at) => part ?? remains[at] ?? []);
  const outlines = lines.flatMap(({ public: { part: open }, private: { part: closed } }, at) =>
    open && closed ? joined(open, closed) : (kept[at] ?? []),
  );
  const opens = parts[0]?.opens;
  return opens && { opens, known: knownEntries({ entries: entriesOf(text), outlines, parts }) };
}

/**
 * Reads the journals with an agenda number of a year. Cases are read from the newest on, until as many are found as the
 * index counts, so that earlier years are not read.
 */
async function journalsOfYear(
  forge: DeskForge,
  files: ReadonlyMap<string, string>,
  year: number,
  { count, read }: { readonly count: number; readonly read?: (cases: number) => void },
): Promise<ReadCase[]> {
  const newestFirst = [...files]
    .flatMap(([path, oid]) => {
      const number = journalNumber(path);
      return number === undefined ? [] : [{ number, path, oid }];
    })
    .toSorted((a, b) => b.number - a.number);
  const found: ReadCase[] = [];
  for (let at = 0; at < newestFirst.length && found.length < count; at += TOGETHER) {
    const some = newestFirst.slice(at, at + TOGETHER);
    await loadBlobs(
      forge,
      some.map(({ oid }) => oid),
    );
    for (const { path, oid } of some) {
      // The forge leaves out the text of a journal that is too large for the query.
      const text = forge.known.get(oid) ?? new TextDecoder().decode(await forge.bytes(path, REGISTER_REF));
      const one = caseIn(text);
      if (one && agendaOf({ entries: one.known })?.year === year) found.push(one);
    }
    read?.(found.length);
  }
  return found;
}
