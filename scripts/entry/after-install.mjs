// `npm ci` runs this file last. It is plain JavaScript so that any version of Node can run it. It removes files of
// packages that no program reads, a quarter of all bytes. Without it (`--ignore-scripts`) everything works the same.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/**
 * Source maps without their sources, and Decap's second build, which is the same code with another name. Maps of
 * `@actions` stay, since Vite compiles those packages for the tests and reads the maps.
 */
const UNREAD = /^(?!@actions\/).+\.(?:[cm]?[jt]s|css)\.map$|^decap-cms\/dist\/(?:.+\.)?cms\.js$/;

for (const path of existsSync(MODULES) ? readdirSync(MODULES, { recursive: true }) : []) {
  if (UNREAD.test(String(path).replaceAll('\\', '/'))) rmSync(join(MODULES, String(path)), { force: true });
}
