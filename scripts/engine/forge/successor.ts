import type { Account } from '#domain/case/state/facts.ts';
import { openJournal } from '#domain/journal/journal.ts';
import { journalPath } from '#domain/journal/paths.ts';
import { ForgeError } from './errors.ts';
import type { Client } from './octokit.ts';
import type { RawPull } from './raw.ts';
import { readRegister } from './read-register.ts';

/** The journal's record of a case whose pull request was cut off (R1). */
export interface MovedCase {
  readonly branch: string;
  readonly opener: Account;
  /** The instant at which the case began. */
  readonly begun: string;
  /** How often the case got a successor. */
  readonly moved: number;
}

/**
 * Reads from a journal whether its case was moved to a successor.
 * @returns `undefined` if the case is still on its first pull request
 * @throws RegisterError if the journal is not sound
 */
export function movedCase(number: number, journal: string | undefined): MovedCase | undefined {
  if (!journal?.includes('"moved"')) return undefined;
  const { state, entries } = openJournal(number, journal);
  if (!state || state.moved === 0) return undefined;
  const { branch, applicant } = state.opens;
  const opener: Account = { id: applicant.id, login: applicant.login, kind: 'user' };
  return { branch, opener, begun: entries[0]?.at ?? '', moved: state.moved };
}

interface OfBranch {
  readonly number: number;
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
    found.push(...data.map(({ number, user }) => ({ number, by: user?.id ?? 0, isPerson: user?.type !== 'Bot' })));
  }
  return found.sort((a, b) => a.number - b.number);
}

/** Finds the case of a successor: the newest earlier case of the branch whose pull request was cut off (R1). */
export async function caseOfSuccessor(
  client: Client,
  { number, headRefName }: Pick<RawPull, 'number' | 'headRefName'>,
  process: number,
): Promise<number | undefined> {
  const before = (await pullsOf(client, headRefName)).filter((each) => each.by !== process && each.number < number);
  const paths = before.map((each) => journalPath(each.number));
  const journals = await readRegister(client, paths);
  return before.findLast((each) => movedCase(each.number, journals.get(journalPath(each.number))))?.number;
}
