import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Text } from '#domain/problem.ts';
import { UsageError } from '#domain/user-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options of every command. The entry point removes them. */
const EVERYWHERE = ['lang', 'help'];

/**
 * Reads a command's arguments.
 * @param operands the largest number of operands
 * @throws UsageError for an unknown option, a missing or superfluous value, an empty operand, or too many operands
 */
export function readArgs<const O extends Options>(args: readonly string[], options: O, operands = 0) {
  refuse(args, options, operands);
  return parseArgs({ args: [...args], options, allowPositionals: operands > 0, strict: true });
}

/** Refuses wrong arguments in both languages, since Node's own messages are in English only. */
function refuse(args: readonly string[], options: Options, operands: number): void {
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const type = Object.hasOwn(options, name) ? options[name]?.type : undefined;
    if (type === undefined) throw new UsageError(noOption(rawName, [...Object.keys(options), ...EVERYWHERE]));
    if (type === 'boolean' && value !== undefined) throw new UsageError(noValue(rawName, value));
    if (type === 'string' && (value === undefined || (!inlineValue && value.startsWith('-') && value !== '-')))
      throw new UsageError(value === undefined ? valueNeeded(rawName) : valueNotOption(rawName, value));
  }
  const empty = positionals.indexOf('');
  if (empty >= 0)
    throw new UsageError({
      id: `Argumen ke-${empty + 1} kosong; periksa variabel yang dipakai untuknya.`,
      en: `Argument ${empty + 1} is empty; check the variable that it is taken from.`,
    });
  const extra = positionals[operands];
  if (extra !== undefined)
    throw new UsageError({ id: `Tidak dimengerti: "${short(extra)}".`, en: `Not understood: "${short(extra)}".` });
}

const short = (text: string): string => text.slice(0, 40);

function noOption(name: string, known: readonly string[]): Text {
  const names = known.map((each) => `--${each}`).join(', ');
  return {
    id: `Tidak ada opsi ${short(name)}; yang ada: ${names}.`,
    en: `There is no option ${short(name)}; there are: ${names}.`,
  };
}

const noValue = (name: string, value: string): Text => ({
  id: `${name}: tanpa nilai, diterima "${short(value)}".`,
  en: `${name}: takes no value, received "${short(value)}".`,
});

const valueNeeded = (name: string): Text => ({
  id: `${name}: diharapkan sebuah nilai, seperti ${name} NILAI.`,
  en: `${name}: expected a value, as in ${name} VALUE.`,
});

const valueNotOption = (name: string, value: string): Text => ({
  id: `${name}: diharapkan sebuah nilai, diterima "${short(value)}". Nilai yang diawali "-" ditulis ${name}=${short(value)}.`,
  en: `${name}: expected a value, received "${short(value)}". A value that begins with "-" is written ${name}=${short(value)}.`,
});
