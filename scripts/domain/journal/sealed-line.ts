import { canonicalJson } from '#domain/request/digest.ts';
import { type ChainFault, type ChainLine, RegisterError, type SealedPart } from './chain.ts';
import type { PrivatePart, PublicPart } from './parts.ts';
import { isObject } from '#domain/request/pointer.ts';

/** A line of a journal in the register. An erasure may have left only the commitment of a part (R50). */
export interface SealedLine extends ChainLine<PublicPart, PrivatePart> {
  readonly public: SealedPart<PublicPart> | Bare;
  readonly private: SealedPart<PrivatePart> | Bare;
}

interface Bare {
  readonly commitment: string;
  readonly part?: never;
  readonly salt?: never;
}

/** Prints lines as a file: canonical JSON, with a line feed after each line. */
export function printLines(lines: readonly ChainLine[]): string {
  return lines.map((line) => `${canonicalJson(line)}\n`).join('');
}

/**
 * Reads the text of a journal into lines. Neither the chain nor the right to erase a part is checked here. Each line must
 * be canonical JSON with exactly the fields of a sealed entry. So a journal has one possible text, and the commitments cover all of it.
 * @throws RegisterError for the first line that has another form
 */
export function parseLines(number: number, text: string): SealedLine[] {
  const lines = text.split('\n');
  const rest = lines.pop();
  if (rest !== '') {
    throw new RegisterError(number, lines.length + 1, 'unreadable', { path: '', expected: 'a line feed at the end' });
  }
  return lines.map((line, i) => {
    const fault = (code: ChainFault, expected: string) =>
      new RegisterError(number, i + 1, code, { path: '', expected });
    let value: unknown;
    let canonical: string;
    try {
      value = JSON.parse(line);
      canonical = canonicalJson(value);
    } catch {
      throw fault('unreadable', 'JSON');
    }
    if (!isSealedLine(value))
      throw fault('unreadable', 'id, leaf, prev, public and private with commitment, part and salt');
    if (canonical !== line) throw fault('not-canonical', 'RFC 8785');
    return value;
  });
}

function isSealedLine(value: unknown): value is SealedLine {
  const isOld = hasExactly(value, ['id', 'prev', 'private', 'public']);
  if (!isOld && !hasExactly(value, ['id', 'leaf', 'prev', 'private', 'public'])) return false;
  const { id, leaf = 0, prev, public: open, private: closed } = value as Readonly<Record<string, unknown>>;
  if (!Number.isSafeInteger(leaf) || Number(leaf) < 0) return false;
  return isHash(id) && isHash(prev) && isSealedPart(open) && isSealedPart(closed);
}

function isSealedPart(value: unknown): boolean {
  if (hasExactly(value, ['commitment'])) return isHash(value.commitment);
  if (!hasExactly(value, ['commitment', 'part', 'salt'])) return false;
  return isSalt(value.salt) && isHash(value.commitment) && isObject(value.part);
}

const isHash = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

const isSalt = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);

function hasExactly<Key extends string>(value: unknown, keys: readonly Key[]): value is Readonly<Record<Key, unknown>> {
  return isObject(value) && Object.keys(value).sort().join() === keys.join();
}
