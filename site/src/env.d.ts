/// <reference types="astro/client" />

declare namespace App {
  /** All that a page is a function of; the renderer is given it with the address. */
  interface Locals {
    page: import('#public/site/render/renderer.ts').PageContent;
    /** What every address on the site begins with: the path below which it is served, without a slash at its end. */
    prefix: string;
    /** As the address says: English below `/en`. */
    language: import('#domain/problem.ts').Language;
    /** Why the page could not be rendered. */
    fault?: unknown;
  }
}
