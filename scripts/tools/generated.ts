import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PROGRAM } from '#engine/config/root.ts';

/** A file that is made from others: its path in the repository and its text. */
export interface Generated {
  readonly path: string;
  readonly text: string;
}

/** Those of the files that differ from what lies at their paths. @param root folder that the paths begin at */
export async function driftOf(root: string, files: readonly Generated[]): Promise<Generated[]> {
  const current = await Promise.all(files.map(({ path }) => readFile(join(root, path), 'utf8').catch(() => '')));
  return files.filter(({ text }, index) => text !== current[index]);
}

/**
 * Writes the files that differ; with `--check`, only names them, and fails if there are any.
 * @param command that writes them
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
  } else if (drifted.length === 0) console.log(`${files.length} files are what their sources say.`);
  else {
    console.error(`Not what their sources say; run \`${command}\` and commit: ${paths}`);
    process.exitCode = 1;
  }
}
