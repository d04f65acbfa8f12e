/** The person who signed in, and Decap's GitHub backend with a few things changed around it, none within it. */
import { BACKEND } from '#public/form/configuration.ts';
import { forgetForm, type TokenSource } from '../desk/session.ts';
import { type Asset, type Backend, decap, type User } from './cms.ts';
import { type ForgePlace, type Reader, readerOf } from './forge.ts';

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
 * - tells who signed in,
 * - on signing out ends the token too, and leaves nothing of what was typed to the next person in this browser,
 * - does not ask a third party whether GitHub is well (no request goes anywhere but to the forge),
 * - leaves out the attachments that the request no longer names,
 * - has the case's page for the preview of an entry.
 * @param site address of the public site
 */
export function registerBackend(place: ForgePlace & TokenSource, site: string): void {
  const { cms } = decap();
  // A function, because Decap calls it with `new` and takes what it returns.
  function Wrapped(config: unknown, options: unknown): Backend {
    const backend = cms.getBackend('github').init(config, options);
    const authenticate = backend.authenticate.bind(backend);
    const persistEntry = backend.persistEntry.bind(backend);
    const logout = backend.logout.bind(backend);
    backend.authenticate = async (state) => {
      const user = await authenticate(state);
      const { id, login } = await backend.currentUser(user);
      const person = { id, login, token: user.token };
      session = { user: person, reader: readerOf(place, person) };
      return user;
    };
    backend.logout = () => {
      session = undefined;
      forgetForm(place);
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
    return backend;
  }
  cms.registerBackend(BACKEND, Wrapped);
}

const isNamed = (path: Asset['path']): boolean =>
  named === undefined || named.includes(path.slice(path.lastIndexOf('/') + 1));
