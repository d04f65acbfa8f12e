import { Unevaluated } from './unevaluated.ts';

/**
 * Returns whether a name passes a filter of branches or paths. Patterns apply in order, `!` excludes, and a later
 * pattern overrides an earlier one (GitHub’s filter pattern cheat sheet).
 */
export function passes(name: string, patterns: readonly string[]): boolean {
  let isIn = false;
  for (const pattern of patterns) {
    const isNegative = pattern.startsWith('!');
    if (matcher(isNegative ? pattern.slice(1) : pattern).test(name)) isIn = !isNegative;
  }
  return isIn;
}

/**
 * Turns a pattern into a regular expression. `*` stops at a slash and `**` does not; `?` and `+` repeat the part before
 * them; brackets list characters.
 */
function matcher(pattern: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] ?? '';
    if (pattern.startsWith('**/', at) && (at === 0 || pattern[at - 1] === '/')) {
      source += '(?:.*/)?';
      at += 2;
    } else if (pattern.startsWith('**', at)) {
      source += '.*';
      at += 1;
    } else if (character === '*') source += '[^/]*';
    else if (character === '?' || character === '+') source += character;
    else if (character === '[') {
      const end = pattern.indexOf(']', at);
      if (end < 0) throw new Unevaluated('filter', `the pattern ${pattern}`);
      source += pattern.slice(at, end + 1);
      at = end;
    } else source += character.replace(/[.\\^$(){}|]/g, '\\$&');
  }
  return new RegExp(`^${source}$`);
}
