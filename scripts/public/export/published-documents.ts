import type { Config } from '#domain/case/state/config.ts';
import type { PinnedTemplate } from '#domain/documents/compose.ts';
import { type SigningHolder, signersOf } from '#domain/documents/signer.ts';
import type { Letterhead } from '#domain/generated/letterhead.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { schemasOf } from '#engine/config/read.ts';
import type { Room } from '#domain/room/room.ts';

/** The configuration for the public's copies of documents. It contains no account, no rank and no NIP. */
export interface PublishedDocuments {
  readonly templates: readonly PinnedTemplate[];
  readonly letterhead?: Letterhead;
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly rooms: readonly Room[];
  /** Who holds the roles that sign these templates, and when. Earlier publications do not have it. */
  readonly signers?: Readonly<Record<string, readonly SigningHolder[]>>;
}

export type DocumentsConfig = Pick<Config, 'documents' | 'letterhead' | 'procedures' | 'schemas' | 'rooms' | 'roles'>;

/** Selects the part of a sound configuration from which the public's copies are made. */
export function publishedDocuments({
  documents,
  letterhead,
  procedures,
  schemas,
  rooms,
  roles,
}: DocumentsConfig): PublishedDocuments {
  const named = new Set([...procedures.values()].flatMap(({ value }) => schemasOf(value)));
  const templates = [...documents.values()]
    .filter(({ value }) => value.audience === 'public' && (value.of ?? 'case') === 'case')
    .map(({ blob, value }) => ({ blob, value }));
  const signers = templates.flatMap(({ value }) => signersOf(value.variants));
  return {
    templates,
    ...(letterhead ? { letterhead } : {}),
    schemas: Object.fromEntries([...schemas].flatMap(([path, { value }]) => (named.has(path) ? [[path, value]] : []))),
    rooms,
    signers: Object.fromEntries(
      [...new Set(signers)].map((role) => [role, (roles.roles[role]?.holders ?? []).map(published)]),
    ),
  };
}

/** Returns what everybody can read in letters: a holder's name, the time of the term, and the kind of acting. */
const published = ({ name, from, until, acting }: SigningHolder): SigningHolder => ({
  ...{ name, from },
  ...(until === undefined ? {} : { until }),
  ...(acting ? { acting: { kind: acting.kind } } : {}),
});
