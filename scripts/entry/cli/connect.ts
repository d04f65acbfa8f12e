import { resolve } from 'node:path';
import type { Instant } from '#domain/clock/instant.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { type Io, officeFolder } from '#entry/command.ts';
import { isListening } from '#embedded/office/is-listening.ts';
import { type OfficeFile, readOfficeFile } from '#embedded/office/office-file.ts';
import { runningClock } from '#embedded/office/clock.ts';
import type { Forge } from '#engine/forge/forge.ts';
import { createForge } from '#engine/forge/github.ts';
import type { ClientOptions } from '#engine/forge/octokit.ts';

/** Options of the commands that talk to a forge. */
export const FORGE_OPTIONS = {
  folder: { type: 'string' },
  repo: { type: 'string' },
  as: { type: 'string' },
} as const;

type ForgeArguments = Readonly<Partial<Record<keyof typeof FORGE_OPTIONS, string | undefined>>>;

/** A forge, the token of the account to use, and the forge's time. */
interface Connection extends ClientOptions {
  readonly now: () => Instant;
  readonly siteUrl?: string;
}

/**
 * Returns the forge to use, and an account's token. Without `--repo`, the forge is that of the office that runs on this
 * machine. With `--repo`, it is a repository on GitHub, the token is `GITHUB_TOKEN`, and `--as` is ignored.
 * @param asProcess whether the process's own account is used if `--as` is missing
 * @throws UserError if no office runs, the account does not exist, or there is no token; UsageError if `--as` is
 *   missing or `--repo` is not a repository's name
 */
export async function connect(values: ForgeArguments, io: Io, asProcess = false): Promise<Connection> {
  if (values.repo !== undefined) return gitHub(values.repo, io);
  const office = await runningOffice(values.folder, io);
  const login = values.as ?? (asProcess ? office.process : undefined);
  if (login === undefined) throw new UsageError({ id: 'Perlu --as AKUN.', en: '--as ACCOUNT is needed.' });
  const token = tokenOf(office, login);
  const now = await runningClock(placeOf(values.folder, io), office.url);
  return { owner: office.owner, repo: office.repo, baseUrl: office.apiUrl, token, now, siteUrl: office.url };
}

function gitHub(name: string, { env, now }: Io): Connection {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(name) ?? [];
  if (owner === undefined || repo === undefined)
    throw new UsageError({
      id: `--repo: diharapkan pemilik/nama, diterima "${name.slice(0, 80)}".`,
      en: `--repo: expected owner/name, received "${name.slice(0, 80)}".`,
    });
  const token = env['GITHUB_TOKEN'];
  if (!token)
    throw new UserError({
      id: `Token untuk ${owner}/${repo} belum ada; isi GITHUB_TOKEN di lingkungan perintah ini.`,
      en: `There is no token for ${owner}/${repo}; set GITHUB_TOKEN in this command's environment.`,
    });
  const api = env['GITHUB_API_URL'];
  return { owner, repo, token, now, ...(!api || api === 'https://api.github.com' ? {} : { baseUrl: api }) };
}

/** Returns the office that runs in a folder; undefined if there is none. */
export async function findOffice(folder: string | undefined, io: Io): Promise<OfficeFile | undefined> {
  const office = await readOfficeFile(placeOf(folder, io));
  // Another program may have this process number by now, so the office must answer too.
  return office && isAlive(office.pid) && (await isListening(office.url)) ? office : undefined;
}

/** Returns the office in a folder, or throws a UserError if it does not run. */
export async function runningOffice(folder: string | undefined, io: Io): Promise<OfficeFile> {
  const office = await findOffice(folder, io);
  if (office) return office;
  const start = folder === undefined ? 'npm start' : `npm start -- --folder ${folder}`;
  throw new UserError({
    id: `Tidak ada kantor yang berjalan di ${officeFolder(folder)}. Jalankan dahulu, di jendela lain: ${start}`,
    en: `No office runs in ${officeFolder(folder)}. First run, in another window: ${start}`,
  });
}

const placeOf = (folder: string | undefined, { cwd }: Io): string => resolve(cwd, officeFolder(folder));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Returns a sample account's token, or throws a UserError that lists the accounts. */
export function tokenOf(office: OfficeFile, login: string): string {
  const token = Object.hasOwn(office.tokens, login) ? office.tokens[login] : undefined;
  if (token === undefined) throw noAccount(login, office);
  return token;
}

function noAccount(login: string, office: OfficeFile): UserError {
  const known = Object.keys(office.tokens)
    .filter((each) => each !== office.process)
    .join(', ');
  return new UserError({
    id: `Tidak ada akun contoh "${login.slice(0, 60)}"; yang ada: ${known}.`,
    en: `There is no sample account "${login.slice(0, 60)}"; there are: ${known}.`,
  });
}

/** Returns a forge for reading as a person. No account counts as the account of the process, so no act is left out. */
export function forgeAsPerson(options: ClientOptions): Forge {
  return createForge({ ...options, self: { id: 0, login: '', kind: 'user' } });
}

/** The office that runs here, the token of the account to use, and the address of the office's site. */
export interface MaintainerConnection extends ClientOptions {
  readonly login: string;
  readonly siteUrl: string;
}

/**
 * Connects to the office on this machine, as its maintainer or as the given account.
 * @throws UserError if no office runs, or the account does not exist
 */
export async function connectAsMaintainer(
  { folder, as }: Omit<ForgeArguments, 'repo'>,
  io: Io,
): Promise<MaintainerConnection> {
  const office = await runningOffice(folder, io);
  const login = as ?? office.maintainer;
  if (login === undefined)
    throw new UserError({
      id: 'Kantor ini berjalan dengan versi program yang lebih lama; hentikan, lalu jalankan lagi.',
      en: 'This office runs an earlier version of the program; stop it, and start it again.',
    });
  return {
    ...{ owner: office.owner, repo: office.repo, baseUrl: office.apiUrl, token: tokenOf(office, login) },
    ...{ login, siteUrl: office.url },
  };
}
