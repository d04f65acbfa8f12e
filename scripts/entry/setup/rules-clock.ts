import { epochSeconds } from '#domain/clock/instant.ts';
import type { Text } from '#domain/problem.ts';
import { duration } from '#domain/words/duration.ts';
import { call, type SetupFinding, type SetupRule } from './finding.ts';
import { APP_SLUG, OFFICE_WORKFLOWS, SCHEDULE_WORKFLOW, WORKFLOWS } from './names.ts';

/** GitHub's scheduler may be hours late. After a day, something else must be wrong. */
const LONGEST_GAP_SECONDS = 86_400;

const HOW: Readonly<Record<string, Text>> = {
  disabled_manually: { id: 'dimatikan orang', en: 'was switched off by somebody' },
  disabled_inactivity: {
    id: 'dihentikan GitHub karena repositori lama tidak berubah',
    en: 'was stopped by GitHub, since the repository did not change for a long time',
  },
  disabled_fork: { id: 'dihentikan karena repositori ini fork', en: 'was stopped, since this repository is a fork' },
  deleted: { id: 'dihapus', en: 'was deleted' },
};

/** Reports workflows of the office that no longer run. Nothing else reports this, and cases wait. */
export const workflows: SetupRule = ({ workflows: found }) =>
  found
    .filter(({ name, state }) => OFFICE_WORKFLOWS.includes(name) && state !== 'active')
    .map(({ name, state }): SetupFinding => {
      const how = HOW[state] ?? { id: `berstatus ${state}`, en: `is in the state ${state}` };
      return {
        code: `workflow-stopped/${name.replace(/\.yml$/, '')}`,
        severity: 'wrong',
        what: { id: `Workflow ${name} ${how.id}`, en: `The workflow ${name} ${how.en}` },
        is: state,
        should: 'active',
        ...(state === 'deleted'
          ? {
              advice: {
                id: `Kembalikan ${WORKFLOWS}${name} dari templat melalui pull request`,
                en: `Bring ${WORKFLOWS}${name} back from the template by a pull request`,
              },
            }
          : {
              remedy: call('PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/enable', { workflow_id: name }),
            }),
      };
    });

/** Reports that no scheduled run has succeeded for a day. The schedule was stopped, or its runs fail. */
export const scheduledRuns: SetupRule = ({
  scheduledRuns: { last },
  workflows: found,
  variables,
  now,
  owner,
  repo,
}) => {
  const isOn = found.some(({ name, state }) => name === SCHEDULE_WORKFLOW && state === 'active');
  if (!isOn || variables[APP_SLUG] === undefined) return [];
  const gap = last === undefined ? Number.POSITIVE_INFINITY : epochSeconds(now) - epochSeconds(last);
  if (gap <= LONGEST_GAP_SECONDS) return [];
  const runs = `https://github.com/${owner}/${repo}/actions/workflows/${SCHEDULE_WORKFLOW}`;
  const what: Text =
    last === undefined
      ? { id: 'Tenggat belum pernah diperiksa', en: 'Deadlines were never looked at yet' }
      : {
          id: `Tenggat tidak diperiksa selama ${duration(gap).id}`,
          en: `Deadlines were not looked at for ${duration(gap).en}`,
        };
  return {
    code: 'deadlines-unwatched',
    // Right after the App was made, the first run has not happened yet.
    ...(last === undefined ? { severity: 'missing', advisory: true } : { severity: 'wrong' }),
    what,
    ...(last === undefined ? {} : { is: last }),
    advice: {
      id: `Jalankan sekali di ${runs}; bila gagal, lihat lognya. Bila berhasil tetapi jadwalnya tidak datang, ubah jam pada baris cron melalui pull request: itu menghidupkan jadwal lagi`,
      en: `Run it once at ${runs}; if that fails, see its log. If it works but the schedule does not come, change the minute in the cron line by a pull request: that starts the schedule again`,
    },
  };
};

/** GitHub stops a schedule when the account that committed it last leaves the organisation. */
export const scheduleCommitter: SetupRule = ({ scheduledRuns: { committer }, collaborators, ownedBy, owner }) => {
  if (ownedBy !== 'Organization' || !committer) return [];
  if (collaborators.some(({ id }) => id === committer.id)) return [];
  return {
    code: 'schedule-committer',
    severity: 'weaker',
    advisory: true,
    what: {
      id: `Jadwal ${SCHEDULE_WORKFLOW} terakhir ditulis "${committer.login}", yang tidak lagi punya akses; GitHub menghentikan jadwal bila orang itu keluar dari ${owner}`,
      en: `The schedule of ${SCHEDULE_WORKFLOW} was last committed by "${committer.login}", who has no access any more; GitHub stops a schedule when that person leaves ${owner}`,
    },
    is: committer.login,
    advice: {
      id: 'Seorang pengelola mengubah menit pada baris cron melalui pull request',
      en: 'A maintainer changes the minute in the cron line by a pull request',
    },
  };
};
