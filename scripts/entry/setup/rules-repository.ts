import { hasInternalField } from '#domain/request/public.ts';
import { schemasOf } from '#engine/config/read.ts';
import { call, type SetupRule } from './finding.ts';
import { CODEOWNERS } from './names.ts';

const REPOSITORY = 'PATCH /repos/{owner}/{repo}';

/**
 * Requests with internal fields must be in a private repository (R11). `--apply` does not make the repository private.
 * A person must do this, and must know that the requests may have been read.
 */
export const visibility: SetupRule = ({ isPrivate, config, owner, repo }) => {
  if (isPrivate || !('config' in config)) return [];
  const { procedures, schemas } = config.config;
  const used = [...procedures.values()].flatMap(({ value }) => schemasOf(value));
  const internal = [...new Set(used)].filter((path) => {
    const schema = schemas.get(path)?.value;
    return schema === undefined || hasInternalField(schema);
  });
  if (internal.length === 0) return [];
  return {
    code: 'repository-public',
    severity: 'wrong',
    what: {
      id: `Repositori terbuka untuk umum, padahal ${internal.join(', ')} memuat isian internal`,
      en: `The repository is public, while ${internal.join(', ')} has internal fields`,
    },
    is: 'public',
    should: 'private',
    advice: {
      id: `Jadikan privat di https://github.com/${owner}/${repo}/settings; bila sudah ada permohonan, anggap isinya sudah terbaca`,
      en: `Make it private in https://github.com/${owner}/${repo}/settings; assume that the requests already there have been read`,
    },
  };
};

export const branch: SetupRule = ({ defaultBranch }) =>
  defaultBranch !== 'main' && {
    code: 'default-branch',
    severity: 'wrong',
    what: { id: 'Cabang bawaan bukan main', en: 'The default branch is not main' },
    is: defaultBranch,
    should: 'main',
    advice: {
      id: 'Ganti nama cabang bawaan menjadi main di Settings → General',
      en: 'Rename the default branch to main in Settings → General',
    },
  };

export const merging: SetupRule = ({ mergeCommits, autoMerge }) => [
  !mergeCommits && {
    code: 'merge-commits',
    severity: 'wrong',
    what: { id: 'Merge commit tidak diizinkan', en: 'Merge commits are not allowed' },
    should: 'allow_merge_commit: true',
    remedy: call(REPOSITORY, { allow_merge_commit: true }),
  },
  autoMerge && {
    code: 'auto-merge',
    severity: 'weaker',
    what: {
      id: 'Auto-merge diizinkan: pemohon dapat mendahului sistem menggabungkan',
      en: 'Auto-merge is allowed: an applicant could merge before the process',
    },
    should: 'allow_auto_merge: false',
    remedy: call(REPOSITORY, { allow_auto_merge: false }),
  },
];

export const actions: SetupRule = ({ actions: { enabled, allowed }, token, forks }) => [
  !enabled && {
    code: 'actions-disabled',
    severity: 'wrong',
    what: { id: 'Actions dimatikan', en: 'Actions are turned off' },
    should: 'enabled',
    remedy: call('PUT /repos/{owner}/{repo}/actions/permissions', { enabled: true, allowed_actions: 'all' }),
  },
  enabled &&
    allowed === 'local_only' && {
      code: 'actions-local-only',
      severity: 'wrong',
      what: {
        id: 'Hanya action dari repositori ini yang diizinkan; checkout dan Pages milik GitHub tidak jalan',
        en: "Only this repository's own actions may run; GitHub's checkout and Pages could not",
      },
      is: allowed,
      should: 'all | selected (actions/*)',
      advice: {
        id: 'Izinkan action buatan GitHub di Settings → Actions → General',
        en: 'Allow actions created by GitHub in Settings → Actions → General',
      },
    },
  (token.writes || token.approves) && {
    code: 'workflow-token',
    severity: 'weaker',
    what: {
      id: 'Token bawaan workflow boleh menulis atau menyetujui pull request',
      en: "The workflows' default token may write, or approve pull requests",
    },
    is: `write: ${token.writes}, approve: ${token.approves}`,
    should: 'read, approve: false',
    remedy: call('PUT /repos/{owner}/{repo}/actions/permissions/workflow', {
      default_workflow_permissions: 'read',
      can_approve_pull_request_reviews: false,
    }),
  },
  forks &&
    (forks.write || forks.secrets) && {
      code: 'fork-runs',
      severity: 'weaker',
      what: {
        id: 'Workflow dari fork diberi token tulis atau rahasia',
        en: 'Runs of forks are given a token that writes, or secrets',
      },
      is: `write: ${forks.write}, secrets: ${forks.secrets}`,
      should: 'false',
      remedy: call('PUT /repos/{owner}/{repo}/actions/permissions/fork-pr-workflows-private-repos', {
        run_workflows_from_fork_pull_requests: false,
        send_write_tokens_to_workflows: false,
        send_secrets_and_variables: false,
        require_approval_for_fork_pr_workflows: true,
      }),
    },
];

/** Each refused act is dismissed (R16). A classic protection may let only some accounts dismiss reviews. */
export const dismissals: SetupRule = ({ dismissalsRestricted, owner, repo }) =>
  dismissalsRestricted && {
    code: 'dismissals-restricted',
    severity: 'wrong',
    what: {
      id: 'Perlindungan lama pada main membatasi siapa yang boleh membatalkan tinjauan; sistem tidak dapat menolak tindakan',
      en: 'A classic protection of main restricts who may dismiss reviews; the process could not refuse an act',
    },
    advice: {
      id: `Hapus aturan lama itu di https://github.com/${owner}/${repo}/settings/branches; ruleset dari setup menggantikannya`,
      en: `Delete that rule in https://github.com/${owner}/${repo}/settings/branches; setup's rulesets take its place`,
    },
  };

/** Without an owner's approval, nobody may change procedures, roles or workflows on main (R8). */
export const codeowners: SetupRule = ({ codeowners: file, codeownerErrors, login, config }) => {
  const lines = (file?.text ?? '').split('\n').flatMap((line) => {
    const [pattern, ...owners] = line
      .replace(/(^|\s)#.*/, '')
      .trim()
      .split(/\s+/);
    return pattern ? [{ pattern, owners }] : [];
  });
  const all = lines.findIndex(({ pattern, owners }) => pattern === '*' && owners.length > 0);
  const after = lines.slice(all + 1);
  const isReady = all >= 0 && !lines.some(({ owners }) => owners.includes('@OWNER'));
  const requests = after.some(({ pattern, owners }) => /^\/?requests\/$/.test(pattern) && owners.length === 0);
  const gaps = after.filter(({ pattern, owners }) => owners.length === 0 && !/^\/?requests\/$/.test(pattern));
  if (isReady && requests && gaps.length === 0) {
    if (codeownerErrors.length === 0) return [];
    return {
      code: 'codeowners-unknown',
      severity: 'weaker',
      what: {
        id: `${CODEOWNERS} menyebut pemilik yang tidak ada atau tidak boleh menulis`,
        en: `${CODEOWNERS} names an owner that does not exist or may not write`,
      },
      is: codeownerErrors.join('; ').slice(0, 200),
      advice: {
        id: 'Perbaiki file itu melalui pull request',
        en: 'Correct the file by a pull request',
      },
    };
  }
  const text = file?.text.replaceAll('@OWNER', `@${login}`);
  // `--apply` fills in a placeholder. It does not overwrite the text of a person.
  const isPlaceholder = file === undefined || file.text.includes('@OWNER');
  const content = text ?? `* @${login}\n/requests/\n`;
  return {
    code: 'codeowners',
    severity: file === undefined ? 'missing' : 'weaker',
    what: {
      id: `${CODEOWNERS} belum menjaga semua file di luar requests/`,
      en: `${CODEOWNERS} does not guard every file outside requests/`,
    },
    ...(gaps.length > 0 ? { is: gaps.map(({ pattern }) => pattern).join(', ') } : {}),
    should: `* @${login}, /requests/`,
    ...(isPlaceholder
      ? {}
      : {
          advice: {
            id: 'Tulis baris "* @pemilik", lalu "/requests/" tanpa pemilik, melalui pull request',
            en: 'Write a line "* @owner", then "/requests/" without an owner, by a pull request',
          },
        }),
    ...(isPlaceholder && 'config' in config
      ? {
          remedy: call('PUT /repos/{owner}/{repo}/contents/{path}', {
            path: CODEOWNERS,
            message: 'CODEOWNERS: pengelola kantor ini',
            content: Buffer.from(content).toString('base64'),
            branch: 'main',
            ...(file === undefined ? {} : { sha: file.blob }),
          }),
        }
      : {}),
  };
};
