import { createHash } from 'node:crypto';
import type { PullView } from '#domain/case/state/pull.ts';

/** A short digest of a status as it stands on a pull request, or is to stand; undefined: none. */
export function shownStatus(status: PullView['status']): string | undefined {
  if (!status) return undefined;
  const { state, description, url = '' } = status;
  return createHash('sha256').update([state, description, url].join('\n')).digest('hex').slice(0, 16);
}
