/** Whatever goes wrong, in a sentence: Decap would show a word of the browser's, or an object. */
import type { Language } from '#domain/problem.ts';
import { RefusedByForge, SessionEnded } from '../desk/forge.ts';
import { Moved } from '../desk/request/save.ts';
import { sayForm } from '../request/words.ts';
import { WORDS } from './words.ts';

/** Decap shows an error by its text alone: one without a name is its message. */
export function plainError(sentence: string): Error {
  const error = new Error(sentence);
  error.name = '';
  return error;
}

/** What an error says of itself, as far as it does. */
interface Said {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly status?: unknown;
}

/** Browsers' words for a network that is not there, which Decap passes on as an answer with the status 500. */
const NO_NETWORK = /failed to fetch|networkerror|load failed|network request failed|network connection was lost/i;

/** Is the token no longer good? The forge's answer may have come as it was, which has the status as a text. */
export const isSessionEnded = (error: unknown): boolean =>
  error instanceof SessionEnded || Number((error as Said | null)?.status) === 401;

/** An error as it is shown. What Decap knows by its name, and what is a sentence already, stays as it is. */
export function faultInWords(error: unknown, language: Language): unknown {
  const { name, message, status } = (error ?? {}) as Said;
  if (name === 'EDITORIAL_WORKFLOW_ERROR' || (error instanceof Error && error.name === '')) return error;
  const said = typeof message === 'string' ? message : '';
  const plain = (text: (typeof WORDS)[keyof typeof WORDS], reason = ''): Error =>
    plainError(sayForm(text, language, { reason }));
  if (isSessionEnded(error)) return plain(WORDS.sessionEnded);
  if (error instanceof Moved) return plain(WORDS.moved);
  if (error instanceof TypeError || NO_NETWORK.test(said)) return plain(WORDS.noNetwork);
  if (Number(status) === 413) return plain(WORDS.tooLarge);
  if (
    Number(status) === 409 ||
    /not a fast.forward|reference (?:update failed|already exists)|diubah di tempat lain/i.test(said)
  )
    return plain(WORDS.moved);
  // The forge's own words, in which an office's embedded one says both languages.
  if (error instanceof RefusedByForge || status !== undefined) return plain(WORDS.refused, said || String(status));
  console.error(error);
  return plain(WORDS.fault, said || (typeof error === 'string' ? error : ''));
}
