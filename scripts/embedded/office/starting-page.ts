import { extname } from 'node:path';
import type { Missing } from './serve-folder.ts';

/** The number of sample requests of a first start that are done, and the number of all. */
export interface StartProgress {
  readonly done: number;
  readonly of: number;
}

const AGAIN = 2;

/**
 * Until the site exists, sends one page in place of every missing page. This page shows how many samples are done, if
 * any are made. It reloads itself until the browser gets the page that the person asked for.
 * @param isReady returns whether the site exists
 * @param progress returns the progress; `undefined` if no samples are made
 */
export function startingPage(isReady: () => boolean, progress: () => StartProgress | undefined): Missing {
  return ({ method, url = '/' }, response) => {
    const isPage = ['', '.html'].includes(extname(url.split(/[?#]/, 1)[0] ?? ''));
    if (isReady() || !isPage) return false;
    response
      .writeHead(503, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'retry-after': String(AGAIN),
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      })
      .end(method === 'HEAD' ? undefined : page(progress()));
    return true;
  };
}

function page(progress: StartProgress | undefined): string {
  const reported = progress && [
    `Permohonan contoh dijalankan melalui langkah-langkah sebenarnya: ${progress.done} dari ${progress.of} selesai.`,
    `Sample requests are carried through the procedure: ${progress.done} of ${progress.of} done.`,
  ];
  const [indonesian, english] = reported ?? ['Halaman sedang disusun.', 'The pages are being built.'];
  return `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="${AGAIN}">
<title>Kantor sedang disiapkan</title>
<style>body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 15vh auto; padding: 0 1rem }</style>
</head>
<body>
<main>
<h1>Kantor sedang disiapkan</h1>
<p>${indonesian} Halaman ini berlanjut sendiri.</p>
<p lang="en">The office is being prepared. ${english} This page continues by itself.</p>
</main>
</body>
</html>
`;
}
