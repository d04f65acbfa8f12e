import { bookOf, type DocumentPlace } from '#domain/documents/compose.ts';
import { agendaOf, type DocumentCase, type DocumentEntry } from '#domain/documents/reading.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Journal } from '#domain/journal/journal.ts';
import { type LogCheckpoint, parseCheckpoint, parseNote } from '#domain/log/note.ts';
import { checkpointWords } from '#domain/words/checkpoint.ts';
import type { Sheet } from '#domain/documents/sheet.ts';
import { readPinnedSchema } from '#engine/config/read.ts';
import { readFiles } from '#engine/register/git.ts';
import { type ClonedRegister, readClone } from '#public/export/read-clone.ts';
import {
  documentCase,
  documentNames,
  type DocumentOffice,
  type MadeSheet,
  recordsWithout,
  sheetsOf,
} from './office-documents.ts';

/** What a clone has for the documents of one case. */
export interface CaseDocuments {
  readonly case: string;
  readonly sheets: readonly MadeSheet[];
  /** Records of the SOP that no template makes. */
  readonly without: readonly string[];
}

interface Options {
  /** When the clone is read: nothing of a document depends on it. */
  readonly readAt: Instant;
  /** Of the public site, without a slash at its end. */
  readonly address: string;
  /** Only what the public may see (R11). */
  readonly isPublic?: boolean;
}

/**
 * The documents of a case, from a clone and nothing else.
 * @returns undefined where there is no such case
 * @throws as `readClone`
 */
export async function caseDocuments(
  folder: string,
  number: number,
  options: Options,
): Promise<CaseDocuments | undefined> {
  const clone = await readClone(folder, options.readAt);
  const office = officeOf(clone);
  for await (const journal of clone.journals([number])) {
    const one = await caseOf(folder, clone, office, journal, options.isPublic ?? false);
    const { procedure } = one;
    const caseId = one.entries[0]?.opens?.case ?? '';
    const place = placeOf(journal, caseId, await checkpointsOf(clone), options.address);
    const isHidden = options.isPublic === true && isNarrowed(journal);
    return {
      case: caseId,
      sheets: isHidden ? [] : sheetsOf(office, one, place),
      without: recordsWithout(procedure, office.templates),
    };
  }
  return undefined;
}

/**
 * The agenda books of a year: one for each template of that kind.
 * @throws as `readClone`
 */
export async function agendaBooks(folder: string, year: number, options: Options): Promise<MadeSheet[]> {
  const clone = await readClone(folder, options.readAt);
  const office = officeOf(clone);
  const cases: DocumentCase[] = [];
  for await (const journal of clone.journals())
    if (agendaOf(journal)?.year === year) cases.push(await caseOf(folder, clone, office, journal, false));
  cases.sort((a, b) => (agendaOf(a)?.number ?? 0) - (agendaOf(b)?.number ?? 0));
  const [newest] = (await checkpointsOf(clone)).slice(-1);
  const made =
    cases
      .flatMap(({ entries }) => entries.map(({ at }) => at))
      .sort()
      .at(-1) ?? `${year}-01-01T00:00:00Z`;
  const lines = [
    `Dibuat dari buku agenda kantor: ${cases.length} berkas tahun ${year}.`,
    ...(newest ? [checkpointWords(newest).id] : []),
  ];
  return office.templates
    .filter(({ value }) => value.of === 'year')
    .map((template) => {
      const own = cases.filter(({ procedure }) => procedure.id === template.value.procedure);
      const place = { address: `${options.address}/periksa/`, lines, made };
      const sheet: Sheet = bookOf(template, { year, cases: own, names: documentNames(office) }, place);
      const { id, title } = template.value;
      return { id, title, file: `${id}-${template.value.procedure}-${year}.pdf`, sheet };
    });
}

const officeOf = ({ config: { roles, rooms, letterhead, documents } }: ClonedRegister): DocumentOffice => ({
  roles,
  rooms,
  ...(letterhead ? { letterhead } : {}),
  templates: [...documents.values()],
});

/** @throws Error where the procedure or the schema that the case is pinned to cannot be read */
async function caseOf(
  folder: string,
  { config, pinned }: ClonedRegister,
  office: DocumentOffice,
  { number, entries, lines, state }: Journal,
  isPublic: boolean,
): Promise<DocumentCase> {
  const opens = state?.opens;
  const current = [...config.procedures.values()].find(({ blob }) => blob === opens?.procedure.blob)?.value;
  const procedure = current ?? pinned.get(opens?.procedure.blob ?? '');
  if (!opens || !procedure) throw new Error(`Case ${number} is pinned to a procedure that is not there.`);
  for await (const [{ path, oid }, content] of readFiles(folder, [
    { path: opens.schema.path, oid: opens.schema.blob },
  ])) {
    const read = readPinnedSchema({ path, blob: oid, text: content.toString('utf8') });
    if (!read.ok) break;
    const parts: readonly DocumentEntry[] = isPublic
      ? lines.flatMap(({ public: { part } }) => (part.narrowed ? [] : [part]))
      : entries;
    const schemas = (at: string) => config.schemas.get(at)?.value;
    return documentCase(office, parts, { procedure, requestSchema: read.value, schemas }, isPublic);
  }
  throw new Error(`Case ${number} is pinned to a schema that is not there.`);
}

/** A case that was ever of a narrowing nature stays narrowed whole (R11). */
const isNarrowed = ({ lines }: Journal): boolean => lines.some(({ public: { part } }) => part.narrowed);

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
