/** Values that differ in each repository, such as addresses, ids, times and counts. Only their kind is compared. */
const KINDS: readonly [RegExp, string][] = [
  [/^(?:https?|git):\/\/|^git@/, 'an address'],
  [/^[0-9a-f]{40}$/, 'an object id'],
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'a time'],
];
const OWN = /^(?:node_id|login|name|full_name|email|message|title|body|description|label|content)$/;

/**
 * Lists the differences of an answer from a recorded one, such as `/creator/login: missing`. Fields that were not
 * recorded are left out, since GitHub added fields after the recording. A list is compared by its first item.
 */
export function differences(recorded: unknown, answer: unknown, path = ''): string[] {
  if (Array.isArray(recorded) && Array.isArray(answer))
    return recorded.length > 0 && answer.length > 0 ? differences(recorded[0], answer[0], `${path}/0`) : [];
  if (isObject(recorded) && isObject(answer))
    return Object.keys(recorded).flatMap((key) =>
      key in answer ? differences(recorded[key], answer[key], `${path}/${key}`) : [`${path}/${key}: missing`],
    );
  const [before, now] = [kindOf(recorded, path), kindOf(answer, path)];
  return before === now ? [] : [`${path}: ${now} instead of ${before}`];
}

function kindOf(value: unknown, path: string): string {
  if (typeof value === 'number') return 'a number';
  if (typeof value !== 'string') return JSON.stringify(value) ?? 'nothing';
  const known = KINDS.find(([pattern]) => pattern.test(value));
  if (known) return known[1];
  return OWN.test(path.split('/').at(-1) ?? '') ? 'a text' : JSON.stringify(value);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
