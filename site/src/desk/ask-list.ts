import { type DeskForge, openForge } from './forge.ts';
import { LIST, type RawList } from './queries.ts';
import type { Settings } from './settings.ts';

/** Asks the forge for the list. Throws like every call to the forge. */
export const askList = (forge: DeskForge): Promise<RawList> => forge.graphql<RawList>(LIST, {});

/** The forge of a person who has just signed in, and the list, which is asked for at once. */
export interface OpenedForge {
  readonly forge: DeskForge;
  readonly list: Promise<RawList>;
}

/** Opens the forge for the owner of a token, and asks for the list while the scripts of the desk still arrive. */
export function openAtOnce(settings: Settings, token: string): OpenedForge {
  const forge = openForge(settings, token);
  const list = askList(forge);
  // A failure is shown when the list is needed.
  list.catch(() => undefined);
  return { forge, list };
}
