import { type CaseState, fold } from '#domain/case/state/state.ts';
import { MAIN_BRANCH, MAIN_REF, successorBranch } from '#domain/case/state/pull.ts';
import { type Instant, later } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { type IndexedCase, parseIndex } from '#domain/journal/index-file.ts';
import type { PublicOpening } from '#domain/journal/parts.ts';
import { INDEX_PATH, REGISTER_BRANCH, REGISTER_REF, REWRITES_PATH } from '#domain/journal/paths.ts';
import { newIds, parseRewrites } from '#domain/journal/rewrites.ts';
import { readTexts } from './clone-history.ts';
import { registerHead } from './clone.ts';
import { entriesInClone, erasedInClone } from './entries-in-clone.ts';
import { commitOf, git, refsIn } from './git.ts';

/** A case of which a restored forge must show a pull request again. */
export interface RestorableCase {
  readonly number: number;
  readonly id: string;
  /** The title that lists show, if it is known. */
  readonly title: string | undefined;
  readonly branch: string;
  readonly opener: number;
  /** The commit with the files that count; an empty one if the clone does not have it. */
  readonly head: string;
  /** The commit that the branch has in the clone, if the opener has the turn and has pushed another version. */
  readonly tip: string | undefined;
  /** How often the case got a successor (R1). */
  readonly moved: number;
  /** The number of the newest successor, if the register names it. */
  readonly pull: number | undefined;
}

/** The content of an office's clone, from which a forge can be made again. */
export interface Restorable {
  readonly main: string;
  readonly register: string;
  /** How each case began, by number. */
  readonly cases: ReadonlyMap<number, CaseState['opens']>;
  /** The cases that have not ended, or whose end the forge may not have shown in full yet (R28). */
  readonly open: readonly RestorableCase[];
  /** The numbers of such cases whose files that count are not in the clone. */
  readonly lost: readonly number[];
  /** The heads of the branches that belong to no case, such as drafts, by name. */
  readonly others: ReadonlyMap<string, string>;
  /** The logins of all people who opened a request or acted, by account number. */
  readonly people: ReadonlyMap<number, string>;
  /** The process's account number, if the register names it. */
  readonly process: number | undefined;
  /** The greatest id that the lost forge had given to a fact. */
  readonly lastId: number;
  /** The newest instant in a journal; `undefined` if there is no case. */
  readonly newest: Instant | undefined;
}

/** The branches that the process makes again, or that are no branches of requests. */
const NOT_OTHER: ReadonlySet<string> = new Set([MAIN_BRANCH, REGISTER_BRANCH, 'site', 'site-memory']);

/**
 * Reads from an office's clone what a new forge needs to continue the office.
 * @param folder the clone, bare or not
 * @throws NoClone if the clone has no register
 * @throws RegisterError if a journal is not sound, SyntaxError if the index or the list of erasures is not
 */
export async function readRestorable(folder: string): Promise<Restorable> {
  const register = await registerHead(folder);
  const isBare = (await commitOf(folder, [REGISTER_REF])) === register;
  const heads = await branchesOf(folder, isBare ? 'refs/heads/' : 'refs/remotes/origin/');
  const main = heads.get(MAIN_BRANCH) ?? (await commitOf(folder, [MAIN_REF])) ?? '';
  const [text, rewrites] = await readTexts(folder, register, [INDEX_PATH, REWRITES_PATH]);
  const newId = newIds(parseRewrites(rewrites));
  const index = parseIndex(text);
  const journals = await entriesInClone(folder, register);
  const states = new Map<number, CaseState>();
  for (const [number, entries] of journals) {
    const state = fold(entries);
    if (state) states.set(number, { ...state, head: { ...state.head, oid: newId(state.head.oid) } });
  }
  const open: RestorableCase[] = [];
  const lost: number[] = [];
  for (const number of [...Object.keys(index.cases).map(Number), ...(index.ending ?? [])].sort((a, b) => a - b)) {
    const state = states.get(number);
    if (!state) continue;
    const found = restorable(number, state, index.cases[String(number)], heads);
    const isThere = (await commitOf(folder, [found.head])) !== undefined;
    if (!isThere) lost.push(number);
    open.push(isThere ? found : { ...found, head: await emptyCommit(folder, main), tip: heads.get(found.branch) });
  }
  const branches = new Set([...states.values()].map(({ opens }) => opens.branch));
  // A repository cannot have both `x` and `x/y`.
  const clashes = (name: string): boolean =>
    open.some(({ branch }) => name === branch || branch.startsWith(`${name}/`) || name.startsWith(`${branch}/`));
  const entries = [...journals.values()].flat();
  const erased = await erasedInClone(folder, register);
  return {
    ...{ main, register, open, lost },
    cases: new Map([
      ...[...states].map(([number, { opens }]) => [number, opens] as const),
      ...[...erased].map(([number, opens]) => [number, openedByNobody(opens, index.process)] as const),
    ]),
    others: new Map([...heads].filter(([name]) => !NOT_OTHER.has(name) && !branches.has(name) && !clashes(name))),
    people: peopleIn(entries),
    process: index.process,
    lastId: entries.reduce((last, entry) => Math.max(last, ...idsIn(entry)), 0),
    newest: entries.reduce<Instant | undefined>((last, { at }) => later(last ?? at, at), undefined),
  };
}

/** Returns how an erased case began. Nobody knows its opener and its branch any more, but its number stays taken (R50). */
const openedByNobody = (opens: PublicOpening, process = 0): CaseState['opens'] => ({
  ...opens,
  ...{ applicant: { id: process, login: '' }, branch: `dihapus/${opens.number}`, path: '' },
});

function restorable(
  number: number,
  { opens, head, visit, end, moved }: CaseState,
  known: IndexedCase | undefined,
  heads: ReadonlyMap<string, string>,
): RestorableCase {
  const own = successorBranch(number);
  const branch = moved > 0 && heads.has(own) ? own : opens.branch;
  const tip = heads.get(branch);
  const isUnsent = !end && visit.withApplicant && tip !== head.oid;
  return {
    ...{
      number,
      id: opens.case,
      title: known?.title,
      branch,
      opener: opens.applicant.id,
      moved,
      pull: known?.pull,
    },
    ...{ head: head.oid, tip: isUnsent ? tip : undefined },
  };
}

/** Makes a commit on main that changes nothing, so that there can be a pull request from it. */
async function emptyCommit(folder: string, main: string): Promise<string> {
  const name = ['-c', 'user.name=disposisi', '-c', 'user.email=disposisi@localhost'];
  const made = await git(folder, [...name, 'commit-tree', `${main}^{tree}`, '-p', main, '-m', 'Restored']);
  return made.toString('utf8').trim();
}

/** Returns the heads of the branches below a prefix, by the names of the branches. */
export const branchesOf = async (folder: string, prefix: string): Promise<Map<string, string>> =>
  new Map((await refsIn(folder, prefix)).map(({ name, oid }) => [name.slice(prefix.length), oid]));

function peopleIn(entries: readonly Entry[]): Map<number, string> {
  const named = entries.flatMap(({ who, opens }) => [who, opens?.applicant]);
  return new Map(named.flatMap((account) => (account ? [[account.id, account.login]] : [])));
}

/** Returns the ids by which an entry names facts of the forge. Reviews, pushes and accounts share one counter. */
const idsIn = ({ source, head, who }: Entry): number[] =>
  [Number(source?.id), source?.order, head?.push, who?.id].filter((id): id is number => Number.isSafeInteger(id));
