import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import type { Config } from './config.ts';

/**
 * What it means that a time has passed without a decision (R44), as its entry tells it: with the titles that the office's procedures have
 * by then, so that nothing but the journal is needed to name them.
 * @param span id of the span whose time it was; absent: the step's own
 */
export function noDecisionOf(
  procedure: Procedure,
  { procedures }: Pick<Config, 'procedures'>,
  step: string,
  span: string | undefined,
): NonNullable<Entry['silence']> {
  const timed = span === undefined ? stepOf(procedure, step) : procedure.spans?.find(({ id }) => id === span);
  const { words = { id: '', en: '' }, opens = [] } = timed?.lapse ?? {};
  const { id, en } = words;
  const named = opens.map((other) => {
    const title = procedures.get(other)?.value.title;
    return { id: other, ...(title ? { title: { id: title.id, en: title.en } } : {}) };
  });
  return { words: { id, en }, ...(named.length > 0 ? { opens: named } : {}) };
}
