import { CORE_SCHEMA, load } from 'js-yaml';
import type { Procedure } from '#domain/generated/procedure.ts';
import { parseIndex, type RegisterIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { type DeskCase, loadCase } from '../desk-case.ts';
import type { DeskForge } from '../forge.ts';
import { loadBlobs, registerText } from '../load.ts';
import { type DeskOffice, deskOfficeOf, filesOf } from '../office.ts';
import { type DeskRegister, type DeskViewer, OFFICE, type RawFolder } from '../queries.ts';
import type { DraftBase, TypedValues } from './drafts.ts';

/** What a form needs before there is a request. */
export interface WritingOffice {
  readonly viewer: DeskViewer;
  readonly office: DeskOffice;
  readonly index: RegisterIndex;
  /** Blob ids of the schemas on the base branch, by path. */
  readonly schemas: ReadonlyMap<string, string>;
}

/** A request on the forge, as its branch has it now. */
export interface OpenRequest {
  readonly one: DeskCase;
  readonly base: DraftBase;
  readonly folder: string;
  readonly value: TypedValues;
  /** Those that it was opened under (R7), or those of the base branch. */
  readonly procedure: Procedure;
  readonly schema: Schema;
}

interface RawOffice {
  readonly viewer: DeskViewer;
  readonly repository: { readonly register: DeskRegister; readonly sops: RawFolder; readonly schemas: RawFolder };
}

/** Reads, in one call, what any form needs. @throws as every call to the forge */
export async function loadWritingOffice(forge: DeskForge): Promise<WritingOffice> {
  const { viewer, repository } = await forge.graphql<RawOffice>(OFFICE, {});
  const office = deskOfficeOf(filesOf('sops', repository.sops, forge.known), forge.known);
  const index = parseIndex(await registerText(forge, repository.register, 'index', INDEX_PATH));
  return { viewer, office, index, schemas: filesOf('schemas', repository.schemas, forge.known) };
}

/** The request schema of a procedure, as the base branch has it. @throws as every call to the forge; Error without one */
export async function schemaOf(
  forge: DeskForge,
  { schemas }: WritingOffice,
  { id, request }: Pick<Procedure, 'id' | 'request'>,
): Promise<Schema> {
  const oid = schemas.get(request.schema);
  if (oid !== undefined) await loadBlobs(forge, [oid]);
  const text = forge.known.get(oid ?? '');
  if (text === undefined) throw new Error(`Procedure ${id}: its request schema ${request.schema} is not there.`);
  return JSON.parse(text) as Schema;
}

const DOCUMENT = /^(requests\/\d{4}\/[^/]+)\/request\.yaml$/;

/**
 * Reads a request that has a pull request, whoever made it by whatever means.
 * @returns undefined where its branch has no readable request, or lies in another repository
 * @throws as every call to the forge
 */
export async function loadRequest(
  forge: DeskForge,
  from: WritingOffice,
  number: number,
): Promise<OpenRequest | undefined> {
  const one = await loadCase(forge, number);
  const files = await forge.rest<readonly ChangedFile[]>('GET', `/pulls/${one.pull.number}/files?per_page=100`);
  const document = files.find(({ filename, status }) => DOCUMENT.test(filename) && status !== 'removed');
  const folder = DOCUMENT.exec(document?.filename ?? '')?.[1];
  if (!document || folder === undefined) return undefined;
  const base = await readBase(forge, one.pull.headRefOid, folder, files);
  const value = valuesIn(base.text);
  if (!value) return undefined;
  const { procedures } = from.office;
  const named = [...procedures.values()].find(({ id }) => id === value['sop']);
  const procedure = one.standing?.procedure ?? named;
  if (!procedure) return undefined;
  const schema = one.standing?.schema ?? (await schemaOf(forge, from, procedure));
  return { one, base, folder, value, procedure, schema };
}

interface ChangedFile {
  readonly filename: string;
  readonly status: string;
  readonly sha: string;
}

async function readBase(
  forge: DeskForge,
  head: string,
  folder: string,
  files: readonly ChangedFile[],
): Promise<DraftBase> {
  const there = files.filter(({ filename, status }) => filename.startsWith(`${folder}/`) && status !== 'removed');
  const document = there.find(({ filename }) => filename === `${folder}/request.yaml`);
  await loadBlobs(forge, document ? [document.sha] : []);
  const names = there.map(({ filename }) => filename.slice(folder.length + 1));
  return {
    head,
    text: forge.known.get(document?.sha ?? '') ?? '',
    attachments: names.filter((name) => name !== 'request.yaml'),
  };
}

/** What a request document holds, as the form reads it; undefined for what is no group of fields. */
export function valuesIn(text: string): TypedValues | undefined {
  try {
    const value = load(text, { schema: CORE_SCHEMA });
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as TypedValues) : undefined;
  } catch {
    return undefined;
  }
}
