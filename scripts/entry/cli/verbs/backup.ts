import { relative, resolve } from 'node:path';
import { type Command, needed, officeFolder } from '#entry/command.ts';
import { readBackup } from '#embedded/office/backup-file.ts';
import { makeBackup } from '#embedded/office/make-backup.ts';
import { cloneFault } from '../clone-fault.ts';
import { backupLines } from '../backup-lines.ts';
import { makeFolder } from '../folders.ts';
import { readArgs } from '../read-args.ts';
import { startFault } from '../start-fault.ts';

/** Makes a backup of the office in a folder: one file, whether the office runs or not. */
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
  for (const line of backupLines(await readBackup(path), named)) io.out(line[io.lang]);
  io.err(
    {
      id: 'File itu memuat token dan kunci kantor, serta seluruh permohonan. Simpan seperti rahasia, di mesin lain.',
      en: 'The file contains the office’s tokens and key, and every request. Keep it like a secret, on another machine.',
    }[io.lang],
  );
  return 0;
};
