import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';
import { OWN_DOMAIN, printSharedList, SHARED_LIST } from '#public/site/render/committed-files.ts';
import type { PublicFile } from '#public/site/folder.ts';
import { sharedFiles } from '#public/site/render/shared-files.ts';
import type { Generated } from '#tools/generated.ts';
import { bundled, SHORT } from './esbuild.ts';
import { bundlePageHost, bundleRenderer } from './renderer.ts';

/** The folder of the action, from the root of the repository. */
export const ACTION = '.github/actions/disposisi';

/**
 * Bundles the action, the renderer of the site's pages, and the program in which the renderer runs, each into one file.
 * It adds the licences of the packages in them, and the list of the files that all pages share. The same
 * sources and packages give the same bytes on any machine: the bundles contain no time and no path of the machine.
 * @param root the repository's folder
 * @throws if a bundle cannot be made
 */
export async function bundleAction(root: string): Promise<Generated[]> {
  const { text, metafile } = await bundled({
    ...SHORT,
    absWorkingDir: root,
    entryPoints: ['scripts/entry/action/main.ts'],
    outfile: join(ACTION, 'index.cjs'),
    // In CommonJS, a module of Node is loaded when it is first needed, not at the start.
    format: 'cjs',
    plugins: [WITHOUT_HTTP_CLIENT],
  });
  const renderer = await bundleRenderer(root);
  const packages = packagesOf([...modulesIn(metafile), ...renderer.modules]);
  return [
    { path: join(ACTION, 'index.cjs'), text: `${BANNER}${text}` },
    { path: join(ACTION, 'renderer.mjs'), text: renderer.text },
    { path: join(ACTION, 'page-host.mjs'), text: await bundlePageHost(root) },
    { path: join(ACTION, 'licences.txt'), text: await licencesOf(root, packages) },
    { path: join(ACTION, SHARED_LIST), text: await listShared(root, renderer.assets) },
  ];
}

/**
 * Lists the files that all pages share, except the file with the office's domain. Publications check their files by
 * this list (security row 70).
 */
async function listShared(root: string, assets: readonly PublicFile[]): Promise<string> {
  const files = await sharedFiles(root, { assets: () => Promise.resolve(assets) });
  return printSharedList(files.filter(({ path }) => path !== OWN_DOMAIN));
}

/** Leaves out the HTTP client of @actions/core, 430 KB. Only OIDC needs it, which this action does not use. */
const WITHOUT_HTTP_CLIENT: Plugin = {
  name: 'without-http-client',
  setup: ({ initialOptions, onResolve }) =>
    onResolve({ filter: /^@actions\/http-client/ }, () => ({
      path: join(initialOptions.absWorkingDir ?? '', 'scripts/tools/bundle/no-http-client.ts'),
    })),
};

const BANNER =
  '// Bundled from scripts/entry/action/main.ts by `npm run bundle`. Licences of the packages in it: licences.txt.\n';

/** Lists the paths of the modules that have at least one byte in a bundle. */
const modulesIn = ({ outputs }: Metafile): string[] =>
  Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );

/** Lists the folders of the packages to which modules belong, from the root. */
function packagesOf(modules: readonly string[]): string[] {
  const folders = modules.flatMap((path) => PACKAGE.exec(path)?.[1] ?? []);
  return [...new Set(folders)].sort();
}

const PACKAGE = /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//;

/**
 * Writes the names, versions and licence texts of packages, as their licences require.
 * @param folders the folders of the packages, from the root
 * @throws if a package names no licence
 */
async function licencesOf(root: string, folders: readonly string[]): Promise<string> {
  const parts = await Promise.all(folders.map((folder) => licenceOf(root, folder)));
  return `${parts.join(`\n\n${'-'.repeat(78)}\n\n`)}\n`;
}

async function licenceOf(root: string, folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const names = await readdir(join(root, folder));
  const file = names.find((each) => /^licen[cs]e(\.|$)/i.test(each));
  if (license === undefined && file === undefined) throw new Error(`${name} names no licence.`);
  const text =
    file === undefined ? '' : (await readFile(join(root, folder, file), 'utf8')).replace(/\r\n/g, '\n').trim();
  return [`${name} ${version}`, `Licence: ${license ?? 'see below'}`, text].filter(Boolean).join('\n\n');
}
