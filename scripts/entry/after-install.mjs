// `npm ci` runs this file last. It is plain JavaScript so that any version of Node can run it. It removes files that no
// program reads from the packages. They are a quarter of all bytes. Everything works without this file too
// (`--ignore-scripts`).
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/**
 * Matches the files to remove: source maps, whose sources are not installed, and Decap's second build, which has the
 * same code under another name. Maps of `@actions` stay, since Vite reads them when it compiles these packages for the
 * tests.
 */
const UNREAD = /^(?!@actions\/).+\.(?:[cm]?[jt]s|css)\.map$|^decap-cms\/dist\/(?:.+\.)?cms\.js$/;

for (const path of existsSync(MODULES) ? readdirSync(MODULES, { recursive: true }) : []) {
  if (UNREAD.test(String(path).replaceAll('\\', '/'))) rmSync(join(MODULES, String(path)), { force: true });
}
