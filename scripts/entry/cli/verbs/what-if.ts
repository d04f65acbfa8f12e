import { basename, dirname, resolve } from 'node:path';
import type { Config } from '#domain/case/state/config.ts';
import type { Language, Text } from '#domain/problem.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { countsOf, otherwise, unknownIn, WHAT_IF_KINDS, whatIfFile, type WhatIfFile } from '#domain/what-if/report.ts';
import { differenceWords, KIND_WORDS, unknownWords } from '#domain/what-if/words.ts';
import { count } from '#domain/words/duration.ts';
import { plural } from '#domain/words/language.ts';
import { shortZonedTime } from '#domain/words/time.ts';
import { type Command, type Io, needed } from '#entry/command.ts';
import { blobId, configFolder } from '#engine/config/folder.ts';
import { procedureId, readChange, withFiles } from '#engine/config/read-change.ts';
import type { ConfigFile } from '#engine/config/read.ts';
import { registerHead } from '#engine/register/clone.ts';
import { MainHistory } from '#engine/register/main-history.ts';
import { whatIfInClone, type WhatIfResult } from '#engine/register/what-if-clone.ts';
import { throwCloneFault } from '../clone-fault.ts';
import { refuseUnlessFolder } from '../folders.ts';
import { readArgs } from '../read-args.ts';
import { readText } from '../read-file.ts';

const NOTHING_COMPUTED: Text = { id: 'Tidak ada yang dihitung.', en: 'Nothing was computed.' };

const OPTIONS = {
  procedure: { type: 'string', multiple: true },
  calendar: { type: 'string' },
  roles: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/**
 * Replays the past cases of a clone's register under a changed procedure, calendar or roles, and shows which cases
 * would have gone differently. Nothing is written.
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
  const head = await registerHead(folder).catch(throwCloneFault);
  const main = (await MainHistory.read(folder).catch(throwCloneFault)) ?? noMain(clone);
  const newest = await main.newestFiles().catch(throwCloneFault);
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
  const { asOf, cases } = await whatIfInClone(folder, head, main, change, report).catch(throwCloneFault);
  const named: WhatIfFile['changed'] = {
    procedures: [...change.procedures].map(([id, each]) => ({ id, file: each.procedure.path })),
    ...(calendar === undefined ? {} : { calendar }),
    ...(roles === undefined ? {} : { roles }),
  };
  if (json) io.out(JSON.stringify(whatIfFile({ register: head, asOf, changed: named }, cases), null, 2));
  else for (const line of whatIfLines({ asOf, cases }, config, io.lang)) io.out(line);
  return 0;
};

function noMain(clone: string): never {
  throw new UserError({
    id: `Di ${clone} tidak ada cabang main beserta sops/: ambil dahulu (git fetch origin main), atau buat klon baru.`,
    en: `There is no branch main with sops/ in ${clone}: fetch it first (git fetch origin main), or make a new clone.`,
  });
}

const REPORT_EVERY = 500;

const progress =
  ({ err, lang }: Io) =>
  (begun: number, of: number): void => {
    if (begun % REPORT_EVERY === 0) err({ id: `  ${begun} dari ${of} berkas`, en: `  ${begun} of ${of} cases` }[lang]);
  };

interface Named {
  readonly procedure: readonly string[];
  readonly calendar: string | undefined;
  readonly roles: string | undefined;
}

/**
 * Returns the configuration with the files that a person names, at their paths. If the first procedure is in `sops/` of
 * an office, the configuration is that of this office, so that `check` finds the same problems. Otherwise it is that of
 * main, with the schemas next to the procedure's folder.
 * @param newest the files of main
 * @returns the files, and the paths of the changed ones
 * @throws UserError if a file cannot be read
 */
async function changedOffice(
  { procedure, calendar, roles }: Named,
  newest: readonly ConfigFile[],
  io: Io,
): Promise<{ readonly files: readonly ConfigFile[]; readonly changed: ReadonlySet<string> }> {
  const [first] = procedure;
  const around = first === undefined ? [] : await officeAround(resolve(io.cwd, needed(first, '--procedure FILE')));
  const isOffice = around.some(({ path }) => path === ROLES);
  const base = isOffice ? around : withFiles(newest, around.filter(isSchema));
  const given = await Promise.all([
    ...procedure.map(async (file) =>
      placed(await fileOf(file, `sops/${basename(file)}`, '--procedure FILE', io), base),
    ),
    ...(calendar === undefined ? [] : [fileOf(calendar, 'sops/calendar.yaml', '--calendar FILE', io)]),
    ...(roles === undefined ? [] : [fileOf(roles, ROLES, '--roles FILE', io)]),
  ]);
  return { files: withFiles(base, given), changed: new Set(given.map(({ path }) => path)) };
}

const ROLES = 'sops/roles.yaml';

const isSchema = ({ path }: ConfigFile): boolean => path.startsWith('schemas/');

/**
 * Returns the configuration whose `sops/` contains the file. If the file's folder has another name, the function
 * returns only the schemas in the folder next to it.
 */
async function officeAround(file: string): Promise<ConfigFile[]> {
  const files = await configFolder(dirname(dirname(file)));
  return basename(dirname(file)) === 'sops' ? files : files.filter(isSchema);
}

async function fileOf(file: string, path: string, option: string, io: Io): Promise<ConfigFile> {
  const text = await readText(needed(file, option), io);
  return { path, blob: blobId(Buffer.from(text)), text };
}

/** Moves a procedure to the path of the existing procedure with the same id, if there is one. */
function placed(file: ConfigFile, base: readonly ConfigFile[]): ConfigFile {
  const id = procedureId(file);
  const before = id === undefined ? undefined : base.find((each) => procedureId(each) === id);
  return before ? { ...file, path: before.path } : file;
}

/** Prints a what-if: the number of cases of each kind, then the cases that would have gone differently. */
function whatIfLines({ asOf, cases }: WhatIfResult, config: Config, lang: Language): string[] {
  const counts = countsOf(cases);
  const kinds = WHAT_IF_KINDS.filter((kind) => counts[kind] > 0);
  const width = widest(kinds.map((kind) => KIND_WORDS[kind][lang]));
  const list = otherwise(cases);
  const ids = widest(list.map((each) => each.case));
  const reading = { zone: config.zone, roles: config.roles, rooms: config.rooms };
  const unknown = unknownIn(cases);
  return [
    headline({ asOf, cases }, config, lang),
    ...kinds.map((kind) => `  ${KIND_WORDS[kind][lang].padEnd(width)}  ${count(counts[kind])[lang].padStart(7)}`),
    ...(list.length > 0 ? [''] : []),
    ...list.flatMap((each) =>
      each.differences.map(
        (difference, n) => `${(n === 0 ? each.case : '').padEnd(ids)}  ${differenceWords(difference, reading)[lang]}`,
      ),
    ),
    ...(unknown > 0 ? ['', unknownWords(unknown)[lang]] : []),
  ];
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length));

function headline({ asOf, cases }: WhatIfResult, { zone }: Config, lang: Language): string {
  const ofChanged = cases.filter(({ changed }) => changed).length;
  const all = { id: `${count(cases.length).id} berkas`, en: plural(cases.length, 'case') }[lang];
  const of = {
    id: `, ${count(ofChanged).id} di antaranya menurut SOP yang diubah`,
    en: `, ${ofChanged} of them by a changed SOP`,
  }[lang];
  if (asOf === '') return `${all}.`;
  const until = shortZonedTime(asOf, zone);
  return `${all}${of}${{ id: `, sampai ${until.id}`, en: `, up to ${until.en}` }[lang]}:`;
}
