import { compareFacts, type Fact } from '#domain/case/state/facts.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { newIds, type Rewrite } from '#domain/journal/rewrites.ts';
import type { Text } from '#domain/problem.ts';
import type { RegisterFinding } from '#engine/register/finding.ts';
import { sentenceOf } from '#engine/register/left-out.ts';
import { accountOf } from './account.ts';
import { type Compared, compareWithForge, type Shown } from './compare-facts.ts';
import { ForgeError } from './errors.ts';
import { factsOf } from './facts.ts';
import { askSeveral, type Client } from './octokit.ts';
import type { RawPull } from './raw.ts';
import { readActivity } from './read-activity.ts';
import { allOf } from './read-back.ts';
import { laterPulls, pushedSince } from './successor.ts';

export interface ForgeComparison extends Compared {
  readonly findings: readonly RegisterFinding[];
  /** The number of cases that were compared. */
  readonly cases: number;
  /** The cases that the forge does not show completely. */
  readonly unread: readonly number[];
  /** The cases whose pull requests were opened again after the repository was lost. */
  readonly restored: readonly number[];
}

/** The number of pull requests in one query. */
const AT_ONCE = 10;

/**
 * An account that nobody has. It replaces the process's account here, so that the acts of every account are compared.
 */
const NOBODY = { id: 0, login: '', kind: 'user' } as const;

type Happened = Pick<
  RawPull,
  | 'number'
  | 'createdAt'
  | 'isCrossRepository'
  | 'headRefName'
  | 'headRefOid'
  | 'baseRefName'
  | 'author'
  | 'reviews'
  | 'timelineItems'
>;

/**
 * Compares journals with what the forge shows (R29). This takes one query for ten cases, and one read of the activity
 * log for each case. A case with more than a hundred reviews, timeline items or pushes takes more.
 * @param rewrites the rewritings of the history, oldest first (R50)
 * @throws ForgeError if the forge cannot be reached, or refuses the token
 */
export async function compareRegister(
  client: Client,
  journals: ReadonlyMap<number, readonly Entry[]>,
  rewrites: readonly Rewrite[] = [],
): Promise<ForgeComparison> {
  const findings: RegisterFinding[] = [];
  const unread: number[] = [];
  const restored: number[] = [];
  const sum = { compared: 0, pushes: 0, edited: 0, ghosts: 0 };
  const numbers = [...journals.keys()].sort((a, b) => a - b);
  for (let from = 0; from < numbers.length; from += AT_ONCE) {
    const some = numbers.slice(from, from + AT_ONCE);
    const pulls = await askSeveral<Happened>(client, 'ReadHappened', some);
    for (const [n, number] of some.entries()) {
      const pull = pulls[n];
      if (pull && isRestored(pull, journals.get(number) ?? [])) {
        restored.push(number);
        continue;
      }
      const first = pull ? await shownOf(client, pull, newIds(rewrites)) : undefined;
      const shown = first && (await withSuccessors(client, first, journals.get(number) ?? [], newIds(rewrites)));
      if (!shown) {
        unread.push(number);
        continue;
      }
      const { findings: found, compared } = compareWithForge(journals.get(number) ?? [], shown, rewrites.at(-1)?.at);
      findings.push(...found);
      for (const key of ['compared', 'pushes', 'edited', 'ghosts'] as const) sum[key] += compared[key];
    }
  }
  const cases = numbers.length - unread.length - restored.length;
  return { findings, cases, unread, restored, ...sum };
}

/** Checks whether a pull request is newer than its case. Such a pull request does not show what led to the entries. */
const isRestored = ({ createdAt }: Happened, [first]: readonly Entry[]): boolean =>
  first !== undefined && Date.parse(createdAt) > Date.parse(first.at);

/**
 * Reads what the forge shows of a pull request.
 * @returns `undefined` if the history cannot be read completely, or contradicts itself
 */
async function shownOf(client: Client, pull: Happened, newId: (oid: string) => string): Promise<Shown | undefined> {
  const { number, headRefName: branch } = pull;
  const opener = accountOf(pull.author).id;
  try {
    const { reviews, items } = await allOf(client, pull);
    const read = await readActivity(client, branch, () => false, Number.POSITIVE_INFINITY).catch(unlessShown);
    const activity = read?.log;
    const history = { pull, reviews, items, newId };
    const whole = activity && activity.some(({ after }) => after === pull.headRefOid);
    const facts = whole
      ? factsOf({ ...history, activity }, NOBODY)
      : // All facts except pushes, as for a branch of another repository.
        factsOf({ ...history, pull: { ...pull, isCrossRepository: true }, activity: [] }, NOBODY);
    return { number, branch, opener, facts, hasPushes: whole ?? false };
  } catch (error) {
    return unlessShown(error);
  }
}

/**
 * Adds the facts of the successors of a pull request that was cut off (R1). The facts of each pull request count until
 * it was cut off itself. Pushes belong to the branch, so they count once.
 * @returns `undefined` if the forge does not show one of the successors completely
 */
async function withSuccessors(
  client: Client,
  first: Shown,
  entries: readonly Entry[],
  newId: (oid: string) => string,
): Promise<Shown | undefined> {
  const moves = entries.filter(({ kind }) => kind === 'moved');
  if (moves.length === 0) return first;
  const named = new Set(entries.flatMap(({ source }) => (source ? [`${source.kind}:${source.id}`] : [])));
  const until = (move: Entry | undefined) => (fact: Fact) =>
    !move || fact.at <= move.at || named.has(`${fact.kind}:${fact.id}`);
  const facts = first.facts.filter((fact) => fact.kind === 'push' || until(moves[0])(fact));
  // The process opened the successors. It is the only account here that is not a person's.
  const opened = (await laterPulls(client, first.number, first.branch)).filter(({ isPerson }) => !isPerson);
  const branches = new Set([first.branch]);
  for (const [n, { number, branch }] of opened.slice(0, moves.length).entries()) {
    const [pull] = await askSeveral<Happened>(client, 'ReadHappened', [number]);
    if (!pull) return undefined;
    try {
      const { reviews, items } = await allOf(client, pull);
      const isOther = !branches.has(branch);
      branches.add(branch);
      const all = isOther ? (await readActivity(client, branch, () => false, Number.POSITIVE_INFINITY)).log : [];
      const activity = pushedSince(all, branch, opened);
      const read = factsOf({ pull: { ...pull, isCrossRepository: !isOther }, reviews, items, activity, newId }, NOBODY);
      const isShown = until(moves[n + 1]);
      facts.push(...read.filter((fact) => fact.id !== 'opened' && (fact.kind === 'push' || isShown(fact))));
    } catch (error) {
      return unlessShown(error);
    }
  }
  return { ...first, facts: facts.sort(compareFacts) };
}

/** Returns `undefined` if the error means that the forge does not show something. Throws any other error again. */
function unlessShown(error: unknown): undefined {
  if (error instanceof ForgeError && (error.kind === 'unreadable' || error.status === 404)) return undefined;
  throw error;
}

/** Says in one sentence what was not compared; `undefined` if everything was compared. */
export function notCompared({ unread, restored, pushes, edited, ghosts }: ForgeComparison): Text | undefined {
  return sentenceOf({ id: 'Tidak dibandingkan dengan GitHub atau sistem kantor', en: 'Not compared with the forge' }, [
    [
      unread.length,
      {
        id: `berkas ${unread.slice(0, 20).join(', ')}, yang tidak ditunjukkan di sana secara utuh`,
        en: `cases ${unread.slice(0, 20).join(', ')}, which the forge does not show in full`,
      },
    ],
    [
      restored.length,
      {
        id: `berkas ${restored.slice(0, 20).join(', ')}, yang pull request-nya dibuka lagi setelah repositorinya hilang`,
        en: `cases ${restored.slice(0, 20).join(', ')}, whose pull requests were opened again after the repository was lost`,
      },
    ],
    [
      pushes,
      {
        id: `${pushes} pengiriman, sebab riwayat cabangnya tidak ada lagi`,
        en: `${pushes} pushes, because the log of their branch is gone`,
      },
    ],
    [
      edited,
      {
        id: `kata-kata dari ${edited} tindakan, yang kemudian disunting (bukan pemalsuan)`,
        en: `the words of ${edited} acts, because their reviews were edited later (this is not a forgery)`,
      },
    ],
    [
      ghosts,
      {
        id: `pelaku dari ${ghosts} entri, yang akunnya sudah dihapus`,
        en: `the accounts of ${ghosts} entries, because these accounts were deleted`,
      },
    ],
  ]);
}
