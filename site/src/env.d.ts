/// <reference types="astro/client" />

declare namespace App {
  /** All that a page is a function of; the renderer is given it with the address. */
  interface Locals {
    page: import('#public/site/renderer.ts').PageContent;
    /** Why the page could not be rendered. */
    fault?: unknown;
  }
}
