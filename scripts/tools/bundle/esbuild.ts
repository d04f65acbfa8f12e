import { build, type BuildOptions, type Metafile } from 'esbuild';

interface Bundled {
  readonly text: string;
  readonly metafile: Metafile;
}

/**
 * Bundles a program for Node.
 * @param options the entry, the format and other options of this bundle
 * @throws if the bundle cannot be made, or esbuild has a warning
 */
export async function bundled(options: BuildOptions): Promise<Bundled> {
  const { outputFiles, metafile, warnings } = await build({
    ...{ bundle: true, platform: 'node', target: 'node24', logLevel: 'error' },
    ...options,
    ...{ metafile: true, write: false },
  });
  const [file] = outputFiles;
  if (!file || warnings.length > 0) throw new Error(`The bundle cannot be used: ${warnings[0]?.text ?? 'no file'}`);
  return { text: file.text, metafile };
}

/** The options of a minified bundle. The licences of the packages are in a file next to it. */
export const SHORT: BuildOptions = { minify: true, legalComments: 'none' };
