import { readFile } from 'node:fs/promises';
import { compiledSite } from '#public/site/render/compiled-site.ts';
import type { PublicFile } from '#public/site/folder.ts';
import { filesBelow } from '#public/site/render/sources.ts';
import { bundled, SHORT } from './esbuild.ts';

const BANNER =
  '// Bundled from site/ by `npm run bundle`: renders its pages. Licences of the packages in it: licences.txt.\n';

/**
 * Bundles the renderer of the site's pages, as Astro compiles it, into one module without imports.
 * @param root the repository's folder
 * @returns the text of the module, the paths of the modules in it, and the files that its pages need, such as styles
 * and scripts
 * @throws if the site does not compile, or the module still has an import
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
  if (imported.length > 0) throw new Error(`The bundled renderer still imports ${imported.join(', ')}`);
  return {
    text: `${BANNER}${text}`,
    modules: JSON.parse(await readFile(modules, 'utf8')) as string[],
    assets: await filesBelow(shared),
  };
}

/**
 * Bundles the program in which the renderer runs. The bundle is not minified, because people must be able to read how
 * the program prevents the code of pages from reaching the machine.
 * @param root the repository's folder
 */
export async function bundlePageHost(root: string): Promise<string> {
  const entry = 'scripts/public/site/render/page-host.ts';
  const { text } = await bundled({ absWorkingDir: root, entryPoints: [entry], format: 'esm' });
  return `// Bundled from ${entry} by \`npm run bundle\`.\n${text}`;
}
