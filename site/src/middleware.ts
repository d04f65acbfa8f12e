import { defineMiddleware } from 'astro:middleware';
import { viewOf } from './lib/view.ts';

/** While developing (`astro dev`), pages read the public data that lie in DISPOSISI_DATA. */
export const onRequest = defineMiddleware(async ({ locals }, next) => {
  if (import.meta.env.DEV && locals.view === undefined) {
    const { readPublicData } = await import('../../scripts/export/folder.ts');
    locals.view = viewOf(await readPublicData(process.env['DISPOSISI_DATA'] ?? '.disposisi/public'));
  }
  return next();
});
