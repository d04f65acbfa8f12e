import { type Account, compareFacts, type Fact } from '#domain/case/state/facts.ts';
import { factsFrom, type Tail } from '#domain/case/tail.ts';
import { parseIndex } from '#domain/journal/index-file.ts';
import { journalPath } from '#domain/journal/paths.ts';
import { accountOf, isSelf, selfOf } from './account.ts';
import { configFiles } from './config-files.ts';
import { ForgeError } from './errors.ts';
import { factsOf, instantOf } from './facts.ts';
import type { CaseView, RegisterView } from './forge.ts';
import { markOf, pullView, shownHead } from './pull-view.ts';
import { ask, type Client } from './octokit.ts';
import { ownComments } from './own-comments.ts';
import { READ_CASE, READ_STATUS } from './queries.ts';
import type { RawActivity, RawCase, RawItem, RawPull, RawReview, RawStatusCommit } from './raw.ts';
import { readActivity, readActivityOf } from './read-activity.ts';
import { readBack } from './read-back.ts';
import { readNewIds, registerView } from './read-register.ts';
import { caseOfSuccessor, type JournaledCase, journaledCase, laterPulls, pushedSince } from './successor.ts';

/**
 * The largest number of pages of each list that are read for a draft. For a draft, the index keeps no place of the last
 * run. Nobody can add so many pages between the submission and the run that the submission starts.
 */
const MOST_DRAFT_PAGES = 50;

/**
 * Reads one case with one query, and the activity log of its branch. If there are more than a hundred reviews, timeline
 * items, comments or pushes, more pages are read: all of them the first time, later only back to the last run's place
 * (R31). If the pull request was cut off, the branch's pull requests are listed, and the query is made again for the
 * successor (R1).
 * @param number the number of the case, or of a successor
 * @param known the process's account, if the token belongs to another account
 * @throws ForgeError if anything cannot be read completely (R31)
 */
export async function readCase(client: Client, number: number, known?: Account): Promise<CaseView> {
  const answer = await askCase(client, number, number);
  const self = known ?? selfOf(answer.viewer);
  const register = await registerView(client, answer.register);
  const process = self.id === 0 ? processOf(register) : self.id;
  if (accountOf(answer.pull.author).id === process && register.journal === undefined) {
    const of = await caseOfSuccessor(client, answer.pull, process);
    if (of !== undefined) return readCase(client, of, known);
  }
  const current = journaledCase(number, register.journal);
  if (!current?.moved) return viewOf(client, answer, register, { number, self, current });
  const own = (await laterPulls(client, number, current.branch)).filter(({ by }) => by === process);
  const numbers = [number, ...own.map((each) => each.number)];
  // If there are fewer successors than moves in the journal, the last pull request was cut off, and its successor is
  // not open yet.
  const isOpened = own.length >= current.moved;
  const shown = numbers.at(isOpened ? -1 : current.moved - 1) ?? number;
  const read = await askCase(client, shown, number);
  const again = await registerView(client, read.register);
  // If another run changed the journal between the two queries, the case is read again.
  if (again.journal !== register.journal) return readCase(client, number, known);
  const stands = isOpened ? { successor: shown } : { cutOff: shown };
  return viewOf(client, read, again, { number, self, current, stands, own });
}

/** Reads the process's account from the index, if the token does not show it. The id 0 belongs to nobody. */
function processOf({ index }: RegisterView): number | undefined {
  try {
    return parseIndex(index).process;
  } catch {
    return undefined;
  }
}

/** The newest successor of a case, or the last pull request if it was cut off and its successor is not open yet. */
type Stands = Pick<CaseView['pull'], 'successor' | 'cutOff'>;

interface CaseOnForge {
  readonly number: number;
  readonly self: Account;
  readonly current: JournaledCase | undefined;
  readonly stands?: Stands;
  /** The successors of the case. */
  readonly own?: Awaited<ReturnType<typeof laterPulls>>;
}

type AskedCase = Awaited<ReturnType<typeof askCase>>;

/** Makes the query for the pull request `number`, with the journal of the case `of`. */
async function askCase(client: Client, number: number, of: number) {
  const { viewer, repository } = await ask<RawCase>(client, READ_CASE, { number, journalPath: journalPath(of) });
  const { pullRequest: pull, base, register, sops, schemas } = repository ?? {};
  if (!pull) throw new ForgeError('unreadable', 'GraphQL query ReadCase', `There is no pull request ${number}.`);
  if (!base?.target) throw new ForgeError('unreadable', 'GraphQL query ReadCase', 'The base branch is not there.');
  const config = { sops: sops ?? null, schemas: schemas ?? null };
  const raw = register ?? null;
  return { viewer, pull, main: base.target.oid, register: raw, newId: await readNewIds(client, raw), config };
}

async function viewOf(
  client: Client,
  { pull, main, config, newId }: AskedCase,
  register: RegisterView,
  { number, self, current, stands, own: successors = [] }: CaseOnForge,
): Promise<CaseView> {
  const most = register.journal === undefined ? MOST_DRAFT_PAGES : Number.POSITIVE_INFINITY;
  const tail = tailOf(register, number);
  const isBefore = (time: string | null | undefined): boolean =>
    tail !== undefined && Boolean(time) && instantOf(time ?? '') < tail.from;

  const isOld = ({ createdAt }: RawItem): boolean => isBefore(createdAt);
  const items = await readBack(client, pull, 'timelineItems', pull.timelineItems, isOld, most);
  // The reason of a close may be older than everything else that is new (R1).
  const isClosed = items.some(
    ({ __typename, actor, createdAt }) =>
      __typename === 'ClosedEvent' && !isBefore(createdAt) && !isSelf(accountOf(actor), self),
  );
  const isEnough = ({ submittedAt }: RawReview): boolean => !isClosed && isBefore(submittedAt);
  const allReviews = await readBack(client, pull, 'reviews', pull.reviews, isEnough, most);
  // The verdict of a dismissed review is in its dismissal, and the dismissals of old reviews are not read.
  const reviews = allReviews.filter(({ state, submittedAt }) => state !== 'DISMISSED' || !isBefore(submittedAt));
  const isKnown = (log: readonly RawActivity[]): boolean => knowsPushes(log, reviews, tail, isBefore);
  // A branch of another repository has no log here. Its pull request is never a case.
  const { log, isLong, isCut } = pull.isCrossRepository
    ? { log: [], isLong: false, isCut: false }
    : await readActivity(client, pull.headRefName, isKnown, most);
  // The successor has another branch if the forge did not make the branch of the case again (R1).
  const first =
    current && stands && pull.headRefName !== current.branch
      ? await readActivity(client, current.branch, isKnown, most)
      : undefined;
  const author = accountOf(pull.author);
  // Another account than the opener opened a successor (R1), or the pull request of a restored case. A deleted author
  // stays nobody, like the author of their pushes.
  const isOthers = stands !== undefined || (author.id !== 0 && author.id !== current?.opener.id);
  const opener = current && isOthers ? current.opener : author;
  const own = isCut && opener.id !== 0 ? await readActivityOf(client, pull.headRefName, opener.login) : [];
  const later = first ? pushedSince(log, pull.headRefName, successors) : log;
  const activity = [...(first?.log ?? []), ...later, ...own.filter(({ id }) => !log.some((each) => each.id === id))];
  const comments = await ownComments(client, pull, self, { tail, most });

  // Pushes are those to the branch since the case began. All other facts are those of the current pull request.
  const opened = current && stands ? { ...pull, createdAt: current.begun } : pull;
  const read: readonly Fact[] = factsOf({ pull: opened, reviews, items, activity, newId }, self);
  const facts = stands?.cutOff === undefined ? read : read.filter(({ kind }) => kind === 'push');
  const view = pullView(await withHead(client, pull), reviews, items, self, comments, main);
  return {
    pull: { ...view, number, opener, ...stands },
    facts: withJournaledPush(factsFrom(facts, tail), current, newId),
    register,
    main,
    config: await configFiles(client, config),
    mark: markOf(pull.headRefOid, allReviews, items, self),
    tail,
    process: self.id,
    isLong:
      isLong ||
      first?.isLong === true ||
      [pull.timelineItems, pull.reviews].some(({ pageInfo }) => pageInfo.hasPreviousPage) ||
      pull.early.totalCount > 100,
  };
}

/**
 * Adds the push that gave a request its content, if the forge does not show it any more. This is so in a repository that
 * was restored from a clone: the register knows the push, and the forge only shows that somebody else pushed the same
 * commit.
 */
function withJournaledPush(
  facts: readonly Fact[],
  current: JournaledCase | undefined,
  newId: (oid: string) => string,
): readonly Fact[] {
  const pushes = facts.filter((fact) => fact.kind === 'push');
  const oid = newId(current?.head.oid ?? '');
  const isPushedAgain = pushes.some((push) => push.head === oid);
  if (!current || !isPushedAgain || pushes.some(({ order }) => order === current.head.push)) return facts;
  const { begun, head, opener } = current;
  const push = {
    kind: 'push',
    at: begun,
    id: String(head.push),
    order: head.push,
    actor: opener,
    before: NO_COMMIT,
  } as const;
  return [...facts, { ...push, head: oid }].sort(compareFacts);
}

/** The commit before the first push to a branch, as the activity log writes it. */
const NO_COMMIT = '0'.repeat(40);

/** Adds the status of the head if the query does not show it. Otherwise every run would write the status again. */
async function withHead(client: Client, pull: RawPull): Promise<RawPull> {
  if (shownHead(pull)) return pull;
  const { repository } = await ask<{ repository: { object: Partial<RawStatusCommit> | null } }>(client, READ_STATUS, {
    oid: pull.headRefOid,
  });
  const { oid, status } = repository.object ?? {};
  return oid === undefined
    ? pull
    : { ...pull, commits: { nodes: [{ commit: { oid, ...(status ? { status } : {}) } }] } };
}

/**
 * Reads the last run's place in the history of a case from the index. Only a case whose history is longer than a page
 * has such a place. The caller reports an index that cannot be read.
 */
function tailOf({ index, journal }: RegisterView, number: number): Tail | undefined {
  if (index === undefined || journal === undefined || !index.includes('"tail"')) return undefined;
  try {
    return parseIndex(index).cases[String(number)]?.tail;
  } catch {
    return undefined;
  }
}

/** Checks whether the log shows a push from before the last run's place, and the push of each new act (R16). */
function knowsPushes(
  log: readonly RawActivity[],
  reviews: readonly RawReview[],
  tail: Tail | undefined,
  isBefore: (time: string | null) => boolean,
): boolean {
  if (!tail) return false;
  const pushes = log.filter((each) => each.activity_type !== 'branch_deletion');
  if (!pushes.some(({ timestamp }) => isBefore(timestamp))) return false;
  const heads = new Set(pushes.map(({ after }) => after));
  return reviews.every(
    ({ state, submittedAt, commit }) =>
      state === 'COMMENTED' || state === 'PENDING' || isBefore(submittedAt) || !commit || heads.has(commit.oid),
  );
}
