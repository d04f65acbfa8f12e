import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';
import { OWN_DOMAIN, printSharedList, SHARED_LIST } from '#public/site/render/committed-files.ts';
import type { PublicFile } from '#public/site/folder.ts';
import { sharedFiles } from '#public/site/render/shared-files.ts';
import type { Generated } from '#tools/generated.ts';
import { bundled, SHORT } from './esbuild.ts';
import { bundlePageHost, bundleRenderer } from './renderer.ts';

/** The action's folder, from the repository's root. */
export const ACTION = '.github/actions/disposisi';

/**
 * Bundles the action into one file, and what renders the site's pages into another, with the licences of all that is in
 * them, and next to it the list of the files that those pages share. The same sources and packages give the same bytes on any
 * machine: they hold no time, no path of the machine, and module ids relative to the repository.
 * @param root the repository's folder
 * @throws where it does not bundle
 */
export async function bundleAction(root: string): Promise<Generated[]> {
  const { text, metafile } = await bundled({
    ...SHORT,
    absWorkingDir: root,
    entryPoints: ['scripts/entry/action/main.ts'],
    outfile: join(ACTION, 'index.cjs'),
    // In CommonJS a module of Node is loaded when it is first wanted, not at the start.
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

/** Lists what all pages share, without the office's own domain: by this list a publication knows them again (security row 70). */
async function listShared(root: string, assets: readonly PublicFile[]): Promise<string> {
  const files = await sharedFiles(root, { assets: () => Promise.resolve(assets) });
  return printSharedList(files.filter(({ path }) => path !== OWN_DOMAIN));
}

/** Only OIDC, which this action does not use, needs these; with them come 430 KB of another HTTP client. */
const WITHOUT_HTTP_CLIENT: Plugin = {
  name: 'without-http-client',
  setup: ({ initialOptions, onResolve }) =>
    onResolve({ filter: /^@actions\/http-client/ }, () => ({
      path: join(initialOptions.absWorkingDir ?? '', 'scripts/tools/bundle/no-http-client.ts'),
    })),
};

const BANNER =
  '// Bundled from scripts/entry/action/main.ts by `npm run bundle`. Licences of the packages in it: licences.txt.\n';

/** Paths of the modules of which any byte is in the bundle. */
const modulesIn = ({ outputs }: Metafile): string[] =>
  Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );

/** Folders of the packages that modules are of, from the root, wherever the packages lie. */
function packagesOf(modules: readonly string[]): string[] {
  const folders = modules.flatMap((path) => PACKAGE.exec(path)?.[1] ?? []);
  return [...new Set(folders)].sort();
}

const PACKAGE = /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//;

/**
 * Names, versions and licence texts of packages, as their licences ask for.
 * @param folders of the packages, from the root
 * @throws where a package names no licence
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
