import { relative, resolve } from 'node:path';
import { CHECKPOINT_PATH, REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { parseCheckpoint, parseNote } from '#domain/log/note.ts';
import { NOTHING_WRITTEN, UsageError, UserError } from '#domain/user-error.ts';
import { checkpointWords } from '#domain/words/checkpoint.ts';
import { problemOfFile } from '#domain/words/system-fault.ts';
import { type Command, type Io, needed, officeFolder } from '#entry/command.ts';
import { readBackup, type WholeBackup } from '#embedded/office/backup-file.ts';
import { restoreBackup } from '#embedded/office/restore-backup.ts';
import { readTexts } from '#engine/register/clone-history.ts';
import { commitOf } from '#engine/register/git.ts';
import { backupLines } from '../backup-lines.ts';
import { makeFolder, refuseUnlessEmpty } from '../folders.ts';
import { readArgs } from '../read-args.ts';

/** Makes an office's folder from a backup. With `--check` it only reads the backup. */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, { folder: { type: 'string' }, check: { type: 'boolean' } }, 1);
  const named = needed(positionals[0], 'FILE');
  if (values.check && values.folder !== undefined)
    throw new UsageError({
      id: '--check hanya membaca cadangan; tanpa --folder.',
      en: '--check only reads the backup; it takes no --folder.',
    });
  process.umask(0o077);
  const target = officeFolder(values.folder);
  const folder = resolve(io.cwd, target);
  // The folder is checked first, so that no large file is read in vain.
  if (!values.check) await refuseUnlessEmpty(target, io);
  const backup = await wholeBackup(named, io);
  for (const line of backupLines(backup, named)) io.out(line[io.lang]);
  if (values.check) return 0;
  await makeFolder(relative(io.cwd, resolve(folder, '..')) || '.', io);
  await restoreBackup(backup, folder);
  for (const line of await restoredLines(target, folder)) io.out(line[io.lang]);
  return 0;
};

async function wholeBackup(named: string, io: Io): Promise<WholeBackup> {
  try {
    return await readBackup(resolve(io.cwd, named));
  } catch (error) {
    const problem = problemOfFile(named, error);
    throw problem ? new UserError(NOTHING_WRITTEN, [problem]) : error;
  }
}

async function restoredLines(target: string, folder: string) {
  const repository = `${target}/repo.git`;
  const head = await commitOf(`${folder}/repo.git`, [`refs/heads/${REGISTER_BRANCH}`]);
  const [note] = head === undefined ? [] : await readTexts(`${folder}/repo.git`, head, [CHECKPOINT_PATH]);
  const words = note === undefined ? undefined : checkpointWords(parseCheckpoint(parseNote(note).text));
  const start = `npm start -- --folder ${target}`;
  return [
    { id: `Dipulihkan ke ${target}.`, en: `Restored to ${target}.` },
    ...(words ? [words] : []),
    {
      id: `Sebelum dipakai: npx disposisi verify ${repository} --checkpoint FILE, dengan titik periksa terbaru dari situs atau saksi.`,
      en: `Before it is used: npx disposisi verify ${repository} --checkpoint FILE, with the newest checkpoint of the site or a witness.`,
    },
    { id: `Lalu: ${start}`, en: `Then: ${start}` },
  ];
}
