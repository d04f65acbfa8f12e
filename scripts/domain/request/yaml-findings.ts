/** Collects the problems of one YAML document while it is read. */
import type { YAMLError } from 'yaml';
import type { Problem, Text } from '#domain/problem.ts';
import type { TextFault } from './text.ts';
import { FAULTS, type FaultCode, OPEN_BRACKET, SYNTAX } from './yaml-faults.ts';

/** The limits of R9. Requests have a few kilobytes and four levels. */
export const YAML_LIMITS = { bytes: 64 * 1024, depth: 12, tokens: 20_000, problems: 50 } as const;

type Where = { line?: number; path?: string; received?: string; expected?: string };

/** The library's codes for faults that were already found in the tokens. */
const SEEN_BEFORE = new Set([
  'ALIAS_PROPS',
  'BAD_ALIAS',
  'BAD_DIRECTIVE',
  'MULTIPLE_ANCHORS',
  'MULTIPLE_DOCS',
  'MULTIPLE_TAGS',
  'TAG_RESOLVE_FAILED',
]);

export class YamlFindings {
  readonly file: string;
  readonly #problems: Problem[] = [];
  readonly #textSeen = new Set<string>();

  constructor(file: string) {
    this.file = file;
  }

  get none(): boolean {
    return this.#problems.length === 0;
  }

  add(code: FaultCode, { path = '', ...where }: Where): void {
    this.#problems.push({ file: this.file, path, ...where, code: `yaml-${code}`, ...FAULTS[code] });
  }

  /** @param first the line on which the property is first written */
  addDuplicate(path: string, line: number, first: number | undefined): void {
    const { message, fix } = FAULTS['duplicate-key'];
    const said = { id: `${message.id}, juga pada baris ${first}`, en: `${message.en}, on line ${first} too` };
    this.#problems.push({ file: this.file, path, line, code: 'yaml-duplicate-key', message: said, fix });
  }

  /** Adds faults of a text. A fault that was found in the source is not repeated for the value on the same line. */
  addText(faults: TextFault[], { path = '', line }: { path?: string; line: number }): void {
    for (const fault of faults) {
      const key = `${line} ${fault.code}`;
      if (!this.#textSeen.has(key)) this.#problems.push({ file: this.file, path, line, ...fault });
      this.#textSeen.add(key);
    }
  }

  /** Adds an error or a warning of the library. Both count as errors here (R9). */
  addSyntax(fault: YAMLError, line: number): void {
    if (SEEN_BEFORE.has(fault.code) && !this.none) return;
    if (fault.code === 'TAB_AS_INDENT') {
      this.add('tab', { line });
      return;
    }
    if (fault.code === 'NON_STRING_KEY') {
      this.add('key-not-text', { line });
      return;
    }
    // The library reports a bracket that is never closed as a fault of indentation.
    const isBracket = fault.code === 'BAD_INDENT' && fault.message.startsWith('Flow ');
    const message: Text = isBracket
      ? OPEN_BRACKET
      : { id: SYNTAX[fault.code] ?? FAULTS.syntax.message.id, en: fault.message };
    this.#problems.push({ file: this.file, path: '', line, code: 'yaml-syntax', message, fix: FAULTS.syntax.fix });
  }

  /** Returns the first fifty problems, and how many more there are. A hostile document can cause thousands. */
  shown(): Problem[] {
    const more = this.#problems.length - YAML_LIMITS.problems;
    if (more <= 0) return this.#problems;
    const message: Text = { id: `Masih ada ${more} masalah lain`, en: `There are ${more} more problems` };
    const rest: Problem = { file: this.file, path: '', code: 'yaml-more-problems', message };
    return [...this.#problems.slice(0, YAML_LIMITS.problems), rest];
  }
}
