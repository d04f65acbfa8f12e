import { build, type BuildOptions, type Metafile } from 'esbuild';

interface Bundled {
  readonly text: string;
  readonly metafile: Metafile;
}

/**
 * Bundles a program for the Node that runs it.
 * @param options its entry, format, and whatever is not the same for all
 * @throws where it does not bundle, or something is left to warn of
 */
export async function bundled(options: BuildOptions): Promise<Bundled> {
  const { outputFiles, metafile, warnings } = await build({
    ...{ bundle: true, platform: 'node', target: 'node24', logLevel: 'error' },
    ...options,
    ...{ metafile: true, write: false },
  });
  const [file] = outputFiles;
  if (!file || warnings.length > 0) throw new Error(`The bundle is not whole: ${warnings[0]?.text ?? 'no file'}`);
  return { text: file.text, metafile };
}

/** Shortened; the licences of the packages lie next to the bundles. */
export const SHORT: BuildOptions = { minify: true, legalComments: 'none' };
