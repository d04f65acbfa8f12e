import { type DeskForge, openForge } from './forge.ts';
import { postHeard } from './post-heard.ts';
import { LIST, type RawList } from './queries.ts';
import type { Settings } from './settings.ts';

/** The forge of a person who has just signed in, and the list, which is asked for at once. */
export interface OpenedForge {
  readonly forge: DeskForge;
  readonly list: Promise<RawList>;
}

/** Opens the forge for the owner of a token, and asks for the list while the scripts of the desk still arrive. */
export function openAtOnce(settings: Settings, token: string): OpenedForge {
  const forge = openForge(settings, token, postHeard);
  const list = forge.graphql<RawList>(LIST, {});
  // A failure is shown when the list is needed.
  list.catch(() => undefined);
  return { forge, list };
}
