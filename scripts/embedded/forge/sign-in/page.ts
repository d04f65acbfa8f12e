import type { Text } from '#domain/problem.ts';

/** An account that can be chosen on the sign-in page. */
export interface SamplePerson {
  readonly login: string;
  readonly name: string;
  /** The titles of the person's roles in the office; none if the person only applies. */
  readonly roles: readonly Text[];
}

const APPLICANT: Text = { id: 'Pemohon', en: 'Applicant' };

/**
 * Makes the page on which a person chooses a sample account. It runs only its own script file. Its first text says that
 * the accounts are made up.
 * @param ticket the secret that the page sends with the choice
 */
export function signInPage(people: readonly SamplePerson[], ticket: string): string {
  return `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Masuk sebagai akun contoh</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/auth/style.css">
<script type="module" src="/auth/client.js"></script>
</head>
<body data-ticket="${escapeHtml(ticket)}">
<main>
<p class="banner"><strong>Contoh: akun rekaan pada mesin ini saja.</strong> <span lang="en">Sample: made-up accounts, on this machine only.</span></p>
<h1>Masuk sebagai <span lang="en">Sign in as</span></h1>
<p id="message" role="status"></p>
<ul>
${people.map(personItem).join('\n')}
</ul>
<noscript><p>Halaman ini memerlukan JavaScript. Aktifkan JavaScript di peramban ini. <span lang="en">This page needs script.</span></p></noscript>
</main>
</body>
</html>
`;
}

function personItem({ login, name, roles }: SamplePerson): string {
  const shown = roles.length > 0 ? roles : [APPLICANT];
  const text = (language: 'id' | 'en') => escapeHtml(shown.map((role) => role[language]).join(', '));
  return `<li><button type="button" data-login="${escapeHtml(login)}" disabled><b>${escapeHtml(name)}</b><span>${text('id')} <span lang="en">${text('en')}</span></span></button></li>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
