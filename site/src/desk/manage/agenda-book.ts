import { agendaOf } from '#domain/documents/reading.ts';
import type { DocumentTemplate } from '#domain/generated/document.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { FullPart } from '#domain/journal/parts.ts';
import { CHECKPOINT_PATH, journalNumber, REGISTER_REF } from '#domain/journal/paths.ts';
import type { SealedLine } from '#domain/journal/sealed-line.ts';
import { type LogCheckpoint, parseCheckpoint, parseNote } from '#domain/log/note.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { booksOfYear } from '#public/documents/agenda-books.ts';
import { documentCase, type DocumentOffice, type MadeSheet } from '#public/documents/office-documents.ts';
import type { DeskForge } from '../forge.ts';
import { entriesOf, loadBlobs } from '../load.ts';
import { filesOf, procedureOf } from '../office.ts';
import { NAMES, type RawFolder } from '../queries.ts';
import { type ManagedOffice, parseConfig } from './load.ts';

export const JOURNAL_FILES = `
query JournalFiles($owner: String!, $repo: String!) {
  repository(owner: $owner, name: $repo) {
    journals: object(expression: "${REGISTER_REF}:journals") { ${NAMES} }
  }
}`;

/** An entry, or only its public part if the rest was erased (R50). */
type ShownEntry = Entry | FullPart;

/** How many journals one call reads. */
const AT_ONCE = 40;

/**
 * Makes the agenda books of a year from the register, as the command `documents --agenda` does. Journals are read from
 * the newest case on, until all agenda numbers of the year are found.
 * @param site address of the public site, without a slash at its end
 * @returns an empty list if the office has no template of an agenda book. Throws like every call to the forge.
 */
export async function agendaBooks(
  forge: DeskForge,
  managed: ManagedOffice,
  year: number,
  site: string,
): Promise<MadeSheet[]> {
  const office = await documentOffice(forge, managed);
  const { repository } = await forge.graphql<{ readonly repository: { readonly journals: RawFolder } }>(JOURNAL_FILES, {});
  const journals = [...filesOf('journals', repository.journals, forge.known)]
    .flatMap(([path, oid]) => {
      const number = journalNumber(path);
      return number === undefined ? [] : [{ number, path, oid }];
    })
    .sort((a, b) => b.number - a.number);
  const wanted = managed.index.agenda[year] ?? 0;
  const found: (readonly ShownEntry[])[] = [];
  for (let at = 0; at < journals.length && found.length < wanted; at += AT_ONCE) {
    const some = journals.slice(at, at + AT_ONCE);
    await loadBlobs(
      forge,
      some.map(({ oid }) => oid),
    );
    for (const { path, oid } of some) {
      const text = forge.known.get(oid) ?? new TextDecoder().decode(await forge.bytes(path, REGISTER_REF));
      const entries = shownEntries(text);
      if (agendaOf({ entries })?.year === year) found.push(entries);
    }
  }
  const pins = found.flatMap(([first]) => (first?.opens ? [first.opens.procedure.blob, first.opens.schema.blob] : []));
  const results = [...managed.files].filter(([path]) => path.startsWith('schemas/'));
  await loadBlobs(forge, [...pins, ...results.map(([, oid]) => oid)]);
  const schemaOf = (oid: string | undefined): Schema | undefined => {
    const text = forge.known.get(oid ?? '');
    return text === undefined ? undefined : (JSON.parse(text) as Schema);
  };
  const now = `${new Date(forge.now()).toISOString().slice(0, 19)}Z`;
  const cases = found.flatMap((entries) => {
    const opens = entries[0]?.opens;
    const text = forge.known.get(opens?.procedure.blob ?? '');
    const requestSchema = schemaOf(opens?.schema.blob);
    if (text === undefined || !requestSchema) throw new Error(`${opens?.case}: its revisions cannot be read.`);
    const by = { procedure: procedureOf(text), requestSchema, now };
    return [documentCase(office, entries, { ...by, schemas: (path) => schemaOf(managed.files.get(path)) }, false)];
  });
  return booksOfYear(office, year, cases, { site, newest: await newestCheckpoint(forge) });
}

async function documentOffice(forge: DeskForge, { office, files, letterhead }: ManagedOffice): Promise<DocumentOffice> {
  const templates = [...files].filter(([path]) => /^sops\/documents\/[^/]+\.yaml$/.test(path));
  await loadBlobs(
    forge,
    templates.map(([, oid]) => oid),
  );
  return {
    ...{ roles: office.roles, rooms: office.rooms },
    templates: templates.map(([, blob]) => ({ blob, value: parseConfig(forge.known.get(blob)) as DocumentTemplate })),
    ...(letterhead ? { letterhead } : {}),
  };
}

/** Returns the entries of a journal. Of an erased case the agenda book shows its number, and what is public (R50). */
function shownEntries(journal: string): readonly ShownEntry[] {
  const entries = entriesOf(journal);
  if (entries.length > 0) return entries;
  const lines = journal.split('\n').filter((line) => line !== '');
  return lines.flatMap((line) => {
    const { part } = (JSON.parse(line) as SealedLine).public;
    return part && !part.narrowed ? [part] : [];
  });
}

async function newestCheckpoint(forge: DeskForge): Promise<LogCheckpoint | undefined> {
  try {
    return parseCheckpoint(parseNote(new TextDecoder().decode(await forge.bytes(CHECKPOINT_PATH, REGISTER_REF))).text);
  } catch {
    // A register from before the log has no checkpoint (R36).
    return undefined;
  }
}
