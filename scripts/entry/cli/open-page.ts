import type { Text } from '#domain/problem.ts';

/** The words about the page with which a GitHub App is made. */
export const OPEN_PAGE = (path: string): Text => ({
  id: `Buka di peramban: ${path}`,
  en: `Open in a browser: ${path}`,
});

/** @param wait in seconds */
export const OPEN_HERE = (address: string, wait: number): Text => ({
  id: `Bila peramban ada di mesin ini, buka saja: ${address} — perintah ini menunggu paling lama ${wait} detik, lalu meneruskan sendiri (Ctrl+C mengakhiri)`,
  en: `With a browser on this machine, rather open: ${address} — this command waits for at most ${wait} seconds, and then continues by itself (Ctrl+C ends)`,
});
