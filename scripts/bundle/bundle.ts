import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { licencesOf } from './licences.ts';
import { oneFile } from './one-file.ts';

/** The action's folder, from the repository's root. */
export const ACTION = '.github/actions/disposisi';

export interface BundleFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Bundles the action into one file, with the licences of all that is in it beside it. The same sources and packages give the
 * same bytes on any machine: no time, no path of the machine, and module ids relative to the repository.
 * @param root the repository's folder
 * @throws where it does not bundle
 */
export async function bundleAction(root: string): Promise<BundleFile[]> {
  const door = await bundle(root, 'scripts/action.ts', {
    './action/load-program.ts': 'scripts/bundle/load-program.ts',
  });
  const program = await bundle(root, 'scripts/action/program.ts', {
    // Only OIDC, which this action does not use, needs it; with it come 430 KB of another HTTP client.
    '@actions/http-client/lib/auth': 'scripts/bundle/no-http-client.ts',
    '@actions/http-client': 'scripts/bundle/no-http-client.ts',
  });
  return [
    { path: join(ACTION, 'index.cjs'), text: `${BANNER}${oneFile(door.text, program.text)}` },
    { path: join(ACTION, 'licences.txt'), text: await licencesOf(root, packagesIn(program.metafile)) },
  ];
}

const BANNER = '// Bundled from scripts/action.ts by `npm run bundle`. Licences of the packages in it: licences.txt.\n';

async function bundle(
  root: string,
  entry: string,
  replaced: Readonly<Record<string, string>>,
): Promise<{ readonly text: string; readonly metafile: Metafile }> {
  const { outputFiles, metafile, warnings } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(ACTION, 'index.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node24',
    // In CommonJS a module of Node is loaded when it is first wanted, not at the start.
    format: 'cjs',
    minify: true,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'error',
    plugins: [replacing(root, replaced)],
  });
  const [file] = outputFiles;
  if (!file || warnings.length > 0)
    throw new Error(`The bundle of ${entry} is not whole: ${warnings[0]?.text ?? 'no file'}`);
  return { text: file.text, metafile };
}

/** Puts files of ours in the place of modules, by the names that they are imported by. */
const replacing = (root: string, replaced: Readonly<Record<string, string>>): Plugin => ({
  name: 'replacing',
  setup: ({ onResolve }) =>
    onResolve({ filter: /.*/ }, ({ path }) => {
      const file = replaced[path];
      return file === undefined ? undefined : { path: join(root, file) };
    }),
});

/** Folders of the packages of which any byte is in the bundle. */
function packagesIn({ outputs }: Metafile): string[] {
  const inputs = Object.values(outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  const folders = inputs.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(folders)].sort();
}

/** The files of the bundle that differ from what lies there. */
export async function driftOf(root: string, files: readonly BundleFile[]): Promise<BundleFile[]> {
  const current = await Promise.all(files.map(({ path }) => readFile(join(root, path), 'utf8').catch(() => '')));
  return files.filter(({ text }, index) => text !== current[index]);
}
