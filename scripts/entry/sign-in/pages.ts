import type { Text } from '#domain/problem.ts';

/** The headers of every response: no cache keeps it, no page frames it, and it runs no script but its own. */
export const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
} as const;

/**
 * The script of the pages. It sends the outcome to the page that opened the window, with the handshake of Decap CMS: it
 * sends a greeting, waits for the same greeting, and then sends the outcome. The browser delivers all of it only to the
 * office's site.
 */
export const CLIENT = `const { site, says } = document.body.dataset;
const { opener } = window;
const greeting = 'authorizing:github';
if (opener) {
  window.addEventListener('message', function heard({ data, origin, source }) {
    if (data !== greeting || origin !== site || source !== opener) return;
    window.removeEventListener('message', heard);
    opener.postMessage(says, site);
  });
  opener.postMessage(greeting, site);
}
`;

/**
 * Makes the response with the page that sends a token to the office's site.
 * @param outcome the outcome as the handshake writes it, with its JSON
 */
export const handOver = (site: string, outcome: string, setCookie: string): Response =>
  page(200, { site, says: outcome, text: SIGNED_IN, setCookie });

/** Makes the response with a refusal, which is shown in the window and sent to the page that opened the window. */
export const refusalPage = (site: string, status: number, text: Text, setCookie: string): Response =>
  page(status, { site, says: `error:${JSON.stringify({ message: `${text.id} / ${text.en}` })}`, text, setCookie });

interface Said {
  readonly site: string;
  readonly says: string;
  readonly text: Text;
  readonly setCookie: string;
}

const page = (status: number, { site, says, text, setCookie }: Said): Response =>
  new Response(
    `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Masuk</title>
<script type="module" src="/client.js"></script>
</head>
<body data-site="${escaped(site)}" data-says="${escaped(`authorization:github:${says}`)}">
<main>
<h1>Masuk</h1>
<p>${escaped(text.id)}</p>
<p lang="en">${escaped(text.en)}</p>
</main>
</body>
</html>
`,
    { status, headers: { ...HEADERS, 'content-type': 'text/html; charset=utf-8', 'set-cookie': setCookie } },
  );

const SIGNED_IN: Text = {
  id: 'Sudah masuk; jendela ini boleh ditutup.',
  en: 'Signed in; this window may be closed.',
};

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? '');
