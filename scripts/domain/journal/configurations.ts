import type { Instant } from '#domain/clock/instant.ts';
import { canonicalJson } from '#domain/request/digest.ts';

/** A configuration under which the process has judged every open case, and which it uses from then on (R28). */
interface Adopted {
  readonly at: Instant;
  readonly revision: string;
  /** The commit of main from which the configuration was read. */
  readonly main: string;
}

/**
 * Adds a line to the text of `configurations.jsonl`.
 * @param text present text; undefined if there is no file yet
 */
export function adopt(text: string | undefined, adopted: Adopted): string {
  return `${text ?? ''}${canonicalJson(adopted)}\n`;
}

/**
 * Reads `configurations.jsonl`.
 * @throws SyntaxError that names the first line that cannot be read
 */
export function parseConfigurations(text: string | undefined): Adopted[] {
  if (!text) return [];
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new SyntaxError(`Line ${lines.length + 1} does not end with a line feed.`);
  return lines.map((line, i) => {
    const value = parsed(line);
    if (!value) throw new SyntaxError(`Line ${i + 1} does not say at, revision and main in canonical JSON.`);
    return value;
  });
}

function parsed(line: string): Adopted | undefined {
  try {
    const { at, revision, main } = JSON.parse(line) as Record<string, unknown>;
    if (typeof at !== 'string' || typeof revision !== 'string' || typeof main !== 'string') return undefined;
    const value = { at, revision, main };
    return canonicalJson(value) === line ? value : undefined;
  } catch {
    return undefined;
  }
}
