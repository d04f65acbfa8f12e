import type { Io } from '#entry/command.ts';
import type { ClientOptions } from '#engine/forge/octokit.ts';
import { UserError } from '#domain/user-error.ts';
import { runningOffice, tokenOf } from './connect.ts';

/** The office that runs here, and how its site and desk are reached. */
export interface Maintenance extends ClientOptions {
  readonly login: string;
  /** Root of its public site. */
  readonly siteUrl: string;
}

/**
 * The way to the office on this machine for who maintains it, or for the account that is named.
 * @throws UserError where no office runs, or there is no such account
 */
export async function maintenance(
  { folder, as }: { readonly folder?: string | undefined; readonly as?: string | undefined },
  io: Io,
): Promise<Maintenance> {
  const office = await runningOffice(folder, io);
  const login = as ?? office.maintainer;
  if (login === undefined)
    throw new UserError({
      id: 'Kantor ini berjalan dengan versi program yang lebih lama; hentikan, lalu jalankan lagi.',
      en: 'This office runs an earlier version of the program; end it, and start it again.',
    });
  return {
    ...{ owner: office.owner, repo: office.repo, baseUrl: office.apiUrl, token: tokenOf(office, login) },
    ...{ login, siteUrl: office.url },
  };
}
