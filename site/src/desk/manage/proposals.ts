/**
 * Proposes changes of the configuration as pull requests, shows how far they are, and puts them in force (R7). All calls
 * are those of a person; the forge decides whether the person may make them.
 */
import type { Roles } from '#domain/generated/roles.ts';
import {
  PROPOSAL_BRANCH,
  proposalBody,
  proposalBranch,
  proposalKey,
  proposalTitle,
  type ProposedFiles,
} from '#domain/manage/proposal.ts';
import type { Text } from '#domain/problem.ts';
import { isProcedurePath, revisionText } from '#domain/procedure/office-files.ts';
import { isObject } from '#domain/request/pointer.ts';
import { changeLines, tellChanges } from '#domain/versions/change-words.ts';
import type { Plain } from '#domain/versions/compare.ts';
import { effectWords, officeFileWords } from '#domain/versions/office-changes.ts';
import {
  WHAT_IF_KEY_LENGTH,
  whatIfKey,
  whatIfKeyText,
  type WhatIfVerdict,
  whatIfVerdict,
  whatIfWords,
} from '#domain/what-if/comment.ts';
import { sha256Of } from '../../request/sha256-of.ts';
import { type DeskForge, isNone, RefusedByForge } from '../forge.ts';
import { loadBlobs } from '../load.ts';
import { type Files, filesOf } from '../office.ts';
import { type DeskComment, NAMES, type RawFolder } from '../queries.ts';
import { tipOf } from '../tip-of.ts';
import { type ManagedOffice, parseConfig } from './load.ts';

interface Made {
  readonly sha: string;
}

/** A pull request, as REST describes it. */
interface RestPull {
  readonly number: number;
  readonly title: string;
  readonly html_url: string;
  readonly state: 'open' | 'closed';
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
  readonly created_at: string;
  readonly closed_at: string | null;
  readonly user: { readonly login: string; readonly id: number } | null;
  readonly head: { readonly ref: string; readonly sha: string; readonly repo: { readonly full_name: string } | null };
  readonly base: { readonly ref: string };
}

/**
 * Proposes a change: one commit on a branch of its own, and a pull request whose title is the sentence of the change.
 * A change that is proposed already is not proposed again.
 * @param from the configuration that was changed
 * @returns the number of the pull request. Throws like every call to the forge.
 */
export async function propose(
  forge: DeskForge,
  owner: string,
  from: Pick<ManagedOffice, 'main'>,
  { files, sentences }: { readonly files: ProposedFiles; readonly sentences: readonly Text[] },
): Promise<number> {
  const name = proposalBranch(await sha256Of(new TextEncoder().encode(proposalKey(files))));
  for (let n = 1; ; n += 1) {
    const branch = n === 1 ? name : `${name}-${n}`;
    const head = encodeURIComponent(`${owner}:${branch}`);
    const [open] = await forge.rest<readonly RestPull[]>('GET', `/pulls?state=open&head=${head}`);
    if (open) return open.number;
    if ((await tipOf(forge, branch)) !== undefined) continue;
    const paths = [...files.put.map(({ path }) => path), ...files.gone];
    const title = proposalTitle(sentences, paths);
    const sha = await commit(forge, from.main, title, files);
    await forge.rest('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha });
    const body = proposalBody([...sentences, ...effectWords(paths)]);
    return (await forge.rest<RestPull>('POST', '/pulls', { title, head: branch, base: 'main', body })).number;
  }
}

async function commit(forge: DeskForge, parent: string, message: string, { put, gone }: ProposedFiles) {
  const { tree: before } = await forge.rest<{ readonly tree: Made }>('GET', `/git/commits/${parent}`);
  const entry = { mode: '100644', type: 'blob' };
  const tree = await forge.rest<Made>('POST', '/git/trees', {
    base_tree: before.sha,
    tree: [
      ...put.map(({ path, text }) => ({ ...entry, path, content: text })),
      ...gone.map((path) => ({ ...entry, path, sha: null })),
    ],
  });
  return (await forge.rest<Made>('POST', '/git/commits', { message, tree: tree.sha, parents: [parent] })).sha;
}

/** A proposal in the list. Its title may have been edited by anybody who may write. */
export interface ListedProposal {
  readonly number: number;
  readonly title: string;
  readonly author: string;
  readonly state: 'open' | 'in-force' | 'refused';
  readonly at: string;
}

/** Lists the open proposals, and those of the last 30 closed pull requests, the newest first. */
export async function listProposals(forge: DeskForge): Promise<ListedProposal[]> {
  const [open, closed] = await Promise.all([
    forge.rest<readonly RestPull[]>('GET', '/pulls?state=open&per_page=100'),
    forge.rest<readonly RestPull[]>('GET', '/pulls?state=closed&sort=updated&direction=desc&per_page=30'),
  ]);
  return [...open, ...closed]
    .filter(({ head, base }) => head.ref.startsWith(PROPOSAL_BRANCH) && base.ref === 'main')
    .map((pull) => ({
      ...{ number: pull.number, title: pull.title, author: pull.user?.login ?? '', state: stateOf(pull) },
      at: pull.closed_at ?? pull.created_at,
    }));
}

const stateOf = ({ state, merged_at: merged }: RestPull): ListedProposal['state'] =>
  merged ? 'in-force' : state === 'open' ? 'open' : 'refused';

/** Whether the changed configuration can be used. Only a sound one may be put in force. */
export type ProposalCheck =
  | { readonly is: 'waiting' }
  /** `text`: what the process wrote. */
  | { readonly is: WhatIfVerdict; readonly text: Text };

/** A proposal with what it really changes. Title and text of the pull request are not used for that. */
export interface Proposal extends ListedProposal {
  readonly url: string;
  readonly head: string;
  readonly authorId: number | undefined;
  /** The paths of the changed files. */
  readonly paths: readonly string[];
  /** The first file outside of the configuration, if there is one. Such a pull request is no proposal. */
  readonly other: string | undefined;
  /** Whether main has changed one of the files since the proposal was made. */
  readonly isOutdated: boolean;
  /** What changes, one sentence each; empty if a file cannot be read. */
  readonly sentences: readonly Text[];
  readonly files: readonly ConfigFileChange[];
  readonly check: ProposalCheck;
  /** The logins of those who approved the head. */
  readonly approvedBy: readonly string[];
}

export const PROPOSAL_TREES = `
query ProposalTrees($owner: String!, $repo: String!, $number: Int!, $bs: String!, $bc: String!, $hs: String!, $hc: String!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      comments(last: 50) {
        nodes {
          body lastEditedAt
          author { __typename ... on User { databaseId } ... on Bot { databaseId } }
          editor { __typename ... on User { databaseId } ... on Bot { databaseId } }
        }
      }
    }
    sopsBefore: object(expression: $bs) { ${NAMES} }
    schemasBefore: object(expression: $bc) { ${NAMES} }
    sops: object(expression: $hs) { ${NAMES} }
    schemas: object(expression: $hc) { ${NAMES} }
  }
}`;

interface RawTrees {
  readonly repository: Readonly<Record<'sopsBefore' | 'schemasBefore' | 'sops' | 'schemas', RawFolder>> & {
    readonly pullRequest: { readonly comments: { readonly nodes: readonly DeskComment[] } };
  };
}

/**
 * Reads a proposal, and what it changes, from its commits.
 * @returns undefined if there is no such pull request into main. Throws like every other call to the forge.
 */
export async function loadProposal(
  forge: DeskForge,
  managed: ManagedOffice,
  number: number,
): Promise<Proposal | undefined> {
  const pull = await forge.rest<RestPull>('GET', `/pulls/${number}`).catch((error: unknown) => {
    if (isNone(error)) return undefined;
    throw error;
  });
  if (!pull || pull.base.ref !== 'main') return undefined;
  const head = pull.head.sha;
  const against = pull.merged_at && pull.merge_commit_sha ? await firstParent(forge, pull.merge_commit_sha) : 'main';
  const { merge_base_commit: base, files } = await forge.rest<{
    readonly merge_base_commit: Made;
    readonly files?: readonly { readonly filename: string; readonly previous_filename?: string }[];
  }>('GET', `/compare/${against}...${head}`);
  const { repository } = await forge.graphql<RawTrees>(PROPOSAL_TREES, {
    number,
    ...{ bs: `${base.sha}:sops`, bc: `${base.sha}:schemas`, hs: `${head}:sops`, hc: `${head}:schemas` },
  });
  const tree = (sops: RawFolder, schemas: RawFolder): Files =>
    new Map([...filesOf('sops', sops, forge.known), ...filesOf('schemas', schemas, forge.known)]);
  const before = tree(repository.sopsBefore, repository.schemasBefore);
  const after = tree(repository.sops, repository.schemas);
  const paths = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  );
  await loadBlobs(
    forge,
    paths.flatMap((path) => [before.get(path) ?? [], after.get(path) ?? []].flat()),
  );
  const named = (files ?? []).flatMap(({ filename, previous_filename: old }) => [filename, ...(old ? [old] : [])]);
  const state = stateOf(pull);
  const known = (oid: string | undefined): string | undefined => (oid === undefined ? undefined : forge.known.get(oid));
  const changes = paths.map((path) => ({ path, before: known(before.get(path)), after: known(after.get(path)) }));
  const approved = await approvals(forge, number, head);
  return {
    ...{ number, title: pull.title, url: pull.html_url, head, state, paths },
    ...{ author: pull.user?.login ?? '', authorId: pull.user?.id, at: pull.closed_at ?? pull.created_at },
    other: named.find((path) => !paths.includes(path)),
    isOutdated: state === 'open' && paths.some((path) => managed.files.get(path) !== before.get(path)),
    ...{ sentences: sentencesOf(changes, managed.office.roles), files: changes },
    check: await checkOf(managed, head, repository.pullRequest.comments.nodes),
    approvedBy: approved,
  };
}

const firstParent = async (forge: DeskForge, sha: string): Promise<string> =>
  (await forge.rest<{ readonly parents: readonly Made[] }>('GET', `/git/commits/${sha}`)).parents[0]?.sha ?? sha;

/** Returns the logins of people whose last decision on this head is an approval. */
async function approvals(forge: DeskForge, number: number, head: string): Promise<string[]> {
  const reviews = await forge.rest<
    readonly { readonly state: string; readonly commit_id: string | null; readonly user: { login: string } | null }[]
  >('GET', `/pulls/${number}/reviews?per_page=100`);
  const last = new Map<string, boolean>();
  for (const { state, commit_id: on, user } of reviews)
    if (user && /^(?:APPROVED|CHANGES_REQUESTED|DISMISSED)$/.test(state))
      last.set(user.login, state === 'APPROVED' && on === head);
  return [...last].flatMap(([login, isApproval]) => (isApproval ? [login] : []));
}

/** A file of the configuration before and after a change; undefined where there is none. */
export interface ConfigFileChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Checks whether a parsed file can be an SOP at all: it has steps. The process checks the rest. */
export const isProcedureFile = (parsed: unknown): boolean =>
  isObject(parsed) && Array.isArray(parsed['steps']) && parsed['steps'].length > 0;

const NO_PROCEDURE = (path: string): Text => ({
  id: `${path}: file SOP kosong atau tidak memuat langkah. Batalkan usulan ini, lalu kirim file yang lengkap`,
  en: `${path}: the file is empty or has no steps. Close this proposal, and send the whole file`,
});

/** Writes what changes, one sentence for each change. A file that cannot be read gets a sentence that says so. */
export function sentencesOf(files: readonly ConfigFileChange[], { roles }: Roles): Text[] {
  const roleName = (id: string): Text => roles[id]?.name ?? { id, en: id };
  return files.flatMap(({ path, before, after }): Text[] => {
    if (after === undefined) return [{ id: `${path} dihapus`, en: `${path} is removed` }];
    try {
      const [was, now] = [parseConfig(before), parseConfig(after)];
      const words = officeFileWords(path, was, now);
      if (words) return words;
      if (before === undefined) return [{ id: `${path} ditambahkan`, en: `${path} is added` }];
      if (!isProcedurePath(path)) return [{ id: `${path} berubah`, en: `${path} changes` }];
      if (!isProcedureFile(now)) return [NO_PROCEDURE(path)];
      const changes = tellChanges(was as Plain, now as Plain, roleName);
      const [id, en] = [changeLines(changes, 'id'), changeLines(changes, 'en')];
      return id.map((line, at) => ({ id: line, en: en[at] ?? line }));
    } catch {
      return [{ id: `${path} berubah dan tidak dapat dibaca`, en: `${path} changes, and cannot be read` }];
    }
  });
}

/**
 * Finds what the process wrote about a head. A comment about another head or another main does not count, nor does one
 * that somebody else wrote or edited (R30).
 */
async function checkOf(
  { files, index }: Pick<ManagedOffice, 'files' | 'index'>,
  head: string,
  comments: readonly DeskComment[],
): Promise<ProposalCheck> {
  const isProcess = (actor: DeskComment['author'] | undefined): boolean =>
    index.process ? actor?.databaseId === index.process : actor?.__typename === 'Bot';
  const revision = await hashOf(revisionText([...files].map(([path, blob]) => ({ path, blob }))));
  const key = (await hashOf(whatIfKeyText(head, revision))).slice(0, WHAT_IF_KEY_LENGTH);
  const own = comments.filter((one) => isProcess(one.author) && (!one.lastEditedAt || isProcess(one.editor)));
  const text = own
    .filter(({ body }) => whatIfKey(body) === key)
    .map(({ body }) => whatIfWords(body))
    .at(-1);
  const verdict = text && whatIfVerdict(text);
  if (verdict) return { is: verdict, text };
  return { is: 'waiting' };
}

const hashOf = (text: string): Promise<string> => sha256Of(new TextEncoder().encode(text));

/** Thrown if a proposal cannot be put in force as it was shown: somebody changed it, or main changed. */
export class NotAsShown extends Error {
  override readonly name = 'NotAsShown';
}

/**
 * Puts a proposal in force: merges exactly the commit that was read and checked.
 * @throws NotAsShown if the branch has moved since, or does not fit main any more; RefusedByForge if the account may not
 */
export async function putInForce(forge: DeskForge, { number, head }: Pick<Proposal, 'number' | 'head'>): Promise<void> {
  try {
    await forge.rest('PUT', `/pulls/${number}/merge`, { sha: head, merge_method: 'merge' });
  } catch (error) {
    if (error instanceof RefusedByForge && error.status === 409) throw new NotAsShown();
    throw error;
  }
}

/** Approves a proposal of another maintainer, at the commit that was read. */
export const approve = (forge: DeskForge, { number, head }: Pick<Proposal, 'number' | 'head'>): Promise<unknown> =>
  forge.rest('POST', `/pulls/${number}/reviews`, { event: 'APPROVE', commit_id: head, body: '' });

/** Closes a proposal, with the reason as a comment. */
export async function refuse(forge: DeskForge, number: number, reason: string): Promise<void> {
  if (reason.trim() !== '') await forge.rest('POST', `/issues/${number}/comments`, { body: reason.trim() });
  await forge.rest('PATCH', `/pulls/${number}`, { state: 'closed' });
}
