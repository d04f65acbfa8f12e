import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { compiledSite } from '#public/site/compiled-site.ts';
import type { PublicFile } from '#public/site/folder.ts';
import { filesBelow } from '#public/site/sources.ts';

const BANNER =
  '// Bundled from site/ by `npm run bundle`: renders its pages. Licences of the packages in it: licences.txt.\n';

/**
 * Bundles what renders the site's pages, as Astro compiled it, into one module without imports.
 * @param root the repository's folder
 * @returns its text, the paths of the modules in it, and the styles, scripts and the like that its pages name
 * @throws where the site does not compile, or the module is not whole
 */
export async function bundleRenderer(
  root: string,
): Promise<{ readonly text: string; readonly modules: string[]; readonly assets: readonly PublicFile[] }> {
  const { sources, entry, modules, shared } = await compiledSite(root);
  const { outputFiles, metafile, warnings } = await build({
    stdin: {
      contents: `export { render } from ${JSON.stringify(entry)};\nexport const sources = '${sources}';\n`,
      resolveDir: root,
    },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minify: true,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  const [file] = outputFiles;
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  if (!file || warnings.length > 0 || imported.length > 0)
    throw new Error(`The renderer is not whole: ${warnings[0]?.text ?? imported.join(', ')}`);
  return {
    text: `${BANNER}${file.text}`,
    modules: JSON.parse(await readFile(modules, 'utf8')) as string[],
    assets: await filesBelow(shared),
  };
}

/**
 * Bundles the program in which the renderer runs. It is what keeps page code from the machine, so people shall be able to
 * read it: nothing is shortened.
 * @param root the repository's folder
 */
export async function bundlePageHost(root: string): Promise<string> {
  const entry = 'scripts/public/site/page-host.ts';
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  return `// Bundled from ${entry} by \`npm run bundle\`.\n${outputFiles[0]?.text ?? ''}`;
}
