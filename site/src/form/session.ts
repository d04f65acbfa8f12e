/** The person who signed in, and Decap's GitHub backend with three things changed around it, none within it. */
import { BACKEND } from '../../../scripts/form/configuration.ts';
import type { Asset, Backend, User } from './cms.ts';
import { decap } from './cms.ts';

/** Known from the moment of signing in until signing out. */
let person: User | undefined;
/** Names of the attachments that the request being saved names; undefined: it has no such field. */
let named: readonly string[] | undefined;

export const signedIn = (): User | undefined => person;

/** Only these attachments go into the next commit: what the list no longer names does not lie about (R9). */
export const keepAttachments = (names: readonly string[] | undefined): void => {
  named = names;
};

/**
 * Registers the backend that the configuration names. It is Decap's own for GitHub, which
 * - tells who signed in,
 * - does not ask a third party whether GitHub is well (R: no foreign request),
 * - leaves out the attachments that the request no longer names.
 */
export function registerBackend(): void {
  const { cms } = decap();
  // A function, because Decap calls it with `new` and takes what it returns.
  function Wrapped(config: unknown, options: unknown): Backend {
    const backend = cms.getBackend('github').init(config, options);
    const authenticate = backend.authenticate.bind(backend);
    const persistEntry = backend.persistEntry.bind(backend);
    const logout = backend.logout.bind(backend);
    backend.authenticate = async (state) => {
      person = await authenticate(state);
      return person;
    };
    backend.logout = () => {
      person = undefined;
      return logout();
    };
    backend.status = async () => ({ auth: { status: true }, api: { status: true, statusPage: '' } });
    backend.persistEntry = (entry, saving) =>
      persistEntry({ ...entry, assets: entry.assets.filter(({ path }) => isNamed(path)) }, saving);
    return backend;
  }
  cms.registerBackend(BACKEND, Wrapped);
}

const isNamed = (path: Asset['path']): boolean =>
  named === undefined || named.includes(path.slice(path.lastIndexOf('/') + 1));
