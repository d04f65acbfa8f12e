import { createApp } from 'astro/app/entrypoint';
import type { PageContent } from '#public/site/render/renderer.ts';

const app = createApp({ streaming: false });

/** Beginning of the addresses of styles and scripts in the compiled pages and files. */
const PLACEHOLDER = String(import.meta.env.ASSETS_PREFIX);

// Only the compiler writes these tags. In data every `<` is escaped, so that nobody can type such a tag.
const TAGS = new RegExp(`(<link rel="stylesheet" href="|<script type="module" src=")${PLACEHOLDER}`, 'g');

/** Scripts that the desk's first script imports. Its page names them, so that a browser requests them with it. */
const SIGN_IN = [...app.manifest.assets]
  .map((address) => address.replace(PLACEHOLDER, ''))
  .filter((path) => /^\/aset\/(?:sign-in-and-form|preload-helper)\.[^/]+\.js$/.test(path))
  .sort();

/**
 * Renders one page in UTF-8. Pages are only written to files, so nobody needs a string.
 * @param path address of the page below the site's base, such as `/berkas/SOP-2026-12/`
 * @param prefix path of the site, without a slash at its end
 * @throws Error if there is no such page
 */
export async function render(path: string, page: PageContent, prefix: string): Promise<Uint8Array> {
  const url = new URL(path, 'http://site.invalid');
  const locals: App.Locals = { page, prefix, signIn: SIGN_IN, language: path.startsWith('/en/') ? 'en' : 'id' };
  const response = await app.render(new Request(url), { locals });
  // The page for missing addresses has the address `/404`, and its status is 404 as well.
  if (response.status !== 200 && path !== '/404')
    throw new Error(`Page ${path}: status ${response.status}.`, { cause: locals.fault });
  const bytes = await response.bytes();
  return response.headers.get('content-type')?.startsWith('text/html') ? placed(bytes, prefix) : bytes;
}

/**
 * Writes the path of the site into the addresses of styles and scripts. The bytes are read as Latin-1, which has a
 * character for each byte and is the fastest to read.
 */
function placed(bytes: Uint8Array, prefix: string): Uint8Array {
  const page = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const written = prefix.replaceAll('&', '&amp;');
  return Buffer.from(
    page.replace(TAGS, (_, tag: string) => tag + written),
    'latin1',
  );
}
