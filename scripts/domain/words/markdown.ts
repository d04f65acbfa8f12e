/**
 * Writes text that people typed as plain text in comments (security 24). The forge does not read it as a mention, link,
 * image, reference, closing keyword, HTML or markdown.
 */

/**
 * Characters that are written as codes: bidirectional controls, lone surrogates, U+E0000 to U+E0FFF (such as tags), and
 * control characters except tab and line feed.
 */
const UNSEEN = /[\p{Bidi_Control}\p{Cs}\u{E0000}-\u{E0FFF}]|(?![\t\n])\p{Cc}/gu;

const visible = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(
      UNSEEN,
      (character) => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
    );

/**
 * Shortens a text that is longer than the limit.
 * @param limit the greatest number of code points, including the ellipsis
 */
export function cut(text: string, limit: number): string {
  const characters = [...text];
  return characters.length > limit
    ? `${characters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`
    : text;
}

export const oneLine = (text: string): string => visible(text).replace(/\s+/gu, ' ').trim();

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/**
 * Quotes a text in a fenced block whose fence is longer than any fence in the text.
 * @param limit the greatest number of code points of the quoted text; a forge accepts 65,536 characters in a comment
 */
export function quote(text: string, info = 'text', limit = 4_000): string {
  const body = cut(visible(text).replace(/^\n+|\s+$/g, ''), limit);
  const fence = '`'.repeat(Math.max(3, longestRun(body) + 1));
  return `${fence}${info}\n${body}\n${fence}`;
}

/** Writes a text as inline code on one line. An empty text becomes a dash. */
export function inlineCode(text: string): string {
  const line = cut(oneLine(text), 300);
  if (line === '') return '–';
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = /^`|`$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A character without width. It splits what a forge would turn into a link or a mention. */
const BREAK = '\u200B';

/** Puts a mark into everything that a forge would turn into a mention, a reference or a link. */
const split = (text: string, mark: string): string =>
  text
    .replace(/@(?=\S)/g, `@${mark}`)
    .replace(/#(?=\d)/g, `#${mark}`)
    .replace(/:(?=\/\/)/g, `:${mark}`)
    .replace(/(gh-)(?=\d)/gi, `$1${mark}`)
    .replace(/(www)(?=\.)/gi, `$1${mark}`);

/** Writes a name in a sentence: markdown is escaped, and the forge finds nothing to link. */
export function plainName(text: string, limit = 500): string {
  return split(cut(oneLine(text), limit), BREAK)
    .replace(/([0-9a-f]{6})(?=[0-9a-f])/gi, `$1${BREAK}`)
    .replace(/:(?=[\w+-]+:)/g, `:${BREAK}`)
    .replace(/[\\`*_{}[\]<>#!|~$&:]/g, (character) => (character === '&' ? '&amp;' : `\\${character}`))
    .replace(/^(\d+)(?=[.)])|^(?=[-+=])/, (start) => `${start}\\`)
    .replaceAll(BREAK, '&#8203;');
}

/**
 * Writes a text on one line of a commit's message, which is no markdown. The forge mentions nobody, closes nothing and
 * skips no workflow because of it: such a text gets a space, and square brackets become round ones.
 */
export const commitLine = (text: string, limit: number): string =>
  split(cut(oneLine(text), limit), ' ')
    .replaceAll('[', '(')
    .replaceAll(']', ')');

/** Mentions an account. A login that is not valid is written as text. */
export const mention = (login: string): string =>
  /^[a-z\d](?:[a-z\d_-]{0,98}[a-z\d])?$/i.test(login) ? `@${login}` : inlineCode(login);

/** The functions that put people's text into a sentence of a comment; {@link quote} makes a block (security 24). */
export const MARKDOWN = { name: (text: string) => plainName(text), words: (text: string) => inlineCode(text) } as const;
