import type { Config } from '#domain/case/config.ts';
import type { PinnedTemplate } from '#domain/documents/compose.ts';
import type { Letterhead } from '#domain/generated/letterhead.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { schemasOf } from '#engine/config/read.ts';
import type { Room } from '#domain/room/room.ts';

/** What the public's copies of documents are made of, besides the published cases: no role, no account. */
export interface PublishedDocuments {
  /** Those that the public may have. */
  readonly templates: readonly PinnedTemplate[];
  readonly letterhead?: Letterhead;
  /** Of requests and results, by path. */
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly rooms: readonly Room[];
}

/** What of an office's configuration documents are made of. */
export type DocumentsConfig = Pick<Config, 'documents' | 'letterhead' | 'procedures' | 'schemas' | 'rooms'>;

/** Takes from a sound configuration what the public's copies are made of. */
export function publishedDocuments({
  documents,
  letterhead,
  procedures,
  schemas,
  rooms,
}: DocumentsConfig): PublishedDocuments {
  const named = new Set([...procedures.values()].flatMap(({ value }) => schemasOf(value)));
  return {
    templates: [...documents.values()]
      .filter(({ value }) => value.audience === 'public' && value.of !== 'year')
      .map(({ blob, value }) => ({ blob, value })),
    ...(letterhead ? { letterhead } : {}),
    schemas: Object.fromEntries([...schemas].flatMap(([path, { value }]) => (named.has(path) ? [[path, value]] : []))),
    rooms,
  };
}
