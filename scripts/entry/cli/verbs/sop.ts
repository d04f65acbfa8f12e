import { UsageError } from '#domain/user-error.ts';
import type { Command } from '#entry/command.ts';

/** The file of each subcommand, loaded only when the subcommand runs. */
const OF_AN_SOP: Readonly<Record<string, () => Promise<{ readonly run: Command }>>> = {
  new: () => import('../sop-new.ts'),
  propose: () => import('../sop-propose.ts'),
  adopt: () => import('../sop-adopt.ts'),
};

/** Makes a procedure from a printed one, proposes its changes, and puts them in force. */
export const run: Command = async (args, io) => {
  const [what = '', ...rest] = args;
  const load = Object.hasOwn(OF_AN_SOP, what) ? OF_AN_SOP[what] : undefined;
  if (load) return (await load()).run(rest, io);
  const known = Object.keys(OF_AN_SOP);
  throw new UsageError({
    id: `Perlu: ${known.map((each) => `sop ${each}`).join(', atau ')}.`,
    en: `Needed: ${known.map((each) => `sop ${each}`).join(', or ')}.`,
  });
};
