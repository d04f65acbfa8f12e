import type { Instant } from '#domain/clock/instant.ts';
import { canonicalJson } from '#domain/request/digest.ts';

/** Adopted after a look at every open case (R28). */
interface Adopted {
  readonly at: Instant;
  readonly revision: string;
  /** Of main. */
  readonly main: string;
}

export function adopt(text: string | undefined, adopted: Adopted): string {
  return `${text ?? ''}${canonicalJson(adopted)}\n`;
}

/** @throws SyntaxError naming the first unreadable line */
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
