import type { Instant } from '#domain/clock/instant.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import type { PublicPart } from '#domain/journal/parts.ts';
import { documentCase, type DocumentOffice, type MadeSheet, sheetsOf } from '#public/documents/office-documents.ts';
import type { PublishedDocuments } from '#public/export/published-documents.ts';
import { publishedChain, type ReadPublished, valueOf } from '../verify/published.ts';
import { documentPlace } from './place-of.ts';

interface PublishedLine {
  readonly id: string;
  readonly leaf?: number;
  readonly public: { readonly part?: PublicPart };
}

/**
 * Makes the public documents of a case. The published files of the site are the only source (R11).
 * @param address address of the case's page, which the documents name
 * @returns an empty list if the site publishes no documents, or if the chain hides an entry
 */
export async function publicDocuments(
  read: ReadPublished,
  id: string,
  address: string,
  now: Instant,
): Promise<MadeSheet[]> {
  const [chain, published, roles] = await Promise.all([
    publishedChain(read, id),
    valueOf(read, 'data/documents.json') as Promise<PublishedDocuments | undefined>,
    valueOf(read, 'data/roles.json') as Promise<Readonly<Record<string, Text>> | undefined>,
  ]);
  const lines = (chain ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as PublishedLine);
  const parts = lines.flatMap(({ public: { part } }) => (part && !part.narrowed ? [part] : []));
  const opens = parts[0]?.opens;
  if (!published || !opens || parts.length < lines.length) return [];
  const procedure = await procedureOf(read, opens.procedure);
  const requestSchema = procedure && published.schemas[procedure.request.schema];
  if (!requestSchema) return [];
  const office = {
    templates: published.templates,
    rooms: published.rooms,
    roles: { roles: namedRoles(roles ?? {}, published.signers ?? {}) },
    ...(published.letterhead ? { letterhead: published.letterhead } : {}),
  };
  const by = { procedure, requestSchema, schemas: (path: string) => published.schemas[path], now };
  return sheetsOf(office, documentCase(office, parts, by, true), await documentPlace(read, lines, address));
}

/**
 * Reads the version of the procedure that a case is pinned to (R7). Earlier versions are published under their blob id.
 */
async function procedureOf(
  read: ReadPublished,
  { path, blob }: { readonly path: string; readonly blob: string },
): Promise<Procedure | undefined> {
  const id = /([^/]+)\.yaml$/.exec(path)?.[1] ?? '';
  const old = await valueOf(read, `data/procedures/${id}/${blob}.json`);
  return (old ?? (await valueOf(read, `data/procedures/${id}.json`))) as Procedure | undefined;
}

const namedRoles = (
  roles: Readonly<Record<string, Text>>,
  signers: NonNullable<PublishedDocuments['signers']>,
): DocumentOffice['roles']['roles'] =>
  Object.fromEntries(Object.entries(roles).map(([id, name]) => [id, { name, holders: signers[id] ?? [] }]));
