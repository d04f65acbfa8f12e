import { CORE_SCHEMA, load } from 'js-yaml';
import type { Procedure } from '../../../scripts/generated/procedure.ts';
import type { Roles } from '../../../scripts/generated/roles.ts';
import type { Room, Rooms } from '../../../scripts/generated/rooms.ts';
import type { Text } from '../../../scripts/problem.ts';
import type { Schema } from '../../../scripts/request/annotations.ts';
import { roleNames } from '../../../scripts/words/case-situation.ts';
import { same } from '../../../scripts/words/language.ts';
import type { RawEntry, RawFolder } from './queries.ts';

/** Configuration that was verified when it was merged (R7, R9): YAML 1.2 core, without anchors and tags. */
const parse = (text: string): unknown => load(text, { schema: CORE_SCHEMA });

/** What the office configures, as the base branch has it (R17). */
export interface DeskOffice {
  /** By path. */
  readonly procedures: ReadonlyMap<string, { readonly blob: string; readonly value: Procedure }>;
  readonly schemas: ReadonlyMap<string, { readonly blob: string; readonly value: Schema }>;
  readonly roles: Roles;
  readonly rooms: readonly Room[];
  readonly roleName: (id: string) => Text;
  readonly roomName: (id: string) => Text;
}

/** @throws Error where a file that is needed cannot be read */
export function readOffice(sops: RawFolder, schemas: RawFolder): DeskOffice {
  const files = filesOf('sops', sops?.entries ?? []);
  const named = (path: string): unknown => parse(files.get(path)?.text ?? '');
  const roles = (named('sops/roles.yaml') ?? { roles: {} }) as Roles;
  const { rooms } = (named('sops/rooms.yaml') ?? { rooms: [] }) as Rooms;
  const procedures = [...files]
    .filter(([path]) => /^sops\/[^/]+\.yaml$/.test(path) && !OTHERS.includes(path))
    .map(([path, { oid, text }]) => [path, { blob: oid, value: parse(text) as Procedure }] as const);
  const known = [...filesOf('schemas', schemas?.entries ?? [])].map(
    ([path, { oid, text }]) => [path, { blob: oid, value: JSON.parse(text) as Schema }] as const,
  );
  return {
    procedures: new Map(procedures),
    schemas: new Map(known),
    roles,
    rooms,
    roleName: roleNames(roles),
    roomName: (id) => rooms.find((room) => room.id === id)?.name ?? same(id),
  };
}

const OTHERS = ['sops/roles.yaml', 'sops/rooms.yaml', 'sops/calendar.yaml'];

function filesOf(folder: string, entries: readonly RawEntry[]): Map<string, { oid: string; text: string }> {
  const files = new Map<string, { oid: string; text: string }>();
  for (const { name, oid, object } of entries) {
    const path = `${folder}/${name}`;
    if (object?.entries) for (const [below, file] of filesOf(path, object.entries)) files.set(below, file);
    else if (typeof object?.text === 'string') files.set(path, { oid, text: object.text });
  }
  return files;
}

/** A procedure by its text, for the revision that a case is pinned to. */
export const procedureOf = (text: string): Procedure => parse(text) as Procedure;
