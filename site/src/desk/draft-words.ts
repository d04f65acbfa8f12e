import type { Language } from '#domain/problem.ts';
import { STICKY } from '#domain/words/sticky-mark.ts';
import type { RawPull } from './queries.ts';

/**
 * What the process wrote of a draft, in one language and without the marks of markdown: a draft has no journal, so that
 * what is wrong with it stands in the process's own comment (R12, R13). It is shown as text.
 */
export function draftWords({ comments }: Pick<RawPull, 'comments'>, language: Language): string | undefined {
  const own = comments.nodes.findLast(
    ({ author, body }) => author?.__typename === 'Bot' && body.split(/\r?\n/, 1)[0] === STICKY,
  );
  // The Indonesian paragraphs come first, then the same ones in English.
  const paragraphs = own?.body.split(/\n{2,}/).slice(1) ?? [];
  const half = Math.ceil(paragraphs.length / 2);
  const mine = language === 'id' ? paragraphs.slice(0, half) : paragraphs.slice(half);
  const text = mine
    .join('\n')
    .replace(/^- /gm, '• ')
    .replace(/\*\*|^\*|\*$|`+|\u200b/gm, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .trim();
  return text === '' ? undefined : text;
}
