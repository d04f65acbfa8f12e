import { UserError } from '#domain/user-error.ts';
import { ForgeError } from '#engine/forge/errors.ts';

/** Ends the command with the forge's refusal of an act on a pull request. */
export const throwRefusedAct =
  (number: number) =>
  (error: unknown): never => {
    throw refusedAct(error, number);
  };

/**
 * Returns the forge's refusal in words that say what the person can do, or else the error itself.
 * @param number the pull request that was read or acted on
 */
export function refusedAct(error: unknown, number: number): unknown {
  if (!(error instanceof ForgeError)) return error;
  if (isNoSuchPull(error))
    return new UserError({
      id: `Tidak ada permohonan nomor ${number} di sini, atau akun yang dipakai tidak dapat melihatnya. Nomor tiap permohonan tertera di halaman depan situs.`,
      en: `There is no request number ${number} here, or the account that is used cannot see it. The site’s first page lists each request with its number.`,
    });
  if (error.status === 422 && /your own pull request/i.test(error.reason))
    return new UserError({
      id: 'Pemohon tidak dapat menyetujui atau mengembalikan permohonannya sendiri. Lihat giliran siapa: npx disposisi explain.',
      en: 'An applicant cannot approve or return their own request. See whose turn it is: npx disposisi explain.',
    });
  return error;
}

/** Checks whether the forge refused because no pull request, or nothing at all, has the given number. */
export const isNoSuchPull = ({ status, code, reason }: ForgeError): boolean =>
  status === 404 || (code === 'NOT_FOUND' && /PullRequest/.test(reason));
