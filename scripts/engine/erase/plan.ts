import { MAIN_REF, successorBranch } from '#domain/case/state/pull.ts';
import { type Erasure, isErasure } from '#domain/journal/erasure.ts';
import { type Journal, openJournal } from '#domain/journal/journal.ts';
import { CHECKPOINT_PATH, DOCUMENTS_FOLDER, hundredOf, journalNumber, REGISTER_REF } from '#domain/journal/paths.ts';
import { parseCheckpoint, parseNote } from '#domain/log/note.ts';
import type { Text } from '#domain/problem.ts';
import { commitOfBranch, readCommits, readTexts } from '#engine/register/clone-history.ts';
import { erasedObjects, refsWith } from '#engine/register/erased-objects.ts';
import { commitOf, gitLines, listFiles, readFiles, refsIn } from '#engine/register/git.ts';
import { MainMerges } from '#engine/register/main-merges.ts';
import { type ChosenCase, refuseUnerasable } from './refusals.ts';

/** A ref of a repository. */
export interface Ref {
  readonly name: string;
  readonly oid: string;
}

/** A case of which something that an `erased` entry covers is still in the repository (R50). */
export interface ErasedCase {
  readonly number: number;
  readonly id: string;
  readonly what: readonly ('letters' | 'documents' | 'public')[];
  /** The grounds that the `erased` entries give, oldest first. */
  readonly grounds: readonly Text[];
  readonly erasure: Erasure;
  /** The folders of the request that go from every commit. */
  readonly folders: readonly string[];
  /** The commit by which main received the request; undefined if main has not received it. */
  readonly merge: string | undefined;
  /** The name of the branch; undefined if it is not known any more. */
  readonly branch: string | undefined;
  /** The pull requests of the case: its own, its successors (R1), and closed drafts from the same branch. */
  readonly pulls: readonly number[];
  /** The branch and the refs of pull requests that go. */
  readonly refs: readonly Ref[];
  /** Other cases that use the same folder. Their own commits keep it. */
  readonly sharedWith: readonly number[];
  /** The number of lines of the journal that lose a part. */
  readonly lines: number;
  /** The number of files that go at the heads of main and register, and their size with that of the parts. */
  readonly files: number;
  readonly bytes: number;
}

/** What an erasure takes away from a repository, and what it begins with. */
export interface ErasePlan {
  /** The commit of the register from which the plan was made. */
  readonly head: string;
  /** The commit of main; undefined if there is none. */
  readonly main: string | undefined;
  /** Size and root of the log at the head (R36); undefined if there is no checkpoint. */
  readonly log: { readonly size: number; readonly root: string } | undefined;
  readonly cases: readonly ErasedCase[];
  /** The ids of the cases that may be erased as well, but were not chosen. */
  readonly others: readonly string[];
  /** The refs that stay. */
  readonly refs: readonly Ref[];
  /** The ids of the erased files. They go wherever they are, under any name. */
  readonly files: ReadonlySet<string>;
  /** The cases and the files on main that have the content of an erased file as their own, and keep it. */
  readonly keepers: readonly string[];
  /** The refs that lead to what an earlier erasure removed. */
  readonly returned: readonly string[];
}

/** What only the forge knows of a pull request. */
interface ForgePull {
  readonly number: number;
  /** The name of the head branch. */
  readonly branch: string;
  readonly isOpen: boolean;
}

interface PlanOptions {
  /** All pull requests of the forge, if it is known. */
  readonly pulls?: readonly ForgePull[];
  /** Whether a ref is to be rewritten at all; by default every ref. */
  readonly isOurs?: (name: string) => boolean;
  /** The cases to erase; without any, all that may be erased. */
  readonly chosen?: readonly ChosenCase[];
}

/**
 * Finds what may be erased and is still in a repository, bare or not (R50).
 * @throws UserError if a chosen case may not be erased
 * @throws NoClone if there is no register
 * @throws RegisterError if a journal with an `erased` entry is not sound
 * @throws LostObject if a listed object cannot be read
 */
export async function planErasure(folder: string, options: PlanOptions = {}): Promise<ErasePlan> {
  const { isOurs = () => true, chosen = [] } = options;
  const head = await commitOfBranch(folder, [REGISTER_REF], 'register');
  const main = await commitOf(folder, [MAIN_REF]);
  const refs = (await refsIn(folder)).filter(({ name }) => isOurs(name));
  const register = await readJournals(folder, head);
  const merges = await MainMerges.read(folder, main);
  const drafts = register.erased.map((journal) => draftOf(journal, { register, merges, refs, options }));
  const sizes = await sizesOf(folder, [
    { commit: head, paths: drafts.flatMap(({ journal, what }) => documentsFolder(journal.number, what)) },
    { commit: main, paths: drafts.flatMap(({ folders }) => folders) },
  ]);
  const [note] = await readTexts(folder, head, [CHECKPOINT_PATH]);
  const erasable = drafts.flatMap(({ journal, ...draft }): ErasedCase[] => {
    const parts = coveredParts(journal);
    const files = [...documentsFolder(journal.number, draft.what), ...draft.folders].flatMap(
      (path) => sizes.get(path) ?? [],
    );
    if (parts.lines + files.length + draft.refs.length === 0 && !draft.isInHistory) return [];
    const bytes = files.reduce((sum, size) => sum + size, parts.bytes);
    const { isInHistory: _, ...kept } = draft;
    return [{ ...kept, lines: parts.lines, files: files.length, bytes }];
  });
  await refuseUnerasable(folder, head, chosen, erasable);
  const isChosen = ({ number }: ErasedCase) => chosen.length === 0 || chosen.some((each) => each.number === number);
  const cases = erasable.filter(isChosen);
  const others = erasable.filter((one) => !isChosen(one)).map(({ id }) => id);
  const gone = new Set(cases.flatMap((each) => each.refs.map(({ name }) => name)));
  return {
    ...{ head, main, cases, others, refs: refs.filter(({ name }) => !gone.has(name)) },
    ...(await filesOf(folder, { head, main, cases, register })),
    returned: await refsWith(folder, await erasedObjects(folder)),
    log: note === undefined ? undefined : parseCheckpoint(parseNote(note).text),
  };
}

/** The id of a file without content, which says nothing. */
const EMPTY_FILE = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';

/**
 * Finds the files of erased cases by their content. What another case, main or the register also has is not theirs alone:
 * an erasure takes nobody else's file.
 */
async function filesOf(
  folder: string,
  { head, main, cases, register }: Pick<ErasePlan, 'head' | 'main' | 'cases'> & { readonly register: Journals },
): Promise<Pick<ErasePlan, 'files' | 'keepers'>> {
  const gone = new Set(cases.flatMap((one) => (one.erasure.letters > 0 ? (register.files.get(one.number) ?? []) : [])));
  const kept = new Map([[EMPTY_FILE, '']]);
  const folders = cases.flatMap((one) => [...one.folders, ...documentsFolder(one.number, one.what)]);
  const add = (path: string, oid: string, keeper: string) =>
    folders.some((each) => path.startsWith(`${each}/`)) ? gone.add(oid) : kept.set(oid, keeper);
  for (const { changes } of main === undefined ? [] : await readCommits(folder, main))
    for (const { path, blob } of changes) if (blob !== undefined) add(path, blob, `main:${path}`);
  for (const { path, oid } of await listFiles(folder, head, [DOCUMENTS_FOLDER])) add(path, oid, '');
  const erased = new Set(cases.map(({ number }) => number));
  for (const [number, files] of register.files)
    if (!erased.has(number)) for (const oid of files) kept.set(oid, `#${number}`);
  const keepers = [...gone].flatMap((oid) => kept.get(oid) || []);
  return { files: new Set([...gone].filter((oid) => !kept.has(oid))), keepers: [...new Set(keepers)] };
}

interface Journals {
  /** The journals that have `erased` entries. */
  readonly erased: readonly Journal[];
  /** The numbers of the cases that name a folder or a branch. */
  readonly byFolder: ReadonlyMap<string, readonly number[]>;
  readonly byBranch: ReadonlyMap<string, readonly number[]>;
  /** The ids of the files of requests that each case names. All cases are in it. */
  readonly files: ReadonlyMap<number, readonly string[]>;
}

/** Reads all journals at a commit. Only those with `erased` entries are opened and kept. */
async function readJournals(folder: string, head: string): Promise<Journals> {
  const erased: Journal[] = [];
  const files = new Map<number, string[]>();
  const [byFolder, byBranch] = [new Map<string, number[]>(), new Map<string, number[]>()];
  const add = (map: Map<string, number[]>, key: string, number: number) =>
    void map.set(key, [...(map.get(key) ?? []), number]);
  for await (const [{ path }, content] of readFiles(folder, await listFiles(folder, head, ['journals']))) {
    const number = journalNumber(path);
    if (number === undefined) continue;
    const text = content.toString('utf8');
    const named = text.matchAll(/"oid":"([0-9a-f]{40,64})","path":"requests\//g);
    files.set(
      number,
      Array.from(named, ([, oid = '']) => oid),
    );
    const folders = new Set(Array.from(text.matchAll(/"path":"(requests\/[^"\\]+)\/[^"/\\]+"/g), ([, of = '']) => of));
    for (const each of folders) add(byFolder, each, number);
    const [, branch] = /"branch":"([^"\\]+)"/.exec(text) ?? [];
    if (branch !== undefined) add(byBranch, branch, number);
    if (!text.includes('"erased":{')) continue;
    const journal = openJournal(number, text);
    if (journal.lines.some(isErasure)) erased.push(journal);
  }
  return { erased, byFolder, byBranch, files };
}

interface Draft extends Omit<ErasedCase, 'lines' | 'files' | 'bytes'> {
  readonly journal: Journal;
  /** Whether a commit of main still adds files of the request. */
  readonly isInHistory: boolean;
}

interface Known {
  readonly register: Journals;
  readonly merges: MainMerges;
  readonly refs: readonly Ref[];
  readonly options: PlanOptions;
}

function draftOf(journal: Journal, { register, merges, refs, options: { pulls = [] } }: Known): Draft {
  const { number, parts, state, erasure } = journal;
  const id = parts[0]?.opens?.case ?? `#${number}`;
  const grounds = parts.flatMap(({ erased }) => (erased ? [erased.ground] : []));
  const what = [
    ...(erasure.letters > 0 ? (['letters'] as const) : []),
    ...(erasure.documents ? (['documents'] as const) : []),
    ...(erasure.public > 0 ? (['public'] as const) : []),
  ];
  const base = { journal, number, id, what, grounds, erasure };
  if (erasure.letters === 0) {
    const nothing = { folders: [], merge: undefined, branch: undefined, pulls: [], refs: [], sharedWith: [] };
    return { ...base, ...nothing, isInHistory: false };
  }
  const others = (numbers: readonly number[] = []) => numbers.filter((each) => each !== number);
  const ownRef = refs.find(({ name }) => name === `refs/pull/${number}/head`)?.oid;
  const path = state && (state.document ?? state.opens).path;
  // Once the letters are gone, the journal names neither branch nor folder. The commit on main still shows them.
  const ownFolder = path?.slice(0, path.lastIndexOf('/'));
  const isShared = others(register.byFolder.get(ownFolder ?? '')).length > 0;
  const landed = merges.ofCase({ id, number, folder: ownFolder, head: ownRef, isShared });
  const branch = state?.opens.branch ?? pulls.find((each) => each.number === number)?.branch ?? branchAt(refs, ownRef);
  const branches = [...(branch === undefined ? [] : [branch]), successorBranch(number)];
  const mine = pullsOfCase(branches, number, register.files, pulls);
  const isTaken = (name: string): boolean =>
    others(register.byBranch.get(name)).some((each) => each > number) ||
    pulls.some((each) => each.branch === name && each.isOpen && !mine.includes(each.number));
  const goes = new Set([
    ...branches.filter((name) => !isTaken(name)).map((name) => `refs/heads/${name}`),
    ...mine.flatMap((each) => [`refs/pull/${each}/head`, `refs/pull/${each}/merge`]),
  ]);
  const folders = landed?.folders ?? [];
  return {
    ...base,
    ...{ folders, branch, pulls: mine, merge: landed?.commit },
    refs: refs.filter(({ name }) => goes.has(name) && name !== MAIN_REF && name !== REGISTER_REF),
    sharedWith: others(folders.flatMap((each) => register.byFolder.get(each) ?? [])),
    isInHistory: folders.length > 0,
  };
}

/** Finds the branch that is at a commit, if it is the only one. */
function branchAt(refs: readonly Ref[], oid: string | undefined): string | undefined {
  const found = refs.filter((ref) => ref.oid === oid && ref.name.startsWith('refs/heads/'));
  const [only] = found;
  return found.length === 1 && only && only.name !== MAIN_REF ? only.name.slice('refs/heads/'.length) : undefined;
}

/**
 * Lists the pull requests of a case: its own, its successors (R1), and earlier drafts from the same branches that were
 * closed. None of the others is a case.
 */
function pullsOfCase(
  branches: readonly string[],
  number: number,
  cases: Pick<Journals['files'], 'has'>,
  pulls: readonly ForgePull[],
): number[] {
  const drafts = pulls.filter((each) => branches.includes(each.branch) && !each.isOpen && !cases.has(each.number));
  return [number, ...drafts.map((each) => each.number)];
}

/** Counts the lines whose parts are covered and still there, and the bytes of these parts. */
function coveredParts({ lines, erasure }: Journal): { readonly lines: number; readonly bytes: number } {
  const sizes = lines.map((line, i) => {
    if (isErasure(line)) return 0;
    const open = i < erasure.public ? line.public.part : undefined;
    const closed = i < erasure.letters ? line.private.part : undefined;
    return [open, closed].reduce((sum, part) => sum + (part ? Buffer.byteLength(JSON.stringify(part)) : 0), 0);
  });
  return { lines: sizes.filter((size) => size > 0).length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

const documentsFolder = (number: number, what: ErasedCase['what']): string[] =>
  what.includes('documents') ? [`${DOCUMENTS_FOLDER}/${hundredOf(number)}/${number}`] : [];

/** Reads the sizes of all files in folders, by folder. */
async function sizesOf(
  folder: string,
  places: readonly { readonly commit: string | undefined; readonly paths: readonly string[] }[],
): Promise<Map<string, number[]>> {
  const sizes = new Map<string, number[]>();
  for (const { commit, paths } of places) {
    const files = commit === undefined ? [] : await listFiles(folder, commit, paths);
    const oids = files.map(({ oid }) => `${oid}\n`).join('');
    const found = await gitLines(folder, ['cat-file', '--batch-check=%(objectsize)'], oids);
    for (const [i, { path }] of files.entries()) {
      const of = path.slice(0, path.lastIndexOf('/'));
      sizes.set(of, [...(sizes.get(of) ?? []), Number(found[i])]);
    }
  }
  return sizes;
}
