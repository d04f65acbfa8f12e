import type { Procedure } from '#domain/generated/procedure.ts';
import type { Language } from '#domain/problem.ts';
import { TEXT } from './text.ts';

type Named = Pick<Procedure, 'id' | 'title' | 'identity'>;

/** "Rancangan: …", of an SOP that is not in force as it stands; undefined: it is the official text. */
export function draftWords(
  { identity: { draft } }: Pick<Procedure, 'identity'>,
  language: Language,
): string | undefined {
  return draft && `${TEXT.draft[language]}: ${draft[language]}`;
}

/** The number of an SOP, or that it is a draft: what stands next to its title in lists. */
export const numberOrDraft = ({ identity }: Pick<Procedure, 'identity'>, language: Language): string =>
  identity.draft ? TEXT.draft[language].toLowerCase() : identity.number;

/**
 * The SOP of the office that another's identity block calls related, where the titles are the same but for the word SOP and
 * capitals.
 */
export const relatedSop = <SOP extends Named>(written: string, procedures: readonly SOP[]): SOP | undefined =>
  procedures.find(({ identity, title }) => [identity.title, title.id].map(plain).includes(plain(written)));

const plain = (title: string): string =>
  title
    .replace(/^\s*SOP\b/i, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
