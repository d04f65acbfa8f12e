import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runGit } from '#embedded/forge/git/run.ts';
import { InvalidWorkflow, readWorkflow, type WorkflowFile } from './workflow-file.ts';

const FOLDER = '.github/workflows';

/** The forge's repository, read from its folder. GitHub's own machinery sees it so, whatever any token may read. */
export class Repository {
  readonly #folder: string;
  readonly #parsed = new Map<string, Promise<WorkflowFile | InvalidWorkflow>>();
  readonly #listed = new Map<string, Promise<readonly (WorkflowFile | InvalidWorkflow)[]>>();
  readonly #merged = new Map<string, Promise<string | undefined>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws what git complains about */
  async git(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await runGit(this.#folder, args);
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.toString('utf8').trim();
  }

  /** The commit of a branch, by its whole name. It is asked for at each event, so its file is read where it has one. */
  async head(ref: string): Promise<string> {
    const written = await readFile(join(this.#folder, ref), 'utf8').catch(() => '');
    return /^[0-9a-f]{40}(?=\n)/.exec(written)?.[0] ?? this.git('rev-parse', '--verify', `${ref}^{commit}`);
  }

  /** Every workflow file of a commit; for one that GitHub would refuse, the error. */
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

  /** One workflow file of a commit. @throws InvalidWorkflow, also where there is none */
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

  /** Makes the merge commit that GitHub keeps of an open pull request, and its ref; undefined where it is in conflict. */
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

  /** Paths that differ between two commits; from where they parted, with three dots. */
  async changedPaths(from: string, to: string, dots: '..' | '...'): Promise<string[]> {
    const text = await this.git('diff', '--name-only', '--no-renames', `${from}${dots}${to}`);
    return text.split('\n').filter((line) => line !== '');
  }
}

/** The known answer, or a new one that is kept: what belongs to a commit never changes. */
function kept<Answer>(known: Map<string, Promise<Answer>>, key: string, make: () => Promise<Answer>): Promise<Answer> {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}
