import { createApp } from 'astro/app/entrypoint';
import type { PageContent } from '#public/site/renderer.ts';

const app = createApp({ streaming: false });

/**
 * Renders one page, in UTF-8: a page is only ever written, so nobody needs it as a string.
 * @param path its address below the site's base, such as `/berkas/SOP-2026-12/`
 * @throws if there is no such page
 */
export async function render(path: string, page: PageContent): Promise<Uint8Array> {
  const url = new URL(path, 'http://site.invalid');
  const locals: App.Locals = { page };
  const response = await app.render(new Request(url), { locals });
  // The page that says that there is no such page is asked for by its own address.
  if (response.status !== 200 && path !== '/404')
    throw new Error(`Page ${path}: status ${response.status}.`, { cause: locals.fault });
  return response.bytes();
}
