import type { Config } from '#domain/case/state/config.ts';
import type { CaseNews } from '#domain/journal/news.ts';
import { sop, type Walk, world } from './walked-case.ts';

/**
 * Returns the news of a walked case, for the run that adds its last entries.
 * @param added the number of these entries
 */
export function newsOf(walk: Walk, added: number, more: Partial<CaseNews> = {}): CaseNews {
  const { config } = world([]);
  const schema = config.schemas.get(sop.request.schema);
  const procedure = config.procedures.get(sop.id);
  if (!schema || !procedure) throw new Error('The shipped office is not whole.');
  return {
    journal: walk.sealed(),
    added,
    now: walk.now,
    config: config as Config,
    rules: { procedure, schema },
    ...more,
  };
}
