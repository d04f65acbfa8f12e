/** The person who signed in, and Decap's GitHub backend with a few things changed around it, none within it. */
import { BACKEND } from '#public/form/configuration.ts';
import type { Language } from '#domain/problem.ts';
import { forgetForm, keepDraftsOf, reachesTooFar, type TokenSource } from '../desk/session.ts';
import { type Asset, type Backend, decap, type User } from './cms.ts';
import { type ForgePlace, type Reader, readerOf } from './forge.ts';
import { sayForm } from '../request/words.ts';
import { WORDS } from './words.ts';

/** A person, and the forge as they may read it. */
export interface Session {
  readonly user: User;
  readonly reader: Reader;
}

/** Known from the moment of signing in until signing out. */
let session: Session | undefined;
/** Names of the attachments that the request being saved names; undefined: it has no such field. */
let named: readonly string[] | undefined;

export const signedIn = (): User | undefined => session?.user;

export const currentSession = (): Session | undefined => session;

/** Only these attachments go into the next commit: what the list no longer names does not lie about (R9). */
export const keepAttachments = (names: readonly string[] | undefined): void => {
  named = names;
};

/**
 * Registers the backend that the configuration names. It is Decap's own for GitHub, which
 * - tells who signed in, also when somebody else did before,
 * - on signing out ends the token too, and leaves nothing of what was typed to the next person in this browser,
 * - where a session has ended by itself says so, and keeps what was typed for the same account,
 * - does not ask a third party whether GitHub is well (no request goes anywhere but to the forge),
 * - leaves out the attachments that the request no longer names,
 * - has the case's page for the preview of an entry.
 * @param site address of the public site
 * @param tell shows a sentence where Decap has no place for one, above all of it; nothing takes it away
 */
export function registerBackend(
  place: ForgePlace & TokenSource,
  site: string,
  language: Language,
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
    const persistEntry = backend.persistEntry.bind(backend);
    const restoreUser = backend.restoreUser.bind(backend);
    const logout = backend.logout.bind(backend);
    // Whom Decap signs out because their token is no longer good has not asked for that.
    let hasEnded = false;
    backend.authenticate = async (state) => {
      const { token } = state;
      if (reachesTooFar(place, token)) throw plainError(sayForm(WORDS.tooFar, language));
      const user = await authenticate(state);
      const { id, login } = await backend.currentUser(user);
      const person = { id, login, token: user.token };
      await keepDraftsOf(id);
      tell('');
      session = { user: person, reader: readerOf(place, person) };
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
    backend.status = async () => ({ auth: { status: true }, api: { status: true, statusPage: '' } });
    backend.persistEntry = (entry, saving) =>
      persistEntry({ ...entry, assets: entry.assets.filter(({ path }) => isNamed(path)) }, saving);
    backend.getDeployPreview = async (collection, slug) => {
      const one = await session?.reader.read(collection, slug);
      const id = one?.standing?.state.opens.case;
      return id === undefined ? null : { url: `${site}berkas/${id}/`, status: 'success' };
    };
    return inWords(backend, language);
  }
  cms.registerBackend(BACKEND, Wrapped);
}

/** Says what a forge's 401 means, whatever Decap asked for: it would show "Bad credentials", or an object. */
function inWords(backend: Backend, language: Language): Backend {
  const told = (error: unknown): never => {
    // An error with the status, or the forge's answer as it came, which has it as a text.
    if (Number((error as { readonly status?: unknown } | null)?.status) !== 401) throw error;
    throw plainError(sayForm(WORDS.sessionEnded, language));
  };
  return new Proxy(backend, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]): unknown => {
        const answer: unknown = member.apply(target, given);
        return answer instanceof Promise ? answer.catch(told) : answer;
      };
    },
  });
}

/** Decap shows an error by its text alone: one without a name is its message. */
export function plainError(sentence: string): Error {
  const error = new Error(sentence);
  error.name = '';
  return error;
}

const isNamed = (path: Asset['path']): boolean =>
  named === undefined || named.includes(path.slice(path.lastIndexOf('/') + 1));
