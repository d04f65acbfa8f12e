import { spokenFacts, type Problem, type Text, withoutReceived } from '#domain/problem.ts';
import { both } from './language.ts';
import { inlineCode, plainName } from './markdown.ts';
import { localTimes } from './local-times.ts';

export const MOST_LISTED = 50;

/**
 * Lists problems in a comment (R12), without the values of internal fields (R11).
 * @param zone the zone in which people read the times
 */
export function problemList(problems: readonly Problem[], zone: string): Text {
  const more = problems.length - MOST_LISTED;
  return both((language) => {
    const lines = problems
      .slice(0, MOST_LISTED)
      .map(withoutReceived)
      .map((problem) => {
        const { file, path, line, label, message, fix } = problem;
        const place = line === undefined ? file : `${file}:${line}`;
        const field = label
          ? `**${plainName(label[language])}**`
          : [place, path]
              .filter(Boolean)
              .map((each) => inlineCode(each))
              .join(' ');
        const facts = spokenFacts(problem, language, (fact) => inlineCode(localTimes(fact, zone, language)));
        const said = plainName(message[language].replace(/\.$/, ''));
        const sentence = `${said}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}.`;
        const next = fix ? ` ${plainName(fix[language].replace(/\.$/, ''))}.` : '';
        return `- ${field === '' ? '' : `${field}: `}${sentence}${next}`;
      });
    const rest = { id: `- dan ${more} lagi.`, en: `- and ${more} more.` };
    return [...lines, ...(more > 0 ? [rest[language]] : [])].join('\n');
  });
}
