import type { APIRoute } from 'astro';
import { propsOf } from '../lib/view.ts';

export const GET: APIRoute = ({ locals }) => {
  const { urls } = propsOf(locals, 'sitemap');
  const address = locals.page.address.replace(/\/$/, '');
  const lines = urls.map((url) => `<url><loc>${address}${encodeURI(url)}</loc></url>`);
  const text = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...lines,
    '</urlset>',
    '',
  ].join('\n');
  return new Response(text, { headers: { 'content-type': 'application/xml; charset=utf-8' } });
};
