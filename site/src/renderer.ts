import { createApp } from 'astro/app/entrypoint';
import type { PublicData } from '../../scripts/export/export-register.ts';
import { type View, viewOf } from './lib/view.ts';

const app = createApp({ streaming: false });

export { viewOf };

/**
 * Renders one page.
 * @param path its address below the site's base, such as `/berkas/PMK-2026-12/`
 * @throws if there is no such page
 */
export async function render(path: string, view: View): Promise<string> {
  const url = new URL(import.meta.env.BASE_URL.replace(/\/$/, '') + path, 'http://site.invalid');
  const response = await app.render(new Request(url), { locals: { view } });
  // The page that says that there is no such page is asked for by its own address.
  if (response.status !== 200 && path !== '/404') throw new Error(`Page ${path}: status ${response.status}.`);
  return response.text();
}

/** What a compiled renderer offers. */
export interface Renderer {
  viewOf(data: PublicData): View;
  render(path: string, view: View): Promise<string>;
}
