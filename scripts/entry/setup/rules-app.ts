import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import type { Text } from '#domain/problem.ts';
import { call, type SetupFinding, type SetupRule } from './finding.ts';
import {
  APP_ID,
  APP_KEY,
  APP_PERMISSIONS,
  APP_SLUG,
  ENVIRONMENT,
  LOG_KEY,
  PAGES_ENVIRONMENT,
  SITE_BRANCH,
} from './names.ts';
import type { RepositorySituation } from './read-situation.ts';

const AT = '/repos/{owner}/{repo}/environments/{environment_name}';
const POLICIES = { protected_branches: false, custom_branch_policies: true };

/** The environment that holds the key. Its branch policy keeps the key from a writer's branch (security row 9). */
export const environment: SetupRule = ({ environment: reading }) =>
  onlyBranch(MAIN_BRANCH, ENVIRONMENT, reading, {
    id: `Kunci App di lingkungan "${ENVIRONMENT}" dapat dipakai dari cabang selain main`,
    en: `The App's key in the environment "${ENVIRONMENT}" can be used from other branches than main`,
  });

/** GitHub's build deploys the site through this environment. From other branches, any writer could publish a site. */
export const pagesEnvironment: SetupRule = ({ pagesEnvironment: reading, pages }) =>
  'value' in pages &&
  pages.value &&
  onlyBranch(SITE_BRANCH, PAGES_ENVIRONMENT, reading, {
    id: `Lingkungan "${PAGES_ENVIRONMENT}", yang menerbitkan situs, tidak hanya terbuka bagi cabang ${SITE_BRANCH}`,
    en: `The environment "${PAGES_ENVIRONMENT}", which publishes the site, is not open to the branch ${SITE_BRANCH} alone`,
  });

/** Finds the faults of an environment. Only one branch should be able to use it, and no run should have to wait. */
function onlyBranch(
  branch: string,
  environment_name: string,
  reading: RepositorySituation['environment'],
  danger: Text,
): ReturnType<SetupRule> {
  if ('refused' in reading) return undefined;
  const found = reading.value;
  // The call does not name the wait time and the reviewers, not even with empty values. On a plan without these
  // settings, such as Pro and Team for a private repository, GitHub answers a call that names them with status 422.
  const policies = { environment_name, deployment_branch_policy: POLICIES };
  const made = { route: `PUT ${AT}`, parameters: policies };
  const allowed = {
    route: `POST ${AT}/deployment-branch-policies`,
    parameters: { environment_name, name: branch, type: 'branch' },
  };
  const code = environment_name === ENVIRONMENT ? 'environment' : 'pages-environment';
  if (!found)
    return {
      code,
      severity: 'missing',
      what: { id: `Lingkungan "${environment_name}" belum ada`, en: `There is no environment "${environment_name}"` },
      should: branch,
      remedy: { do: 'call', calls: [made, allowed] },
    };
  const others = (found.branches ?? []).filter(({ name }) => name !== branch);
  const isAllowed = found.branches?.some(({ name }) => name === branch) ?? false;
  return [
    (found.branches === undefined || others.length > 0 || !isAllowed) && {
      code: `${code}-branches`,
      severity: 'weaker',
      what: danger,
      is: found.branches === undefined ? '*' : found.branches.map(({ name }) => name).join(', ') || '–',
      should: branch,
      remedy: {
        do: 'call',
        calls: [
          ...(found.branches === undefined ? [made] : []),
          ...(isAllowed ? [] : [allowed]),
          ...others.map(({ id }) => ({
            route: `DELETE ${AT}/deployment-branch-policies/{branch_policy_id}`,
            parameters: { environment_name, branch_policy_id: id },
          })),
        ],
      },
    },
    found.waits && {
      code: `${code}-waits`,
      severity: 'wrong',
      what: {
        id: `Lingkungan "${environment_name}" menunggu persetujuan atau waktu; workflow tidak dapat berjalan sendiri`,
        en: `The environment "${environment_name}" waits for an approval or a time; no workflow can run by itself`,
      },
      should: 'wait_timer: 0, reviewers: 0',
      // This call may name the wait time and the reviewers. The environment waits, so the plan has these settings.
      remedy: call(`PUT ${AT}`, { ...policies, wait_timer: 0, reviewers: null }),
    },
  ];
}

/** A secret of the repository can be read by a workflow on any branch of any writer (security row 9). */
export const strayKey: SetupRule = ({ repositorySecrets }) => [
  repositorySecrets.includes(APP_KEY) &&
    stray(APP_KEY, {
      what: {
        id: `Kunci App juga tersimpan sebagai rahasia repositori ${APP_KEY}: workflow di cabang mana pun dapat membacanya`,
        en: `The App's key is also a secret of the repository, ${APP_KEY}: a workflow on any branch can read it`,
      },
      advice: {
        id: 'setup --apply menghapusnya; lalu buat kunci baru di halaman App, karena yang lama mungkin sudah terbaca',
        en: 'setup --apply deletes it; then make a new key on the App’s page, since the old one may have been read',
      },
    }),
  repositorySecrets.includes(LOG_KEY) &&
    stray(LOG_KEY, {
      what: {
        id: `Kunci penanda tangan juga tersimpan sebagai rahasia repositori ${LOG_KEY}: workflow di cabang mana pun dapat membacanya`,
        en: `The signing key is also a secret of the repository, ${LOG_KEY}: a workflow on any branch can read it`,
      },
      advice: {
        id: `setup --apply --new-log-key menghapusnya dan membuat kunci baru, karena yang lama mungkin sudah terbaca`,
        en: `setup --apply --new-log-key deletes it and makes a new key, since the old one may have been read`,
      },
    }),
];

const stray = (secret_name: string, words: { readonly what: Text; readonly advice: Text }): SetupFinding => ({
  code: secret_name === APP_KEY ? 'key-outside-environment' : 'log-key-outside-environment',
  severity: 'weaker',
  ...words,
  remedy: call('DELETE /repos/{owner}/{repo}/actions/secrets/{secret_name}', { secret_name }),
});

/** The key that signs the register's checkpoints (R36). Without it, the process journals nothing. */
export const logKey: SetupRule = ({ environment: reading }) =>
  'value' in reading &&
  !reading.value?.secrets.includes(LOG_KEY) && {
    code: 'log-key',
    severity: 'missing',
    what: {
      id: `Kunci penanda tangan titik periksa (${LOG_KEY}) belum ada di lingkungan "${ENVIRONMENT}"`,
      en: `The key that signs checkpoints (${LOG_KEY}) is not in the environment "${ENVIRONMENT}"`,
    },
    // The key can be stored only once the environment exists.
    ...(reading.value ? { remedy: { do: 'make-log-key' } } : {}),
  };

/** The process's own account (R26, R30). */
export const app: SetupRule = ({ app: found, variables, environment: reading, owner, repo }) => {
  const slug = variables[APP_SLUG];
  if (!found)
    return slug
      ? {
          code: 'app-unseen',
          severity: 'wrong',
          what: {
            id: `App "${slug}" tidak ada, atau tidak terlihat oleh token ini`,
            en: `There is no App "${slug}", or this token cannot see it`,
          },
          advice: {
            id: 'Jalankan setup dengan token pemilik App, atau sebut App yang benar: --app NAMA',
            en: "Run setup with a token of the App's owner, or name the right App: --app SLUG",
          },
        }
      : {
          code: 'app',
          severity: 'missing',
          what: { id: 'Belum ada App bagi sistem', en: 'There is no App for the process yet' },
          should: permissions(APP_PERMISSIONS),
          advice: {
            id: 'setup --apply mencetak alamat sebuah halaman; buka dan buat App di sana (bagi organisasi: oleh pemiliknya), lalu perintah itu meneruskan sendiri; tanpa peramban di mesin itu: setup --apply --code KODE',
            en: 'setup --apply prints the address of a page; open it and create the App there (for an organisation: by an owner), then the command continues by itself; without a browser on that machine: setup --apply --code CODE',
          },
          remedy: { do: 'write-app-page' },
        };
  // Hidden permissions count as right here, since the process requests tokens with only these permissions. A finding
  // below reports that they are hidden.
  const has = found.permissions ?? APP_PERMISSIONS;
  const more = Object.entries(has).filter(
    ([name, level]) => level !== 'read' && level !== (APP_PERMISSIONS as Readonly<Record<string, string>>)[name],
  );
  const less = Object.entries(APP_PERMISSIONS).filter(
    ([name, level]) => has[name as keyof typeof has] !== level && has[name as keyof typeof has] !== 'write',
  );
  const page = `https://github.com/apps/${found.slug}`;
  const advice = {
    id: `Ubah izinnya di halaman pengaturan App (${page}), lalu terima perubahan itu pada pemasangannya`,
    en: `Change its permissions on the App's settings page (${page}), then accept the change in its installation`,
  };
  return [
    less.length > 0 && {
      code: 'app-permissions-missing',
      severity: 'wrong',
      what: { id: `App "${found.slug}" kurang izin`, en: `The App "${found.slug}" lacks permissions` },
      is: permissions(has),
      should: permissions(APP_PERMISSIONS),
      advice,
    },
    more.length > 0 && {
      code: 'app-permissions-surplus',
      severity: 'weaker',
      what: {
        id: `App "${found.slug}" boleh lebih dari yang perlu`,
        en: `The App "${found.slug}" may do more than it needs`,
      },
      is: permissions(Object.fromEntries(more)),
      should: permissions(APP_PERMISSIONS),
      advice,
    },
    !found.permissions && {
      code: 'app-permissions-unseen',
      severity: 'weaker',
      advisory: true,
      what: {
        id: `Izin App "${found.slug}" tidak terlihat oleh token ini`,
        en: `This token cannot see the permissions of the App "${found.slug}"`,
      },
      should: permissions(APP_PERMISSIONS),
      advice: {
        id: `Bandingkan dengan halaman pengaturan App (${page})`,
        en: `Compare them with the App's settings page (${page})`,
      },
    },
    variable(APP_ID, String(found.id), variables[APP_ID]),
    variable(APP_SLUG, found.slug, variables[APP_SLUG]),
    'value' in reading &&
      !reading.value?.secrets.includes(APP_KEY) && {
        code: 'app-key',
        severity: 'missing',
        what: {
          id: `Rahasia ${APP_KEY} belum ada di lingkungan "${ENVIRONMENT}"`,
          en: `The secret ${APP_KEY} is not in the environment "${ENVIRONMENT}"`,
        },
        advice: {
          id: `Buat kunci privat di halaman App, lalu: npx disposisi setup --repo ${owner}/${repo} --apply --app ${found.slug} --key FILE.pem`,
          en: `Generate a private key on the App's page, then: npx disposisi setup --repo ${owner}/${repo} --apply --app ${found.slug} --key FILE.pem`,
        },
      },
  ];
};

const variable = (name: string, value: string, is: string | undefined): SetupFinding | false =>
  is !== value && {
    code: `variable-${name.toLowerCase().replaceAll('_', '-')}`,
    severity: is === undefined ? 'missing' : 'wrong',
    what: { id: `Variabel ${name}`, en: `Variable ${name}` },
    ...(is === undefined ? {} : { is }),
    should: value,
    remedy:
      is === undefined
        ? call('POST /repos/{owner}/{repo}/actions/variables', { name, value })
        : call('PATCH /repos/{owner}/{repo}/actions/variables/{name}', { name, value }),
  };

const permissions = (of: Readonly<Record<string, string>>): string =>
  Object.entries(of)
    .map(([name, level]) => `${name}: ${level}`)
    .sort()
    .join(', ');
