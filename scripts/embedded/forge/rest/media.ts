import { HttpRefusal } from '../refusal.ts';

/** What an answer is written as: JSON, or one of GitHub's other media types, which an operation has to offer. */
export type Media = 'json' | 'raw' | 'diff' | 'patch' | 'sha';

/**
 * Which of the media types that a client takes it gets: the first that the operation has.
 * @param accept the header; empty takes anything
 * @param offered what the operation offers besides JSON
 * @throws HttpRefusal 415 where there is none, in GitHub's words: an answer in another form would be taken for the one asked
 */
export function mediaOf(accept: string, offered: readonly Media[]): Media {
  if (accept.trim() === '') return 'json';
  for (const range of accept.toLowerCase().split(',')) {
    const media = mediaIn(range.split(';', 1)[0]?.trim() ?? '', offered);
    if (media !== undefined) return media;
  }
  throw new HttpRefusal(415, `Unsupported 'Accept' header: '${accept.slice(0, 100)}'. Must accept 'application/json'.`);
}

/** `application/vnd.github`, a version, a parameter, and perhaps `+json` (GitHub's page "Media types"). */
const GITHUB = /^application\/vnd\.github(?:\.v\d)?(?:\.([a-z][\w-]*))?(\+json)?$/;

function mediaIn(type: string, offered: readonly Media[]): Media | undefined {
  if (type === '*/*' || type === 'application/*' || type === 'application/json') return 'json';
  const match = GITHUB.exec(type);
  if (match === null) return undefined;
  const [, parameter, json] = match;
  if (parameter === undefined) return 'json';
  const found = offered.find((media) => media === parameter);
  if (found !== undefined) return found;
  // Texts are given raw, as they are where nothing is asked; a preview's name changes nothing here.
  return json !== undefined && (parameter === 'raw' || parameter.endsWith('-preview')) ? 'json' : undefined;
}
