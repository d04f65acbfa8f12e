import type { Text } from '#domain/problem.ts';
import { askRest, type Client } from '#engine/forge/octokit.ts';
import { SITE_BRANCH } from '#entry/setup/names.ts';
import { type Check, held, NOT_WALKED, notAsked, notHeld } from './check.ts';
import { ifThere } from '#engine/forge/errors.ts';
import { wordsOfRefusal } from './github.ts';
import type { Made } from './made.ts';
import { caseIdOf } from './pages.ts';

/** The feed of the site, which has the full addresses of cases. */
const FEED = 'perubahan.atom';
/** The address that a writer puts into the variable. The domain cannot exist. */
const FOREIGN = 'https://bukan-situs-kantor.invalid';
/** A variable of the repository that a program could take for the site's address. */
const NAME = 'DISPOSISI_SITE';
const VARIABLE = '/repos/{owner}/{repo}/actions/variables/{name}' as const;

/**
 * Changes, as a writer, a variable of the site's address. The walk comes afterwards, so that the whole case runs with the
 * changed variable.
 * @returns GitHub's words if it refuses
 */
export async function changeVariable(client: Client, made: Made): Promise<string | undefined> {
  const name = NAME;
  const what: Text = { id: `variabel ${name}`, en: `variable ${name}` };
  return wordsOfRefusal(
    (async () => {
      const former = (await ifThere(askRest(client, `GET ${VARIABLE}`, { name })))?.value;
      if (former === undefined) {
        await askRest(client, 'POST /repos/{owner}/{repo}/actions/variables', { name, value: FOREIGN });
        made.note(what, async () => {
          await askRest(client, `DELETE ${VARIABLE}`, { name });
          return undefined;
        });
        return;
      }
      await askRest(client, `PATCH ${VARIABLE}`, { name, value: FOREIGN });
      made.note(what, async () => {
        await askRest(client, `PATCH ${VARIABLE}`, { name, value: former });
        return undefined;
      });
    })(),
  );
}

/** Looks for the writer's address in everything that the process wrote about the walked case. */
export const variableCheck: Check = {
  id: 'variable',
  says: {
    id: 'Alamat yang ditulis orang lain ke variabel tidak muncul dalam komentar, status, atau halaman',
    en: 'An address that a writer put into a variable is in no comment, status or page',
  },
  ask: async ({ trial, applicant, walked, variableRefused: refused }) => {
    if (refused !== undefined)
      return notAsked({
        id: `Variabel tidak dapat diubah: ${refused}. Beri token pemohon izin Variables.`,
        en: `The variable could not be changed: ${refused}. Give the applicant’s token the permission Variables.`,
      });
    if (walked === undefined) return NOT_WALKED;
    const { octokit, owner, repo } = applicant;
    const pull = await askRest(applicant, 'GET /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number: walked });
    const comments = await octokit.paginate('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...{ owner, repo, issue_number: walked, per_page: 100 },
    });
    const statuses = await octokit.paginate('GET /repos/{owner}/{repo}/commits/{ref}/statuses', {
      ...{ owner, repo, ref: pull.head.sha, per_page: 100 },
    });
    // What GitHub builds the site from. Whether Pages serves it is another check.
    const pages = [`berkas/${await caseIdOf(trial, walked)}/index.html`, FEED];
    const texts = await Promise.all(pages.map((path) => textOnSite(applicant, path)));
    const unread = pages.filter((_path, at) => texts[at] === undefined);
    if (unread.length > 0 || comments.length === 0 || statuses.length === 0)
      return notAsked({
        id: `Belum dapat dibaca: ${unread.join(', ') || 'komentar atau status'}. Jalankan workflow publish.`,
        en: `There is nothing to read yet: ${unread.join(', ') || 'comment or status'}. Run the workflow publish.`,
      });
    const places = [
      { is: { id: 'komentar', en: 'a comment' }, texts: comments.map(({ body }) => body ?? '') },
      {
        is: { id: 'status', en: 'a status' },
        texts: statuses.map(({ description, target_url }) => `${description} ${target_url}`),
      },
      ...pages.map((path, at) => ({ is: { id: path, en: path }, texts: [texts[at] ?? ''] })),
    ];
    const repeating = places.filter(({ texts }) => texts.some((text) => text.includes(FOREIGN)));
    if (repeating.length === 0)
      return held({
        id: `${comments.length} komentar, ${statuses.length} status, ${pages.join(', ')}`,
        en: `${comments.length} comments, ${statuses.length} statuses, ${pages.join(', ')}`,
      });
    return notHeld(
      {
        id: `Alamat itu ada dalam: ${repeating.map(({ is }) => is.id).join(', ')}`,
        en: `The address is in: ${repeating.map(({ is }) => is.en).join(', ')}`,
      },
      {
        id: 'Bandingkan .github/workflows di main dengan program versi terbaru: alamat situs hanya boleh dari main.',
        en: 'Compare .github/workflows on main with the newest program: the address must come from main only.',
      },
    );
  },
};

async function textOnSite(client: Client, path: string): Promise<string | undefined> {
  const at = { path, ref: `refs/heads/${SITE_BRANCH}` };
  const file = await ifThere(askRest(client, 'GET /repos/{owner}/{repo}/contents/{path}', at));
  return file && 'content' in file ? Buffer.from(file.content, 'base64').toString('utf8') : undefined;
}
