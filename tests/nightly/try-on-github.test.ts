import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  PROCESS_GROUP,
  PUBLISH_WORKFLOW,
  RULESETS,
  SCHEDULE_WORKFLOW,
  SITE_BRANCH,
  SITE_MEMORY_BRANCH,
  WORKFLOWS,
} from '#entry/setup/names.ts';
import { createClient } from '#engine/forge/octokit.ts';
import type { BypassActor, Ruleset } from '#entry/setup/rulesets.ts';
import type { Text } from '#domain/problem.ts';
import type { Scene, TrialRow } from '#entry/try-on-github/check.ts';
import { Made } from '#entry/try-on-github/made.ts';
import { askAll } from '#entry/try-on-github/questions.ts';
import { exitCodeOf, trialTable } from '#entry/try-on-github/table.ts';
import { askChecks, CHECKS, runTrial, sceneOf, type TrialOptions } from '#entry/try-on-github/trial.ts';
import { changeVariable } from '#entry/try-on-github/variable.ts';
import { pullOf } from '../support/office.ts';
import { OFFICIAL, openGround, type TrialGround } from '../setup/trial.ts';
import { variant } from '../workflows/support/open.ts';
import { permitAccount } from '#tests/support/forge-accounts.ts';

/** Milliseconds for a whole case with all its runs, while other tests run. */
const LONGEST = 900_000;

let ground: TrialGround;
let trial: Awaited<ReturnType<typeof runTrial>>;
/** The heads before the walk, for the checks that are asked again. */
let before: Scene['before'];

beforeAll(async () => {
  ground = await openGround();
  before = Object.fromEntries(await Promise.all(['main', 'register'].map(async (each) => [each, await headOf(each)])));
  trial = await runTrial(ground.options);
}, LONGEST);
afterAll(() => ground.close());

const at = () => ({ owner: ground.hub.office.local.owner, repo: ground.hub.office.local.repo });

async function headOf(branch: string): Promise<string | undefined> {
  const client = await ground.hub.office.as(OFFICIAL);
  return client.rest.git.getRef({ ...at(), ref: `heads/${branch}` }).then(
    ({ data }) => data.object.sha,
    () => undefined,
  );
}

async function branches(): Promise<string[]> {
  const client = await ground.hub.office.as(OFFICIAL);
  return (await client.rest.repos.listBranches({ ...at(), per_page: 100 })).data.map(({ name }) => name);
}

async function openPulls(): Promise<number> {
  const client = await ground.hub.office.as(OFFICIAL);
  return (await client.rest.pulls.list({ ...at(), state: 'open' })).data.length;
}

/** Returns the checks that did not hold, each with its verdict. */
const failing = (rows: readonly TrialRow[]): string[] =>
  rows.flatMap(({ check, verdict }) => (verdict.is === 'held' ? [] : [`${check.id}: ${verdict.is}`]));

const textOf = (rows: readonly TrialRow[]): string => trialTable(rows, []).join('\n');

/** The pull request of the walked case. */
const WALKED = 1;

let passes = 0;

/**
 * Asks all checks again, about the case that was walked, and cleans up.
 * @param works whether jobs must do their work. Most checks ask GitHub alone.
 */
async function again(
  changed: Partial<TrialOptions> = {},
  works = false,
): Promise<{ readonly rows: readonly TrialRow[]; readonly remains: readonly string[] }> {
  passes += 1;
  const later = { ...ground.options.later, name: `percobaan-${passes}` };
  const options = { ...ground.options, later, ...changed };
  const made = new Made(options.trial, options.applicant);
  let rows: readonly TrialRow[] = [];
  let remains: readonly Text[] = [];
  ground.works = works;
  try {
    rows = await askChecks(sceneOf(options, made, { before, variableRefused: undefined, walked: WALKED }));
  } finally {
    remains = await made.cleanUp();
    await ground.settle();
    ground.github.forget();
    ground.works = true;
  }
  return { rows, remains: remains.map(({ en }) => en).filter((text) => !/^#\d+, /.test(text)) };
}

describe('the trial on an imitation of GitHub that is set up completely', () => {
  test('every check holds, and the exit code is 0', () => {
    expect([textOf(trial.rows), failing(trial.rows)]).toEqual([textOf(trial.rows), []]);
    expect(trial.rows.map(({ check }) => check.id)).toEqual(['case', ...CHECKS.map(({ id }) => id)]);
    expect(exitCodeOf(trial.rows)).toBe(0);
    expect(textOf(trial.rows)).toMatch(/commits: main 1, register 1\d$/m);
  });

  test('the trial leaves no branch, open pull request or variable, and names what it cannot remove', async () => {
    expect(await branches()).toEqual(['main', 'register', SITE_BRANCH, SITE_MEMORY_BRANCH]);
    expect(await openPulls()).toBe(0);
    expect(Object.keys(ground.github.settings.variables).sort()).toEqual(['DISPOSISI_APP_ID', 'DISPOSISI_APP_SLUG']);
    expect((await pullOf(ground.hub.office, WALKED)).merged).toBe(true);
    const remains = trial.remains.map(({ en }) => en);
    expect(remains[0]).toBe('#1, merged; its files are on main');
    expect(remains.slice(1).every((each) => /^#\d+, closed$/.test(each))).toBe(true);
  });

  test('the questions were asked, and what GitHub refuses is in the answers', () => {
    const answers = ground.lines.filter((line) => line.startsWith('? '));
    expect(answers).toEqual([
      expect.stringMatching(/^\? set-back-workflows: the push itself was refused: 422 Repository rule violations/),
      expect.stringMatching(/^\? reopen-after-reset: reset to main it is closed; restored, it is open$/),
      expect.stringMatching(/^\? successor-same-branch: yes, #\d+ alone is listed after #\d+; the form itself/),
      '? comment-on-merged: yes, it is accepted',
      expect.stringMatching(/^\? writer-and-environment: no: 403 /),
      expect.stringMatching(/^\? pages-minutes: no, nothing is billed for \d+ builds$/),
    ]);
  });

  test('every call of the trial is one that GitHub documents', () => {
    expect([...new Set(ground.github.faults)]).toEqual([]);
  });
});

/** A ground of one check, how to take it away, and what the check then says. */
interface Ground {
  readonly what: string;
  readonly check: string;
  readonly take: () => void | Promise<void>;
  readonly says: RegExp;
  /** What the clean-up could not put back. */
  readonly stays?: RegExp;
  readonly options?: () => Partial<TrialOptions>;
}

const role = (actor_id: number, bypass_mode = 'always'): BypassActor => ({
  ...{ actor_id, actor_type: 'RepositoryRole', bypass_mode },
});
/** GitHub’s numbers of two roles. */
const [WRITERS, ADMINS] = [4, 5];

function change(name: string, changed: (ruleset: Ruleset) => Partial<Ruleset>): void {
  const { settings } = ground.github;
  settings.rulesets = settings.rulesets.map((each) => (each.name === name ? { ...each, ...changed(each) } : each));
}
const letBypass = (name: string, actor: BypassActor): void =>
  change(name, ({ bypass_actors }) => ({ bypass_actors: [...bypass_actors, actor] }));
const drop = (...names: readonly string[]): void => {
  const { settings } = ground.github;
  settings.rulesets = settings.rulesets.filter(({ name }) => !names.includes(name));
};
/** Makes the official an admin, who may then bypass one ruleset and, unlike in an office, no other. */
async function officialBypasses(name: string, bypass_mode?: string): Promise<void> {
  await permitAccount(ground.hub.office.local, OFFICIAL, 'admin');
  change(RULESETS.merge, ({ bypass_actors }) => ({
    bypass_actors: bypass_actors.filter(({ actor_type }) => actor_type === 'Integration'),
  }));
  letBypass(name, role(ADMINS, bypass_mode));
}

const GROUNDS: readonly Ground[] = [
  {
    what: 'GitHub signs no commit of the App',
    check: 'verified',
    take: () => {
      ground.github.settings.unsigned = true;
    },
    says: /(\d+) of \1 commits are not: main \w{8} \(unsigned\), register \w{8} \(unsigned\)/,
  },
  {
    what: 'a job takes longer than a minute',
    check: 'minutes',
    take: () => {
      ground.github.settings.jobSeconds = 61;
    },
    says: /4\d minutes, 2\d jobs in 2\d runs; the longest took 61 s/,
  },
  {
    what: 'GitHub does not build the site',
    check: 'pages',
    take: () => {
      ground.github.settings.pagesError = 'Page build failed.';
    },
    says: /has not built \w{8} of the branch site; the last build: errored \w{8} Page build failed\./,
  },
  {
    what: 'Pages are not turned on',
    check: 'pages',
    take: () => {
      ground.github.settings.pages = undefined;
    },
    says: /Pages are not turned on/,
  },
  {
    what: 'the site is not served where GitHub says',
    check: 'pages',
    take: () => undefined,
    options: () => ({ fetch: async () => new Response('Not Found', { status: 404 }) }),
    says: /berkas\/PMK-2026-1\/ does not name PMK-2026-1 \(HTTP 404\)/,
  },
  {
    what: 'any branch may use the environment with the keys',
    check: 'environment',
    take: () => {
      const { environment } = ground.github.settings;
      if (environment) environment.policy = null;
    },
    says: /The job sweep started on percobaan\/lingkungan: any branch can read the keys/,
  },
  {
    what: 'writers may bypass the ruleset about merging',
    check: 'main-applicant',
    take: () => letBypass(RULESETS.merge, role(WRITERS)),
    stays: /^the branch main could not be set back to \w{40}: 422 .*Cannot force-push/,
    says: /GitHub accepted: push; merge by hand$/m,
  },
  {
    what: 'writers may bypass that ruleset by a pull request',
    check: 'main-applicant',
    take: () => letBypass(RULESETS.merge, role(WRITERS, 'pull_request')),
    says: /GitHub accepted: merge by hand$/m,
  },
  {
    what: 'main has no rulesets',
    check: 'main-applicant',
    take: () => drop(RULESETS.main, RULESETS.merge),
    says: /GitHub accepted: push; force-push; merge by hand$/m,
  },
  {
    what: 'the official is an administrator, who may merge',
    check: 'main-official',
    take: () => officialBypasses(RULESETS.merge, 'pull_request'),
    says: /GitHub accepted: merge by hand$/m,
  },
  {
    what: 'the official is an administrator, who may push',
    check: 'main-official',
    take: () => officialBypasses(RULESETS.merge),
    stays: /^the branch main could not be set back to \w{40}: 422 .*Cannot force-push/,
    says: /GitHub accepted: push; merge by hand$/m,
  },
  {
    what: 'the register may be deleted',
    check: 'register-applicant',
    take: () => drop(RULESETS.append),
    stays: /^the branch register could not be set back to \w{40}: 422 .*creations being restricted/,
    says: /GitHub accepted: delete$/m,
  },
  {
    what: 'writers may write the register',
    check: 'register-applicant',
    take: () => letBypass(RULESETS.register, role(WRITERS)),
    stays: /^the branch register could not be set back to \w{40}: 422 .*Cannot force-push/,
    says: /GitHub accepted: push$/m,
  },
  {
    what: 'the register has no rulesets',
    check: 'register-applicant',
    take: () => drop(RULESETS.register, RULESETS.append),
    says: /GitHub accepted: push; force-push; delete$/m,
  },
  {
    what: 'the official is an administrator, who may write the register',
    check: 'register-official',
    take: () => officialBypasses(RULESETS.register),
    stays: /^the branch register could not be set back to \w{40}: 422 .*Cannot force-push/,
    says: /GitHub accepted: push$/m,
  },
  {
    what: 'the site has no ruleset',
    check: 'site-applicant',
    take: () => drop(RULESETS.site),
    says: /GitHub accepted: push; force-push; delete$/m,
  },
  {
    what: 'the official is an administrator, who may write the site',
    check: 'site-official',
    take: () => officialBypasses(RULESETS.site),
    says: /GitHub accepted: push; force-push; delete$/m,
  },
];

describe('each check fails, and no other, when its ground is taken away', () => {
  test.each(GROUNDS)(
    '$check: $what',
    async ({ check, take, says, stays, options }) => {
      const { settings } = ground.github;
      const kept = structuredClone(settings);
      const heads = async () => Promise.all(['main', 'register', SITE_BRANCH].map(headOf));
      const [, register, site] = await heads();
      try {
        await take();
        const { rows, remains } = await again(options?.());
        expect([textOf(rows), failing(rows)]).toEqual([expect.stringMatching(says), [`${check}: not-held`]]);
        expect(exitCodeOf(rows)).toBe(1);
        // What was pushed can be taken away by force alone, which another ruleset refuses.
        expect(remains).toEqual(stays === undefined ? [] : [expect.stringMatching(stays)]);
      } finally {
        Object.assign(settings, kept);
        await permitAccount(ground.hub.office.local, OFFICIAL, 'triage');
      }
      // What an attempt changed is set back. The process goes on from there.
      const after = await heads();
      expect(await isAbove(register, after[1])).toBe(true);
      expect(await isAbove(site, after[2])).toBe(true);
      expect(await openPulls()).toBe(0);
    },
    LONGEST,
  );

  /** Returns whether a commit has another one in its history. */
  async function isAbove(below: string | undefined, above: string | undefined): Promise<boolean> {
    const client = await ground.hub.office.as(OFFICIAL);
    const { data } = await client.rest.repos.compareCommitsWithBasehead({ ...at(), basehead: `${below}...${above}` });
    return ['ahead', 'identical'].includes(data.status);
  }

  test(
    'a token that may not write any branch proves nothing, and its check could not be asked',
    async () => {
      const { local } = ground.hub.office;
      await permitAccount(local, OFFICIAL, 'write');
      const grant = { contents: 'read', metadata: 'read', pull_requests: 'write' } as const;
      const token = await local.accounts.token(OFFICIAL, { ttl: 'P700D', grant });
      const official = createClient({ ...at(), baseUrl: ground.github.apiUrl, token, retries: 0 });
      try {
        const { rows } = await again({ official });
        expect(failing(rows)).toEqual(['main', 'register', 'site'].map((each) => `${each}-official: not-asked`));
        expect(textOf(rows)).toContain('This token may not write any branch: 403');
        expect(exitCodeOf(rows)).toBe(1);
      } finally {
        await permitAccount(local, OFFICIAL, 'triage');
      }
    },
    LONGEST,
  );

  test('the answers to questions are those that GitHub gives, and a variable of the environment is removed', async () => {
    const { options, github, lines } = ground;
    const made = new Made(options.trial, options.applicant);
    const variables = new Set<string>();
    Object.assign(github.settings, { environmentVariables: variables, pagesBilled: 60_000 });
    ground.works = false;
    const first = lines.length;
    try {
      await askAll(sceneOf(options, made, { before, variableRefused: undefined, walked: WALKED }));
      expect(lines.slice(first)).toEqual(
        expect.arrayContaining([
          '? writer-and-environment: yes, a writer can change the environment',
          expect.stringMatching(/^\? pages-minutes: yes, (\d+) minutes for \1 builds$/),
        ]),
      );
      expect([...variables]).toEqual(['PERCOBAAN']);
    } finally {
      await made.cleanUp();
      Object.assign(github.settings, { environmentVariables: undefined, pagesBilled: 0 });
      ground.works = true;
    }
    expect([...variables]).toEqual([]);
    expect(await openPulls()).toBe(0);
  });

  describe('on a plan without rules about pushes', () => {
    let kept: TrialGround['github']['settings']['rulesets'];
    beforeAll(() => {
      kept = ground.github.settings.rulesets;
      drop(RULESETS.workflows);
    });
    afterAll(() => {
      ground.github.settings.rulesets = kept;
    });

    test(
      'concurrency holds: the act is judged while a writer’s workflow holds the group',
      async () => {
        const { rows } = await again({}, true);
        expect([textOf(rows), failing(rows)]).toEqual([
          expect.stringMatching(/the act was judged while percobaan\/kelompok still held disposisi-process/),
          [],
        ]);
      },
      LONGEST,
    );

    test(
      'concurrency: the scheduled run is in the group of the process',
      async () => {
        const { local } = ground.hub.office;
        const path = `${WORKFLOWS}${SCHEDULE_WORKFLOW}`;
        const own = /group: disposisi-own-\$\{\{ github\.run_id \}\}/;
        try {
          await local.seed({ [path]: await variant(path, own, `group: ${PROCESS_GROUP}`) }, 'Tanpa pertahanan');
          const { rows } = await again({}, true);
          expect([textOf(rows), failing(rows)]).toEqual([
            expect.stringMatching(/the act was not judged within 60 seconds while the group was held/),
            ['concurrency: not-held'],
          ]);
        } finally {
          await local.seed({ [path]: await variant(path, /^/, '') }, 'Kembali');
        }
      },
      LONGEST,
    );
  });

  // This test is the last one: afterwards the site has the foreign address.
  test(
    'variable: the process takes the address of the site from a variable',
    async () => {
      const { options, github, hub } = ground;
      const path = `${WORKFLOWS}${PUBLISH_WORKFLOW}`;
      const step = [
        `      - run: printf '{"site":"%s"}' "$SITE" > site/forge.json`,
        '        env:',
        `          SITE: \${{ vars.DISPOSISI_SITE }}`,
        '      - uses: ./.github/actions/disposisi',
      ].join('\n');
      const undefended = await variant(path, / {6}- uses: \.\/\.github\/actions\/disposisi/, step);
      const made = new Made(options.trial, options.applicant);
      try {
        await hub.office.local.seed({ [path]: undefended }, 'Tanpa pertahanan');
        await changeVariable(options.applicant, made);
        await ground.publish();
        const { rows } = await again();
        expect([textOf(rows), failing(rows)]).toEqual([
          expect.stringMatching(/The address is in: perubahan\.atom$/m),
          ['variable: not-held'],
        ]);
      } finally {
        await made.cleanUp();
        expect(github.settings.variables['DISPOSISI_SITE']).toBe(undefined);
      }
    },
    LONGEST,
  );
});
