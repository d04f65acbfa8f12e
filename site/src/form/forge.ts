/** What the form itself reads from the forge, with the token of the person who signed in. Nothing here is kept. */
import type { IndexedCase, RegisterIndex } from '#domain/journal/index-file.ts';
import type { User } from './cms.ts';

/** Where the forge is. */
export interface ForgePlace {
  /** Root of the REST interface, without a slash at its end. */
  readonly api: string;
  /** `owner/name`. */
  readonly repo: string;
}

/** The forge answered, but not with what was asked for. */
class ForgeFault extends Error {
  override readonly name = 'ForgeFault';
}

/** A case that is open, as the register's index has it. */
export interface OpenCase extends IndexedCase {
  readonly number: number;
}

export class Forge {
  readonly #place: ForgePlace;
  readonly #user: User;

  constructor(place: ForgePlace, user: User) {
    this.#place = place;
    this.#user = user;
  }

  /**
   * The open case of a request document, as the register has it now: the public pages may be older, and show nothing of
   * what is narrowed.
   * @returns undefined where no case is open: a draft, or one that ended
   * @throws ForgeFault, or what `fetch` throws
   */
  async openCase(path: string): Promise<OpenCase | undefined> {
    const response = await this.#get('/contents/index.json?ref=register', 'application/vnd.github.raw+json');
    if (response.status === 404) return undefined;
    const index = (await read(response)) as RegisterIndex;
    const found = Object.entries(index.cases).find(([, each]) => each.path === path);
    return found && { ...found[1], number: Number(found[0]) };
  }

  /** The open pull request of a branch. */
  async pullOf(branch: string): Promise<number | undefined> {
    const [owner] = this.#place.repo.split('/');
    const head = encodeURIComponent(`${owner}:${branch}`);
    const pulls = (await read(await this.#get(`/pulls?state=open&head=${head}`))) as { readonly number: number }[];
    return pulls[0]?.number;
  }

  /** The comments of bots on a pull request, oldest first; at most the last three hundred. */
  async botComments(number: number): Promise<string[]> {
    const all: Comment[] = [];
    for (let page = 1; page <= 30; page += 1) {
      const path = `/issues/${number}/comments?per_page=100&page=${page}`;
      const comments = (await read(await this.#get(path))) as Comment[];
      all.push(...comments);
      if (comments.length < 100) break;
    }
    return all.flatMap(({ user, body }) => (user?.type === 'Bot' && body ? [body] : []));
  }

  #get(path: string, accept = 'application/vnd.github+json'): Promise<Response> {
    const { api, repo } = this.#place;
    return fetch(`${api}/repos/${repo}${path}`, {
      cache: 'no-store',
      headers: { accept, authorization: `Bearer ${this.#user.token}` },
    });
  }
}

interface Comment {
  readonly user: { readonly type: string } | null;
  readonly body?: string;
}

async function read(response: Response): Promise<unknown> {
  if (!response.ok) throw new ForgeFault(`${response.status} ${response.statusText}`.trim());
  return response.json();
}
