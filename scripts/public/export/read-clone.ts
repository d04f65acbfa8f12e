import type { Config } from '#domain/case/state/config.ts';
import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { parseIndex } from '#domain/journal/index-file.ts';
import { type Journal, openJournal } from '#domain/journal/journal.ts';
import {
  CHECKPOINT_PATH,
  INDEX_PATH,
  journalNumber,
  journalPath,
  REGISTER_BRANCH,
  VKEY_PATH,
} from '#domain/journal/paths.ts';
import type { CommittedCheckpoint } from '#domain/log/note.ts';
import { UserError } from '#domain/user-error.ts';
import { type ConfigFile, readPinnedProcedure } from '#engine/config/read.ts';
import { readConfigOnce } from '#engine/config/read-once.ts';
import { readCheckpoints } from '#engine/register/read-checkpoints.ts';
import {
  commitOf,
  git,
  type ListedFile,
  listFiles,
  NoClone,
  type ObjectSource,
  readFiles,
} from '#engine/register/git.ts';
import type { ExportInput } from './export-register.ts';
import type { PublicLog } from './publication.ts';
import type { ReadSopsSince } from './sop-versions.ts';
import { readSopHistory, readSopTexts } from '#engine/register/sop-history.ts';
import { SAMPLE_MARK } from './sample-mark.ts';

/** An office as read from a clone. Journals are read only when they are asked for. */
export interface ClonedRegister extends Omit<ExportInput, 'journals' | 'log' | 'config' | 'pinned' | 'sample'> {
  /** The commit of main. */
  readonly main: string;
  readonly sample: boolean;
  readonly config: Config;
  readonly pinned: ReadonlyMap<string, Procedure>;
  readonly log?: PublicLog;
  /**
   * Reads journals in order of numbers: all, or those of the given cases.
   * @throws the errors of {@link readClone}
   */
  readonly journals: (numbers?: readonly number[]) => AsyncGenerator<Journal>;
  /**
   * Reads the journals that changed since another commit of the register, in order of numbers.
   * @returns undefined if that commit is not in the clone, or if a journal of that commit no longer exists
   */
  readonly journalsSince: (commit: string) => Promise<AsyncGenerator<Journal> | undefined>;
  /**
   * Reads the journals that changed in a span of time by the times of the register's commits, in order of numbers. They
   * are read as they are now.
   * @param until the end of the span, which does not belong to it
   */
  readonly journalsChanged: (from: Instant, until: Instant) => Promise<AsyncGenerator<Journal>>;
  /**
   * Reads the history of main's procedures, as far as the clone has it.
   * @param known the history that was read before
   * @returns the history without texts if no file was added, changed or removed since; undefined if main has not
   *   changed
   * @throws LostObject if a version is listed but lost
   */
  readonly sops: ReadSopsSince;
  /**
   * Reads the log's known checkpoints, oldest first.
   * @param since a commit; if given, only checkpoints after it are read
   */
  readonly checkpoints: (since?: string) => Promise<CommittedCheckpoint[]>;
}

/** Fetches blobs into a clone that may lack them. It is called with the blobs that are read next. */
type Obtain = (oids: readonly string[]) => Promise<void>;

/** What a program that reads the same clone again and again need not ask git for. */
interface Already {
  readonly objects: ObjectSource;
  /** From {@link headsOf}. */
  readonly heads: string;
  /** The clone as it was read before. If main is still the same, its configuration is not read again. */
  readonly before: ClonedRegister | undefined;
}

/**
 * Reads everything that the export needs from a clone (bare or not): the register's journals, main's configuration, and
 * the revisions that cases are pinned to (R7). The clone is the only source.
 * @param readAt the time that pages show as the time of reading
 * @throws NoClone if there is no main; UserError if main's configuration is not sound; RegisterError if a journal is
 *   invalid; SyntaxError if the index cannot be read; LostObject if a listed file is not in the clone; Error if git
 *   fails
 */
export async function readClone(
  folder: string,
  readAt: Instant,
  obtain: Obtain = async () => {},
  { objects, heads = '', before }: Partial<Already> = {},
): Promise<ClonedRegister> {
  const reading = { folder, obtain, objects };
  const main = await headOf(folder, 'main', heads);
  if (main === undefined)
    throw new NoClone({
      id: `Di ${folder} tidak ada cabang main: bukan klon kantor. Buat klonnya: npx disposisi clone, atau git clone.`,
      en: `There is no branch main in ${folder}, so it is not a clone of an office. Make one: npx disposisi clone, or git clone.`,
    });
  const { config, sample } = before?.main === main ? before : await readMain(reading, main);
  const head = await headOf(folder, REGISTER_BRANCH, heads);
  const pinned = new Map<string, Procedure>();
  const open = (blobs: readonly ListedFile[]) => openJournals(reading, blobs, { config, pinned });
  const sops: ReadSopsSince = async (known) => {
    const history = await readSopHistory(folder, main, known);
    if (history === known) return undefined;
    return history.moves === known?.moves
      ? { history }
      : { history, texts: await readSopTexts(folder, history, obtain) };
  };
  const common = { main, head, readAt, config, pinned, sample, sops };
  if (head === undefined)
    return {
      ...{ ...common, index: { bookings: [] } },
      journals: () => open([]),
      journalsSince: async () => undefined,
      journalsChanged: async () => open([]),
      checkpoints: async () => [],
    };
  const files = new Map<string, string>();
  const listed = await listFiles(folder, head, [INDEX_PATH, CHECKPOINT_PATH, VKEY_PATH]);
  await obtain(listed.map(({ oid }) => oid));
  for await (const [{ path }, content] of readFiles(folder, listed, objects)) files.set(path, content.toString('utf8'));
  const checkpoint = files.get(CHECKPOINT_PATH);
  return {
    ...common,
    index: files.has(INDEX_PATH) ? parseIndex(files.get(INDEX_PATH)) : { bookings: [] },
    ...(checkpoint === undefined ? {} : { log: { checkpoint, keys: files.get(VKEY_PATH) ?? '' } }),
    async *journals(numbers) {
      yield* open(await listFiles(folder, head, numbers?.map(journalPath) ?? ['journals']));
    },
    journalsSince: async (commit) => {
      const changed = await changedFiles(folder, commit, head);
      return changed && open(changed);
    },
    journalsChanged: async (from, until) => open(await changedBetween(folder, head, from, until)),
    checkpoints: (since) => readCheckpoints(folder, head, since, objects),
  };
}

/** Lists the refs of main and of the register in a clone, with their commits. The text changes if one of them moves. */
export const headsOf = (folder: string): Promise<string> =>
  git(folder, [
    'for-each-ref',
    '--format=%(objectname) %(refname)',
    ...refsOf('main'),
    ...refsOf(REGISTER_BRANCH),
  ]).then((heads) => heads.toString('utf8'));

/** Returns the commit of a branch, by what `headsOf` said; `undefined` if there is none. */
async function headOf(folder: string, branch: string, heads: string): Promise<string | undefined> {
  const refs = refsOf(branch);
  const known = new Map(heads.split('\n').map((line) => [line.slice(line.indexOf(' ') + 1), line.split(' ')[0]]));
  // Git does not list a ref that it cannot read. `commitOf` says why.
  return refs.map((ref) => known.get(ref)).find((commit) => commit !== undefined) ?? commitOf(folder, refs);
}

/** A clone, and how its files are read. */
interface Reading {
  readonly folder: string;
  readonly obtain: Obtain;
  readonly objects: ObjectSource | undefined;
}

async function readMain(
  { folder, obtain, objects }: Reading,
  main: string,
): Promise<{ readonly config: Config; readonly sample: boolean }> {
  const listed = await listFiles(folder, main, ['sops', 'schemas', SAMPLE_MARK]);
  const configuration = listed.filter(({ path }) => path !== SAMPLE_MARK);
  await obtain(configuration.map(({ oid }) => oid));
  const files: ConfigFile[] = [];
  for await (const [{ path, oid }, content] of readFiles(folder, configuration, objects))
    files.push({ path, blob: oid, text: content.toString('utf8') });
  const reading = readConfigOnce(files);
  if ('problems' in reading)
    throw new UserError(
      { id: 'Konfigurasi di cabang main tidak dapat dipakai.', en: 'The configuration on main cannot be used.' },
      reading.problems,
    );
  return { config: reading.config, sample: configuration.length < listed.length };
}

/** Reads journals one after another, and adds to `pinned` the procedures that the cases are pinned to. */
async function* openJournals(
  { folder, obtain, objects }: Reading,
  blobs: readonly ListedFile[],
  world: { readonly config: Config; readonly pinned: Map<string, Procedure> },
): AsyncGenerator<Journal> {
  const known = new Set([...world.config.procedures.values()].map(({ blob }) => blob));
  const numbered = blobs
    .flatMap(({ path, oid }) => ({ path, oid, number: journalNumber(path) ?? 0 }))
    .filter(({ number }) => number > 0)
    .sort((a, b) => a.number - b.number);
  await obtain(numbered.map(({ oid }) => oid));
  for await (const [{ number }, content] of readFiles(folder, numbered, objects)) {
    const journal = openJournal(number, content.toString('utf8'));
    const pin = journal.parts[0]?.opens?.procedure;
    if (pin && !known.has(pin.blob)) {
      known.add(pin.blob);
      await obtain([pin.blob]);
      const pinned = [{ path: pin.path, oid: pin.blob }];
      for await (const [{ path, oid }, yaml] of readFiles(folder, pinned, objects)) {
        const read = readPinnedProcedure({ path, blob: oid, text: yaml.toString('utf8') });
        if (read.ok) world.pinned.set(oid, read.value);
      }
    }
    yield journal;
  }
}

const refsOf = (branch: string): string[] => [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`];

/** Returns the journals that changed in a span of time, as the newest commit has them. */
async function changedBetween(folder: string, head: string, from: Instant, until: Instant): Promise<ListedFile[]> {
  const before = await commitBefore(folder, head, from);
  const since = before === undefined ? listFiles(folder, head, ['journals']) : changedFiles(folder, before, head);
  const last = await commitBefore(folder, head, until);
  if (last === head) return (await since) ?? [];
  if (last === undefined) return [];
  const within = before === undefined ? listFiles(folder, last, ['journals']) : changedFiles(folder, before, last);
  const paths = new Set((await within)?.map(({ path }) => path));
  return (await since)?.filter(({ path }) => paths.has(path)) ?? [];
}

/** Returns the newest commit of the register that was made before an instant, or undefined if there is none. */
async function commitBefore(folder: string, head: string, at: Instant): Promise<string | undefined> {
  // Git counts a commit of the given second as before it.
  const last = `@${epochSeconds(at) - 1} +0000`;
  const found = await git(folder, ['rev-list', '-1', '--first-parent', `--before=${last}`, head]);
  return found.toString('utf8').trim() || undefined;
}

/** Returns the journals that changed between two commits, or undefined if the first is absent or one was deleted. */
async function changedFiles(folder: string, before: string, now: string): Promise<ListedFile[] | undefined> {
  const differing = ['diff-tree', '-r', '-z', '--no-renames', before, now, '--', 'journals'];
  const reported = await git(folder, differing).catch(() => undefined);
  if (reported === undefined) return undefined;
  const parts = reported.toString('utf8').split('\0');
  const changed: ListedFile[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [, , , oid = '', change] = (parts[i] ?? '').split(' ');
    if (change === 'D') return undefined;
    changed.push({ path: parts[i + 1] ?? '', oid });
  }
  return changed;
}
