/** The person who has signed in to the form, and the forge that they may read. */
import { openForge } from '../desk/forge.ts';
import { type DeskViewer, VIEWER } from '../desk/queries.ts';
import { adoptOldDrafts, draftsOf } from '../desk/request/drafts.ts';
import { forgetForm, keepDraftsOf, renewFormToken, type TokenSource } from '../desk/session.ts';
import type { Settings } from '../desk/settings.ts';
import type { DeskPlace, HeldRequest } from '../desk/view/common.tsx';
import { watchedForge } from '../desk/view/watched-forge.ts';

export interface Session extends Pick<DeskPlace, 'forge' | 'watch' | 'ahead'> {
  readonly viewer: DeskViewer;
  readonly token: string;
}

let session: Session | undefined;

export const currentSession = (): Session | undefined => session;

/** Asks the forge who owns a token. Throws like every call to the forge. */
async function sessionOf(settings: Settings, token: string): Promise<Session> {
  const forge = openForge(settings, token);
  const { viewer } = await forge.graphql<{ readonly viewer: DeskViewer }>(VIEWER, {});
  return { viewer, token, ...watchedForge(settings, forge) };
}

/**
 * Signs in. What another account left in Decap's own store is removed, and the account's drafts of earlier releases are
 * moved to the desk's drafts. Throws like every call to the forge.
 */
export async function signIn(settings: Settings, token: string): Promise<Session> {
  session = await sessionOf(settings, token);
  const { databaseId } = session.viewer;
  await keepDraftsOf(databaseId);
  await adoptOldDrafts(databaseId);
  return session;
}

/**
 * Continues the session with another token of the same account.
 * @returns undefined if the token belongs to another account
 */
export async function renewSession(settings: Settings, token: string, account: number): Promise<Session | undefined> {
  const next = await sessionOf(settings, token);
  if (next.viewer.databaseId !== account) return undefined;
  renewFormToken(token);
  return (session = next);
}

/** Ends the token and removes the person's input, so that the next person in this browser does not find it. */
export function signOut(source: TokenSource): void {
  if (session) void draftsOf(session.viewer.databaseId).forgetAll();
  session = undefined;
  forgetForm(source);
}

interface HeldInForm extends HeldRequest {
  readonly branch: string;
  /** Stops accepting input. After the first save Decap opens the form again from the branch of the request. */
  close(): void;
  /**
   * Reports unsaved input to Decap again. After a save Decap regards all input as saved, even what was typed during
   * the save.
   */
  announce(): void;
}

let held: HeldInForm | undefined;

export const heldRequest = (): HeldInForm | undefined => held;

/** Notes which request is open. The page shows Decap's buttons only for what they can do to it. */
export function hold(next: HeldInForm | undefined): void {
  held = next;
  const { dataset } = document.documentElement;
  if (next) dataset['held'] = next.isCase ? 'case' : 'draft';
  else delete dataset['held'];
}
