import type { APIRoute } from 'astro';
import { calendarText } from '../../../lib/icalendar.ts';
import { languageOf, propsOf, viewOf } from '../../../lib/view.ts';

export const GET: APIRoute = ({ locals, params }) => {
  const text = calendarText(
    propsOf(locals, 'calendar'),
    viewOf(locals),
    languageOf(params['lang']),
    locals.page.address,
  );
  return new Response(text, { headers: { 'content-type': 'text/calendar; charset=utf-8' } });
};
