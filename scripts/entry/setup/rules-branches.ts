import { plural } from '#domain/words/language.ts';
import { DESK_LABEL } from '#domain/case/plan/label-names.ts';
import { DRAFT_LABEL, SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import { REGISTER_BRANCH } from '#domain/journal/paths.ts';
import type { Text } from '#domain/problem.ts';
import { type ProcessLabel, labelsFor } from '#domain/words/labels.ts';
import { REGISTER_BEGINNING } from '#engine/forge/append-register.ts';
import { compareRulesets } from './compare-rulesets.ts';
import { call, type SetupFinding, type SetupRule } from './finding.ts';
import { DOMAIN_FILE } from '#public/form/site-address.ts';
import { RULESETS, SITE_BRANCH, SITE_MEMORY_BRANCH } from './names.ts';
import { type Ruleset, wantedRulesets } from './rulesets.ts';
import { pagesSource, siteBeginning } from './site-beginning.ts';
import type { RepositorySituation } from './read-situation.ts';

/** The labels that form and desk set. An account with only triage cannot create a missing label. */
const LABELS_OF_PAGES: readonly ProcessLabel[] = [
  { name: DRAFT_LABEL, color: 'C5CDD8', description: 'Konsep pada pemohon / Draft, with the applicant' },
  { name: SUBMIT_LABEL, color: '2E7D4F', description: 'Diajukan pemohon / Submitted by the applicant' },
  { name: DESK_LABEL, color: 'C5CDD8', description: 'Sesaat, oleh meja kerja / For a moment, by the desk' },
];

/** The labels of the process, the form and the desk (R13, R30). */
export const labels: SetupRule = ({ labels: found, config }) => {
  if (!('config' in config)) return [];
  const procedures = [...config.config.procedures.values()].map(({ value }) => value);
  const there = new Map(found.map((label) => [label.name.toLowerCase(), label]));
  const missing = [...labelsFor(procedures), ...LABELS_OF_PAGES].filter(({ name }) => !there.has(name.toLowerCase()));
  if (missing.length === 0) return [];
  return {
    code: 'labels',
    severity: 'missing',
    what: {
      id: `${missing.length} label belum ada`,
      en: `${plural(missing.length, 'label')} ${missing.length === 1 ? 'is' : 'are'} missing`,
    },
    should: missing.map(({ name }) => name).join(', '),
    remedy: {
      do: 'call',
      calls: missing.map((label) => ({ route: 'POST /repos/{owner}/{repo}/labels', parameters: { ...label } })),
    },
  };
};

/** Checks whether the ruleset of a branch exists. Then only the App may begin the branch. */
const isClosed = (rulesets: RepositorySituation['rulesets'], name: string): boolean =>
  'value' in rulesets && rulesets.value.some((ruleset) => ruleset.name === name);

const beginningOf = (pages: RepositorySituation['pages']) =>
  siteBeginning('value' in pages ? pages.value?.domain : undefined);

const BY_PUBLISH: Text = {
  id: 'Hanya App yang boleh membuatnya: jalankan workflow publish (Actions → publish → Run workflow), lalu setup --apply',
  en: 'Only the App may begin it: run the workflow publish (Actions → publish → Run workflow), then setup --apply',
};

/** The branch that the site is published from. */
export const siteBranch: SetupRule = ({ siteBranch: exists, rulesets, pages: reading }) => {
  if (exists) return [];
  return {
    code: 'site-branch',
    severity: 'missing',
    what: { id: `Cabang ${SITE_BRANCH} belum ada`, en: `There is no branch ${SITE_BRANCH}` },
    ...(isClosed(rulesets, RULESETS.site)
      ? { advice: BY_PUBLISH }
      : { remedy: { do: 'begin-branch', beginning: beginningOf(reading) } as const }),
  };
};

/** The public site, published only from its branch. */
export const pages: SetupRule = ({ pages: reading, siteBranch: exists, rulesets, owner }) => {
  if ('refused' in reading) return [];
  const { value: found } = reading;
  const should = pagesSource(SITE_BRANCH, '/');
  if (found?.source !== should) {
    const source = { build_type: 'legacy', source: { branch: SITE_BRANCH, path: '/' } };
    return {
      code: 'pages',
      severity: found ? 'wrong' : 'missing',
      what: {
        id: `Pages belum diterbitkan dari cabang ${SITE_BRANCH}`,
        en: `Pages are not published from the branch ${SITE_BRANCH}`,
      },
      ...(found ? { is: found.source } : {}),
      should,
      ...(!exists && isClosed(rulesets, RULESETS.site)
        ? { advice: BY_PUBLISH }
        : { remedy: call(`${found ? 'PUT' : 'POST'} /repos/{owner}/{repo}/pages`, source) }),
    };
  }
  return [
    found.domain === undefined && sharedOrigin(found.url, owner),
    !found.isPublic && {
      code: 'pages-private',
      severity: 'wrong',
      what: { id: 'Situs hanya terbuka bagi kolaborator', en: 'Only collaborators can see the site' },
      is: 'public: false',
      should: 'public: true',
      remedy: call('PUT /repos/{owner}/{repo}/pages', { public: true }),
    },
  ];
};

/** GitHub forgets a domain that the published branch does not name, and a maintainer cannot write that branch. */
export const domain: SetupRule = ({ pages: reading, namedDomain }) => {
  const found = 'value' in reading ? reading.value?.domain : undefined;
  if (found === undefined || found === namedDomain) return [];
  return {
    code: 'pages-domain',
    severity: 'wrong',
    what: {
      id: `Penerbitan berikutnya menghilangkan domain ${found}: ${DOMAIN_FILE} di main tidak menyebutnya`,
      en: `The next publication loses the domain ${found}: ${DOMAIN_FILE} on main does not name it`,
    },
    ...(namedDomain === undefined ? {} : { is: namedDomain }),
    should: found,
    advice: {
      id: `Tulis domain itu, satu baris, ke ${DOMAIN_FILE} melalui pull request; bila domainnya memang diganti, terbitkan situs`,
      en: `Write it, on one line, into ${DOMAIN_FILE} by a pull request; if the domain is meant to change, publish the site`,
    },
  };
};

/** Decap keeps the token of the signed-in person where every page of the same origin can read it. */
const sharedOrigin = (url: string, owner: string): SetupFinding => ({
  code: 'pages-shared-origin',
  severity: 'weaker',
  advisory: true,
  what: {
    id: `Situs berbagi asal (origin) dengan situs lain milik ${owner}: skrip di sana dapat membaca token orang yang masuk ke formulir`,
    en: `The site shares its origin with the other sites of ${owner}: a script there can read the token of the person signed in to the form`,
  },
  is: new URL(url).origin,
  advice: {
    id: `Beri situs ini domain sendiri sebelum formulir dan meja kerja dipakai: tulis domain itu ke ${DOMAIN_FILE} di main; sesudah terbit, jalankan setup --apply`,
    en: `Give this site a domain of its own before form and desk are used: write it into ${DOMAIN_FILE} on main; once that is published, run setup --apply`,
  },
});

/** The register's branch. It begins without a parent, so that it shares no history with the requests (R26). */
export const register: SetupRule = ({ register: found, rulesets }) => {
  if (!found.exists) {
    // The App begins the branch at the first case.
    if (isClosed(rulesets, RULESETS.register)) return [];
    return {
      code: 'register',
      severity: 'missing',
      what: { id: `Cabang ${REGISTER_BRANCH} belum ada`, en: `There is no branch ${REGISTER_BRANCH}` },
      remedy: { do: 'begin-branch', beginning: REGISTER_BEGINNING },
    };
  }
  if (!found.sharesHistory) return [];
  return {
    code: 'register-shares-history',
    severity: 'wrong',
    what: {
      id: `Cabang ${REGISTER_BRANCH} bercabang dari main; register harus mempunyai riwayat tersendiri`,
      en: `The branch ${REGISTER_BRANCH} shares history with main; a register must have a history of its own`,
    },
    advice: {
      id: `Bila belum ada berkas, hapus cabang ${REGISTER_BRANCH} lalu jalankan setup --apply`,
      en: `If there are no cases yet, delete the branch ${REGISTER_BRANCH} and run setup --apply`,
    },
  };
};

const PURPOSE: Readonly<Record<string, Text>> = {
  [RULESETS.main]: { id: 'main tidak pernah ditimpa atau dihapus', en: 'main is never rewritten or deleted' },
  [RULESETS.merge]: {
    id: 'main hanya berubah oleh sistem, atau oleh pengelola melalui pull request',
    en: 'main changes only by the process, or by a maintainer through a pull request',
  },
  [RULESETS.register]: { id: 'hanya sistem yang menulis register', en: 'only the process writes the register' },
  [RULESETS.append]: {
    id: 'register tidak pernah ditimpa atau dihapus',
    en: 'the register is never rewritten or deleted',
  },
  [RULESETS.site]: {
    id: `hanya sistem yang menulis situs (cabang ${SITE_BRANCH}) dan ingatannya (${SITE_MEMORY_BRANCH})`,
    en: `only the process writes the site (branch ${SITE_BRANCH}) and its memory (${SITE_MEMORY_BRANCH})`,
  },
  [RULESETS.workflows]: {
    id: 'hanya pengelola yang mendorong perubahan .github/, sehingga cabang penulis tidak membawa workflow sendiri',
    en: 'only maintainers push changes of .github/, so that no writer’s branch brings workflows of its own',
  },
};

/** Until the site's ruleset exists, every account that may write can change the site. */
const BEGUN_ANEW: Text = {
  id: '; karena sampai kini siapa pun dengan hak tulis dapat mengubahnya, situs dimulai lagi dan diterbitkan dari awal',
  en: '; since anybody who may write could change it until now, the site begins again and is published anew',
};

export const rulesets: SetupRule = ({
  rulesets: reading,
  app,
  siteBranch: hasSite,
  pages: site,
  isPrivate,
  ownedBy,
}) => {
  if ('refused' in reading) return [];
  if (!app)
    return {
      code: 'rulesets-wait',
      severity: 'missing',
      what: {
        id: 'Ruleset untuk main, register, dan situs menunggu App',
        en: 'The rulesets for main, register and site wait for the App',
      },
      should: Object.values(RULESETS).join('; '),
      advice: {
        id: 'Siapkan App lebih dahulu, lalu jalankan setup --apply lagi',
        en: 'First set up the App, then run setup --apply again',
      },
    };
  return wantedRulesets(app.id, isPrivate).flatMap((wanted): SetupFinding | SetupFinding[] => {
    const found = reading.value.find(({ name }) => name === wanted.name);
    const purpose = PURPOSE[wanted.name] ?? { id: wanted.name, en: wanted.name };
    const code = `ruleset-${wanted.name.replace(/^disposisi: /, '').replaceAll(/\W+/g, '-')}`;
    if (!found) {
      const made = { route: 'POST /repos/{owner}/{repo}/rulesets', parameters: fields(wanted) };
      const anew = wanted.name === RULESETS.site && hasSite;
      return {
        code,
        severity: 'missing',
        // The plan of a personal account may lack this ruleset.
        ...(wanted.target === 'push' && ownedBy !== 'Organization' ? { advisory: true } : {}),
        what: {
          id: `Ruleset "${wanted.name}": ${purpose.id}${anew ? BEGUN_ANEW.id : ''}`,
          en: `Ruleset "${wanted.name}": ${purpose.en}${anew ? BEGUN_ANEW.en : ''}`,
        },
        remedy: anew
          ? { do: 'protect-branch', beginning: beginningOf(site), calls: [made] }
          : { do: 'call', calls: [made] },
      };
    }
    return compareRulesets(wanted, found).map(({ severity, at, is, should }, n) => ({
      code: `${code}/${at}`,
      severity,
      what: {
        id: `Ruleset "${wanted.name}", ${at}: ${purpose.id}`,
        en: `Ruleset "${wanted.name}", ${at}: ${purpose.en}`,
      },
      is,
      should,
      // One call fixes all differences of a ruleset.
      remedy:
        n > 0
          ? { do: 'call' as const, calls: [] }
          : call('PUT /repos/{owner}/{repo}/rulesets/{ruleset_id}', { ruleset_id: found.id, ...fields(wanted) }),
    }));
  });
};

const fields = ({ id: _id, ...rest }: Ruleset): Readonly<Record<string, unknown>> => ({ ...rest });
