import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { error as annotate, notice, setOutput, setSecret, summary } from '@actions/core';
import type { Instant } from '#domain/clock/instant.ts';
import { localDate } from '#domain/clock/wall.ts';
import type { Text } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';
import { awaitPagesBuild, readPagesBuild } from '#entry/setup/pages-build.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { unlessAbsent } from '#engine/kept-files.ts';
import { exportJournals, publicationOf } from '#public/export/export-register.ts';
import type { Publication } from '#public/export/publication.ts';
import { type ClonedRegister, readClone } from '#public/export/read-clone.ts';
import { askWitnesses } from '#public/export/witnesses.ts';
import { DOMAIN_FILE } from '#public/form/site-address.ts';
import { loadBundledRenderer } from '#public/site/render/bundled-renderer.ts';
import { placeFiles } from '#public/site/render/renderer.ts';
import { filesBelow } from '#public/site/render/sources.ts';
import { OWN_DOMAIN, refuseUncommitted, SHARED_LIST } from '#public/site/render/committed-files.ts';
import type { PublicFile } from '#public/site/folder.ts';
import { type Cases, openSite, type Published, type SitePlace } from '#public/site/site.ts';
import { appToken } from './app-token.ts';
import { forgeClock } from './forge-clock.ts';
import { type GitFolder, openGitFolder, targetOnMain } from './git-folder.ts';
import type { ActionInputs } from './inputs.ts';
import { isOfAnotherDay, isTooOften, timesWith } from './published.ts';
import { readSchedule } from './schedule.ts';
import {
  bringFrom,
  fetchSources,
  pushedSite,
  pushChanges,
  pushSnapshot,
  readSiteHeads,
  type SiteHeads,
  takeMemory,
  type SiteState,
} from './site-branch.ts';

/** The permissions that a publication needs. The App has more. */
const PERMISSIONS = { contents: 'write', metadata: 'read' } as const;

const NO_JEKYLL = '.nojekyll';

const UP_TO_DATE: Text = { id: 'Situs sudah mutakhir.', en: 'The site is up to date.' };
const LATER: Text = {
  id: 'Situs sudah terbit sepuluh kali dalam satu jam terakhir, batas yang diterima GitHub Pages. Tindakan atau pemeriksaan tenggat berikutnya menerbitkan perubahan ini.',
  en: 'The site was published ten times within the last hour, the limit of GitHub Pages. The next act or scheduled run publishes this change.',
};
const FASTER: Text = {
  id: 'Penerbitan lain mendahului. Tindakan atau pemeriksaan berikutnya menerbitkan perubahan ini.',
  en: 'Another publication was faster. The next act or scheduled run publishes this change.',
};
const AGAIN: Text = {
  id: 'Penerbitan berikutnya mengirim komit baru, yang dibangun lagi oleh GitHub.',
  en: 'The next publication pushes a new commit, which GitHub builds again.',
};
const SEE_SETUP: Text = {
  id: 'Periksa setelan Pages: npx disposisi setup --repo PEMILIK/NAMA; status GitHub: https://www.githubstatus.com',
  en: 'Check the settings of Pages: npx disposisi setup --repo OWNER/NAME; GitHub’s status: https://www.githubstatus.com',
};
const ALL: Text = {
  id: 'Seluruh halaman perlu dibuat ulang: situs belum pernah terbit, atau program maupun konfigurasinya berubah.',
  en: 'All pages must be made again: the site was never published, or its program or configuration has changed.',
};

/** Thrown if a publication of changes cannot continue, because all pages must be made again. */
class AllNeeded extends Error {
  override readonly name = 'AllNeeded';
}

const refuse = (): never => {
  throw new AllNeeded();
};

interface Work {
  readonly inputs: ActionInputs;
  readonly folder: GitFolder;
  readonly now: () => Instant;
  readonly heads: SiteHeads;
  /** A folder of this run. */
  readonly place: string;
  /** Whether to push a new commit although nothing has changed, since GitHub did not build the newest one. */
  readonly again?: boolean;
}

/**
 * Publishes on the site's branch, from which GitHub Pages serves the site (R32). A publication writes the changes since
 * the day's snapshot as one commit. Its cost does not grow with the archive (R38). The first publication of a day
 * writes the next snapshot instead, and updates the files that hold a whole year. If the files that all pages share are
 * given, all pages are made again. The output `whole` is `true` if another run must make all pages again.
 * @returns false if all pages were made again, and GitHub did not build them
 * @throws UserError if git or the configuration refuses; RegisterError if a journal is invalid
 */
export async function run(inputs: ActionInputs): Promise<boolean> {
  const { app, owner, repo, baseUrl, temp } = inputs;
  if (!app) throw new Error('No App.');
  const clock = forgeClock();
  const token = await appToken({ ...app, owner, repo, baseUrl, fetch: clock.fetch, permissions: PERMISSIONS });
  setSecret(token);
  const folder = await openGitFolder({ ...inputs, token }, true);
  const heads = await readSiteHeads(folder);
  const place = await mkdtemp(join(temp || tmpdir(), 'disposisi-site-'));
  const work: Work = { inputs, folder, now: clock.now, heads, place };
  const again = inputs.shared === '' && (await isUnbuilt(work));
  const message = inputs.shared === '' ? await publishNews({ ...work, again }) : await publishAll(work);
  setOutput('whole', String(message === ALL));
  notice(`${message.id} / ${message.en}`);
  await summary.addRaw(`${message.id} / ${message.en}`, true).write();
  return inputs.shared === '' || isBuilt({ ...work, heads: await readSiteHeads(folder) });
}

/**
 * Checks whether GitHub has failed to build the newest commit of the site's branch, and reports this. The job does not
 * fail: it has judged acts and deadlines, which do not depend on Pages.
 */
async function isUnbuilt({ inputs, heads, now }: Work): Promise<boolean> {
  const site = pushedSite(heads);
  if (!site) return false;
  const build = await readPagesBuild(createClient(readerOf(inputs)), site, now);
  if (build.state === 'failed') annotate(sentence(build.why, AGAIN));
  return build.state === 'failed';
}

/** Waits until GitHub has built the site. An unknown state is no failure: an office may serve the branch elsewhere. */
async function isBuilt({ inputs, folder, heads, now }: Work): Promise<boolean> {
  const site = pushedSite(heads);
  const build = site && (await awaitPagesBuild(createClient(readerOf(inputs)), site, now));
  if (build?.state !== 'failed') return true;
  // GitHub may have left out this commit because another publication followed, which asks about its own build.
  if ((await readSiteHeads(folder)).site !== heads.site) return true;
  annotate(sentence(build.why, SEE_SETUP));
  return false;
}

const sentence = (...texts: readonly Text[]): string =>
  `${texts.map(({ id }) => id).join(' ')} / ${texts.map(({ en }) => en).join(' ')}`;

const readerOf = ({ owner, repo, token, baseUrl }: ActionInputs) => ({
  ...{ owner, repo, token, fetch },
  ...(baseUrl ? { baseUrl } : {}),
});

/**
 * Publishes the changes. If another publication was faster, this one tries once more on top of it, since the faster one
 * may have begun before the newest act. Scheduled runs do not wait for other runs.
 * @returns a message about the result
 */
async function publishNews(work: Work): Promise<Text> {
  const message = await publishChanges(work);
  return message === FASTER
    ? publishChanges({ ...work, again: false, heads: await readSiteHeads(work.folder) })
    : message;
}

/** Publishes the changes, if there are any, and returns a message about the result. */
async function publishChanges(work: Work): Promise<Text> {
  const { folder, now, heads, place, again = false } = work;
  const { published, register } = heads;
  if (!published) return ALL;
  const isNewDay = isOfAnotherDay(published, now());
  if (!isNewDay && !again && published.register === register) return UP_TO_DATE;
  if (!isNewDay && isTooOften(published, now())) return LATER;
  await fetchSources(folder, heads, published);
  await takeMemory(folder, published, memoryIn(place));
  const { base } = published;
  const casesOf = async (input: ClonedRegister): Promise<Cases> => {
    // If the register began after the snapshot, everything in it is new.
    const since = base === undefined ? input.journals() : await input.journalsSince(base);
    return {
      all: refuse,
      ...(since ? { changed: exportJournals(since, input) } : {}),
      sops: input.sops,
      checkpoints: () => input.checkpoints(base),
      years: isNewDay,
    };
  };
  try {
    const bring = bringFrom(folder, published, siteIn(place));
    const { made, state } = await make(work, { bring, shared: refuse }, casesOf);
    const changes = { out: siteIn(place), ...made };
    const isWritten = isNewDay
      ? await pushSnapshot(folder, heads, { from: published, changes, state, memory: memoryIn(place) })
      : await pushChanges(folder, heads, { from: published, changes, state });
    return isWritten ? saying(made) : FASTER;
  } catch (error) {
    if (error instanceof AllNeeded) return ALL;
    throw error;
  }
}

/** Makes all pages again, with the files that the previous job compiled, and returns a message about the result. */
async function publishAll(work: Work): Promise<Text> {
  const { inputs, folder, heads, place } = work;
  await fetchSources(folder, heads);
  const casesOf = async (input: ClonedRegister): Promise<Cases> => ({
    all: () => exportJournals(input.journals(), input),
    sops: input.sops,
    checkpoints: () => input.checkpoints(),
  });
  const shared = async () => placeFiles(await committedShared(inputs), baseOf(inputs));
  const { made, state } = await make(work, { shared }, casesOf);
  // Without this file, GitHub runs Jekyll over the pages, which omits some.
  await writeFile(join(siteIn(place), NO_JEKYLL), '');
  const changes = { out: siteIn(place), put: [...made.put, NO_JEKYLL], gone: [] };
  const push = (over: SiteHeads): Promise<boolean> =>
    pushSnapshot(folder, over, { changes, state, memory: memoryIn(place) });
  // Making all pages takes minutes. The push overwrites changes that were published meanwhile. `publishNews` publishes
  // these changes again, with all later entries.
  if (!(await push(heads)) && !(await push(await readSiteHeads(folder)))) return FASTER;
  const since = await publishNews({ ...work, heads: await readSiteHeads(folder) });
  return since === UP_TO_DATE ? saying(made) : since;
}

/**
 * Reads the files that all pages share. Another job, which runs packages, has compiled these files.
 * @throws the UserError of {@link refuseUncommitted} if the files differ from those that main lists
 */
async function committedShared({ shared, workspace }: ActionInputs): Promise<readonly PublicFile[]> {
  const files = await filesBelow(shared);
  const domain = await readFile(join(workspace, DOMAIN_FILE)).catch(unlessAbsent);
  const own = domain === undefined ? [] : [{ path: OWN_DOMAIN, text: domain }];
  refuseUncommitted(files, await readFile(join(programFolder(), SHARED_LIST), 'utf8'), own);
  return files;
}

/** Returns the folder of this program, with the other files that `npm run bundle` makes. */
const programFolder = (): string => dirname(process.argv[1] ?? '');

const baseOf = ({ site }: ActionInputs): string => new URL(site).pathname;
const siteIn = (place: string): string => join(place, 'site');
const memoryIn = (place: string): string => join(place, 'site.sqlite');

async function make(
  work: Work,
  more: Pick<SitePlace, 'shared' | 'bring'>,
  casesOf: (input: ClonedRegister) => Promise<Cases>,
): Promise<{ readonly made: Published; readonly state: SiteState }> {
  const { inputs, folder, now, heads, place } = work;
  const input = await readSources(folder, now());
  const publication = await publicationWith(inputs, input);
  const [out, memory] = [siteIn(place), memoryIn(place)];
  const target = await targetOnMain(folder.path, folder.obtain);
  const renderer = await loadBundledRenderer(join(programFolder(), 'renderer.mjs'), baseOf(inputs));
  try {
    const site = await openSite({ out, memory, address: inputs.site, target, renderer, ...more });
    const made = await site.publish(publication, await casesOf(input));
    site.close();
    const { readAt, head } = publication.register;
    const { zone } = publication.names;
    const times = timesWith(heads.published?.times ?? [], readAt);
    return { made, state: { day: localDate(readAt, zone), zone, times, ...(head === null ? {} : { register: head }) } };
  } finally {
    renderer.close();
  }
}

/** @throws UserError with git's message */
async function readSources(folder: GitFolder, readAt: Instant): Promise<ClonedRegister> {
  return readClone(folder.path, readAt, folder.obtain).catch((error: unknown) => {
    if (!(error instanceof Error) || error.name !== 'Error') throw error;
    throw new UserError({ id: error.message, en: error.message });
  });
}

async function publicationWith(inputs: ActionInputs, input: ClonedRegister): Promise<Publication> {
  const schedule = await readSchedule(readerOf(inputs));
  const witnesses = await askWitnesses(input.config.witnesses ?? []);
  const publication = publicationOf(input.log ? { ...input, log: { ...input.log, witnesses } } : input);
  return schedule ? { ...publication, register: { ...publication.register, schedule } } : publication;
}

const saying = ({ rendered, put, gone }: Published): Text => ({
  id: `Situs terbit: ${rendered} halaman dibuat, ${put.size} file berubah, ${gone.size} dihapus.`,
  en: `The site is published: ${rendered} pages made, ${put.size} files changed, ${gone.size} removed.`,
});
