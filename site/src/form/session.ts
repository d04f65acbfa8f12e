/** The person who signed in, and Decap's GitHub backend with a few things changed around it, none within it. */
import { BACKEND } from '#public/form/configuration.ts';
import type { Language, Problem } from '#domain/problem.ts';
import {
  endToken,
  forgetForm,
  keepDraftsOf,
  reachesTooFar,
  renewFormToken,
  signInByWindow,
  type TokenSource,
} from '../desk/session.ts';
import type { Settings } from '../desk/settings.ts';
import { branchOf } from './address.ts';
import { guardArrivals, isOwnAttempt } from './arrivals.ts';
import { guardFiles, withNamed } from './neighbours.ts';
import { type Backend, decap, type User } from './cms.ts';
import { faultInWords, isSessionEnded, plainError } from './faults.ts';
import { findings, lookSoon, tell as find } from './findings.ts';
import { type ForgePlace, type Reader, readerOf } from './forge.ts';
import { knownHeads, rememberHead } from './heads.ts';
import { arrived, keepFor } from './keeping.ts';
import { ownFirst } from './own-requests.ts';
import { endSave, isSaving } from './saving.ts';
import { sayForm } from '../request/words.ts';
import { WORDS } from './words.ts';

/** A person, and the forge as they may read it. */
export interface Session {
  readonly user: User;
  readonly reader: Reader;
}

/** What is asked before a status is changed or a request deleted: each throws a sentence where it may not be. */
export interface Gates {
  beforeStatus(collection: string, slug: string, status: string): Promise<void>;
  beforeDelete(collection: string, slug: string): Promise<void>;
}

/** Known from the moment of signing in until signing out. */
let session: Session | undefined;
/** What will be to correct before the request that is being saved can be submitted. */
let remaining: readonly Problem[] = [];
/** Renews a session that ended, in place. @returns what to say of it */
let renew: ((signal: AbortSignal) => Promise<string>) | undefined;

export const signedIn = (): User | undefined => session?.user;

export const currentSession = (): Session | undefined => session;

/** Told once the save has arrived. */
export const remainingAfter = (problems: readonly Problem[]): void => {
  remaining = problems;
};

/** Signs in again by a window, with the request still on the screen. @returns a sentence; empty: it is done */
export const signInHere = async (signal: AbortSignal): Promise<string> => (await renew?.(signal)) ?? '';

/**
 * Registers the backend that the configuration names. It is Decap's own for GitHub, which
 * - tells who signed in, also when somebody else did before, and lets a session that ended be renewed in place,
 * - on signing out ends the token too, and leaves nothing of what was typed to the next person in this browser,
 * - says whatever goes wrong in a sentence,
 * - does not ask a third party whether GitHub is well (no request goes anywhere but to the forge),
 * - saves one thing at a time, over nothing that changed since, and not twice what arrived and was not answered,
 * - writes the attachments that the request names, and takes away all others,
 * - submits and deletes only what may be,
 * - shows the person's own requests, and no media library,
 * - has the case's page for the preview of an entry.
 * @param site address of the public site
 * @param tell shows a sentence where Decap has no place for one, above all of it; nothing takes it away
 */
export function registerBackend(
  place: ForgePlace & TokenSource & Pick<Settings, 'auth'>,
  site: string,
  language: Language,
  gates: Gates,
  tell: (sentence: string) => void,
): void {
  const { cms } = decap();
  // A function, because Decap calls it with `new` and takes what it returns.
  function Wrapped(config: unknown, options: unknown): Backend {
    const fresh = (): Backend => cms.getBackend('github').init(config, options);
    const backend = fresh();
    let asked: { readonly token: string; readonly answer: ReturnType<Backend['currentUser']> } | undefined;
    // A backend of Decap's asks once who this is and remembers it, whoever signs in later, and "nobody" just as well.
    backend.currentUser = (user) => {
      if (asked?.token !== user.token) asked = { token: user.token, answer: fresh().currentUser(user) };
      return asked.answer;
    };
    const authenticate = backend.authenticate.bind(backend);
    const restoreUser = backend.restoreUser.bind(backend);
    const logout = backend.logout.bind(backend);
    const getMedia = backend.getMedia.bind(backend);
    // Whom Decap signs out because their token is no longer good has not asked for that.
    let hasEnded = false;
    backend.authenticate = async (state) => {
      const { token } = state;
      if (reachesTooFar(place, token)) throw plainError(sayForm(WORDS.tooFar, language));
      const user = await authenticate(state);
      const { id, login } = await backend.currentUser(user);
      const person = { id, login, token: user.token };
      await keepDraftsOf(id);
      keepFor(id);
      tell('');
      session = { user: person, reader: readerOf(place, person) };
      if (backend.api) {
        guardArrivals(backend.api, () => session?.reader);
        guardFiles(backend.api, () => session?.reader);
      }
      return user;
    };
    backend.restoreUser = (stored) =>
      restoreUser(stored).catch((error: unknown) => {
        hasEnded = true;
        tell(sayForm(WORDS.sessionEnded, language));
        throw error;
      });
    backend.logout = () => {
      session = undefined;
      if (!hasEnded) forgetForm(place);
      hasEnded = false;
      return logout();
    };
    renew = async (signal) => {
      const result = await signInByWindow(place, signal);
      if (!('token' in result))
        return result.fault === 'blocked'
          ? sayForm(WORDS.popupBlocked, language)
          : sayForm(WORDS.popupRefused, language, { reason: result.reason });
      const { token } = result;
      if (reachesTooFar(place, token)) return sayForm(WORDS.tooFar, language);
      const { id, login } = await backend.currentUser({ token });
      if (session && session.user.id !== id) {
        void endToken(place, token);
        return sayForm(WORDS.otherAccount, language);
      }
      const person = { id, login, token };
      session = { user: person, reader: readerOf(place, person) };
      backend.token = token;
      if (backend.api) backend.api.token = token;
      renewFormToken(token);
      await seeAgain(session.reader);
      tell('');
      find();
      lookSoon();
      return '';
    };
    backend.status = async () => ({ auth: { status: true }, api: { status: true, statusPage: '' } });
    // Of an entry's own folder it is asked with that; the library has none, and holds nothing.
    backend.getMedia = async (of) => (of === undefined ? [] : getMedia(of));
    backend.getDeployPreview = async (collection, slug) => {
      // Whose turn it is, and why it cannot be known, stands above the form.
      const one = await session?.reader.read(collection, slug).catch(() => undefined);
      const id = one?.current?.state.opens.case;
      return id === undefined ? null : { url: `${site}berkas/${id}/`, status: 'success' };
    };
    guardWrites(backend, gates);
    ownFirst(backend, () => session?.reader);
    return inWords(backend, language, tell);
  }
  cms.registerBackend(BACKEND, Wrapped);
}

/** A new sign-in has seen nothing yet; what is on the screen and has not moved since, it has. */
async function seeAgain(reader: Reader): Promise<void> {
  const current = await Promise.all(
    knownHeads().map(async ([branch, head]) => ((await reader.tip(branch)) === head ? [head] : [])),
  );
  await Promise.all(current.flat().map((head) => reader.see(head)));
}

/** What is written: one thing at a time, and only what may be. */
function guardWrites(backend: Backend, gates: Gates): void {
  const persistEntry = backend.persistEntry.bind(backend);
  const setStatus = backend.updateUnpublishedEntryStatus.bind(backend);
  const deleteEntry = backend.deleteUnpublishedEntry.bind(backend);
  const unpublishedEntry = backend.unpublishedEntry.bind(backend);
  const underWay = new Map<string, Promise<unknown>>();
  backend.persistEntry = (entry, saving) => {
    const slug = entry.dataFiles[0]?.slug ?? '';
    const save = async (): Promise<unknown> => {
      const answer = await persistEntry(await withNamed(entry, saving), saving);
      arrived(slug);
      find(remaining.length > 0 ? { problems: remaining, keeps: 'remaining' } : undefined);
      lookSoon();
      return answer;
    };
    const running =
      underWay.get(slug) ??
      save().finally(() => {
        underWay.delete(slug);
        endSave();
      });
    underWay.set(slug, running);
    return running;
  };
  backend.unpublishedEntry = async (asked) => {
    const { collection, slug } = asked;
    if (collection === undefined || slug === undefined) return unpublishedEntry(asked);
    const branch = branchOf(collection, slug);
    const tip = await session?.reader.tip(branch);
    // A first save did arrive and its answer did not: it is done again in the same place, not beside itself.
    if (isSaving() && isOwnAttempt(tip)) throw onNoBranch();
    const found = await unpublishedEntry(asked);
    if (!isSaving()) rememberHead(branch, tip);
    return found;
  };
  backend.updateUnpublishedEntryStatus = async (collection, slug, status) => {
    await gates.beforeStatus(collection, slug, status);
    const answer = await setStatus(collection, slug, status);
    find();
    lookSoon();
    return answer;
  };
  backend.deleteUnpublishedEntry = async (collection, slug) => {
    await gates.beforeDelete(collection, slug);
    return deleteEntry(collection, slug);
  };
}

/** As Decap says it. */
const onNoBranch = (): Error =>
  Object.assign(new Error('content is not under editorial workflow'), {
    name: 'EDITORIAL_WORKFLOW_ERROR',
    notUnderEditorialWorkflow: true,
  });

/** Says whatever goes wrong in a sentence, above the form too, where Decap's message goes after eight seconds. */
function inWords(backend: Backend, language: Language, tell: (sentence: string) => void): Backend {
  const failed = (name: string | symbol, error: unknown): never => {
    const fault = faultInWords(error, language);
    const isPlain = fault instanceof Error && fault.name === '';
    if (!isPlain) throw error;
    if (isSaving() && name !== 'persistEntry') endSave();
    const ended = isSessionEnded(error);
    if (ended && session) tell(fault.message);
    if (fault !== error && WRITES.has(name) && findings().refusal !== fault.message)
      find({ problems: [], refusal: fault.message, ...(ended ? { ended: true } : {}) });
    throw fault;
  };
  return new Proxy(backend, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]): unknown => {
        const answer: unknown = member.apply(target, given);
        return answer instanceof Promise ? answer.catch((error: unknown) => failed(name, error)) : answer;
      };
    },
  });
}

const WRITES: ReadonlySet<string | symbol> = new Set([
  'persistEntry',
  'unpublishedEntry',
  'updateUnpublishedEntryStatus',
  'deleteUnpublishedEntry',
]);
