/** What can be seen of a YAML document before it is composed: flat tokens, and how deep they are nested. */
import { CST, Lexer } from 'yaml';
import { shorten } from '#domain/problem.ts';
import type { FaultCode } from './yaml-faults.ts';
import { type YamlFindings, YAML_LIMITS } from './yaml-findings.ts';

const REFUSED: Partial<Record<CST.TokenType, FaultCode>> = {
  alias: 'alias',
  anchor: 'anchor',
  tag: 'tag',
  'directive-line': 'directive',
};

/**
 * Reports aliases, anchors, tags and directives with their lines.
 * @returns false when there are more tokens than anyone could have meant: then nothing else should read the text
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

/** @returns the offset of a collection nested too deep, if any; walks with a stack of its own, never by recursion */
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
