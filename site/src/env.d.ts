/// <reference types="astro/client" />

declare namespace App {
  /** Everything that a page depends on besides its address. The renderer receives it with the address. */
  interface Locals {
    page: import('#public/site/render/renderer.ts').PageContent;
    /** Beginning of every address on the site: the path of the site, without a slash at its end. */
    prefix: string;
    /** Addresses of the scripts that the desk’s first script imports, without the prefix. */
    signIn: readonly string[];
    /** Language of the page. Pages below `/en` are in English. */
    language: import('#domain/problem.ts').Language;
    /** The error that prevented the page from being rendered. */
    fault?: unknown;
  }
}
