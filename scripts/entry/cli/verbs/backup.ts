import { relative, resolve } from 'node:path';
import { type Command, needed, officeFolder, remark, printText } from '#entry/command.ts';
import { readBackup } from '#embedded/office/backup-file.ts';
import { makeBackup } from '#embedded/office/make-backup.ts';
import { cloneFault } from '../clone-fault.ts';
import { backupLines, hasKey, NO_KEY } from '../backup-lines.ts';
import { makeFolder } from '../folders.ts';
import { readArgs } from '../read-args.ts';
import { startFault } from '../start-fault.ts';

/**
 * Makes a backup of the office in a folder: one file, whether the office runs or not. Fails if the signing key is not
 * in the office, so that the loss is noticed while older backups still have the key.
 */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, { folder: { type: 'string' } }, 1);
  const named = needed(positionals[0], 'FILE');
  process.umask(0o077);
  const path = resolve(io.cwd, named);
  await makeFolder(relative(io.cwd, resolve(path, '..')) || '.', io);
  await makeBackup(resolve(io.cwd, officeFolder(values.folder)), path, io.now()).catch((error: unknown) => {
    throw startFault(cloneFault(error), 0);
  });
  // The file is read again, so that the lines describe what is on the disk.
  const backup = await readBackup(path);
  for (const line of backupLines(backup, named)) printText(io, line);
  remark(io, {
    id: `File itu memuat token${hasKey(backup) ? ' dan kunci' : ''} kantor, serta seluruh permohonan. Simpan seperti rahasia, di mesin lain.`,
    en: `The file contains the office’s tokens${hasKey(backup) ? ' and key' : ''}, and every request. Keep it like a secret, on another machine.`,
  });
  if (hasKey(backup)) return 0;
  remark(io, NO_KEY);
  return 1;
};
