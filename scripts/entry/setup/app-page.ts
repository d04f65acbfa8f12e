import type { Return } from './await-code.ts';
import { APP_PERMISSIONS, SIGN_IN_PERMISSIONS } from './names.ts';

interface AppManifest {
  readonly name: string;
  readonly default_permissions: Readonly<Record<string, string>>;
  /** The address to which GitHub leads people who sign in with this App. */
  readonly callback_urls?: readonly string[];
}

/** The App of the process. The office's workflows act as this App. */
export const processApp = (repo: string): AppManifest => ({
  name: `disposisi-${repo}`,
  default_permissions: APP_PERMISSIONS,
});

/** The App for signing in to form and desk, with the origin of the sign-in as its address. */
export const signInApp = (repo: string, address: string): AppManifest => ({
  name: `disposisi-masuk-${repo}`,
  default_permissions: SIGN_IN_PERMISSIONS,
  callback_urls: [`${address}/callback`],
});

const manifestOf = (owner: string, repo: string, { name, ...rest }: AppManifest, redirect_url: string) => ({
  // Names of Apps are unique on all of GitHub. If the name is taken, the person can change it on the page.
  name: name.slice(0, 34),
  url: `https://github.com/${owner}/${repo}`,
  // GitHub leads to this address, with `?code=…` at its end.
  redirect_url,
  hook_attributes: { url: 'https://example.com/', active: false },
  public: false,
  default_events: [] as string[],
  ...rest,
});

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * Makes the page that the person opens, since GitHub accepts a manifest only from a form.
 * @param isOrganisation whether the App belongs to the organisation, not to the person
 * @param next the command that waits for the code on loopback or, if the page is opened on another machine, the next
 *   command, without the code. Then the page contains no secret
 */
export function appPage(
  { owner, repo }: { readonly owner: string; readonly repo: string },
  isOrganisation: boolean,
  app: AppManifest,
  next: Return | string,
): string {
  const settings = isOrganisation ? `organizations/${owner}/settings` : 'settings';
  const [redirect, state] =
    typeof next === 'string' ? [`https://github.com/${owner}/${repo}`, ''] : [next.redirect, `?state=${next.state}`];
  const manifest = escaped(JSON.stringify(manifestOf(owner, repo, app, redirect)));
  return `<!doctype html>
<html lang="id">
<meta charset="utf-8">
<title>Disposisi: App untuk ${escaped(`${owner}/${repo}`)}</title>
<h1>App untuk ${escaped(`${owner}/${repo}`)}</h1>
${typeof next === 'string' ? byHand(next) : BY_ITSELF}
<form action="https://github.com/${settings}/apps/new${state}" method="post">
<input type="hidden" name="manifest" value="${manifest}">
<button>Buat App / Create the App</button>
</form>
</html>
`;
}

const BY_ITSELF = `<p>Tombol ini membuka GitHub dengan isian yang sudah lengkap. Periksa, lalu tekan <b>Create GitHub App</b>. Sesudah
itu GitHub kembali ke perintah yang menunggu di terminal.</p>
<p lang="en">This button opens GitHub with everything filled in. Check it and press <b>Create GitHub App</b>. GitHub then leads
back to the command that waits in the terminal.</p>`;

const byHand = (command: string): string =>
  `<p>Tombol ini membuka GitHub dengan isian yang sudah lengkap. Periksa, lalu tekan <b>Create GitHub App</b>. GitHub kembali
ke halaman repositori; di ujung alamatnya ada <code>?code=…</code>. Salin kode itu (berlaku satu jam), lalu jalankan:</p>
<pre>${escaped(command)} --code KODE</pre>
<p lang="en">This button opens GitHub with everything filled in. Check it and press <b>Create GitHub App</b>. GitHub leads
back to the repository; its address ends in <code>?code=…</code>. Copy that code (it is valid for one hour), and run the
command above with it.</p>`;
