import { heldAt, holdingsOf } from '#domain/room/bookings.ts';
import type { Config } from '#domain/case/state/config.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { shownParts } from '#domain/journal/shown.ts';
import { type Journal, publicLines } from '#domain/journal/journal.ts';
import type { PublicPart } from '#domain/journal/parts.ts';
import { printLines } from '#domain/journal/sealed-line.ts';
import { given } from '#domain/request/given.ts';
import { closuresOf } from '#domain/room/closures.ts';
import { openingClock } from '#domain/room/room.ts';
import type { CommittedCheckpoint } from '#domain/log/note.ts';
import { formOfficeOf } from '#public/form/office.ts';
import { checkpointOf, type Dossier, type Publication, type PublicLog } from './publication.ts';
import { measureBy } from './measure-passage.ts';
import { type NamedConfig, namesOf } from './names.ts';
import type { CheckpointMark } from '#domain/words/checkpoint.ts';
import { type DocumentsConfig, publishedDocuments } from './published-documents.ts';
import { projectCase } from './project-case.ts';

/** A line of a journal, from the register or as published. The private part of the entry is neither needed nor read. */
export interface JournalLine {
  readonly id: string;
  readonly leaf?: number;
  readonly public: { readonly part?: PublicPart };
}

interface ExportWorld {
  readonly config: Pick<Config, 'procedures' | 'calendar'>;
  /** Procedures that cases are pinned to, by blob id (R7). If one is missing, the current procedure is used. */
  readonly pinned?: ReadonlyMap<string, Procedure>;
}

/** The current register, and the configuration that the export uses. */
export interface ExportInput extends ExportWorld {
  readonly journals: ReadonlyMap<number, Journal>;
  /** Only bookings and offers are read. */
  readonly index: Pick<RegisterIndex, 'bookings'> & Partial<Pick<RegisterIndex, 'cases' | 'agenda'>>;
  /** Commit of the register from which the journals were read, or undefined if there is no register yet. */
  readonly head: string | undefined;
  readonly readAt: Instant;
  readonly config: ExportWorld['config'] & NamedConfig & DocumentsConfig & Pick<Config, 'witnesses'>;
  /** The register's log, and its known checkpoints, oldest first (R36). */
  readonly log?: PublicLog & { readonly known: readonly CommittedCheckpoint[] };
  /** Whether the office says that its data and accounts are made up. */
  readonly sample?: boolean;
}

/** Returns what is published besides the cases. */
export function publicationOf({
  index,
  head,
  readAt,
  config,
  log,
  sample,
}: Pick<ExportInput, 'index' | 'head' | 'readAt' | 'config' | 'sample'> & { readonly log?: PublicLog }): Publication {
  return {
    register: { head: head ?? null, readAt, ...(log ? { checkpoint: markOf(log) } : {}) },
    ...(log ? { log: { checkpoint: log.checkpoint, keys: log.keys, ...given({ witnesses: log.witnesses }) } } : {}),
    names: namesOf(config),
    bookings: heldAt(holdingsOf(index), readAt),
    openHours: {
      clocks: Object.fromEntries(config.rooms.map((room) => [room.id, openingClock(room)])),
      closures: Object.fromEntries(config.rooms.map((room) => [room.id, closuresOf(room)])),
      calendar: config.calendar,
    },
    form: formOfficeOf(config),
    documents: publishedDocuments(config),
    ...(sample ? { sample } : {}),
  };
}

function markOf(log: PublicLog): CheckpointMark {
  const { size, root } = checkpointOf(log);
  return { size, root };
}

/**
 * Makes the public projection of a journal (R11, R32), from its public parts only.
 * @returns undefined for a journal that opens no case
 * @throws if the case's procedure is neither pinned nor current
 */
export function exportJournal(journal: Journal, world: ExportWorld): Dossier | undefined {
  const one = exportCase(journal.number, journal.lines, world);
  const procedure = pinnedProcedure(journal.number, journal.lines, world);
  if (!one || !procedure) return undefined;
  // A restricted case is restricted as a whole. Its entries from before the restriction were sealed in full. Only the
  // commitments of those entries are published.
  const lines = publicLines(journal).map((line) =>
    one.narrowed && line.public.part?.narrowed !== true
      ? { ...line, public: { commitment: line.public.commitment } }
      : line,
  );
  return { case: one, procedure, chain: printLines(lines) };
}

/**
 * Makes the public projections of journals, one after another.
 * @throws the errors of {@link exportJournal}
 */
export async function* exportJournals(journals: AsyncIterable<Journal>, world: ExportWorld): AsyncGenerator<Dossier> {
  for await (const journal of journals) {
    const dossier = exportJournal(journal, world);
    if (dossier) yield dossier;
  }
}

/**
 * Makes the public case from the lines of a journal.
 * @returns undefined for a journal that opens no case
 * @throws if the case's procedure is neither pinned nor current
 */
export function exportCase(
  number: number,
  journal: readonly JournalLine[],
  world: ExportWorld,
): PublicCase | undefined {
  const procedure = pinnedProcedure(number, journal, world);
  if (!procedure) return undefined;
  const parts = shownParts(journal);
  const lines = journal.map(({ id, leaf }, i) => ({ id, part: parts[i], ...given({ leaf }) }));
  return projectCase(lines, { procedure, measure: measureBy(procedure, world.config) });
}

/** Returns the procedure that a journal's case is pinned to (R7), or the current one if the pinned one is missing. */
function pinnedProcedure(
  number: number,
  journal: readonly JournalLine[],
  { pinned, config }: ExportWorld,
): Procedure | undefined {
  const opens = shownParts(journal)[0]?.opens;
  if (!opens) return undefined;
  const current = [...config.procedures.values()].find(({ path }) => path === opens.procedure.path)?.value;
  const procedure = pinned?.get(opens.procedure.blob) ?? current;
  if (!procedure) throw new Error(`Case ${number} is pinned to ${opens.procedure.path}, which is not there.`);
  return procedure;
}
