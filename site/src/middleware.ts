import { defineMiddleware } from 'astro:middleware';

/** Keeps what went wrong on a page, so that the renderer can say it. */
export const onRequest = defineMiddleware(async ({ locals }, next) => {
  try {
    const response = await next();
    const text = await response.text();
    return new Response(text, response);
  } catch (error) {
    locals.fault = error;
    throw error;
  }
});
