import { readCurrentCase } from '#embedded/office/current-case.ts';
import { askRest } from '#engine/forge/octokit.ts';
import { SITE_BRANCH } from '#entry/setup/names.ts';
import { type Check, held, NOT_WALKED, notHeld, type Scene } from './check.ts';
import { ifThere } from '#engine/forge/errors.ts';
import { branchCommit, waitUntil } from './github.ts';

/** Waits until GitHub has built the site from the App's newest commit, and reads the page of the walked case. */
export const pagesCheck: Check = {
  id: 'pages',
  says: {
    id: 'Pages menerbitkan situs, dan halaman berkas menyebut nomor berkas',
    en: 'Pages publishes the site, and the page of the case has its number',
  },
  ask: async ({ trial, applicant, walked, fetch }) => {
    if (walked === undefined) return NOT_WALKED;
    const settings = await ifThere(askRest(applicant, 'GET /repos/{owner}/{repo}/pages', {}));
    const site = settings?.html_url?.replace(/\/+$/, '');
    if (site === undefined)
      return notHeld(
        { id: 'Pages belum dinyalakan.', en: 'Pages are not turned on.' },
        { id: 'Jalankan setup --apply.', en: 'Run setup --apply.' },
      );
    let head: string | undefined;
    let built: { readonly status: string; readonly commit: string; readonly error: string } | undefined;
    // The process may publish meanwhile, so that GitHub builds a later commit.
    await waitUntil(trial, async () => {
      head = await branchCommit(applicant, SITE_BRANCH);
      const build = await ifThere(askRest(applicant, 'GET /repos/{owner}/{repo}/pages/builds/latest', {}));
      built = build && { status: build.status, commit: build.commit, error: build.error.message ?? '' };
      return built?.commit === head && (built?.status === 'built' || built?.status === 'errored');
    });
    if (built?.commit !== head || built?.status !== 'built') {
      const last = built ? `${built.status} ${built.commit.slice(0, 8)} ${built.error}`.trim() : '–';
      return notHeld(
        {
          id: `GitHub belum membangun ${head?.slice(0, 8) ?? '–'} dari cabang ${SITE_BRANCH}; yang terakhir: ${last}`,
          en: `GitHub has not built ${head?.slice(0, 8) ?? '–'} of the branch ${SITE_BRANCH}; the last build: ${last}`,
        },
        {
          id: 'Lihat Settings → Pages. Seorang admin dengan surel terverifikasi mungkin harus menerbitkan sekali.',
          en: 'Look at Settings → Pages. An administrator with a verified e-mail may have to publish once.',
        },
      );
    }
    const id = await caseIdOf(trial, walked);
    // GitHub keeps pages in a cache. The query makes this address a new one.
    const address = `${site}/berkas/${id}/`;
    let answer = '–';
    const isShown = await waitUntil(trial, async () => {
      const page = await fetch(`${address}?${head}`).catch(() => undefined);
      answer = String(page?.status ?? '–');
      return page?.ok === true && (await page.text()).includes(id);
    });
    if (isShown) return held({ id: address, en: address });
    return notHeld(
      { id: `${address} tidak menyebut ${id} (HTTP ${answer})`, en: `${address} does not name ${id} (HTTP ${answer})` },
      {
        id: 'Buka alamat itu di peramban. Periksa domain, dan apakah situs terbuka bagi umum.',
        en: 'Open that address in a browser. Check the domain, and whether the site is public.',
      },
    );
  },
};

/** Returns the id of a case, such as `SOP-2026-3`. */
export async function caseIdOf({ forge }: Scene['trial'], number: number): Promise<string> {
  return (await readCurrentCase(forge, number)).journal.state?.opens.case ?? '–';
}
