import type { Procedure } from '#domain/generated/procedure.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { type DeskCase, loadCase } from '../desk-case.ts';
import type { DeskForge } from '../forge.ts';
import { indexNow, loadBlobs, registerText } from '../load.ts';
import { type DeskOffice, deskOfficeOf, type Files, filesOf } from '../office.ts';
import { type DeskViewer, OFFICE, type RawOffice } from '../queries.ts';
import type { Draft, DraftBase, Drafts, TypedValues } from './drafts.ts';
import { changedOn, filesOfCommit, foreignChange, type ForeignChange, foreignPush } from './foreign.ts';
import { versionAt } from './version.ts';

/** Everything that the form of a new request needs. */
export interface WritingOffice {
  readonly viewer: DeskViewer;
  readonly office: DeskOffice;
  readonly index: RegisterIndex;
  /** Blob ids of the files in `sops/`, with the templates of letters. */
  readonly sops: Files;
  /** Blob ids of the schemas on the base branch, by path. */
  readonly schemas: ReadonlyMap<string, string>;
}

/** A request on the forge: the version on its branch, or the opener's version if another account has pushed since. */
export interface OpenRequest {
  readonly one: DeskCase;
  readonly base: DraftBase;
  readonly folder: string;
  readonly value: TypedValues;
  /** The procedure that the case is pinned to (R7); for a draft, the procedure on the base branch. */
  readonly procedure: Procedure;
  readonly schema: Schema;
  /** Change of another account about which the opener has not decided yet. */
  readonly foreign?: ForeignChange;
  /** Commit of another account that the chosen version replaces. */
  readonly over?: string;
}

/** Everything that the form needs to edit a request. */
export interface RequestInHand {
  readonly from: WritingOffice;
  readonly drafts: Drafts;
  readonly procedure: Procedure;
  readonly schema: Schema;
  /** The draft when it was opened. */
  readonly draft: Draft;
  /** The request on the forge; absent if the request is not saved there yet. */
  readonly open?: OpenRequest;
  /** Whether the request changed on the forge after this device last read it, while this device has unsaved changes. */
  readonly isMoved: boolean;
  /** Whether the person has just chosen an alternative, which was filled in. */
  readonly isPicked?: boolean;
  /** First message of the form. It names the copied case, or says that an alternative was filled in. */
  readonly said?: string;
}

/**
 * Reads everything that the form of a new request needs: in one call, or in two if the index of the register is large.
 * Throws like every call to the forge.
 */
export async function loadWritingOffice(forge: DeskForge): Promise<WritingOffice> {
  const { viewer, repository } = await forge.graphql<RawOffice>(OFFICE, {});
  const sops = filesOf('sops', repository.sops, forge.known);
  const office = deskOfficeOf(sops, forge.known);
  const index = indexNow(await registerText(forge, repository.register, 'index', INDEX_PATH), forge.now());
  return { viewer, office, index, sops, schemas: filesOf('schemas', repository.schemas, forge.known) };
}

/**
 * Reads the request schema of a procedure from the base branch.
 * @throws Error if there is no such schema, and the errors of every call to the forge
 */
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
 * Reads a request that has a pull request, no matter who opened the pull request. If another account pushed last, the
 * opener's version is returned, with the change of the other account (R48).
 * @param number number of the case or draft
 * @param seen draft on this device; if it names the head, the log is not read
 * @returns undefined if the branch is in another repository, if it has no readable request, or if the procedure of the
 * request cannot be found
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
  // The head may be another account's commit with the same files. The draft continues from the head.
  return { ...open, base: { ...base, head } };
}
