/** From the nodes of a YAML document to plain JSON values, checking what only the values show. */
import { isMap, isScalar, isSeq, type Scalar } from 'yaml';
import { below, type Json } from './pointer.ts';
import { writtenFaults } from './text.ts';
import type { YamlFindings } from './yaml-findings.ts';

/**
 * The plain JSON value of a composed document.
 * @param lineOf from an offset in the source to its line
 * @param findings receives duplicate keys, numbers that JSON cannot hold exactly, and text that an escape
 *   (`"\u202E"`) had hidden from the check of the source, or that is too long
 * @param longest characters of one text
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
    // A property is where its name stands, also when its value begins on a later line.
    if (!lines.has(path)) lines.set(path, line);
    if (isSeq(node)) return node.items.map((item, index) => walk(item, below(path, index), line));
    if (isMap(node)) {
      const object: { [key: string]: Json } = {};
      for (const { key, value } of node.items) {
        // A key that is no text was reported when the document was composed.
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
