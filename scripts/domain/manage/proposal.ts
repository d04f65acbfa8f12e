/** Writes the pull request that proposes a change of the configuration (R7), for the command line and the desk. */
import type { Text } from '#domain/problem.ts';
import { both } from '#domain/words/language.ts';
import { MARKDOWN } from '#domain/words/markdown.ts';

/** The first part of the name of every branch that proposes a change of the configuration. */
export const PROPOSAL_BRANCH = 'sop/';

/** A change of files of the configuration. */
export interface ProposedFiles {
  readonly put: readonly { readonly path: string; readonly text: string }[];
  /** The paths of files that are removed. */
  readonly gone: readonly string[];
}

/** Returns the text whose SHA-256 names the branch of a change, so that the same change is proposed once. */
export const proposalKey = ({ put, gone }: ProposedFiles): string =>
  [...put.map(({ path, text }) => `${path}\0${text}`), ...gone].join('\n');

/** Returns the name of the branch of a change. @param digest SHA-256 of {@link proposalKey} in hexadecimal */
export const proposalBranch = (digest: string): string => `${PROPOSAL_BRANCH}${digest.slice(0, 12)}`;

const LONGEST_TITLE = 200;
/** The most characters of the pull request's text. The pages of versions show all changes once these are in force. */
const LONGEST_BODY = 20_000;

/**
 * Writes the title of the pull request: the sentence of the change or, if there are several, the names of the files.
 * @param sentences what changes, one sentence for each change
 */
export function proposalTitle(sentences: readonly Text[], paths: readonly string[]): string {
  const [only, ...others] = sentences;
  const title = only && others.length === 0 ? only.id : `Perubahan SOP: ${paths.join(', ')}`;
  return title.replace(/\s+/gu, ' ').slice(0, LONGEST_TITLE);
}

/** Writes the changes, and from when they count, in both languages. Text from the files is escaped. */
export function proposalBody(reported: readonly Text[]): string {
  const lines = both((language) => reported.map((each) => `- ${MARKDOWN.words(each[language])}`).join('\n'));
  return `${lines.id}\n\n${lines.en}`.slice(0, LONGEST_BODY);
}
