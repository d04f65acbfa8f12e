import { access } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { Config } from '#domain/case/state/config.ts';
import { type Instant, parseInstant } from '#domain/clock/instant.ts';
import { localDate } from '#domain/clock/wall.ts';
import { type Lack, letterheadLacks, signerLacks } from '#domain/documents/lacks.ts';
import { signersOf } from '#domain/documents/signer.ts';
import { formatProblem, type Problem } from '#domain/problem.ts';
import { UsageError } from '#domain/user-error.ts';
import { roleNames } from '#domain/words/case-situation.ts';
import { plural } from '#domain/words/language.ts';
import { problemOfFile } from '#domain/words/system-fault.ts';
import { type Command, type Io, remark, printText } from '#entry/command.ts';
import { configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import { checkRequest, neighbourFiles } from '#engine/config/request-files.ts';
import { officeRoot } from '#engine/config/root.ts';
import { readArgs } from '../read-args.ts';
import { readBytes } from '../read-file.ts';
import { readOffice } from '../read-office.ts';

/** Checks files as the process would, and writes nothing (R7, R8, R9). */
export const run: Command = async (args, io) => {
  const { positionals: files, values } = readArgs(args, { at: { type: 'string' } }, Number.POSITIVE_INFINITY);
  if (files.length === 0) throw new UsageError({ id: 'Perlu nama file.', en: 'A file is needed.' });
  const root = officeRoot(io.cwd);
  const at = values.at === undefined ? io.now() : instantOf(values.at);
  const found: Problem[] = [];
  const warnings: Problem[] = [];
  const inRoot = (file: string) => relative(root, resolve(io.cwd, file)).replaceAll('\\', '/');
  const isConfig = (file: string) => /^(?:sops|schemas)(?:\/|$)/.test(inRoot(file));
  const absent = await Promise.all(files.filter(isConfig).map((file) => absence(file, io)));
  found.push(...absent.flat());
  if (files.some(isConfig)) {
    const checked = await configProblems(root, at);
    found.push(...checked.problems);
    warnings.push(...checked.warnings);
  }
  for (const file of files.filter((each) => !isConfig(each))) {
    const checked = await requestProblems(root, file, at, io);
    found.push(...checked.problems);
    warnings.push(...checked.warnings);
  }
  for (const problem of found) io.err(formatProblem(problem, io.lang));
  for (const warning of warnings)
    io.err(`${{ id: 'Peringatan', en: 'Warning' }[io.lang]}: ${formatProblem(warning, io.lang)}`);
  if (found.length === 0) printText(io, { id: `Baik: ${files.join(', ')}`, en: `Sound: ${files.join(', ')}` });
  else remark(io, { id: `${found.length} masalah.`, en: `${plural(found.length, 'problem')}.` });
  return found.length === 0 ? 0 : 1;
};

/** @throws UsageError if the text is not an instant */
function instantOf(text: string): Instant {
  const read = parseInstant(text, { file: '--at', path: '' });
  if ('instant' in read) return read.instant;
  throw new UsageError({ id: formatProblem(read.problem, 'id'), en: formatProblem(read.problem, 'en') });
}

/** Checks whether a file exists. The configuration is read as a whole folder, so a missing file would go unnoticed. */
async function absence(file: string, { cwd }: Io): Promise<Problem[]> {
  try {
    await access(resolve(cwd, file));
    return [];
  } catch (error) {
    const problem = problemOfFile(file, error);
    if (problem) return [problem];
    throw error;
  }
}

interface Checked {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

async function configProblems(root: string, at: Instant): Promise<Checked> {
  const reading = readConfig(await configFolder(root));
  if ('problems' in reading) return { problems: reading.problems, warnings: [] };
  return { problems: [], warnings: [...reading.warnings, ...letterWarnings(reading.config, at)] };
}

/** Warns about what a letter of today would lack. Letters can be made nevertheless. */
function letterWarnings({ letterhead, documents, roles, zone }: Config, now: Instant): Problem[] {
  const templates = [...documents.values()].map(({ value }) => value);
  const offices = new Set(templates.flatMap(({ variants }) => signersOf(variants)));
  const names = { role: roleNames(roles), holders: (role: string) => roles.roles[role]?.holders ?? [] };
  const day = localDate(now, zone);
  const said = (file: string, path: string, lacks: readonly Lack[]): Problem[] =>
    lacks.map((lack) => ({ file, path, code: 'letter-lacks', ...lack }));
  return [
    ...(templates.some(({ head }) => head === 'office')
      ? said('sops/letterhead.yaml', '', letterheadLacks(letterhead))
      : []),
    ...[...offices].flatMap((role) => said('sops/roles.yaml', `/roles/${role}`, signerLacks(role, names, day))),
  ];
}

async function requestProblems(root: string, file: string, at: Instant, io: Io): Promise<Checked> {
  const bytes = await readBytes(file, io);
  if (!(bytes instanceof Uint8Array)) return { problems: [bytes], warnings: [] };
  const neighbours = await neighbourFiles(io.cwd, { file, bytes });
  return checkRequest({ file, bytes }, neighbours, await readOffice(root), at);
}
