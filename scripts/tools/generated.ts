import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PROGRAM } from '#engine/config/root.ts';

/** A generated file: its path in the repository and its text. */
export interface Generated {
  readonly path: string;
  readonly text: string;
}

/**
 * Finds the files whose text differs from the file at their path.
 * @param root the folder in which the paths begin
 */
export async function driftOf(root: string, files: readonly Generated[]): Promise<Generated[]> {
  const current = await Promise.all(files.map(({ path }) => readFile(join(root, path), 'utf8').catch(() => '')));
  return files.filter(({ text }, index) => text !== current[index]);
}

/**
 * Writes the files that differ. With `--check`, it only prints their paths, and fails if there are any.
 * @param command the command that writes them, for the message
 */
export async function writeOrCheck(files: readonly Generated[], command: string): Promise<void> {
  const drifted = await driftOf(PROGRAM, files);
  const paths = drifted.map(({ path }) => path).join(', ');
  if (!process.argv.includes('--check')) {
    for (const { path, text } of drifted) {
      await mkdir(dirname(join(PROGRAM, path)), { recursive: true });
      await writeFile(join(PROGRAM, path), text);
    }
    console.log(`${files.length} files, ${drifted.length} written${paths && `: ${paths}`}.`);
  } else if (drifted.length === 0) console.log(`${files.length} files agree with their sources.`);
  else {
    console.error(`These files differ from their sources; run \`${command}\` and commit them: ${paths}`);
    process.exitCode = 1;
  }
}
