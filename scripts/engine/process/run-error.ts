import { same } from '#domain/words/language.ts';
import { statusDescription } from '#domain/words/status-description.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import type { CaseView } from '#engine/forge/forge.ts';
import type { Deps } from './deps.ts';

/**
 * Reports why nothing could be decided (R31): in the log, and as an error status where the case could be read and does
 * not have that status yet.
 */
export async function reportRunError(
  deps: Deps,
  view: CaseView | undefined,
  message: string,
  dryRun: boolean,
): Promise<void> {
  deps.log(same(message));
  if (!view || dryRun) return;
  const [first = ''] = message.split('\n');
  const description = statusDescription({ kind: 'error', cause: same(first) }, { zone: 'UTC' });
  const { status, head } = view.pull;
  if (status?.state === 'error' && status.description === description) return;
  try {
    await deps.forge.applyEffects(view.pull, [
      { do: 'status', oid: head, state: 'error', description, url: undefined },
    ]);
  } catch (error) {
    // The forge is out of reach for this as well; the next run tries again (R31).
    if (!(error instanceof ForgeError)) throw error;
    deps.log(same(error.message));
  }
}
