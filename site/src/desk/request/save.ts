import { DRAFT_LABEL } from '#domain/case/push/sign.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { titlePointer } from '#domain/request/title.ts';
import { valueAt, valuesAt } from '#domain/request/pointer.ts';
import { branchOf } from '../../form/address.ts';
import { attachmentName } from '../../request/attachment-name.ts';
import { cleanedRequest } from './cleaned-request.ts';
import { type DeskForge, RefusedByForge } from '../forge.ts';
import { resultYaml } from '../result-yaml.ts';
import { alike } from './carried.ts';
import { branchAddress, tipOf } from '../tip-of.ts';
import type { Draft, Drafts } from './drafts.ts';
import { blobOf } from './sent-files.ts';

/**
 * The request on the forge was changed after this device last read it, perhaps by the same person on another device.
 */
export class Moved extends Error {
  override readonly name = 'Moved';
}

export interface HowWritten {
  readonly schema: Schema;
  /** Patterns of the fields that contain names of attachments. */
  readonly attachments: readonly string[];
  /**
   * Document that is written unchanged, if only a part of the request may change (R53). Without it, the typed values
   * are tidied and written.
   */
  readonly document?: object;
  /** Owner of the repository, for the name of a pull request's branch. */
  readonly owner: string;
}

/** Writes the request document of a draft. */
export const documentOf = ({ value, procedure }: Pick<Draft, 'value' | 'procedure'>, schema: Schema): string =>
  `${resultYaml(cleanedRequest(schema, { ...value, sop: procedure }))}\n`;

/**
 * Returns the names of the attachments in a request.
 * @param patterns pointers of the fields, in which `*` means every item of a list
 */
export const namedIn = (value: unknown, patterns: readonly string[]): string[] =>
  patterns
    .flatMap((pattern) => valuesAt(value, pattern))
    .flatMap(({ value: found }) => (Array.isArray(found) ? (found as unknown[]) : [found]))
    .filter((each): each is string => typeof each === 'string' && each !== '');

/**
 * Saves a draft on the forge, even if it is incomplete: one commit on the request's own branch and, the first time, a
 * pull request. A second call, also after a lost response, changes nothing more. Only one window saves at a time.
 * @param key key of the draft on this device
 * @returns the saved draft, which has a `number`
 * @throws Moved if the branch has moved, and the errors of every call to the forge
 */
export const saveDraft = (forge: DeskForge, drafts: Drafts, key: string, writing: HowWritten): Promise<Draft> =>
  withLock(`disposisi-konsep-${key}`, () => save(forge, drafts, key, writing));

/** Runs work in one window of this browser at a time. A browser without locks runs it at once. */
export const withLock = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request(name, work) : work();

async function save(forge: DeskForge, drafts: Drafts, key: string, writing: HowWritten): Promise<Draft> {
  const begun = drafts.of(key);
  if (!begun) throw new Error(`There is no draft ${key} on this device.`);
  const placed = begun.branch === undefined ? { ...begun, ...draftPlace(forge, begun, writing.schema) } : begun;
  drafts.keep(placed);
  const written = await write(forge, drafts, placed, writing);
  const title = titleOfPull(written);
  const number = written.number ?? (await pullOf(forge, written, title, writing.owner));
  const isNamed = written.number === undefined || (written.called !== undefined && written.called !== title);
  if (isNamed && written.number !== undefined) await forge.rest('PATCH', `/pulls/${number}`, { title });
  // Input that was typed during the save stays unsaved.
  const now = drafts.of(key) ?? written;
  const { typedAt, attempt: _done, over, ...rest } = now;
  const isWhole = alike(now.value, placed.value) && alike(now.added, placed.added);
  const saved: Draft = {
    ...rest,
    ...(over === undefined ? {} : { twice: true }),
    ...(isWhole || typedAt === undefined ? { added: [] } : { typedAt }),
    number,
    ...(isNamed ? { called: title } : {}),
    ...(written.base ? { base: written.base } : {}),
  };
  drafts.keep(saved);
  if (isWhole)
    await Promise.all(
      placed.added.map((name) =>
        drafts
          .files(key)
          .remove(name)
          .catch(() => undefined),
      ),
    );
  return saved;
}

/**
 * Returns the branch and the folder of a new request. Both names contain the title and the key of the draft, so they
 * are unique.
 */
export function draftPlace(
  forge: Pick<DeskForge, 'now'>,
  { key, procedure, value }: Draft,
  schema: Schema,
): Required<Pick<Draft, 'branch' | 'folder'>> {
  const title = valueAt(value, titlePointer(schema) ?? '/');
  const words = attachmentName(typeof title === 'string' ? title : '')
    .replaceAll('.', '-')
    .slice(0, 50);
  const year = new Date(forge.now()).getUTCFullYear();
  const slug = `${typeof title === 'string' && title.trim() !== '' ? words : 'permohonan'}-${key}`;
  return { branch: branchOf(procedure, `${year}/${slug}/request`), folder: `requests/${year}/${slug}` };
}

/**
 * Writes one commit with all differences between the draft and its branch. If there is no difference, it writes a
 * commit only to replace the commit of another account.
 * @throws Moved if the tip of the branch is not the commit that the draft names
 */
async function write(forge: DeskForge, drafts: Drafts, draft: Draft, writing: HowWritten): Promise<Draft> {
  const { branch = '', folder = '', added, key, attempt } = draft;
  const tip = await tipOf(forge, branch);
  // An earlier write may have succeeded although the response was lost.
  const arrived = tip !== undefined && tip === attempt?.head;
  const base = arrived ? attempt : draft.base;
  // A version becomes the opener's only by a push of the opener, so there is a commit even if nothing changes (R48).
  const over = arrived ? undefined : draft.over;
  if (tip !== (over ?? base?.head)) throw new Moved();
  const text = writing.document ? `${resultYaml(writing.document)}\n` : documentOf(draft, writing.schema);
  const named = namedIn(draft.value, writing.attachments);
  const fresh = added.filter((name) => named.includes(name));
  const gone = (base?.attachments ?? []).filter((name) => !named.includes(name));
  // A name without a file is not one of the attachments.
  const there = [...(base?.attachments ?? []), ...fresh];
  const next = { head: tip ?? '', text, attachments: named.filter((name) => there.includes(name)) };
  if (!over && base?.text === text && fresh.length === 0 && gone.length === 0) return { ...draft, base };
  const parent = base?.head ?? (await tipOf(forge, 'main')) ?? '';
  const files = drafts.files(key);
  const uploaded = await Promise.all(
    fresh.map(async (name) => {
      const bytes = await files.get(name);
      if (!bytes) throw new Error(`${name} is no longer on this device.`);
      return { path: `${folder}/${name}`, mode: '100644', type: 'blob', sha: await blobOf(forge, bytes) };
    }),
  );
  const { tree: before } = await forge.rest<{ readonly tree: Made }>('GET', `/git/commits/${parent}`);
  const tree = await forge.rest<Made>('POST', '/git/trees', {
    base_tree: before.sha,
    tree: [
      { path: `${folder}/request.yaml`, mode: '100644', type: 'blob', content: text },
      ...uploaded,
      ...gone.map((name) => ({ path: `${folder}/${name}`, mode: '100644', type: 'blob', sha: null })),
    ],
  });
  if (!over && tree.sha === before.sha) return { ...draft, base: next };
  const message = tip === undefined ? `Permohonan: ${slugOf(folder)}` : `Permohonan diperbarui: ${slugOf(folder)}`;
  const commit = await forge.rest<Made>('POST', '/git/commits', { message, tree: tree.sha, parents: [parent] });
  drafts.keep({ ...(drafts.of(key) ?? draft), attempt: { ...next, head: commit.sha } });
  if (over === undefined || over === parent) await move(forge, branch, commit.sha, tip === undefined);
  else await replace(forge, branch, over, commit.sha);
  return { ...draft, base: { ...next, head: commit.sha } };
}

interface Made {
  readonly sha: string;
}

/** Moves a branch forward. A branch that moved meanwhile is not overwritten. */
async function move(forge: DeskForge, branch: string, sha: string, isNew: boolean): Promise<void> {
  try {
    if (isNew) await forge.rest('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha });
    else await forge.rest('PATCH', `/git/refs/heads/${branchAddress(branch)}`, { sha, force: false });
  } catch (error) {
    if (error instanceof RefusedByForge && error.status === 422) throw new Moved();
    throw error;
  }
}

/**
 * Replaces the commit at the tip of a branch by a commit that is no descendant of it. GraphQL is used, because REST
 * cannot compare the tip before it writes.
 */
async function replace(forge: DeskForge, branch: string, beforeOid: string, afterOid: string): Promise<void> {
  const { repository } = await forge.graphql<{ readonly repository: { readonly id: string } }>(REPOSITORY, {});
  const refs = [{ name: `refs/heads/${branch}`, beforeOid, afterOid, force: true }];
  try {
    await forge.graphql(UPDATE_REFS, { repository: repository.id, refs });
  } catch (error) {
    if (error instanceof RefusedByForge && (await tipOf(forge, branch)) !== beforeOid) throw new Moved();
    throw error;
  }
}

const REPOSITORY = `
query Repository($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { id } }`;

const UPDATE_REFS = `
mutation Replace($repository: ID!, $refs: [RefUpdate!]!) {
  updateRefs(input: { repositoryId: $repository, refUpdates: $refs }) { clientMutationId }
}`;

/**
 * Returns the number of a draft's pull request. If the draft does not contain it, the open pull request of the draft's
 * branch is looked up.
 * @param owner owner of the repository
 * @returns undefined if there is no such pull request
 */
export async function pullNumberOf(
  forge: DeskForge,
  { number, branch = '' }: Draft,
  owner: string,
): Promise<number | undefined> {
  if (number !== undefined || branch === '') return number;
  const query = `state=open&head=${encodeURIComponent(`${owner}:${branch}`)}`;
  const [found] = await forge.rest<readonly { readonly number: number }[]>('GET', `/pulls?${query}`);
  return found?.number;
}

/** Deletes a draft on the forge: closes its pull request and deletes its branch. A second call changes nothing more. */
export async function discardDraft(forge: DeskForge, draft: Draft, owner: string): Promise<void> {
  const number = await pullNumberOf(forge, draft, owner);
  if (number !== undefined) await forge.rest('PATCH', `/pulls/${number}`, { state: 'closed' });
  const { branch = '' } = draft;
  if (branch === '' || (await tipOf(forge, branch)) === undefined) return;
  await forge.rest('DELETE', `/git/refs/heads/${branchAddress(branch)}`);
}

/**
 * Returns the number of the branch's pull request, and opens one if there is none. The pull request gets the label of
 * a draft (R13).
 */
async function pullOf(forge: DeskForge, draft: Draft, title: string, owner: string): Promise<number> {
  const opened = { title, head: draft.branch ?? '', base: 'main', body: '' };
  const number =
    (await pullNumberOf(forge, draft, owner)) ??
    (await forge.rest<{ readonly number: number }>('POST', '/pulls', opened)).number;
  await forge.rest('POST', `/issues/${number}/labels`, { labels: [DRAFT_LABEL] });
  return number;
}

/** Returns the title of the request or, if it is not typed yet, a title with the name of its folder. */
const titleOfPull = ({ title, folder = '' }: Draft): string => title?.trim() || `Permohonan: ${slugOf(folder)}`;

const slugOf = (folder: string): string => folder.slice(folder.indexOf('/') + 1);
