/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** What the page is made of; the renderer is given it with the address. */
    view: import('./lib/view.ts').View;
  }
}
