/**
 * Reads the text of docs/rules.md (the book), and compares it with the titles of tests and with the numbers that files
 * name. The functions take texts and read no file.
 */

/** The numbers in the book. */
export interface RuleBook {
  /** The numbers of rules, in the order of their headings. */
  readonly rules: readonly number[];
  /** The numbers of planned rules, in their order. */
  readonly planned: readonly number[];
  /** The headings and lines that are neither a rule’s heading nor a planned number. */
  readonly unreadable: readonly string[];
}

/** The title of a test, and the path of its file. */
export interface TestTitle {
  readonly file: string;
  readonly title: string;
}

/** The numbers of rules that a file names, anywhere in its text. */
export interface Naming {
  readonly file: string;
  readonly numbers: readonly number[];
}

const PLANNED = '## Planned rules';

/** Returns every rule number in a text, each once. A range such as "R1–R3" means all of its numbers. */
export function ruleNumbers(text: string): number[] {
  const found = [...text.matchAll(/\bR(\d{1,2})(?:[–-]R(\d{1,2}))?\b/g)].flatMap(([, first = '', last = first]) =>
    Array.from({ length: Math.max(1, Number(last) - Number(first) + 1) }, (_, i) => Number(first) + i),
  );
  return [...new Set(found)];
}

export function readRuleBook(text: string): RuleBook {
  const book = { rules: [] as number[], planned: [] as number[], unreadable: [] as string[] };
  let section = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('## ')) section = line;
    const isPlanned = section === PLANNED && line.startsWith('- ');
    if (!isPlanned && !line.startsWith('### ')) continue;
    const number = /^(?:###|-) R([1-9]\d?) \S/.exec(line)?.[1];
    if (number === undefined || (section === PLANNED) !== isPlanned) book.unreadable.push(line);
    else (isPlanned ? book.planned : book.rules).push(Number(number));
  }
  return book;
}

/**
 * Returns a sentence for each disagreement between book, titles of tests, and files.
 * @param titles the titles of the tests that are run
 * @param named the numbers in code, tests and documents; only documents may name planned numbers
 */
export function ruleFindings(text: string, titles: readonly TestTitle[], named: readonly Naming[]): string[] {
  const book = readRuleBook(text);
  return [...bookFindings(book), ...titleFindings(book, titles), ...nameFindings(book, named)];
}

function bookFindings({ rules, planned, unreadable }: RuleBook): string[] {
  const all = [...rules, ...planned].sort((a, b) => a - b);
  const missing = Array.from({ length: all.at(-1) ?? 0 }, (_, i) => i + 1).filter((number) => !all.includes(number));
  return [
    ...unreadable.map((line) => `“${line}” is neither a rule’s heading nor a planned number`),
    ...all.filter((number, i) => number === all[i - 1]).map((number) => `R${number} stands twice`),
    ...[rules, planned].flatMap((list) =>
      list.flatMap((number, i) => (number < (list[i - 1] ?? 0) ? `R${number} stands after R${list[i - 1]}` : [])),
    ),
    ...missing.map((number) => `R${number} is left out: it is neither a rule nor planned`),
  ];
}

function titleFindings({ rules, planned }: RuleBook, titles: readonly TestTitle[]): string[] {
  const proved = new Set(titles.flatMap(({ title }) => ruleNumbers(title)));
  const early = titles.flatMap(({ file, title }) =>
    ruleNumbers(title)
      .filter((number) => planned.includes(number))
      .map((number) => `R${number} is only planned, but ${file} tests it: make it a rule`),
  );
  return [
    ...rules.filter((number) => !proved.has(number)).map((number) => `R${number} is in no test’s title`),
    ...early,
  ];
}

function nameFindings({ rules, planned }: RuleBook, named: readonly Naming[]): string[] {
  return named.flatMap(({ file, numbers }) => {
    const known = file.endsWith('.md') ? [...rules, ...planned] : rules;
    return numbers
      .filter((number) => !known.includes(number))
      .map((number) => `${file} names R${number}, which is no rule`);
  });
}

/** A rule as the book writes it. */
interface WrittenRule {
  readonly number: number;
  /** The parts between blank lines, below the heading. */
  readonly parts: readonly string[];
}

function writtenRules(text: string): WrittenRule[] {
  const [, ...sections] = text.split(/^### R(?=\d)/m);
  return sections.map((section) => {
    const [heading = '', ...rest] = section.split(/^## /m)[0]?.split('\n') ?? [];
    const parts = rest.join('\n').split(/\n{2,}/);
    return { number: Number.parseInt(heading, 10), parts: parts.map((part) => part.trim()).filter(Boolean) };
  });
}

const DECIDED = 'Decided in ';

/** Checks whether a text is one sentence, which ends with a full stop, or with a colon before an example. */
const isOneSentence = (part: string): boolean => /^[A-Z`]/.test(part) && /[.:]$/.test(part) && !/[.!?]\s+\S/.test(part);

const isListOrTable = (part: string): boolean => /^[-|] /.test(part);

/** Returns the files that decide a rule, from its last part. */
export const decidingFiles = (part: string): string[] =>
  [...part.matchAll(/`((?:scripts|site)\/[^`]+\.[a-z]+)`/g)].map(([, file = '']) => file);

/**
 * Returns a finding for each rule in another form. The form is one sentence, the limits, and the files that decide the
 * rule. At least one of these files must name the rule.
 * @param named the numbers in code, for every existing file
 */
export function formFindings(text: string, named: readonly Naming[]): string[] {
  const numbersIn = new Map(named.map(({ file, numbers }) => [file, numbers]));
  return writtenRules(text).flatMap(({ number, parts }) => {
    const [opening = '', ...rest] = parts;
    const decided = rest.at(-1) ?? '';
    const files = decided.startsWith(DECIDED) ? decidingFiles(decided) : [];
    const absent = files.filter((file) => !numbersIn.has(file));
    return [
      ...(isOneSentence(opening) ? [] : [`R${number} does not open with one sentence`]),
      ...(rest.some(isListOrTable) ? [] : [`R${number} has no list of its limits`]),
      ...(files.length > 0 ? [] : [`R${number} does not end with the files that it is decided in`]),
      ...absent.map((file) => `R${number} is decided in ${file}, which is not there`),
      ...(files.length === absent.length || files.some((file) => numbersIn.get(file)?.includes(number))
        ? []
        : [`R${number} is named in no file that it is decided in`]),
    ];
  });
}

/** Returns the names in the first column of the table with this first heading, or no names without such a table. */
export function firstColumn(text: string, heading: string): string[] {
  const [, table = ''] = text.split(`\n| ${heading} |`);
  const [, , ...lines] = table.split('\n\n')[0]?.split('\n') ?? [];
  return lines.flatMap((line) => /^\| `([^`]+)` \|/.exec(line)?.[1] ?? []);
}
