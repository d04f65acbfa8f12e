import { UsageError } from '#domain/user-error.ts';
import type { Command } from '#entry/command.ts';

/** Each of its own file, read only when it is called for. */
const OF_AN_SOP: Readonly<Record<string, () => Promise<{ readonly run: Command }>>> = {
  new: () => import('../sop-new.ts'),
  propose: () => import('../sop-propose.ts'),
  adopt: () => import('../sop-adopt.ts'),
};

/** The life of an SOP: made of a printed one, proposed when it changed, put in force. */
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
