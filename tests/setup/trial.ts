import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { personOf } from '#embedded/office/person.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { forgeAsPerson } from '#entry/cli/connect.ts';
import {
  APP_ID,
  APP_SLUG,
  ENVIRONMENT,
  PAGES_ENVIRONMENT,
  PUBLISH_WORKFLOW,
  SITE_BRANCH,
  WORKFLOWS,
} from '#entry/setup/names.ts';
import { wantedRulesets } from '#entry/setup/rulesets.ts';
import type { TrialOptions } from '#entry/try-on-github/trial.ts';
import { samplesAt } from '#entry/try-on-github/walk-case.ts';
import { sampleText } from '../support/folders.ts';
import type { Office } from '../support/office.ts';
import { tick } from '../support/walk.ts';
import { type Hub, isPublishing, openHub, wholeProject } from '../workflows/support/open.ts';
import type { Run } from '../workflows/support/run.ts';
import { jobsOf } from '../workflows/support/tell.ts';
import { type FakeGithub, openFakeGithub } from './fake-github.ts';
import type { Settings } from './fake-settings.ts';
import { permitAccount } from '#tests/support/forge-accounts.ts';

/** A scratch repository with the project’s own workflows and GitHub’s settings around it, for the trial on GitHub. */
export interface TrialGround {
  readonly hub: Hub;
  readonly github: FakeGithub;
  readonly options: TrialOptions;
  /** The lines that the trial printed. */
  readonly lines: string[];
  /** Whether jobs do their work. Otherwise it is only decided which jobs start, and the process does not answer. */
  works: boolean;
  /** Lets everything end that events have started, except a run that holds a concurrency group. */
  settle(): Promise<void>;
  /** Publishes the site. */
  publish(): Promise<void>;
  close(): Promise<void>;
}

export const APPLICANT = 'contoh-opd';
/** The account that holds all roles. */
export const OFFICIAL = 'contoh-tu';
const DOMAIN = 'kantor.example';
const HOLDING = 'hold';

/** Whether a run only shows an applicant what is wrong with a request. The trial reads nothing of it but its jobs. */
const isForApplicant = ({ file }: Run): boolean => file.path === `${WORKFLOWS}check.yml`;

/** The sample roles, all held by one official. */
export function oneOfficial(): string {
  const document = parseDocument(sampleText('sops/roles.yaml'));
  const { roles } = document.toJS() as { roles: Record<string, unknown> };
  const holder = { account: 1002, login: OFFICIAL, name: 'Contoh', from: '2026-01-01' };
  for (const role of Object.keys(roles)) {
    if (role !== 'applicant') document.setIn(['roles', role, 'holders'], [holder]);
  }
  return document.toString();
}

/** Changes fresh settings to those that set-up leaves. */
export const asSetUp =
  (app: { readonly id: number; readonly slug: string }) =>
  (settings: Settings): void => {
    const policy = { protected_branches: false, custom_branch_policies: true };
    const of = (name: string) => ({ policy, branches: [{ id: 1, name }], waits: false, secrets: {} });
    Object.assign(settings, {
      rulesets: wantedRulesets(app.id, true).map((ruleset, at) => ({ ...ruleset, id: at + 1 })),
      variables: { [APP_ID]: String(app.id), [APP_SLUG]: app.slug },
      environment: of('main'),
      pagesEnvironment: of(SITE_BRANCH),
      pages: { build_type: 'legacy', source: { branch: SITE_BRANCH, path: '/' }, public: true, cname: DOMAIN },
      app: { ...app, permissions: {}, installed: true },
    });
  };

/**
 * Returns what the trial needs, for the two people of an office.
 * @param passed called after each pause, when the office’s clock was moved on
 */
export async function trialOptions(
  office: Office,
  github: Pick<FakeGithub, 'apiUrl'>,
  {
    out,
    passed,
    fetch,
  }: Pick<TrialOptions, 'fetch'> & {
    readonly out: (line: string) => void;
    readonly passed: () => Promise<unknown>;
  },
): Promise<TrialOptions> {
  const { local, now } = office;
  const optionsOf = async (login: string) => ({
    ...{ owner: local.owner, repo: local.repo, baseUrl: github.apiUrl, retries: 0 },
    token: await local.accounts.token(login, { ttl: 'P700D' }),
  });
  const [applicant, official] = [await optionsOf(APPLICANT), await optionsOf(OFFICIAL)];
  const pause = async (seconds: number) => {
    tick(office, seconds);
    await passed();
  };
  return {
    trial: {
      forge: forgeAsPerson(official),
      applicant: personOf(applicant),
      official: personOf(official),
      ...{ now, pause, patience: 60, out },
    },
    applicant: createClient(applicant),
    official: createClient(official),
    ...(await samplesAt(now(), APPLICANT)),
    fetch,
  };
}

/**
 * Opens a scratch repository as set-up leaves it, with its site published.
 * @param files the files on main that replace the project’s own
 */
export async function openGround(files: Readonly<Record<string, string | undefined>> = {}): Promise<TrialGround> {
  const hub = await openHub({ files: { ...(await wholeProject()), 'sops/roles.yaml': oneOfficial(), ...files } });
  const { office, actions, app } = hub;
  const { local } = office;
  // In an organisation, an official has only triage.
  await permitAccount(local, OFFICIAL, 'triage');
  const holding = new Map<Run, () => void>();
  const cancel = (run: Run): void => holding.get(run)?.();
  const github = await openFakeGithub(office, asSetUp(app), { runs: actions.runs, cancel });

  /** Lets the runs have the variables and environments that the settings have now. */
  function follow(): void {
    const { variables, environment, pagesEnvironment } = github.settings;
    const branchesOf = (of: typeof environment) => (of?.policy ? of.branches.map(({ name }) => name) : undefined);
    const { secrets = {} } = actions.settings.environments[ENVIRONMENT] ?? {};
    actions.settings = {
      ...actions.settings,
      variables,
      environments: {
        [ENVIRONMENT]: { branches: branchesOf(environment), secrets },
        [PAGES_ENVIRONMENT]: { branches: branchesOf(pagesEnvironment), secrets: {} },
      },
    };
  }

  const ground = { works: true };
  let working: Promise<unknown> | undefined;
  const isQuiet = (): boolean => {
    if (working === undefined) return true;
    const running = jobsOf(actions.runs).filter(({ state }) => state === 'running' || state === 'ready');
    return running.length > 0 && running.every(({ name }) => name === HOLDING);
  };
  async function settle(): Promise<void> {
    follow();
    working ??= hub
      .drain({
        decideOnly: ({ name, run }) =>
          name === HOLDING
            ? new Promise((resolve) => holding.set(run, () => resolve(true)))
            : !ground.works || isForApplicant(run),
      })
      .finally(() => {
        working = undefined;
      });
    // The events of the last call are received within a moment.
    for (let quiet = 0; quiet < 3; quiet = isQuiet() ? quiet + 1 : 0)
      await new Promise((resolve) => setTimeout(resolve, 10));
  }

  const lines: string[] = [];
  /** Starts the workflow that publishes the site. */
  async function publish(): Promise<void> {
    const maintainer = await hub.maintainer();
    const workflow = { owner: local.owner, repo: local.repo, workflow_id: PUBLISH_WORKFLOW, ref: 'main' };
    await maintainer.rest.actions.createWorkflowDispatch(workflow);
    await settle();
    const failed = jobsOf(actions.runs).find((job) => isPublishing(job) && job.conclusion === 'failure');
    if (failed) throw new Error(`The site was not published: ${failed.why ?? failed.steps.at(-1)?.log}`);
  }
  await publish();
  return Object.assign(ground, {
    hub,
    github,
    lines,
    settle,
    publish,
    options: await trialOptions(office, github, {
      out: (line) => lines.push(line),
      passed: settle,
      fetch: async (input) => served(join(office.folder, 'repo.git'), String(input)),
    }),
    close: async () => {
      for (const release of holding.values()) release();
      await working;
      await github.close();
      await hub.close();
    },
  });
}

/** Answers as Pages does: with the file of the site’s branch. */
function served(repository: string, address: string): Response {
  const { hostname, pathname } = new URL(address);
  try {
    const path = `${pathname.slice(1)}${pathname.endsWith('/') ? 'index.html' : ''}`;
    const options = { stdio: 'pipe', encoding: 'utf8', maxBuffer: 1e8 } as const;
    const text = execFileSync('git', ['-C', repository, 'show', `${SITE_BRANCH}:${path}`], options);
    if (hostname === DOMAIN) return new Response(text);
  } catch {
    // There is no such page.
  }
  return new Response('Not Found', { status: 404 });
}
