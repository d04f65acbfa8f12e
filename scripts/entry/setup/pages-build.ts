import { setTimeout as sleep } from 'node:timers/promises';
import type { Text } from '#domain/problem.ts';
import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import type { Client } from '#engine/forge/octokit.ts';
import { SITE_BRANCH } from './names.ts';

/** How soon after a push GitHub must have begun the build, and when a build must have ended, in seconds. */
const BEGINS_WITHIN = 180;
const ENDS_WITHIN = 900;
/** Milliseconds between two looks while a build is awaited. */
const LOOK_EVERY = 5_000;

/** The newest commit of the site's branch, and when it was pushed. */
export interface PushedSite {
  readonly head: string;
  readonly pushed: Instant;
}

/**
 * GitHub's build of a commit of the site's branch. It is `unknown` if Pages do not serve this branch (the office may
 * serve it elsewhere), or if GitHub does not answer.
 */
export type PagesBuild =
  { readonly state: 'unknown' | 'building' | 'built' } | { readonly state: 'failed'; readonly why: Text };

/**
 * Asks whether GitHub has built the newest commit of the site's branch. Nobody is notified if a build fails, or if a push
 * begins none: people would see an old site, and every run would succeed.
 * @param clock returns the present time
 */
export async function readPagesBuild(
  { octokit, owner, repo }: Client,
  site: PushedSite,
  clock: () => Instant,
): Promise<PagesBuild> {
  try {
    const { data: pages } = await octokit.request('GET /repos/{owner}/{repo}/pages', { owner, repo });
    if (pages.build_type === 'workflow' || pages.source?.branch !== SITE_BRANCH) return { state: 'unknown' };
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/pages/builds/latest', { owner, repo });
    return stateOf(data, site, clock());
  } catch (error) {
    // Without any build, GitHub replies with the status 404 to the second question, and without Pages to the first one.
    const isFirst = error instanceof ForgeError && error.status === 404 && error.operation.endsWith('/builds/latest');
    return isFirst ? stateOf(undefined, site, clock()) : { state: 'unknown' };
  }
}

interface LatestBuild {
  readonly commit: string;
  readonly status: string;
  readonly error: { readonly message: string | null };
  readonly created_at: string;
}

function stateOf(latest: LatestBuild | undefined, { head, pushed }: PushedSite, now: Instant): PagesBuild {
  if (latest?.commit !== head)
    return secondsFrom(pushed, now) <= BEGINS_WITHIN
      ? { state: 'building' }
      : { state: 'failed', why: NOT_BEGUN(latest?.commit) };
  if (latest.status === 'built') return { state: 'built' };
  if (latest.status === 'errored') return { state: 'failed', why: ERRORED(latest.error.message ?? '–') };
  return secondsFrom(latest.created_at, now) <= ENDS_WITHIN
    ? { state: 'building' }
    : { state: 'failed', why: NOT_ENDED };
}

const secondsFrom = (from: string, now: Instant): number => epochSeconds(now) - epochSeconds(from);

/**
 * Waits until GitHub has built the newest commit of the site's branch, or has failed to.
 * @param every milliseconds between two looks
 */
export async function awaitPagesBuild(
  client: Client,
  site: PushedSite,
  clock: () => Instant,
  every = LOOK_EVERY,
): Promise<PagesBuild> {
  for (;;) {
    const build = await readPagesBuild(client, site, clock);
    if (build.state !== 'building') return build;
    await sleep(every);
  }
}

const NOT_BEGUN = (built: string | undefined): Text => ({
  id: `GitHub Pages belum membangun situs yang baru (yang terakhir dibangun: ${shortOf(built)}).`,
  en: `GitHub Pages has not built the new site (last built: ${shortOf(built)}).`,
});
const ERRORED = (reason: string): Text => ({
  id: `GitHub Pages gagal membangun situs: ${reason.slice(0, 200)}`,
  en: `GitHub Pages failed to build the site: ${reason.slice(0, 200)}`,
});
const NOT_ENDED: Text = {
  id: 'GitHub Pages belum selesai membangun situs setelah seperempat jam.',
  en: 'GitHub Pages has not finished building the site after a quarter of an hour.',
};

const shortOf = (commit: string | undefined): string => commit?.slice(0, 8) ?? '–';
