import type { Repository } from './repository.ts';

/** Where two commits part, and what each has above that, newest first. */
interface Fork {
  readonly at: string;
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** So many commits down at most; a request's branch and main part after a few. Further down, git is asked. */
const FURTHEST = 50;

/**
 * Finds where the histories of two commits part, by reading commits: a process of git for each such question would be
 * most of what a request costs. Only if the place is near and no merge lies on the way; then every common ancestor is
 * that place or lies below it.
 * @returns undefined where git must be asked
 */
export function findFork(repository: Repository, a: string, b: string): Promise<Fork | undefined> {
  return repository.remember(`fork ${a} ${b}`, () => walkDown(repository, a, b));
}

async function walkDown(repository: Repository, a: string, b: string): Promise<Fork | undefined> {
  const [left, right] = [new Line(repository, a), new Line(repository, b)];
  for (let step = 0; step <= FURTHEST; step += 1) {
    const at = right.find(left.end) ?? left.find(right.end);
    if (at !== undefined) return { at, left: left.above(at), right: right.above(at) };
    const moved = await Promise.all([left.goDown(), right.goDown()]);
    if (!moved.includes(true)) return undefined;
  }
  return undefined;
}

/** A commit and its ancestors, down to the first that has not exactly one parent. */
class Line {
  readonly #repository: Repository;
  readonly #commits: string[];

  constructor(repository: Repository, from: string) {
    this.#repository = repository;
    this.#commits = [from];
  }

  get end(): string {
    return this.#commits.at(-1) ?? '';
  }

  find(oid: string): string | undefined {
    return this.#commits.includes(oid) ? oid : undefined;
  }

  above(oid: string): string[] {
    return this.#commits.slice(0, this.#commits.indexOf(oid));
  }

  /** @returns whether it went down one commit */
  async goDown(): Promise<boolean> {
    const parents = (await this.#repository.readCommit(this.end))?.parents ?? [];
    const [parent] = parents;
    if (parent === undefined || parents.length > 1) return false;
    this.#commits.push(parent);
    return true;
  }
}
