/** Builds git repositories for the tests. One `git fast-import` writes all given commits of a branch. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TestCommit {
  /** The text of each file by its path. Null deletes the file. */
  readonly files: Readonly<Record<string, string | null>>;
  readonly mode?: string;
  /** Further parents, as their places in the list of commits. The first parent is the commit before. */
  readonly merges?: readonly number[];
  /** Has the commit no parent? */
  readonly root?: true;
}

/** Makes a bare repository. */
export function initRepository(folder: string): void {
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', folder]);
}

/**
 * Writes commits to a branch. The same list of commits gives the same ids in every run.
 * @returns the ids of the commits, in order
 */
export function importCommits(folder: string, branch: string, commits: readonly TestCommit[]): string[] {
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const stream = commits.map((commit, i) => {
    const parents = [
      ...(i === 0 || commit.root ? [] : [`from :${i}\n`]),
      ...(commit.merges ?? []).map((parent) => `merge :${parent + 1}\n`),
    ];
    const files = Object.entries(commit.files).map(([path, text]) =>
      text === null ? `D ${path}\n` : `M ${commit.mode ?? '100644'} inline ${path}\n${data(text)}`,
    );
    const ref = i > 0 && commit.root ? `reset refs/heads/${branch}\n\n` : '';
    return `${ref}commit refs/heads/${branch}\nmark :${i + 1}\ncommitter Proses <proses@example.org> ${1_764_000_000 + i} +0000\n${data(`Perubahan ${i}`)}${parents.join('')}${files.join('')}\n`;
  });
  const marks = join(folder, 'marks');
  execFileSync('git', ['-C', folder, 'fast-import', '--quiet', '--force', `--export-marks=${marks}`], {
    input: stream.join(''),
  });
  const lines = readFileSync(marks, 'utf8').trim().split('\n');
  const byMark = new Map(lines.map((line) => [line.split(' ')[0], line.split(' ')[1] ?? '']));
  return commits.map((_, i) => byMark.get(`:${i + 1}`) ?? '');
}
