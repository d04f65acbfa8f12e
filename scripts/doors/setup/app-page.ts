import { APP_PERMISSIONS } from './names.ts';

/** GitHub's manifest of the App: what it is called, what it may do. It hears no events: workflows ring the bell. */
function appManifest(owner: string, repo: string) {
  return {
    // Names of Apps are unique on all of GitHub; the person may change it on the page.
    name: `disposisi-${repo}`.slice(0, 34),
    url: `https://github.com/${owner}/${repo}`,
    // Where GitHub leads back to, with `?code=…` behind it.
    redirect_url: `https://github.com/${owner}/${repo}`,
    hook_attributes: { url: 'https://example.com/', active: false },
    public: false,
    default_permissions: APP_PERMISSIONS,
    default_events: [] as string[],
  };
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * The page to open: GitHub takes a manifest only from a form. It holds no secret.
 * @param isOrganisation the App then belongs to the organisation, not to the person
 */
export function appPage(owner: string, repo: string, isOrganisation: boolean): string {
  const settings = isOrganisation ? `organizations/${owner}/settings` : 'settings';
  const manifest = escaped(JSON.stringify(appManifest(owner, repo)));
  return `<!doctype html>
<html lang="id">
<meta charset="utf-8">
<title>Disposisi: App untuk ${escaped(`${owner}/${repo}`)}</title>
<h1>App untuk ${escaped(`${owner}/${repo}`)}</h1>
<p>Tombol ini membuka GitHub dengan isian yang sudah lengkap. Periksa, lalu tekan <b>Create GitHub App</b>. GitHub kembali
ke halaman repositori; di ujung alamatnya ada <code>?code=…</code>. Salin kode itu (berlaku satu jam), lalu jalankan:</p>
<pre>npx disposisi setup --repo ${escaped(`${owner}/${repo}`)} --apply --code KODE</pre>
<p lang="en">This button opens GitHub with everything filled in. Check it and press <b>Create GitHub App</b>. GitHub leads
back to the repository; its address ends in <code>?code=…</code>. Copy that code (it lives one hour) and run the command
above with it.</p>
<form action="https://github.com/${settings}/apps/new" method="post">
<input type="hidden" name="manifest" value="${manifest}">
<button>Buat App / Create the App</button>
</form>
</html>
`;
}
