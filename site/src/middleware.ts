import { defineMiddleware } from 'astro:middleware';

/** Keeps what went wrong on a page, so that the renderer can say it. A page is whole before there is an answer. */
export const onRequest = defineMiddleware(async ({ locals }, next) => {
  try {
    return await next();
  } catch (error) {
    // The first is what went wrong; Astro then tries to render a page that says so, and that fails too.
    locals.fault ??= error;
    throw error;
  }
});
