/** What the form reads from the forge: register and pull request, by the desk's own code, as the person who signed in. */
import { type DeskCase, loadCase } from '../desk/desk-case.ts';
import { type DeskForge, openForge } from '../desk/forge.ts';
import type { TokenSource } from '../desk/session.ts';
import { graphqlOf } from '../desk/settings.ts';
import { branchOf } from './address.ts';
import type { User } from './cms.ts';

/** Where the forge is. */
export interface ForgePlace {
  /** Root of the REST interface, without a slash at its end. */
  readonly api: string;
  /** `owner/name`. */
  readonly repo: string;
}

/** Reads the case, or the draft, on the branch of an entry. */
export interface Reader {
  /**
   * @param slug as Decap has it
   * @returns undefined where the branch has no pull request
   * @throws what the desk's forge throws
   */
  read(collection: string, slug: string): Promise<DeskCase | undefined>;
  /** The time by the forge, as far as it tells pages. Milliseconds. */
  now(): number;
}

export function readerOf({ kind, api, repo: path }: ForgePlace & Pick<TokenSource, 'kind'>, { token }: User): Reader {
  const [owner = '', repo = ''] = path.split('/');
  const forge = openForge({ kind, api, graphql: graphqlOf(api), owner, repo }, token);
  return {
    now: () => forge.now(),
    async read(collection, slug) {
      const number = await pullOf(forge, `${owner}:${branchOf(collection, slug)}`);
      return number === undefined ? undefined : loadCase(forge, number);
    },
  };
}

/** The open pull request of a branch, or the last that it had. @param head with its owner */
async function pullOf(forge: DeskForge, head: string): Promise<number | undefined> {
  const query = `state=all&sort=created&direction=desc&head=${encodeURIComponent(head)}`;
  const pulls = await forge.rest<readonly { readonly number: number; readonly state: string }[]>(
    'GET',
    `/pulls?${query}`,
  );
  return (pulls.find(({ state }) => state === 'open') ?? pulls[0])?.number;
}
