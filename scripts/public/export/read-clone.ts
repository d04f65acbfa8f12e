import type { Instant } from '#domain/clock/instant.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { parseIndex } from '#domain/journal/index-file.ts';
import { type Journal, openJournal } from '#domain/journal/journal.ts';
import { CHECKPOINT_PATH, INDEX_PATH, journalNumber, REGISTER_BRANCH, VKEY_PATH } from '#domain/journal/paths.ts';
import { UserError } from '#domain/user-error.ts';
import { readPinnedProcedure } from '#engine/config/read.ts';
import { readConfigOnce } from '#engine/config/read-once.ts';
import { readCheckpoints } from '#engine/register/read-checkpoints.ts';
import { commitOf, git, LostObject, NoClone, readObjects } from '#engine/register/git.ts';
import type { ExportInput } from './export-register.ts';
import { SAMPLE_MARK } from './sample-mark.ts';

interface Blob {
  readonly path: string;
  readonly oid: string;
}

/**
 * What the export is made of, from a clone (bare or not) and nothing else: the register's journals, main's
 * configuration, and the revisions that cases are pinned to (R7).
 * @param readAt the time that pages give as that of reading
 * @param since a commit of the register: of the log's checkpoints only those since then are read
 * @param obtain fetches blobs into a clone that may lack them; it is called with those that are read next
 * @throws NoClone where there is no main; UserError where its configuration is not sound; RegisterError where a journal
 *   does not hold; SyntaxError where the index cannot be read; LostObject where a file that is listed is not in the clone;
 *   Error where git fails
 */
export async function readClone(
  folder: string,
  readAt: Instant,
  obtain: (oids: readonly string[]) => Promise<void> = async () => {},
  since?: string,
): Promise<ExportInput> {
  const take = async (blobs: readonly Blob[]) => {
    await obtain(blobs.map(({ oid }) => oid));
    return readFiles(folder, blobs);
  };
  const main = await commitOf(folder, refsOf('main'));
  if (main === undefined)
    throw new NoClone({
      id: `Di ${folder} tidak ada cabang main: bukan klona kantor. Buat klonanya: npx disposisi clone, atau git clone.`,
      en: `There is no branch main in ${folder}: it is no clone of an office. Make one: npx disposisi clone, or git clone.`,
    });
  const listed = await listFiles(folder, main, ['sops', 'schemas', SAMPLE_MARK]);
  const isConfig = ({ path }: Blob): boolean => path !== SAMPLE_MARK;
  const files = await take(listed.filter(isConfig));
  const sample = listed.some((each) => !isConfig(each));
  const reading = readConfigOnce(files.map(({ path, oid, text }) => ({ path, blob: oid, text })));
  if ('problems' in reading)
    throw new UserError(
      { id: 'Konfigurasi di cabang main tidak dapat dipakai.', en: 'The configuration on main cannot be used.' },
      reading.problems,
    );
  const { config } = reading;
  const head = await commitOf(folder, refsOf(REGISTER_BRANCH));
  if (head === undefined) return { journals: new Map(), index: { bookings: [] }, head, readAt, config, sample };
  const journals = new Map<number, Journal>();
  const blobs = new Map<string, string>();
  let index: ExportInput['index'] = { bookings: [] };
  let checkpoint: string | undefined;
  let keys = '';
  const listing = await listFiles(folder, head, ['journals', INDEX_PATH, CHECKPOINT_PATH, VKEY_PATH]);
  for (const { path, text } of await take(listing)) {
    if (path === INDEX_PATH) index = parseIndex(text);
    if (path === CHECKPOINT_PATH) checkpoint = text;
    if (path === VKEY_PATH) keys = text;
    const number = journalNumber(path);
    if (number === undefined) continue;
    const journal = openJournal(number, text);
    journals.set(number, journal);
    const opens = journal.state?.opens;
    if (opens) blobs.set(opens.procedure.blob, opens.procedure.path);
  }
  const current = new Set([...config.procedures.values()].map(({ blob }) => blob));
  const older = [...blobs].flatMap(([oid, path]) => (current.has(oid) ? [] : [{ oid, path }]));
  const pinned = new Map<string, Procedure>();
  for (const { oid, path, text } of await take(older)) {
    const read = readPinnedProcedure({ path, blob: oid, text });
    if (read.ok) pinned.set(oid, read.value);
  }
  const log =
    checkpoint === undefined ? undefined : { checkpoint, keys, known: await readCheckpoints(folder, head, since) };
  return { journals, index, head, readAt, config, pinned, sample, ...(log ? { log } : {}) };
}

const refsOf = (branch: string): string[] => [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`];

async function listFiles(folder: string, commit: string, paths: readonly string[]): Promise<Blob[]> {
  const listed = await git(folder, ['ls-tree', '-r', '-z', commit, '--', ...paths]);
  return listed
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, oid, path] = /^100644 blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
      return oid === undefined || path === undefined ? [] : [{ oid, path }];
    });
}

async function readFiles(folder: string, blobs: readonly Blob[]): Promise<(Blob & { readonly text: string })[]> {
  const files: (Blob & { text: string })[] = [];
  let at = 0;
  for await (const object of readObjects(
    folder,
    blobs.map(({ oid }) => oid),
  )) {
    const blob = blobs[at++];
    if (!blob) continue;
    // Lost, and not absent: without it a case would vanish from the site (R31).
    if (!object) throw new LostObject(blob.path, blob.oid);
    files.push({ ...blob, text: object.content.toString('utf8') });
  }
  return files;
}
