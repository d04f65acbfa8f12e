import { CORE_SCHEMA, load } from 'js-yaml';
import type { Procedure } from '#domain/generated/procedure.ts';
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

/** Configuration that was verified when it was merged (R7, R9): YAML 1.2 core, without anchors and tags. */
const parse = (text: string): unknown => load(text, { schema: CORE_SCHEMA });

/** What the office configures, as the base branch has it (R17). */
export interface DeskOffice {
  /** By path. */
  readonly procedures: ReadonlyMap<string, Procedure>;
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly roles: Roles;
  /** The office's own zone (R4). */
  readonly zone: string;
  readonly rooms: readonly Room[];
  readonly roleName: (id: string) => Text;
  readonly roomName: (id: string) => Text;
  /** Of a room or a piece of equipment; undefined where there is none of that id. */
  readonly thingName: (id: string) => Text | undefined;
}

/** Configuration files by path, each as its blob's id. */
export type Files = ReadonlyMap<string, string>;

/** What else lies there and is no procedure. */
const WITNESSES = 'sops/witnesses.yaml';
export const LETTERHEAD = 'sops/letterhead.yaml';
const NAMED = { roles: 'sops/roles.yaml', rooms: 'sops/rooms.yaml', calendar: 'sops/calendar.yaml' } as const;

/**
 * Blob ids of the files that the desk reads: not the calendar, since the process alone computes deadlines, nor the list of
 * witnesses, nor what documents are made of, which is read when one is asked for.
 */
export const configurationOf = (sops: Files): string[] =>
  [...sops].flatMap(([path, oid]) =>
    /^sops\/[^/]+$/.test(path) && ![NAMED.calendar, WITNESSES, LETTERHEAD].includes(path) ? [oid] : [],
  );

/** The office as its configuration says. */
export function deskOfficeOf(
  sops: Files,
  texts: ReadonlyMap<string, string>,
  schemas: ReadonlyMap<string, Schema> = new Map(),
): DeskOffice {
  const read = (path: string): unknown => parse(texts.get(sops.get(path) ?? '') ?? '');
  const roles = (read(NAMED.roles) ?? { roles: {} }) as Roles;
  const { rooms } = (read(NAMED.rooms) ?? { rooms: [] }) as Rooms;
  const others: readonly string[] = [...Object.values(NAMED), WITNESSES, LETTERHEAD];
  const procedures = [...sops.keys()]
    .filter((path) => /^sops\/[^/]+\.yaml$/.test(path) && !others.includes(path))
    .map((path) => [path, withCorrection(read(path) as Procedure)] as const)
    .sort(([, a], [, b]) => draftsLast(a, b));
  return {
    procedures: new Map(procedures),
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

/** The files of a folder. @param known learns the texts that came with them */
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

/** A procedure by its text. */
export const procedureOf = (text: string): Procedure => withCorrection(parse(text) as Procedure);
