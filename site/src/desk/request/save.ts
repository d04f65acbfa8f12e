import { DRAFT_LABEL } from '#domain/case/push/sign.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { titlePointer } from '#domain/request/title.ts';
import { valueAt, valuesAt } from '#domain/request/pointer.ts';
import { branchOf } from '../../form/address.ts';
import { attachmentName } from '../../request/attachment-name.ts';
import { cleaned } from '../cleaned.ts';
import { type DeskForge, isNone, RefusedByForge } from '../forge.ts';
import { resultYaml } from '../result-yaml.ts';
import { alike } from './carried.ts';
import type { Draft, Drafts } from './drafts.ts';
import { base64 } from '../../request/sha256-of.ts';

/** Somebody, perhaps the same person elsewhere, has changed the request on the forge since this device last read it. */
export class Moved extends Error {
  override readonly name = 'Moved';
}

export interface HowWritten {
  readonly schema: Schema;
  /** Patterns of the fields that name attachments. */
  readonly attachments: readonly string[];
  /** What is written as it is, where nothing but a part of the request may change (R53): no form tidies up the rest of it. */
  readonly document?: object;
  /** `owner`, for the branch of a pull request. */
  readonly owner: string;
}

/** The request document, as it is written of a draft. */
export const documentOf = ({ value, procedure }: Pick<Draft, 'value' | 'procedure'>, schema: Schema): string =>
  `${resultYaml(cleaned(schema, { ...value, sop: procedure }))}\n`;

/** The names by which a request names its attachments. @param patterns pointers in which `*` stands for every item */
export const namedIn = (value: unknown, patterns: readonly string[]): string[] =>
  patterns
    .flatMap((pattern) => valuesAt(value, pattern))
    .flatMap(({ value: found }) => (Array.isArray(found) ? (found as unknown[]) : [found]))
    .filter((each): each is string => typeof each === 'string' && each !== '');

/**
 * Writes what was typed to the forge, also incomplete: one commit on the request's own branch, and a pull request the first
 * time. Done twice, or again after a lost answer, it comes to the same. One window at a time does it.
 * @param key of the draft on this device
 * @returns the draft as it stands then; its `number` is known
 * @throws Moved where the branch has moved; else as every call to the forge
 */
export const saveDraft = (forge: DeskForge, drafts: Drafts, key: string, writing: HowWritten): Promise<Draft> =>
  inTurn(`disposisi-konsep-${key}`, () => save(forge, drafts, key, writing));

/** One window of this browser at a time. */
export const inTurn = <T>(name: string, work: () => Promise<T>): Promise<T> =>
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
  // What was typed meanwhile stays typed.
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

/** Where a new request lies: its folder is named by what it is about, and by the draft itself, so that no two are alike. */
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

/** One commit with all that differs from the branch; none where nothing does. */
async function write(forge: DeskForge, drafts: Drafts, draft: Draft, writing: HowWritten): Promise<Draft> {
  const { branch = '', folder = '', added, key, attempt } = draft;
  const tip = await tipOf(forge, branch);
  // The answer to an earlier try may have been lost: it did arrive.
  const arrived = tip !== undefined && tip === attempt?.head;
  const base = arrived ? attempt : draft.base;
  // Only the opener's own push makes it theirs, also where it changes nothing (R48).
  const over = arrived ? undefined : draft.over;
  if (tip !== (over ?? base?.head)) throw new Moved();
  const text = writing.document ? `${resultYaml(writing.document)}\n` : documentOf(draft, writing.schema);
  const named = namedIn(draft.value, writing.attachments);
  const fresh = added.filter((name) => named.includes(name));
  const gone = (base?.attachments ?? []).filter((name) => !named.includes(name));
  // A name without a file says nothing of what lies there.
  const there = [...(base?.attachments ?? []), ...fresh];
  const next = { head: tip ?? '', text, attachments: named.filter((name) => there.includes(name)) };
  if (!over && base?.text === text && fresh.length === 0 && gone.length === 0) return { ...draft, base };
  const parent = base?.head ?? (await tipOf(forge, 'main')) ?? '';
  const files = drafts.files(key);
  const uploaded = await Promise.all(
    fresh.map(async (name) => {
      const bytes = await files.get(name);
      if (!bytes) throw new Error(`${name} is no longer on this device.`);
      const { sha } = await forge.rest<Made>('POST', '/git/blobs', { content: base64(bytes), encoding: 'base64' });
      return { path: `${folder}/${name}`, mode: '100644', type: 'blob', sha };
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

/** The commit at the tip of a branch; undefined where there is none. @throws as every call to the forge */
export async function tipOf(forge: DeskForge, branch: string): Promise<string | undefined> {
  try {
    const { object } = await forge.rest<{ readonly object: Made }>('GET', `/git/ref/heads/${address(branch)}`);
    return object.sha;
  } catch (error) {
    if (isNone(error)) return undefined;
    throw error;
  }
}

const address = (branch: string): string => branch.split('/').map(encodeURIComponent).join('/');

/** Only forward: a branch that moved meanwhile is not overwritten. */
async function move(forge: DeskForge, branch: string, sha: string, isNew: boolean): Promise<void> {
  try {
    if (isNew) await forge.rest('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha });
    else await forge.rest('PATCH', `/git/refs/heads/${address(branch)}`, { sha, force: false });
  } catch (error) {
    if (error instanceof RefusedByForge && error.status === 422) throw new Moved();
    throw error;
  }
}

/** Puts a commit in another's place, which it does not follow. REST cannot compare before it writes. */
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

/** The open pull request of a draft's branch, if it has one. @param owner of the repository */
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

/** Takes a draft back on the forge: its pull request is closed and its branch goes. Done twice it comes to the same. */
export async function discardDraft(forge: DeskForge, draft: Draft, owner: string): Promise<void> {
  const number = await pullNumberOf(forge, draft, owner);
  if (number !== undefined) await forge.rest('PATCH', `/pulls/${number}`, { state: 'closed' });
  const { branch = '' } = draft;
  if (branch === '' || (await tipOf(forge, branch)) === undefined) return;
  await forge.rest('DELETE', `/git/refs/heads/${address(branch)}`);
}

/** The pull request of the branch, opened where there is none; a draft until its applicant submits it (R13). */
async function pullOf(forge: DeskForge, draft: Draft, title: string, owner: string): Promise<number> {
  const opened = { title, head: draft.branch ?? '', base: 'main', body: '' };
  const number =
    (await pullNumberOf(forge, draft, owner)) ??
    (await forge.rest<{ readonly number: number }>('POST', '/pulls', opened)).number;
  await forge.rest('POST', `/issues/${number}/labels`, { labels: [DRAFT_LABEL] });
  return number;
}

/** What the request is about; where that is not typed yet, where it lies. */
const titleOfPull = ({ title, folder = '' }: Draft): string => title?.trim() || `Permohonan: ${slugOf(folder)}`;

const slugOf = (folder: string): string => folder.slice(folder.indexOf('/') + 1);
