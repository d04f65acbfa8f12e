import { readFile } from 'node:fs/promises';
import { compiledSite } from '#public/site/render/compiled-site.ts';
import type { PublicFile } from '#public/site/folder.ts';
import { filesBelow } from '#public/site/render/sources.ts';
import { bundled, SHORT } from './esbuild.ts';

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
  const { text, metafile } = await bundled({
    ...SHORT,
    stdin: {
      contents: `export { render } from ${JSON.stringify(entry)};\nexport const sources = '${sources}';\n`,
      resolveDir: root,
    },
    format: 'esm',
  });
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  if (imported.length > 0) throw new Error(`The renderer is not whole: ${imported.join(', ')}`);
  return {
    text: `${BANNER}${text}`,
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
  const entry = 'scripts/public/site/render/page-host.ts';
  const { text } = await bundled({ absWorkingDir: root, entryPoints: [entry], format: 'esm' });
  return `// Bundled from ${entry} by \`npm run bundle\`.\n${text}`;
}
