import type { Config } from '../case/config.ts';
import type { Instant } from '../clock/instant.ts';
import type { Procedure } from '../generated/procedure.ts';
import type { PublicCase } from '../generated/public-case.ts';
import type { RegisterIndex } from '../register/index-file.ts';
import type { PublicPart } from '../register/parts.ts';
import { eventsOf, type PublicEvent } from './events.ts';
import { projectCase } from './project-case.ts';
import { type RoomUse, roomUses } from './room-uses.ts';

/** A line of a journal, kept or published: what lies in its private part is neither needed nor read. */
export interface JournalLine {
  readonly id: string;
  readonly public: { readonly part?: PublicPart };
}

export interface ExportInput {
  /** By pull request number. */
  readonly journals: ReadonlyMap<number, readonly JournalLine[]>;
  /** Only its bookings are read. */
  readonly index: Pick<RegisterIndex, 'bookings'>;
  /** Commit of the register that the journals were read at; undefined: there is no register yet. */
  readonly head: string | undefined;
  /** When it was read. */
  readonly readAt: Instant;
  readonly config: Pick<Config, 'procedures' | 'roles' | 'rooms' | 'calendar'>;
  /** Procedures that cases are pinned to, by blob id (R7); one that is not here is shown by the current one. */
  readonly pinned?: ReadonlyMap<string, Procedure>;
}

/** What is published of the register as a whole. */
export interface PublicRegister {
  readonly head: string | null;
  readonly readAt: Instant;
  readonly cases: number;
  readonly open: number;
}

/** All that the public pages are made of. */
export interface PublicData {
  readonly register: PublicRegister;
  readonly cases: readonly PublicCase[];
  /** Newest first. */
  readonly events: readonly PublicEvent[];
  readonly procedures: readonly Procedure[];
  /** What roles are called. */
  readonly roles: Readonly<Record<string, { readonly id: string; readonly en: string }>>;
  readonly rooms: readonly { readonly id: string; readonly name: { readonly id: string; readonly en: string } }[];
  readonly uses: readonly RoomUse[];
}

/**
 * The public projection of the register (R11, R32, R33): pure, from public parts only.
 * @throws if a case's procedure is neither pinned nor current
 */
export function exportRegister(input: ExportInput): PublicData {
  const { config, head, readAt } = input;
  const cases = [...input.journals]
    .sort(([a], [b]) => a - b)
    .flatMap(([number, lines]) => exportCase(number, lines, input) ?? []);
  const isOpen = ({ status }: PublicCase) => status === 'running' || status === 'applicant';
  return {
    register: { head: head ?? null, readAt, cases: cases.length, open: cases.filter(isOpen).length },
    cases,
    events: eventsOf(cases),
    procedures: [...config.procedures.values()].map(({ value }) => value),
    roles: Object.fromEntries(
      Object.entries(config.roles.roles).map(([id, { name }]) => [id, { id: name.id, en: name.en }]),
    ),
    rooms: config.rooms.map(({ id, name }) => ({ id, name: { id: name.id, en: name.en } })),
    uses: roomUses(cases, input.index.bookings),
  };
}

/** One case of the projection; undefined for a journal that opens none. */
export function exportCase(
  number: number,
  journal: readonly JournalLine[],
  { pinned, config }: Pick<ExportInput, 'pinned' | 'config'>,
): PublicCase | undefined {
  const lines = journal.map((line) => ({ id: line.id, part: line.public.part }));
  const opens = lines[0]?.part?.opens;
  if (!opens) return undefined;
  const current = [...config.procedures.values()].find(({ path }) => path === opens.procedure.path)?.value;
  const procedure = pinned?.get(opens.procedure.blob) ?? current;
  if (!procedure) throw new Error(`Case ${number} is pinned to ${opens.procedure.path}, which is not there.`);
  return projectCase(lines, { procedure, calendar: config.calendar });
}
