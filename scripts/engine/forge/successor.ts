import type { Account } from '#domain/case/state/facts.ts';
import { successorBranch } from '#domain/case/state/pull.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import { RegisterError } from '#domain/journal/chain.ts';
import { openJournal } from '#domain/journal/journal.ts';
import { journalPath } from '#domain/journal/paths.ts';
import { ForgeError } from './errors.ts';
import type { Client } from './octokit.ts';
import type { RawActivity, RawPull } from './raw.ts';
import { readRegister } from './read-register.ts';

/** What a journal says of a case's pull request. */
export interface JournaledCase {
  readonly branch: string;
  readonly opener: Account;
  /** The instant at which the case began. */
  readonly begun: string;
  /** How often the case got a successor (R1). */
  readonly moved: number;
  /** The push that gave the request its content, as the journal names it. */
  readonly head: CaseState['head'];
}

/**
 * Reads from a journal who opened a case, and how often it was moved to a successor.
 * @returns `undefined` if there is no case yet, or if the journal is not sound, which the caller reports
 */
export function journaledCase(number: number, journal: string | undefined): JournaledCase | undefined {
  try {
    const { state, entries } = openJournal(number, journal);
    if (!state) return undefined;
    const { branch, applicant } = state.opens;
    const opener: Account = { id: applicant.id, login: applicant.login, kind: 'user' };
    return { branch, opener, begun: entries[0]?.at ?? '', moved: state.moved, head: state.head };
  } catch (error) {
    if (error instanceof RegisterError) return undefined;
    throw error;
  }
}

interface OfBranch {
  readonly number: number;
  readonly branch: string;
  readonly created: string;
  /** The id of the account that opened the pull request; 0 if the account was deleted. */
  readonly by: number;
  readonly isPerson: boolean;
}

/** Lists all pull requests from a branch, the oldest first, or throws a ForgeError if a page is no list (R31). */
export async function pullsOf({ owner, repo, octokit }: Client, branch: string): Promise<OfBranch[]> {
  const route = 'GET /repos/{owner}/{repo}/pulls';
  const found: OfBranch[] = [];
  for await (const { data } of octokit.paginate.iterator(route, {
    ...{ owner, repo, head: `${owner}:${branch}`, state: 'all' },
    ...{ sort: 'created', direction: 'asc', per_page: 100 },
  })) {
    if (!Array.isArray(data)) throw new ForgeError('unreadable', route, 'No list.');
    found.push(
      ...data.map(({ number, user, created_at: created }) => {
        return { number, branch, created, by: user?.id ?? 0, isPerson: user?.type !== 'Bot' };
      }),
    );
  }
  return found.sort((a, b) => a.number - b.number);
}

/** Lists the pull requests that may be successors of a case, the oldest first; throws like {@link pullsOf}. */
export async function laterPulls(client: Client, number: number, branch: string): Promise<OfBranch[]> {
  const found = [await pullsOf(client, branch), await pullsOf(client, successorBranch(number))].flat();
  return found.filter((each) => each.number > number).sort((a, b) => a.number - b.number);
}

/**
 * Leaves out what people pushed to a branch before a case had its first successor from there. The forge's log shows these
 * pushes, but they were none of the request.
 * @param successors the successors of the case, the oldest first
 */
export const pushedSince = (
  log: readonly RawActivity[],
  branch: string,
  successors: readonly OfBranch[],
): readonly RawActivity[] => {
  const since = Date.parse(successors.find((each) => each.branch === branch)?.created ?? '');
  return log.filter(({ actor, timestamp }) => actor?.type === 'Bot' || Date.parse(timestamp) >= since);
};

/** Finds the case of a successor: the newest earlier case of the branch whose pull request was cut off (R1). */
export async function caseOfSuccessor(
  client: Client,
  { number, headRefName }: Pick<RawPull, 'number' | 'headRefName'>,
  process: number,
): Promise<number | undefined> {
  const earlier = (await pullsOf(client, headRefName)).filter((each) => each.by !== process && each.number < number);
  const before = earlier.map((each) => each.number);
  const named = Number(/^lanjutan-([1-9]\d*)$/.exec(headRefName)?.[1] ?? number);
  if (named < number) before.push(named);
  const journals = await readRegister(client, before.map(journalPath));
  return before.findLast((each) => (journaledCase(each, journals.get(journalPath(each)))?.moved ?? 0) > 0);
}
