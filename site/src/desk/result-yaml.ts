/**
 * Writes a result as YAML that people and the process can read (R9): block style, with every text in double quotes,
 * which are the same in JSON and YAML 1.2. The engine's YAML writer is not used, because it would be half of the
 * desk's script.
 * @param value object of JSON values, as `cleaned` returns it
 */
export function resultYaml(value: object): string {
  return lines(value).join('\n');
}

const PLAIN_KEY = /^[a-z][a-z0-9_]*$/;
/** Keys that YAML would not read as text. */
const RESERVED = /^(?:true|false|null|y|n|yes|no|on|off)$/;

const isBranch = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

function lines(value: object): string[] {
  if (Array.isArray(value))
    return (value as unknown[]).flatMap((each) => {
      const [first = '', ...rest] = isBranch(each) ? lines(each) : [JSON.stringify(each)];
      return [`- ${first}`, ...rest.map(indented)];
    });
  return Object.entries(value).flatMap(([name, each]: [string, unknown]) => {
    const key = PLAIN_KEY.test(name) && !RESERVED.test(name) ? name : JSON.stringify(name);
    return isBranch(each) ? [`${key}:`, ...lines(each).map(indented)] : [`${key}: ${JSON.stringify(each)}`];
  });
}

const indented = (line: string): string => `  ${line}`;
