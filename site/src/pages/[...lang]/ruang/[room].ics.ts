import type { APIRoute } from 'astro';
import { calendarText } from '../../../lib/icalendar.ts';
import { propsOf, viewOf } from '../../../lib/view.ts';

export const GET: APIRoute = ({ locals }) => {
  const text = calendarText(propsOf(locals, 'calendar'), viewOf(locals), locals.page.address);
  return new Response(text, { headers: { 'content-type': 'text/calendar; charset=utf-8' } });
};
