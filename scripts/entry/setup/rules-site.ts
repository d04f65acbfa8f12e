import type { SetupRule } from './finding.ts';
import { APP_KEY, APP_SLUG, LOG_KEY, PUBLISH_WORKFLOW, RULESETS, WORKFLOWS } from './names.ts';
import { TARGET_FILE } from '#public/form/target-file.ts';

/** Checks the site's address on main. The process links to it, so nobody with mere write access may change it. */
export const siteOnMain: SetupRule = ({ site, pages }) => {
  if ('fault' in site)
    return {
      code: 'site-address',
      severity: 'wrong',
      what: {
        id: 'File di main dengan alamat situs tidak sebagaimana mestinya; sistem tidak berjalan sampai file itu diperbaiki',
        en: 'The file on main with the site’s address is not as expected; the process does not run until it is corrected',
      },
      is: site.fault.en,
      advice: { id: 'Perbaiki file itu melalui pull request', en: 'Correct that file by a pull request' },
    };
  const found = 'value' in pages ? pages.value : undefined;
  // The rule `domain` checks a domain of the site. The office itself wrote any other address outside github.io.
  const isOnGitHubIo = new URL(site.address).hostname.endsWith('.github.io');
  if (!found || found.domain !== undefined || !isOnGitHubIo || isSame(found.url, site.address)) return [];
  return {
    code: 'site-address',
    severity: 'wrong',
    what: {
      id: 'GitHub menerbitkan situs di alamat lain daripada yang disebut sistem dalam komentar dan statusnya',
      en: 'GitHub publishes the site at another address than the process names in its comments and statuses',
    },
    is: site.address,
    should: found.url,
    advice: writeIt(found.url.replace(/\/+$/, '')),
  };
};

/**
 * The first publication, which starts once everything that it needs is there. If a run is under way, nothing is missing.
 */
export const publication: SetupRule = ({ isPublished, pages, rulesets, variables, environment, runs, owner, repo }) => {
  const secrets = ('value' in environment ? environment.value?.secrets : undefined) ?? [];
  const isProtected = 'value' in rulesets && rulesets.value.some(({ name }) => name === RULESETS.site);
  const isReady = variables[APP_SLUG] !== undefined && [APP_KEY, LOG_KEY].every((name) => secrets.includes(name));
  const isSite = 'value' in pages && pages.value !== undefined;
  if (isPublished || !isReady || !isProtected || !isSite) return [];
  const tries = runs.filter(({ path }) => path === `${WORKFLOWS}${PUBLISH_WORKFLOW}`);
  if (tries.some(({ hasEnded }) => !hasEnded)) return [];
  const page = `https://github.com/${owner}/${repo}/actions/workflows/${PUBLISH_WORKFLOW}`;
  return {
    code: 'first-publication',
    severity: 'missing',
    what:
      tries.length === 0
        ? { id: 'Situs belum pernah terbit', en: 'The site was never published' }
        : {
            id: `Situs belum pernah terbit; percobaan sebelumnya gagal, lihat lognya: ${page}`,
            en: `The site was never published; the attempt before failed, see its log: ${page}`,
          },
    remedy: { do: 'start-workflow', workflow: PUBLISH_WORKFLOW },
    done: {
      id: `Penerbitan pertama situs dimulai: ${page}`,
      en: `The first publication of the site was started: ${page}`,
    },
  };
};

/** GitHub builds each commit of the site's branch once. Nobody is notified if it does not. */
export const pagesBuild: SetupRule = ({ build, owner, repo }) =>
  build?.state === 'failed' && {
    code: 'pages-unbuilt',
    severity: 'wrong',
    what: build.why,
    advice: {
      id: `setup --apply menerbitkan situs lagi sebagai komit baru; bila tetap gagal, lihat https://github.com/${owner}/${repo}/deployments dan https://www.githubstatus.com`,
      en: `setup --apply publishes the site again as a new commit; if the problem persists, see https://github.com/${owner}/${repo}/deployments and https://www.githubstatus.com`,
    },
    remedy: { do: 'start-workflow', workflow: PUBLISH_WORKFLOW },
    done: { id: 'Situs diterbitkan lagi sebagai komit baru', en: 'The site is being published again as a new commit' },
  };

const writeIt = (address: string) => ({
  id: `tulis "site": ${JSON.stringify(address)} ke ${TARGET_FILE} melalui pull request`,
  en: `write "site": ${JSON.stringify(address)} into ${TARGET_FILE} by a pull request`,
});

/** Compares two addresses without their schemes, since GitHub states the scheme that it serves at the moment. */
function isSame(one: string, other: string): boolean {
  const plain = (address: string): string => address.replace(/^https?:\/\/|\/+$/gi, '').toLowerCase();
  return plain(one) === plain(other);
}
