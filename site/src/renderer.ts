import { createApp } from 'astro/app/entrypoint';
import type { PageContent } from '#public/site/render/renderer.ts';

const app = createApp({ streaming: false });

/** What the addresses of style and scripts begin with as they were compiled, in pages and in the files themselves. */
const PLACEHOLDER = String(import.meta.env.ASSETS_PREFIX);

// Only the compiler writes these: where data stand, no `<` is left as it is. So nobody can type the placeholder.
const TAGS = new RegExp(`(<link rel="stylesheet" href="|<script type="module" src=")${PLACEHOLDER}`, 'g');

/**
 * Renders one page, in UTF-8: a page is only ever written, so nobody needs it as a string.
 * @param path its address below the site's base, such as `/berkas/SOP-2026-12/`
 * @param prefix the path below which the site is served, without a slash at its end
 * @throws if there is no such page
 */
export async function render(path: string, page: PageContent, prefix: string): Promise<Uint8Array> {
  const url = new URL(path, 'http://site.invalid');
  const locals: App.Locals = { page, prefix, language: path.startsWith('/en/') ? 'en' : 'id' };
  const response = await app.render(new Request(url), { locals });
  // The page that says that there is no such page is asked for by its own address.
  if (response.status !== 200 && path !== '/404')
    throw new Error(`Page ${path}: status ${response.status}.`, { cause: locals.fault });
  const bytes = await response.bytes();
  return response.headers.get('content-type')?.startsWith('text/html') ? placed(bytes, prefix) : bytes;
}

/** A page with its style and scripts where they are. Latin-1 has a character for each byte, and is read fastest. */
function placed(bytes: Uint8Array, prefix: string): Uint8Array {
  const page = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const written = prefix.replaceAll('&', '&amp;');
  return Buffer.from(
    page.replace(TAGS, (_, tag: string) => tag + written),
    'latin1',
  );
}
