import type { Procedure } from '#domain/generated/procedure.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { type DeskCase, loadCase } from '../desk-case.ts';
import type { DeskForge } from '../forge.ts';
import { indexNow, loadBlobs, registerText } from '../load.ts';
import { type DeskOffice, deskOfficeOf, filesOf } from '../office.ts';
import { type DeskViewer, OFFICE, type RawOffice } from '../queries.ts';
import type { Draft, DraftBase, Drafts, TypedValues } from './drafts.ts';
import { changedOn, filesOfCommit, foreignChange, type ForeignChange, foreignPush } from './foreign.ts';
import { versionAt } from './version.ts';

/** What a form needs before there is a request. */
export interface WritingOffice {
  readonly viewer: DeskViewer;
  readonly office: DeskOffice;
  readonly index: RegisterIndex;
  /** Blob ids of the schemas on the base branch, by path. */
  readonly schemas: ReadonlyMap<string, string>;
}

/** A request on the forge, as its branch has it now, or as its opener left it. */
export interface OpenRequest {
  readonly one: DeskCase;
  readonly base: DraftBase;
  readonly folder: string;
  readonly value: TypedValues;
  /** Those that it was opened under (R7), or those of the base branch. */
  readonly procedure: Procedure;
  readonly schema: Schema;
  /** What another account has changed since, and the opener has not chosen about. */
  readonly foreign?: ForeignChange;
  /** Of a version that was chosen: the other account's commit in whose place it is saved. */
  readonly over?: string;
}

/** All that the form works with, once it is read. */
export interface RequestInHand {
  readonly from: WritingOffice;
  readonly drafts: Drafts;
  readonly procedure: Procedure;
  readonly schema: Schema;
  /** As it stood when it was opened. */
  readonly draft: Draft;
  /** As the forge has it, where it has it. */
  readonly open?: OpenRequest;
  /** It has moved since this device last read it, and something was typed here. */
  readonly isMoved: boolean;
  /** What is said first: from which case it was copied, or that an alternative was filled in. */
  readonly said?: string;
}

/** Reads, in one call, what any form needs. @throws as every call to the forge */
export async function loadWritingOffice(forge: DeskForge): Promise<WritingOffice> {
  const { viewer, repository } = await forge.graphql<RawOffice>(OFFICE, {});
  const office = deskOfficeOf(filesOf('sops', repository.sops, forge.known), forge.known);
  const index = indexNow(await registerText(forge, repository.register, 'index', INDEX_PATH), forge.now());
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

/**
 * Reads a request that has a pull request, no matter who made it and how: where another account has pushed last, as its
 * opener left it, with what the other changed (R48).
 * @param seen what this device holds of it: of a head that it wrote, or that was looked at before, the log is not asked
 * @returns undefined where its branch has no readable request, or lies in another repository
 */
export async function loadRequest(
  forge: DeskForge,
  from: WritingOffice,
  number: number,
  seen?: Draft,
): Promise<OpenRequest | undefined> {
  const one = await loadCase(forge, number);
  const files = await changedOn(forge, one);
  const { headRefOid: head } = one.pull;
  const known = [seen?.base?.head, seen?.over, seen?.attempt?.head];
  const push = known.includes(head) ? undefined : await foreignPush(forge, one);
  const mine = push && (await versionAt(forge, push.own.after, await filesOfCommit(forge, push.own.after)));
  const version = push ? mine : await versionAt(forge, head, files);
  if (!version) return undefined;
  const { base, folder, value } = version;
  const { procedures } = from.office;
  const named = [...procedures.values()].find(({ id }) => id === value['sop']);
  const procedure = one.current?.procedure ?? named;
  if (!procedure) return undefined;
  const schema = one.current?.schema ?? (await schemaOf(forge, from, procedure));
  const open = { one, base, folder, value, procedure, schema };
  const foreign = mine && (await foreignChange(forge, push, mine, { files, schema }));
  if (foreign) return { ...open, foreign };
  // The same files on another commit: what is written goes on from there.
  return { ...open, base: { ...base, head } };
}
