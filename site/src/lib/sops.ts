import type { Procedure } from '#domain/generated/procedure.ts';
import type { Language } from '#domain/problem.ts';
import { TEXT } from './text.ts';

type Named = Pick<Procedure, 'id' | 'title' | 'identity'>;

/** Returns "Rancangan: …" for an SOP that is not in force in this form; undefined if the SOP is the official text. */
export function draftWords(
  { identity: { draft } }: Pick<Procedure, 'identity'>,
  language: Language,
): string | undefined {
  return draft && `${TEXT.draft[language]}: ${draft[language]}`;
}

/** Returns the text that lists show next to the title of an SOP: its number, or the word for a draft. */
export const numberOrDraft = ({ identity }: Pick<Procedure, 'identity'>, language: Language): string =>
  identity.draft ? TEXT.draft[language].toLowerCase() : identity.number;

/**
 * Finds the SOP of the office that the identity block of another SOP names as related. The title must be equal; the
 * word SOP at its beginning, spaces and capitals are not compared.
 * @param written title as the other SOP writes it
 */
export const relatedSop = <SOP extends Named>(written: string, procedures: readonly SOP[]): SOP | undefined =>
  procedures.find(({ identity, title }) => [identity.title, title.id].map(plain).includes(plain(written)));

const plain = (title: string): string =>
  title
    .replace(/^\s*SOP\b/i, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
