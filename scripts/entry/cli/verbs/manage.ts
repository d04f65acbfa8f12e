import { type Command, printText } from '#entry/command.ts';
import { connectAsMaintainer } from '../connect.ts';
import { readArgs } from '../read-args.ts';

/**
 * Prints the address of Kelola, and the token with which the maintainer of the office on this machine signs in there
 * (R7). Nobody can choose the maintainer's account on the page that signs in; only the owner of the folder has its token.
 */
export const run: Command = async (args, io) => {
  const { values } = readArgs(args, { folder: { type: 'string' } });
  const { siteUrl, token } = await connectAsMaintainer(values, io);
  printText(io, {
    id: `Buka ${siteUrl}/meja/#/kelola, pilih "Masuk dengan token", lalu tempelkan:\n\n  ${token}\n\nToken ini memberi hak pengelola; jangan dibagikan.`,
    en: `Open ${siteUrl}/en/meja/#/kelola, choose “Sign in with a token”, and paste:\n\n  ${token}\n\nThis token gives the maintainer's rights; do not share it.`,
  });
  return 0;
};
