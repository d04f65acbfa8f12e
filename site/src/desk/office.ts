import { isProcedurePath, NAMED } from '#domain/procedure/office-files.ts';
import { CORE_SCHEMA, load } from 'js-yaml';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { IndexedCase, RegisterIndex } from '#domain/journal/index-file.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Room, Rooms } from '#domain/generated/rooms.ts';
import type { Text } from '#domain/problem.ts';
import { withCorrection } from '#domain/procedure/correction.ts';
import { draftsLast } from '#domain/procedure/steps.ts';
import { officeZone } from '#domain/procedure/office-zone.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { roleNames } from '#domain/words/case-situation.ts';
import { thingNames } from '#domain/room/room.ts';
import { same } from '#domain/words/language.ts';
import type { DeskTreeEntry, RawFolder } from './queries.ts';

/** Parses configuration, which was verified when it was merged (R7, R9): YAML 1.2 core, without anchors and tags. */
const parse = (text: string): unknown => load(text, { schema: CORE_SCHEMA });

/** The configuration of the office on the base branch (R17). */
export interface DeskOffice {
  /** Procedures by path. */
  readonly procedures: ReadonlyMap<string, Procedure>;
  /** Returns the procedure that an open case is pinned to (R7), or main's if the index does not name the revision. */
  readonly procedureOf: (one: Pick<IndexedCase, 'procedure' | 'revision'>) => Procedure | undefined;
  /** The schemas that were read, by path: on the page of a case the schemas of results, on other pages none. */
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly roles: Roles;
  /** Zone of the office (R4). */
  readonly zone: string;
  readonly rooms: readonly Room[];
  readonly roleName: (id: string) => Text;
  readonly roomName: (id: string) => Text;
  /** Returns the name of a room or a piece of equipment; undefined if there is none with that id. */
  readonly thingName: (id: string) => Text | undefined;
}

/** Blob ids of configuration files, by path. */
export type Files = ReadonlyMap<string, string>;

/**
 * Returns the blob ids of the files that the desk reads. The calendar is left out, because only the process computes
 * deadlines. So are files that concern nobody's turn. Letterhead and templates are left out, because they are read when a letter is
 * made.
 */
export const configurationOf = (sops: Files): string[] =>
  [...sops].flatMap(([path, oid]) =>
    isProcedurePath(path) || path === NAMED.roles || path === NAMED.rooms ? [oid] : [],
  );

/** The earlier revisions of procedures that were parsed, by blob id. */
const earlier = new Map<string, Procedure>();

/** Lists the revisions of procedures to which open cases are pinned (R7). */
export const revisionsIn = ({ cases }: Pick<RegisterIndex, 'cases'>): string[] =>
  Object.values(cases).flatMap(({ revision = [] }) => revision);

/**
 * Builds the office from its configuration.
 * @param sops blob ids of the files in `sops/`
 * @param texts texts of blobs, by id
 * @param schemas schemas of results, by path
 */
export function deskOfficeOf(
  sops: Files,
  texts: ReadonlyMap<string, string>,
  schemas: ReadonlyMap<string, Schema> = new Map(),
): DeskOffice {
  const read = (path: string): unknown => parse(texts.get(sops.get(path) ?? '') ?? '');
  const roles = (read(NAMED.roles) ?? { roles: {} }) as Roles;
  const { rooms } = (read(NAMED.rooms) ?? { rooms: [] }) as Rooms;
  const procedures = [...sops.keys()]
    .filter(isProcedurePath)
    .map((path) => [path, withCorrection(read(path) as Procedure)] as const)
    .sort(([, a], [, b]) => draftsLast(a, b));
  const onMain = new Map(procedures);
  return {
    procedures: onMain,
    procedureOf: ({ procedure: path, revision = '' }) => {
      const text = revision === sops.get(path) ? undefined : texts.get(revision);
      if (text === undefined) return onMain.get(path);
      const pinned = earlier.get(revision) ?? procedureOf(text);
      earlier.set(revision, pinned);
      return pinned;
    },
    schemas,
    roles,
    zone: officeZone(
      roles,
      procedures.map(([, procedure]) => procedure),
    ),
    rooms,
    roleName: roleNames(roles),
    roomName: (id) => rooms.find((room) => room.id === id)?.name ?? same(id),
    thingName: thingNames(rooms),
  };
}

/**
 * Lists the files of a folder.
 * @param known texts by blob id; the texts in `raw` are added
 */
export function filesOf(folder: string, raw: RawFolder, known: Map<string, string>): Files {
  const files = new Map<string, string>();
  const visit = (at: string, entries: readonly DeskTreeEntry[]): void => {
    for (const { name, oid, object } of entries) {
      if (object?.entries) visit(`${at}/${name}`, object.entries);
      else files.set(`${at}/${name}`, oid);
      if (typeof object?.text === 'string') known.set(oid, object.text);
    }
  };
  visit(folder, raw?.entries ?? []);
  return files;
}

/** Parses a procedure. */
export const procedureOf = (text: string): Procedure => withCorrection(parse(text) as Procedure);
