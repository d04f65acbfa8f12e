import fs, { cp, mkdir, mkdtemp, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { UserError } from '#domain/user-error.ts';
import { compiledSite, withoutPlaces } from './compiled-site.ts';

const PROGRAM = new URL('../../../..', import.meta.url).pathname;
let folder = '';
let root = '';
const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
};
/**
 * Puts a compiler in the place of Astro.
 * @param code what the compiler does with `out`, the folder into which it compiles
 */
const compiler = (code: string): Promise<void> =>
  write(
    'packages/astro/bin/astro.mjs',
    `import { mkdirSync, writeFileSync } from 'node:fs';
     const out = process.env.DISPOSISI_RENDERER;
     mkdirSync(out + '/server', { recursive: true });
     ${code}`,
  );

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'kompilasi-')));
  root = join(folder, 'office');
  await write('office/site/src/page.ts', '');
  await write('office/site/public/favicon.svg', '');
  await cp(join(PROGRAM, 'package.json'), join(root, 'package.json'));
  await write('packages/astro/package.json', '{}');
  // The packages are in another folder, as in a second worktree.
  await symlink(join(folder, 'packages'), join(root, 'node_modules'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

it('the compiled site has nothing of the environment, although Astro would insert the values of variables that the code names', async () => {
  vi.stubEnv('error', 'rahasia');
  await compiler(`writeFileSync(out + '/server/entry.mjs', JSON.stringify(Object.keys(process.env).sort()));`);
  const { entry } = await compiledSite(root);
  expect(JSON.parse(await readFile(entry, 'utf8'))).toEqual([
    ...['ASTRO_KEY', 'ASTRO_TELEMETRY_DISABLED', 'DISPOSISI_RENDERER', 'NODE_ENV'],
  ]);
});

it('the compiled site has no path of the machine', async () => {
  const places = [`${root}/site/src/page.astro`, `${folder}/packages/astro/a.js`, '../../packages/astro/b.js'];
  await compiler(
    `writeFileSync(out + '/server/entry.mjs', JSON.stringify([...${JSON.stringify(places)}, out + '/client/']));`,
  );
  const { entry } = await compiledSite(`${root}/`);
  expect(JSON.parse(await readFile(entry, 'utf8'))).toEqual([
    '/site/src/page.astro',
    '/node_modules/astro/a.js',
    '../node_modules/astro/b.js',
    '/site/dist/client/',
  ]);
});

it('a site that does not compile is reported in the compiler’s words, and is compiled again at the next call', async () => {
  await compiler(`console.error('Halaman rusak di baris 3'); process.exit(1);`);
  await expect(compiledSite(root)).rejects.toThrow('The site does not compile:\nHalaman rusak di baris 3');
  await compiler(`writeFileSync(out + '/server/entry.mjs', '1');`);
  expect(await readFile((await compiledSite(root)).entry, 'utf8')).toBe('1');
});

it.each(['/srv2/office', '/var/a/job/workspace'])(
  'the compiled site of an office in %s has no path to packages in another folder',
  (root) => {
    const [folder, packages] = ['/var/cache/renderer', '/srv/packages/node_modules'];
    const up = '../'.repeat(`${root}/site`.split('/').length - 1);
    const code = `"${up}srv/packages/node_modules/astro/a.js" "${packages}/astro/b.js" "${root}/site/c.astro" "${folder}/d"`;
    expect(withoutPlaces(code, { root, folder, packages })).toBe(
      '"../node_modules/astro/a.js" "/node_modules/astro/b.js" "/site/c.astro" "/site/dist/d"',
    );
  },
);

it.each([
  ['EROFS: read-only file system, open site/.astro/content.d.ts', /can only be read.*Run once, as its owner/],
  ['EACCES: permission denied, open site/.astro/content.d.ts', /can only be read.*Run once, as its owner/],
  [
    'Cannot find native binding. npm has a bug related to optional dependencies',
    /Run npm ci \(without --omit=optional\)/,
  ],
])('a compiler that ends with “%s” is no fault of the program: the message says what to do', async (said, expected) => {
  await compiler(`console.error(${JSON.stringify(said)}); process.exit(1);`);
  const refused = await compiledSite(root, join(folder, 'spare')).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UserError);
  expect((refused as UserError).text.en).toMatch(expected);
});

it('a checkout that can only be read uses the site that was compiled there before', async () => {
  await compiler(`writeFileSync(out + '/server/entry.mjs', '1');`);
  const { entry } = await compiledSite(root);
  const access = vi.spyOn(fs, 'access').mockImplementation(async (path, mode) => {
    if (((mode ?? 0) & fs.constants.W_OK) !== 0) throw Object.assign(new Error('EROFS'), { code: 'EROFS', path });
    await stat(path);
  });
  try {
    expect((await compiledSite(root, join(folder, 'spare'))).entry).toBe(entry);
    expect((await compiledSite(root)).entry).toBe(entry);
    await write('office/site/src/page.ts', '1');
    await expect(compiledSite(root)).rejects.toThrow(UserError);
  } finally {
    access.mockRestore();
  }
});
