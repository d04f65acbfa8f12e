import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import type { Config } from './config.ts';

/**
 * The words for a time that passed without a decision (R44), with the titles of the procedures that it opens: the entry
 * needs nothing else.
 * @param span absent: the step's own time
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
