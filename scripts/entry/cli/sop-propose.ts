import { formatProblem, type Text } from '#domain/problem.ts';
import { type Command, type Io, printText } from '#entry/command.ts';
import { configFolder } from '#engine/config/folder.ts';
import { officeRoot } from '#engine/config/root.ts';
import { connectAsMaintainer, forgeAsPerson } from './connect.ts';
import { officeChanges } from './office-changes.ts';
import { proposeChange, waitOf } from './propose-change.ts';
import { readArgs } from './read-args.ts';

const OPTIONS = { folder: { type: 'string' }, as: { type: 'string' }, wait: { type: 'string' } } as const;

/** Proposes all changes in an office's folder, compared with what is in force in the office on this machine. */
export const run: Command = async (args, io) => {
  const { values } = readArgs(args, OPTIONS);
  waitOf(values);
  const options = await connectAsMaintainer(values, io);
  const changes = await officeChanges(await configFolder(officeRoot(io.cwd)), forgeAsPerson(options));
  for (const warning of changes.office.warnings) io.err(`${WARNING[io.lang]}: ${formatProblem(warning, io.lang)}`);
  if (changes.put.length + changes.gone.length === 0) {
    printText(io, NOTHING);
    return 0;
  }
  await proposeChange(options, changes, values, io);
  return 0;
};

const WARNING: Readonly<Record<Io['lang'], string>> = { id: 'Peringatan', en: 'Warning' };
const NOTHING: Text = {
  id: 'Tidak ada yang perlu diajukan: sops/ di folder ini sama dengan yang berlaku.',
  en: 'There is nothing to propose: sops/ in this folder equals what is in force.',
};
