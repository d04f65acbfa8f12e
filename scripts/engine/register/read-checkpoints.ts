import { CHECKPOINT_PATH } from '#domain/journal/paths.ts';
import { git, LostObject, readObjects } from './git.ts';

/**
 * The checkpoints that the register had, oldest first, as far as the clone has its history.
 * @param since a commit: only those that came after it
 * @throws LostObject where one cannot be read
 */
export async function readCheckpoints(folder: string, head: string, since?: string): Promise<string[]> {
  const range = since === undefined ? [head] : [head, `^${since}`];
  const listed = await git(folder, ['rev-list', '--first-parent', '--reverse', ...range, '--', CHECKPOINT_PATH]);
  const commits = listed.toString('utf8').split('\n').filter(Boolean);
  const names = commits.map((commit) => `${commit}:${CHECKPOINT_PATH}`);
  const notes: string[] = [];
  for await (const object of readObjects(folder, names)) {
    const name = names[notes.length] ?? '';
    if (!object) throw new LostObject(CHECKPOINT_PATH, name);
    notes.push(object.content.toString('utf8'));
  }
  return notes;
}
