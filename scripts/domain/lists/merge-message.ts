import { commitLine, cut, oneLine } from '#domain/words/markdown.ts';
import { sideBySide, LIST_WORDS, pageOfCase } from './list-pages.ts';
import type { ListedCase } from './listed-case.ts';

/** The most characters of the first line. GitHub cuts a longer one. */
const FIRST_LINE = 72;
/** The most characters of any other line. */
const LINE = 300;

/**
 * Writes the message of the commit by which main receives a completed case (R34). It says of the case what the
 * register's list says. Every text of people is plain (security 24).
 * @param sop the title of the procedure, which names a case without a title
 */
export function mergeMessage(one: ListedCase, sop: string, site: string | undefined): string {
  const { id, agenda, title, decision, by, ended } = one;
  const said = [
    [LIST_WORDS.agenda, agenda],
    [LIST_WORDS.title, title],
    [LIST_WORDS.decision, sideBySide(decision)],
    [LIST_WORDS.by, by && sideBySide(by)],
    [LIST_WORDS.ended, ended && sideBySide(ended)],
  ] as const;
  const lines = said.flatMap(([label, text]) =>
    text === undefined ? [] : [`${sideBySide(label)}: ${commitLine(text, LINE)}`],
  );
  const first = cut(`${id}: ${commitLine(title ?? sop, FIRST_LINE)}`, FIRST_LINE);
  return [first, '', ...lines, ...(site === undefined ? [] : [oneLine(pageOfCase(one, site))])].join('\n');
}
