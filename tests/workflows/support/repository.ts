import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runGit } from '#embedded/forge/git/run.ts';
import { InvalidWorkflow, readWorkflow, type WorkflowFile } from './workflow-file.ts';

const FOLDER = '.github/workflows';

/** The forge’s repository, read from its folder. As at GitHub, Actions needs no token to read workflow files. */
export class Repository {
  readonly #folder: string;
  readonly #parsed = new Map<string, Promise<WorkflowFile | InvalidWorkflow>>();
  readonly #listed = new Map<string, Promise<readonly (WorkflowFile | InvalidWorkflow)[]>>();
  readonly #merged = new Map<string, Promise<string | undefined>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws git’s error message */
  async git(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await runGit(this.#folder, args);
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.toString('utf8').trim();
  }

  /**
   * Returns the commit of a branch, by the branch’s full name. Each event needs it, so the ref’s file is read if there
   * is one.
   */
  async head(ref: string): Promise<string> {
    const written = await readFile(join(this.#folder, ref), 'utf8').catch(() => '');
    return /^[0-9a-f]{40}(?=\n)/.exec(written)?.[0] ?? this.git('rev-parse', '--verify', `${ref}^{commit}`);
  }

  /** Returns every workflow file of a commit, or the error for a file that GitHub refuses. */
  workflows(commit: string): Promise<readonly (WorkflowFile | InvalidWorkflow)[]> {
    return kept(this.#listed, commit, async () => {
      const listing = await this.git('ls-tree', '-r', commit, `${FOLDER}/`);
      const files = listing.split('\n').filter((line) => /\.ya?ml$/.test(line));
      return Promise.all(
        files.map((line) => {
          const [, oid = '', path = ''] = /^\S+ \S+ (\S+)\t(.*)$/.exec(line) ?? [];
          return this.#parse(path, oid);
        }),
      );
    });
  }

  /**
   * Returns one workflow file of a commit.
   * @throws InvalidWorkflow, also if there is no such file
   */
  async workflow(commit: string, path: string): Promise<WorkflowFile> {
    const oid = await this.git('rev-parse', '--verify', `${commit}:${path}`).catch(() => undefined);
    if (oid === undefined) throw new InvalidWorkflow(`${path}: not found at ${commit}`);
    const file = await this.#parse(path, oid);
    if (file instanceof InvalidWorkflow) throw file;
    return file;
  }

  #parse(path: string, oid: string): Promise<WorkflowFile | InvalidWorkflow> {
    return kept(this.#parsed, `${path} ${oid}`, async () => {
      try {
        return await readWorkflow(path, await this.git('cat-file', 'blob', oid));
      } catch (error) {
        if (error instanceof InvalidWorkflow) return error;
        throw error;
      }
    });
  }

  /**
   * Makes the merge commit that GitHub keeps for an open pull request, and its ref.
   * @returns undefined if there is a conflict
   */
  mergeCommit(number: number, base: string, head: string): Promise<string | undefined> {
    return kept(this.#merged, `${number} ${base} ${head}`, async () => {
      const { code, stdout } = await runGit(this.#folder, ['merge-tree', '--write-tree', base, head]);
      if (code !== 0) return undefined;
      const who = ['-c', 'user.name=GitHub', '-c', 'user.email=noreply@localhost'];
      const parents = ['-p', base, '-p', head, '-m', `Merge ${head} into ${base}`];
      const commit = await this.git(...who, 'commit-tree', stdout.toString('utf8').trim(), ...parents);
      await this.git('update-ref', `refs/pull/${number}/merge`, commit);
      return commit;
    });
  }

  /** Returns the paths that differ between two commits, or with three dots since they diverged. */
  async changedPaths(from: string, to: string, dots: '..' | '...'): Promise<string[]> {
    const text = await this.git('diff', '--name-only', '--no-renames', `${from}${dots}${to}`);
    return text.split('\n').filter((line) => line !== '');
  }
}

/** Returns the known result, or a new result that is kept from then on. Data of a commit never change. */
function kept<Answer>(known: Map<string, Promise<Answer>>, key: string, make: () => Promise<Answer>): Promise<Answer> {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}
