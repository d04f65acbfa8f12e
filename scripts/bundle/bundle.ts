import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { licencesOf } from './licences.ts';

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
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['scripts/action.ts'],
    outfile: join(ACTION, 'index.mjs'),
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minify: true,
    legalComments: 'none',
    charset: 'utf8',
    metafile: true,
    write: false,
    logLevel: 'error',
    // Packages in CommonJS ask for Node's own modules by `require`.
    banner: {
      js: `// Bundled from scripts/action.ts by \`npm run bundle\`; licences of what it holds: licences.txt.
import{createRequire as __require}from'node:module';const require=__require(import.meta.url);`,
    },
    // Only OIDC, which this action does not use, needs it; with it come 430 KB of another HTTP client.
    alias: {
      '@actions/http-client/lib/auth': './scripts/bundle/no-http-client.ts',
      '@actions/http-client': './scripts/bundle/no-http-client.ts',
    },
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild gave no file.');
  return [
    { path: join(ACTION, 'index.mjs'), text: file.text },
    { path: join(ACTION, 'licences.txt'), text: await licencesOf(root, packagesIn(metafile)) },
  ];
}

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
