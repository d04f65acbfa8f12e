/**
 * Reads a document that a person wrote (R9): a small, strict part of YAML 1.2 core, as plain JSON values.
 * A document that could do harm before a schema checks it is refused here. The problem names the line and says what to
 * do.
 */
import { Composer, CST, type Document, isMap, isScalar, isSeq, Lexer, LineCounter, Parser, type Scalar } from 'yaml';
import { type Problem, shorten } from '#domain/problem.ts';
import { below, type Json } from './pointer.ts';
import { TEXT_LIMIT, textFaults, writtenFaults } from './text.ts';
import type { FaultCode } from './yaml-faults.ts';
import { YAML_LIMITS, YamlFindings } from './yaml-findings.ts';

export { YAML_LIMITS } from './yaml-findings.ts';

/** The line numbers, from 1, by JSON pointer. A property has the line of its name. */
export type Lines = ReadonlyMap<string, number>;

type YamlReading = { ok: true; value: Json; lines: Lines } | { ok: false; problems: Problem[] };

/**
 * `uniqueKeys` is off, since the library would compare every pair of keys; `toJson` looks for duplicates instead.
 * `intAsBigInt` keeps big integers exact, so that `toJson` can refuse them.
 */
const OPTIONS = {
  version: '1.2',
  schema: 'core',
  uniqueKeys: false,
  stringKeys: true,
  intAsBigInt: true,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/**
 * Reads one YAML document.
 * @param source text, or the bytes of a file, which are then also checked for UTF-8
 * @param longest the most characters of each text in the document
 * @returns the value with the lines of its parts, or the problems (the first 50, and how many more there are)
 * @source R9; YAML 1.2.2 core schema
 */
export function readYaml(source: string | Uint8Array, file: string, longest = TEXT_LIMIT): YamlReading {
  const findings = new YamlFindings(file);
  const refused = (): YamlReading => ({ ok: false, problems: findings.shown() });

  const text = readText(source, findings);
  if (text === undefined) return refused();
  for (const [index, line] of text.split(/\r?\n/).entries()) findings.addText(textFaults(line), { line: index + 1 });
  if (!checkLexemes(text, findings)) return refused();

  const counter = new LineCounter();
  const tokens = [...new Parser(counter.addNewLine).parse(text)];
  // Something that is missing at the end is reported on the last line that is not blank.
  const last = Math.max(0, text.trimEnd().length - 1);
  const lineOf = (offset: number): number => counter.linePos(Math.min(offset, last)).line;
  const deep = tooDeep(tokens);
  if (deep !== undefined) {
    findings.add('too-deep', { line: lineOf(deep), expected: `≤ ${YAML_LIMITS.depth}` });
    return refused();
  }

  const documents: Document.Parsed[] = [...new Composer(OPTIONS).compose(tokens)];
  const [document, second] = documents;
  if (second) findings.add('several-documents', { line: lineOf(second.range[0]), expected: '1' });
  const faults = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]);
  // One fault makes everything below it look wrong, most of all a tab in an indentation. So if there are such tabs,
  // only these tabs are reported; otherwise, only the first fault.
  const tabs = faults.filter(({ code }) => code === 'TAB_AS_INDENT');
  const [first] = faults.sort((a, b) => a.pos[0] - b.pos[0]);
  for (const fault of tabs.length > 0 ? tabs : first ? [first] : []) findings.addSyntax(fault, lineOf(fault.pos[0]));
  if (first) return refused();
  if (!document || document.contents === null) {
    findings.add('empty', {});
    return refused();
  }

  const { value, lines } = toJson(document.contents, lineOf, findings, longest);
  return findings.none ? { ok: true, value, lines } : refused();
}

function readText(source: string | Uint8Array, findings: YamlFindings): string | undefined {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
  if (bytes.length > YAML_LIMITS.bytes) {
    findings.add('too-large', { expected: '≤ 64 KiB', received: `${Math.ceil(bytes.length / 1024)} KiB` });
    return undefined;
  }
  if (typeof source === 'string') return source;
  try {
    // A byte order mark is kept, so that it is refused like every other invisible character.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    findings.add('not-utf8', { expected: 'UTF-8' });
    return undefined;
  }
}

const REFUSED: Partial<Record<CST.TokenType, FaultCode>> = {
  alias: 'alias',
  anchor: 'anchor',
  tag: 'tag',
  'directive-line': 'directive',
};

/**
 * Reports aliases, anchors, tags and directives with their lines.
 * @returns false if there are more tokens than a person would write; the caller must then not parse the text
 */
export function checkLexemes(text: string, findings: YamlFindings): boolean {
  let line = 1;
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > YAML_LIMITS.tokens) {
      findings.add('too-many-parts', { line });
      return false;
    }
    const type = CST.tokenType(lexeme);
    const code = type ? REFUSED[type] : undefined;
    if (code) findings.add(code, { line, received: shorten(lexeme, 30) });
    if (lexeme.includes('\n')) line += lexeme.split('\n').length - 1;
  }
  return true;
}

/**
 * Finds a collection that is nested too deeply. The function keeps its own stack, since recursion would fail on a
 * hostile document.
 * @returns the offset of the collection, if any
 */
export function tooDeep(tokens: CST.Token[]): number | undefined {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (depth > YAML_LIMITS.depth) return token.offset;
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      for (const part of [key, value]) if (part) open.push({ token: part, depth: depth + 1 });
    }
  }
  return undefined;
}

/**
 * Returns the plain JSON value of a composed document.
 * @param lineOf function that turns an offset in the source into its line
 * @param findings collection to which the function adds duplicate keys, numbers that JSON cannot represent exactly,
 *   texts that are too long, and forbidden characters that the source has as an escape only (`"\u202E"`)
 * @returns the value, and the line of each of its parts
 */
export function toJson(
  root: unknown,
  lineOf: (offset: number) => number,
  findings: YamlFindings,
  longest?: number,
): { value: Json; lines: Map<string, number> } {
  const lines = new Map<string, number>();

  const text = (value: string, path: string, line: number): string => {
    findings.addText(writtenFaults(value, false, longest), { path, line });
    return value;
  };

  const number = (node: Scalar, path: string, line: number): number => {
    const value = Number(node.value);
    const received = (node.source ?? String(node.value)).slice(0, 30);
    if (!Number.isFinite(value)) findings.add('not-finite', { path, line, received });
    else if (Math.abs(value) > Number.MAX_SAFE_INTEGER) findings.add('number-too-large', { path, line, received });
    return value;
  };

  const walk = (node: unknown, path: string, inherited: number): Json => {
    const range = isMap(node) || isSeq(node) || isScalar(node) ? node.range : undefined;
    const line = range ? lineOf(range[0]) : inherited;
    // The line of a property is that of its name, even if its value begins on a later line.
    if (!lines.has(path)) lines.set(path, line);
    if (isSeq(node)) return node.items.map((item, index) => walk(item, below(path, index), line));
    if (isMap(node)) {
      const object: { [key: string]: Json } = {};
      for (const { key, value } of node.items) {
        // A key that is no text was already reported when the document was composed.
        if (!isScalar(key) || typeof key.value !== 'string') continue;
        const inner = below(path, text(key.value, path, line));
        const at = key.range ? lineOf(key.range[0]) : line;
        if (key.value === '__proto__') findings.add('key-reserved', { path, line: at, received: key.value });
        else if (Object.hasOwn(object, key.value)) findings.addDuplicate(inner, at, lines.get(inner));
        else {
          lines.set(inner, at);
          object[key.value] = walk(value, inner, at);
        }
      }
      return object;
    }
    if (!isScalar(node)) return null;
    if (typeof node.value === 'string') return text(node.value, path, line);
    if (typeof node.value === 'number' || typeof node.value === 'bigint') return number(node, path, line);
    return typeof node.value === 'boolean' ? node.value : null;
  };

  return { value: walk(root, '', 1), lines };
}
