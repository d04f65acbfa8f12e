import type { APIRoute } from 'astro';
import { feedText } from '../../lib/atom.ts';
import { propsOf, viewOf } from '../../lib/view.ts';

export const GET: APIRoute = ({ locals }) => {
  const text = feedText(propsOf(locals, 'feed'), viewOf(locals), locals.page.address);
  return new Response(text, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } });
};
