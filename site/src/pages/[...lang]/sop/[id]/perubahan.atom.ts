import type { APIRoute } from 'astro';
import { feedText } from '../../../../lib/atom.ts';
import { languageOf, propsOf, viewOf } from '../../../../lib/view.ts';

export const GET: APIRoute = ({ locals, params }) => {
  const text = feedText(propsOf(locals, 'feed'), viewOf(locals), languageOf(params['lang']), locals.page.address);
  return new Response(text, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } });
};
