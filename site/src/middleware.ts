import { defineMiddleware } from 'astro:middleware';

/** Keeps the error of a page, so that the renderer can report it. */
export const onRequest = defineMiddleware(async ({ locals }, next) => {
  try {
    return await next();
  } catch (error) {
    // The first error is the cause. Astro then tries to render a page about the error, which fails too.
    locals.fault ??= error;
    throw error;
  }
});
