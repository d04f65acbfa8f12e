/**
 * Reads a document that a person wrote (R9): a small, strict part of YAML 1.2 core, as plain JSON values.
 * Everything a hostile document could do before a schema sees it ends here, with a line and a way out.
 */
import { Composer, type Document, LineCounter, Parser } from 'yaml';
import type { Problem } from '#domain/problem.ts';
import type { Json } from './pointer.ts';
import { TEXT_LIMIT, textFaults } from './text.ts';
import { YamlFindings, YAML_LIMITS } from './yaml-findings.ts';
import { checkLexemes, tooDeep } from './yaml-tokens.ts';
import { toJson } from './yaml-value.ts';

export { YAML_LIMITS } from './yaml-findings.ts';

/** One-based lines by JSON pointer: where each value (for a property: its name) stands. */
export type Lines = ReadonlyMap<string, number>;

type YamlReading = { ok: true; value: Json; lines: Lines } | { ok: false; problems: Problem[] };

/**
 * `uniqueKeys` is off since the library compares every pair of keys: `toJson` looks for duplicates. `intAsBigInt` keeps
 * big integers exact, so that `toJson` can refuse them.
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
 * @param source text, or the bytes of a file (then UTF-8 is checked too)
 * @param file how problems name it
 * @param longest characters of one text
 * @returns the value with the lines of its parts, or every problem found (at most 50)
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
  // What is missing at the end is missing on the last line that holds something.
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
  // After a fault everything below it seems to be wrong, and most of all where a tab stands for an indentation.
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
