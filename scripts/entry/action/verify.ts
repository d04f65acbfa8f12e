import { plural } from '#domain/words/language.ts';
import { error as annotate, summary, warning } from '@actions/core';
import { verifyClone } from '#engine/register/clone.ts';
import { comparedWith } from '#engine/register/compared-with.ts';
import { checkErasedObjects } from '#engine/register/erased-objects.ts';
import { formatFinding } from '#engine/register/finding.ts';
import { leftOut } from '#engine/register/left-out.ts';
import { SITE_BRANCH, SITE_MEMORY_BRANCH } from '#entry/setup/names.ts';
import { readPagesBuild } from '#entry/setup/pages-build.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { forgeClock } from './forge-clock.ts';
import { openGitFolder } from './git-folder.ts';
import type { ActionInputs } from './inputs.ts';
import { checkServedSite, type ServedSite } from './served-site.ts';
import { pushedSite, readSiteHeads } from './site-branch.ts';

/**
 * Verifies the register from a complete clone (R29). The register must contain the head in the input `published` or,
 * without this input, the head that the site shows. Without this input, the site must also serve the scripts that main
 * lists (security row 70), and GitHub must have built the newest publication.
 * @returns false if there is any finding, or if GitHub did not build the site
 * @throws UserError if nothing can be fetched
 */
export async function run(inputs: ActionInputs): Promise<boolean> {
  const folder = await openGitFolder(inputs);
  // The branches of the site are not fetched. They are made from the other branches, and are much larger.
  const pages = [SITE_BRANCH, SITE_MEMORY_BRANCH].map((branch) => `^refs/heads/${branch}`);
  await folder.fetch('origin', '+refs/heads/*:refs/heads/*', ...pages);
  const published = inputs.published || (await publishedHead(inputs.site));
  const outside = { ...(published === undefined ? {} : { published }), isOwn: !inputs.published };
  const verification = await verifyClone(folder.path, published === undefined ? {} : { published });
  const served: ServedSite = inputs.published ? { findings: [] } : await checkServedSite(folder.path, inputs.site);
  if (served.note) warning(`${served.note.id} / ${served.note.en}`);
  const build = inputs.published ? undefined : await readBuild(inputs);
  if (build?.state === 'failed') annotate(`${build.why.id} / ${build.why.en}`);
  const { head, commits, cases, entries, files } = verification;
  const findings = [...verification.findings, ...served.findings, ...(await checkErasedObjects(folder.path))];
  const compared = comparedWith(verification, outside, verification.findings.length === 0).text;
  for (const found of findings) annotate(`${formatFinding(found, 'id')} / ${formatFinding(found, 'en')}`);
  const verdict =
    findings.length > 0
      ? `Pemeriksaan gagal: ${findings.length} temuan. / Verification failed: ${plural(findings.length, 'finding')}.`
      : `Tidak ditemukan pertentangan: ${entries} entri, ${cases} berkas, ${commits} komit. / No contradiction was found: ${entries} entries, ${cases} cases, ${commits} commits.`;
  const unseen = leftOut(verification);
  const lines = [
    `${compared.id} / ${compared.en}`,
    verdict,
    `register ${head}`,
    `${files.compared} / ${files.compared + files.unreachable} file pengajuan dibandingkan / submissions compared`,
    ...findings.map((found) => formatFinding(found, 'id')),
    ...(unseen ? [`${unseen.id} / ${unseen.en}`] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  await summary.addCodeBlock(lines.join('\n'), 'text').write();
  return findings.length === 0 && build?.state !== 'failed';
}

/** Asks for GitHub's build of the site. The branch is read in another folder, so that the clone stays complete. */
async function readBuild(inputs: ActionInputs) {
  const { owner, repo, token, baseUrl } = inputs;
  const clock = forgeClock();
  const site = pushedSite(await readSiteHeads(await openGitFolder(inputs, true)));
  const options = { ...{ owner, repo, token, fetch: clock.fetch }, ...(baseUrl ? { baseUrl } : {}) };
  return site && readPagesBuild(createClient(options), site, clock.now);
}

/** Reads the register's head from the site. A head that cannot be read proves nothing, so this is only a warning. */
async function publishedHead(site: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${site}/data/register.json`, { signal: AbortSignal.timeout(20_000) });
    const { head } = (await response.json()) as { head?: unknown };
    if (typeof head === 'string' && /^[0-9a-f]{40,64}$/.test(head)) return head;
  } catch {
    // The warning below reports this.
  }
  const url = `${site}/data/register.json`;
  warning(`${url}: kepala register yang terbit tidak terbaca. / The published head of the register cannot be read.`);
  return undefined;
}
