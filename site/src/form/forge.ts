/** What the form reads from the forge: register and pull request, by the desk's own code, as the person who signed in. */
import { type DeskCase, loadCase } from '../desk/desk-case.ts';
import { type DeskForge, openForge, RefusedByForge } from '../desk/forge.ts';
import type { TokenSource } from '../desk/session.ts';
import { graphqlOf } from '../desk/settings.ts';
import { branchOf } from './address.ts';
import { differingFiles, changedOn, filesOfCommit, foreignPush } from '../desk/request/foreign.ts';
import { valuesIn } from '../desk/request/version.ts';
import type { TypedValues } from '../desk/request/drafts.ts';
import { tipOf } from '../desk/request/save.ts';
import { LIST, type RawList } from '../desk/queries.ts';
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
  /**
   * Login of another account that has changed the request on its branch since its opener last did (R48).
   * @throws what the desk's forge throws
   */
  foreign(one: DeskCase): Promise<string | undefined>;
  /** The request as its branch has it; undefined where it cannot be read. @throws what the desk's forge throws */
  request(collection: string, slug: string): Promise<TypedValues | undefined>;
  /** Names of all that lies beside the request on its branch; none where there is no branch. @throws what the desk's forge throws */
  neighbours(collection: string, slug: string): Promise<readonly string[]>;
  /** The commit at the tip of a branch, if it is there. @throws what the desk's forge throws */
  tip(branch: string): Promise<string | undefined>;
  /** Branches of the person's own pull requests, open ones and the last that were merged. @throws what the desk's forge throws */
  own(): Promise<{ readonly open: readonly string[]; readonly merged: readonly string[] }>;
  /** The open pull requests of a branch, as the forge's API has them. @throws what the desk's forge throws */
  pulls(branch: string): Promise<readonly unknown[]>;
  /** Tells an embedded forge, which keeps it by sign-in, that the person has this commit before them. @throws what the desk's forge throws */
  see(commit: string): Promise<void>;
  /** The time by the forge, as far as it tells pages. Milliseconds. */
  now(): number;
}

export function readerOf({ kind, api, repo: path }: ForgePlace & Pick<TokenSource, 'kind'>, { token }: User): Reader {
  const [owner = '', repo = ''] = path.split('/');
  const forge = openForge({ kind, api, graphql: graphqlOf(api), owner, repo }, token);
  /** By the head of a branch, which does not change what it is: it is looked at again and again. */
  const looked = new Map<string, string | undefined>();
  return {
    now: () => forge.now(),
    async foreign(one) {
      const head = one.pull.headRefOid;
      if (!looked.has(head)) {
        const push = await foreignPush(forge, one);
        const isChanged =
          push && differingFiles(await filesOfCommit(forge, push.own.after), await changedOn(forge, one)).length > 0;
        looked.set(head, isChanged ? (push.last.actor?.login ?? 'ghost') : undefined);
      }
      return looked.get(head);
    },
    async read(collection, slug) {
      const number = await pullOf(forge, `${owner}:${branchOf(collection, slug)}`);
      return number === undefined ? undefined : loadCase(forge, number);
    },
    async request(collection, slug) {
      const bytes = await forge.bytes(`requests/${slug}.yaml`, `refs/heads/${branchOf(collection, slug)}`);
      return valuesIn(new TextDecoder().decode(bytes));
    },
    async neighbours(collection, slug) {
      const folder = slug.split('/').slice(0, -1).map(encodeURIComponent).join('/');
      const branch = encodeURIComponent(`refs/heads/${branchOf(collection, slug)}`);
      const lying = await forge
        .rest<readonly { readonly name: string; readonly type: string }[]>(
          'GET',
          `/contents/requests/${folder}?ref=${branch}`,
        )
        .catch((error: unknown) => {
          if (error instanceof RefusedByForge && error.status === 404) return [];
          throw error;
        });
      return lying.flatMap(({ name, type }) => (type === 'file' && name !== 'request.yaml' ? [name] : []));
    },
    tip: (branch) => tipOf(forge, branch),
    async see(commit) {
      await forge.rest('GET', `/compare/main...${commit}`);
    },
    async own() {
      const { viewer } = await forge.graphql<RawList>(LIST, {});
      const branches = ({ nodes }: RawList['viewer']['open'], states: readonly string[]): string[] =>
        nodes.filter(({ state }) => states.includes(state)).map(({ headRefName }) => headRefName);
      return { open: branches(viewer.open, ['OPEN']), merged: branches(viewer.ended, ['MERGED']) };
    },
    pulls(branch) {
      const query = `state=open&head=${encodeURIComponent(`${owner}:${branch}`)}`;
      return forge.rest<readonly unknown[]>('GET', `/pulls?${query}`);
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
