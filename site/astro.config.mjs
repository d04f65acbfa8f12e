import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineConfig, passthroughImageService } from 'astro/config';

/**
 * Adapter that compiles the site into a renderer: a function that returns a page for an address and its data. Every
 * page of the site is a file that the renderer returned (scripts/public/site/build-site.ts). So a change of the
 * register renders only the pages that it changes, and compiles nothing.
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
    // The assets are in the order of the disk. They are sorted, so that the same sources produce the same bytes.
    'astro:build:ssr': ({ manifest }) => void manifest.assets.sort(),
  },
};

/**
 * Writes the list of modules that the renderer contains. The renderer is committed together with the licences of the
 * packages to which these modules belong.
 */
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
 * Removes the parts of js-yaml that the desk does not use: the desk only reads YAML by the core schema. js-yaml is a
 * single file, CommonJS in a wrapper, so no bundler finds its unused parts. Without this plugin, every official would
 * load these parts (5 KB, compressed).
 */
const yamlReader = {
  name: 'yaml-reader',
  applyToEnvironment: ({ name }) => name === 'client',
  transform(code, id) {
    if (!/\/js-yaml\/dist\/js-yaml\.mjs(?:$|\?)/.test(id)) return undefined;
    const parts = {
      JsYaml: '{ CORE_SCHEMA: requireCore(), load: requireLoader().load }',
      _default: 'requireCore()',
      // The part that quotes the faulty lines of a text in an error message.
      Snippet: "() => ''",
    };
    let read = code;
    for (const [name, made] of Object.entries(parts)) {
      const before = read;
      read = read.replace(new RegExp(`^(function require${name}\\(\\) \\{)$[^]*?^\\}$`, 'm'), `$1 return ${made}; }`);
      if (read === before)
        throw new Error('site/astro.config.mjs: the source of js-yaml has changed; adapt or remove yaml-reader.');
    }
    return { code: read, map: null };
  },
};

/**
 * Lets png-js, with which documents read a transparent picture, decompress without a worker. Its worker runs a script
 * from an address of type `blob:`, which the content security policy of the pages forbids.
 */
const pngReader = {
  name: 'png-reader',
  applyToEnvironment: ({ name }) => name === 'client',
  transform(code, id) {
    if (!/\/png-js\/lib\/png-js\.browser\.js(?:$|\?)/.test(id)) return undefined;
    const read = code
      .replace("import { unzlib } from 'fflate';", "import { unzlibSync } from 'fflate';")
      .replace(
        /const inflate = unzlib\s*;/,
        'const inflate = (data, done) => setTimeout(() => done(null, unzlibSync(data)));',
      );
    if (read.includes('unzlib ') || !read.includes('unzlibSync(data)'))
      throw new Error('site/astro.config.mjs: the source of png-js has changed; adapt or remove png-reader.');
    return { code: read, map: null };
  },
};

const SOURCES = new URL('./src/', import.meta.url).pathname;
/** Scripts of the site's other pages. They must not load anything of the desk with the modules that they share. */
const OTHER_PAGES = ['live', 'search', 'verify', 'documents'].map((name) => `${SOURCES}scripts/${name}.ts`);
const SIGN_IN = `${SOURCES}desk/main.tsx`;
const DESK = `${SOURCES}desk/view/signed-in.tsx`;
const FORM = `${SOURCES}form/boot.ts`;

/**
 * Puts the modules that an official needs into a few files: those of the sign-in, those that the form needs too, and all
 * others. By default each set of modules with the same importers becomes a file of its own, so that a phone would make
 * thirty requests, and compress each file by itself.
 * @param id path of a module
 * @returns the name of its file; null for a module that stays where the bundler puts it
 */
function deskFile(id, graph) {
  const isIn = (of, isLater) => reached(of, isLater, graph).has(id);
  if (OTHER_PAGES.some((page) => isIn(page, false))) return null;
  const isInForm = isIn(FORM, true);
  if (isIn(SIGN_IN, false)) return isInForm ? 'sign-in-and-form' : null;
  if (!isIn(DESK, false)) return null;
  // What another page loads later is apart, so that this page loads nothing else of the desk.
  if (OTHER_PAGES.some((page) => isIn(page, true))) return 'desk-and-pages';
  return isInForm ? 'desk-and-form' : 'desk';
}

const known = new Map();
/** Returns the modules that a module imports, with all their imports. `isLater` adds those that it imports later. */
function reached(from, isLater, graph) {
  const key = `${from} ${isLater}`;
  const all = known.get(key) ?? new Set();
  if (known.has(key)) return all;
  known.set(key, all);
  const visit = (id) => {
    if (all.has(id)) return;
    all.add(id);
    const { importedIds = [], dynamicallyImportedIds = [] } = graph.getModuleInfo(id) ?? {};
    for (const each of isLater ? [...importedIds, ...dynamicallyImportedIds] : importedIds) visit(each);
  };
  visit(from);
  return all;
}

const deskFiles = {
  name: 'desk-files',
  configEnvironment: (name) =>
    name === 'client'
      ? {
          build: {
            rolldownOptions: {
              // A file may then export more than its entry does, so that its modules need not be in other files.
              preserveEntrySignatures: 'allow-extension',
              output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: deskFile }] } },
            },
          },
        }
      : undefined,
};

export default defineConfig({
  output: 'server',
  adapter: renderer,
  outDir: process.env.DISPOSISI_RENDERER ?? './dist',
  trailingSlash: 'ignore',
  // White space between lines is removed, as in JSX. A needed space is written as `{' '}`.
  compressHTML: 'jsx',
  // Styles and scripts are never inline, because the content security policy of the pages forbids that. The site may be
  // below a path, as on GitHub Pages. The path replaces the placeholder in addresses when a page is rendered. Astro's
  // own `base` is not used: it would confuse a path with a page of the same name.
  build: { inlineStylesheets: 'never', assets: 'aset', assetsPrefix: '/__PREFIX__' },
  image: { service: passthroughImageService() },
  devToolbar: { enabled: false },
  vite: {
    build: { assetsInlineLimit: 0 },
    plugins: [modules, yamlReader, pngReader, deskFiles],
    // The renderer contains all packages, because it must run in any folder.
    ssr: { noExternal: true },
    environments: {
      ssr: {
        resolve: { noExternal: true },
        // The names have no hash, because a hash would depend on the folder of the compilation.
        build: { rollupOptions: { output: { chunkFileNames: 'chunks/[name].mjs' } } },
      },
    },
  },
});
