/**
 * Foreign text in comments as text and nothing else (security 24): no mention, link, image, reference to an issue or
 * commit, closing keyword, HTML or formatting comes of it.
 */

/**
 * Characters that turn the writing direction or are invisible: they are written out, so that all that is there shows.
 */
const UNSEEN = /[\p{Bidi_Control}\p{Cs}\u{E0000}-\u{E0FFF}]|(?![\t\n])\p{Cc}/gu;

const visible = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(
      UNSEEN,
      (character) => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
    );

/** At most `limit` characters (code points), the last of them an ellipsis where something was cut. */
export function cut(text: string, limit: number): string {
  const characters = [...text];
  return characters.length > limit
    ? `${characters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`
    : text;
}

/** Foreign text on one line, nothing in it unseen. */
export const oneLine = (text: string): string => visible(text).replace(/\s+/gu, ' ').trim();

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/**
 * Foreign text of several lines: a fenced block, its fence longer than any run of backticks inside.
 * @param info the block's tag, one of the caller's own words
 * @param limit code points; what is longer is cut, so that a comment keeps below the forge's 65,536
 */
export function quote(text: string, info = 'text', limit = 4_000): string {
  const body = cut(visible(text).replace(/^\n+|\s+$/g, ''), limit);
  const fence = '`'.repeat(Math.max(3, longestRun(body) + 1));
  return `${fence}${info}\n${body}\n${fence}`;
}

/**
 * Foreign text within a sentence: one line of inline code.
 * @returns a dash for text that is empty, of which no code can be made
 */
export function inlineCode(text: string, limit = 300): string {
  const line = cut(oneLine(text), limit);
  if (line === '') return '–';
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = /^`|`$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Breaks what the forge looks for in finished text, where escaping does not reach. It has no width. */
const BREAK = '\u200B';

/**
 * A name within a sentence (of a role, a room, a person, an account, or a step's phrase), as text: what markdown reads
 * is escaped, and what the forge would turn into a mention, a link or a reference is broken.
 */
export function plainName(text: string, limit = 500): string {
  return cut(oneLine(text), limit)
    .replace(/@(?=\S)/g, `@${BREAK}`)
    .replace(/#(?=\d)/g, `#${BREAK}`)
    .replace(/:(?=\/\/)/g, `:${BREAK}`)
    .replace(/(gh-)(?=\d)/gi, `$1${BREAK}`)
    .replace(/(www)(?=\.)/gi, `$1${BREAK}`)
    .replace(/([0-9a-f]{6})(?=[0-9a-f])/gi, `$1${BREAK}`)
    .replace(/[\\`*_{}[\]<>#!|~$&:]/g, (character) => (character === '&' ? '&amp;' : `\\${character}`))
    .replace(/^(\d+)(?=[.)])|^(?=[-+=])/, (start) => `${start}\\`)
    .replaceAll(BREAK, '&#8203;');
}

/** Mentions an account, if the login can be one; else its text, mentioning nobody. */
export const mention = (login: string): string =>
  /^[a-z\d](?:[a-z\d_-]{0,98}[a-z\d])?$/i.test(login) ? `@${login}` : inlineCode(login);

/** Marks for sentences that become part of a comment. */
export const MARKDOWN = { name: (text: string) => plainName(text), words: (text: string) => inlineCode(text) } as const;
