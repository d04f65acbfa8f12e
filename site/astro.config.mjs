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
    // They come in the order in which the disk gave them, and the same sources shall give the same bytes.
    'astro:build:ssr': ({ manifest }) => void manifest.assets.sort(),
  },
};

/** Lists next to the renderer the modules of which any byte is in it: it is committed with their packages' licences. */
const modules = {
  name: 'modules',
  applyToEnvironment: ({ name }) => name === 'ssr',
  async writeBundle({ dir }, chunks) {
    const all = Object.values(chunks).flatMap((chunk) => Object.entries(chunk.modules ?? {}));
    const used = all.flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : []));
    await writeFile(join(dir, 'modules.json'), JSON.stringify(used));
  },
};

/**
 * The desk reads YAML by the core schema, and does nothing else with it, but js-yaml's one file is CommonJS in a wrapper, of which
 * no bundler can find what is not used: 5 KB, compressed, that every official would load.
 */
const yamlReader = {
  name: 'yaml-reader',
  applyToEnvironment: ({ name }) => name === 'client',
  transform(code, id) {
    if (!/\/js-yaml\/dist\/js-yaml\.mjs(?:$|\?)/.test(id)) return undefined;
    const parts = {
      JsYaml: '{ CORE_SCHEMA: requireCore(), load: requireLoader().load }',
      _default: 'requireCore()',
      // Shows where a text is faulty, in the message of an error.
      Snippet: "() => ''",
    };
    let read = code;
    for (const [name, made] of Object.entries(parts)) {
      const before = read;
      read = read.replace(new RegExp(`^(function require${name}\\(\\) \\{)$[^]*?^\\}$`, 'm'), `$1 return ${made}; }`);
      if (read === before)
        throw new Error('site/astro.config.mjs: js-yaml has another form; adapt or remove yaml-reader.');
    }
    return { code: read, map: null };
  },
};

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
    plugins: [modules, yamlReader],
    // The renderer is run from wherever it was compiled to.
    ssr: { noExternal: true },
    environments: {
      ssr: {
        resolve: { noExternal: true },
        // With a hash the names would reveal the folder that it was compiled in.
        build: { rollupOptions: { output: { chunkFileNames: 'chunks/[name].mjs' } } },
      },
    },
  },
});
