/** Reads a comment of the process as parts, so that the desk can show it without a reader of Markdown. */

export type CommentPart =
  /** A paragraph, or an item of a list: items say which fields become public (R11). */
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'item'; readonly text: string }
  | { readonly is: 'code'; readonly text: string }
  | { readonly is: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** Removes the marks of Markdown from words of the process, and the escapes from words of people. */
const plainWords = (text: string): string =>
  text
    .replace(/(?<!\\)\*\*|(?<!\\)`/g, '')
    .replaceAll('<br>', '; ')
    .replaceAll('&#8203;', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\\(_|[^\w\s])/g, '$1')
    .trim();

const cellsOf = (line: string): string[] =>
  line
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map(plainWords);

/** Splits a text that the process wrote into paragraphs, tables and quoted blocks, without its title. */
export function commentParts(text: string): CommentPart[] {
  const parts: CommentPart[] = [];
  let fence: string | undefined;
  let held: string[] = [];
  const end = (): void => {
    const [first = '', , ...rest] = held;
    if (fence !== undefined) parts.push({ is: 'code', text: held.join('\n') });
    else if (first.startsWith('|')) parts.push({ is: 'table', head: cellsOf(first), rows: rest.map(cellsOf) });
    else if (first !== '')
      parts.push({ is: first.startsWith('- ') ? 'item' : 'text', text: plainWords(held.join(' ').replace(/^- /, '')) });
    held = [];
  };
  for (const line of text.split('\n').slice(1)) {
    const [mark] = /^`{3,}/.exec(line) ?? [];
    if (fence === undefined && mark !== undefined) {
      end();
      fence = mark;
    } else if (fence !== undefined && line === fence) {
      end();
      fence = undefined;
    } else if (fence === undefined && line === '') end();
    else held.push(line);
  }
  end();
  return parts;
}
