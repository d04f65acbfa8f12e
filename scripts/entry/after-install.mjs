// What `npm ci` runs last, in plain JavaScript so that any Node can: removes files of packages that no program reads, a
// quarter of all bytes. Without it (`--ignore-scripts`) everything works the same and takes more room.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/**
 * Source maps of sources that are not here, and Decap's second build, the same code by another name. Maps of `@actions`
 * stay: Vite, which compiles those packages for the tests, asks for them.
 */
const UNREAD = /^(?!@actions\/).+\.(?:[cm]?[jt]s|css)\.map$|^decap-cms\/dist\/(?:.+\.)?cms\.js$/;

for (const path of existsSync(MODULES) ? readdirSync(MODULES, { recursive: true }) : []) {
  if (UNREAD.test(String(path).replaceAll('\\', '/'))) rmSync(join(MODULES, String(path)), { force: true });
}
