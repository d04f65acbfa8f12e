import { resolve } from 'node:path';
import type { Text } from '#domain/problem.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { whatIfFile, type WhatIfFile } from '#domain/what-if/report.ts';
import { plural } from '#domain/words/language.ts';
import type { Command, Io } from '#entry/command.ts';
import { readChange } from '#engine/config/read-change.ts';
import { registerHead } from '#engine/register/clone.ts';
import { MainHistory } from '#engine/register/main-history.ts';
import { whatIfInClone } from '#engine/register/what-if-clone.ts';
import { cloneFault } from '../clone-fault.ts';
import { refuseUnlessFolder } from '../folders.ts';
import { changedOffice } from '../changed-office.ts';
import { readArgs } from '../read-args.ts';
import { whatIfLines } from '../what-if-lines.ts';

const NOTHING_COMPUTED: Text = { id: 'Tidak ada yang dihitung.', en: 'Nothing was computed.' };

const OPTIONS = {
  procedure: { type: 'string', multiple: true },
  calendar: { type: 'string' },
  roles: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/**
 * Replays the past cases of a clone's register under a changed procedure, calendar or roles, and shows which would have gone
 * otherwise. Nothing is written.
 */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, OPTIONS, 1);
  const { procedure = [], calendar, roles, json = false } = values;
  if (procedure.length === 0 && calendar === undefined && roles === undefined)
    throw new UsageError({
      id: 'Perlu --procedure FILE, --calendar FILE, atau --roles FILE.',
      en: '--procedure FILE, --calendar FILE or --roles FILE is needed.',
    });
  const [clone = '.'] = positionals;
  await refuseUnlessFolder(clone, io, NOTHING_COMPUTED);
  const folder = resolve(io.cwd, clone);
  const head = await registerHead(folder).catch(asUserFault);
  const main = (await MainHistory.read(folder).catch(asUserFault)) ?? noMain(clone);
  const newest = await main.newestFiles().catch(asUserFault);
  const { files, changed } = await changedOffice({ procedure, calendar, roles }, newest, io);
  const reading = readChange(files, changed);
  if ('problems' in reading)
    throw new UserError(
      {
        id: `Tidak ada yang dihitung: ${reading.problems.length} masalah.`,
        en: `Nothing was computed: ${plural(reading.problems.length, 'problem')}.`,
      },
      reading.problems,
    );
  const { change, config } = reading;
  const report = process.stderr.isTTY ? progress(io) : undefined;
  const { asOf, cases } = await whatIfInClone(folder, head, main, change, report).catch(asUserFault);
  const named: WhatIfFile['changed'] = {
    procedures: [...change.procedures].map(([id, each]) => ({ id, file: each.procedure.path })),
    ...(calendar === undefined ? {} : { calendar }),
    ...(roles === undefined ? {} : { roles }),
  };
  if (json) io.out(JSON.stringify(whatIfFile({ register: head, asOf, changed: named }, cases), null, 2));
  else for (const line of whatIfLines({ asOf, cases }, config, io.lang)) io.out(line);
  return 0;
};

function asUserFault(error: unknown): never {
  throw cloneFault(error);
}

function noMain(clone: string): never {
  throw new UserError({
    id: `Di ${clone} tidak ada cabang main beserta sops/: ambil dahulu (git fetch origin main), atau buat klon baru.`,
    en: `There is no branch main with sops/ in ${clone}: fetch it first (git fetch origin main), or make a new clone.`,
  });
}

/** Every so many cases, how far it is. */
const REPORT_EVERY = 500;

const progress =
  ({ err, lang }: Io) =>
  (begun: number, of: number): void => {
    if (begun % REPORT_EVERY === 0) err({ id: `  ${begun} dari ${of} berkas`, en: `  ${begun} of ${of} cases` }[lang]);
  };
