import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineConfig, passthroughImageService } from 'astro/config';

/**
 * The site is compiled once into a renderer, a function from (address, data) to a page, and every page is then a file
 * that it gave (scripts/public/site/build-site.ts). So a change of the register renders only the pages that it touches,
 * and compiles nothing.
 */
const renderer = {
  name: 'renderer',
  hooks: {
    'astro:config:done': ({ setAdapter }) =>
      setAdapter({
        name: 'renderer',
        entrypointResolution: 'auto',
        serverEntrypoint: new URL('./src/renderer.ts', import.meta.url),
        supportedAstroFeatures: { serverOutput: 'stable' },
      }),
  },
};

/** Says beside the renderer which packages any byte of it comes from: it is committed with their licences. */
const packages = {
  name: 'packages',
  applyToEnvironment: ({ name }) => name === 'ssr',
  async writeBundle({ dir }, chunks) {
    const modules = Object.values(chunks).flatMap(({ modules = {} }) => Object.entries(modules));
    const used = modules.flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : []));
    const folders = used.flatMap((id) => PACKAGE.exec(id)?.[1] ?? []);
    await writeFile(join(dir, 'packages.json'), JSON.stringify([...new Set(folders)].sort()));
  },
};
const PACKAGE = /\/(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//;

export default defineConfig({
  output: 'server',
  adapter: renderer,
  outDir: process.env.DISPOSISI_RENDERER ?? './dist',
  trailingSlash: 'ignore',
  // As in JSX: a space that stands between two lines is written out where it is needed.
  compressHTML: 'jsx',
  // No inline style or script: the pages' content security policy refuses both.
  // A project's pages may lie below a path, as on GitHub Pages, which stands here when a page is rendered. Only addresses
  // know of it: with Astro's own `base`, a path that has the name of a page would be taken for that page.
  build: { inlineStylesheets: 'never', assets: 'aset', assetsPrefix: '/__PREFIX__' },
  image: { service: passthroughImageService() },
  devToolbar: { enabled: false },
  vite: {
    build: { assetsInlineLimit: 0 },
    plugins: [packages],
    // The renderer is run from wherever it was compiled to.
    ssr: { noExternal: true },
    environments: {
      ssr: {
        resolve: { noExternal: true },
        // With a hash the names would tell of the folder that it was compiled in.
        build: { rollupOptions: { output: { chunkFileNames: 'chunks/[name].mjs' } } },
      },
    },
  },
});
