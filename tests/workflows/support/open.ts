import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Octokit } from 'octokit';
import { APP_ID, APP_KEY, APP_PERMISSIONS, APP_SLUG, ENVIRONMENT, LOG_KEY } from '#entry/setup/names.ts';
import type { InstalledApp } from '#embedded/forge/start-forge.ts';
import { DOMAIN_FILE } from '#public/form/site-address.ts';
import { makeSigningKey } from '#engine/register/signing-key.ts';
import { ROOT, shippedFiles } from '../../support/folders.ts';
import type { Delivery } from '../../support/forge-webhooks.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { trackedFiles } from '../../support/tracked.ts';
import { Actions, type DrainOptions } from './actions.ts';
import type { Job, Run } from './run.ts';
import { NO_SETTINGS, type Settings } from './settings.ts';
import { TOKEN_ACCOUNT } from './started-by.ts';

/**
 * A repository on the forge with this project’s workflows, as `disposisi setup` leaves it, and Actions to run them.
 */
export interface Hub {
  readonly office: Office;
  readonly actions: Actions;
  readonly app: InstalledApp;
  /** The App’s key, one line without its header and footer. No log may have it. */
  readonly keyLine: string;
  /** The maintainer, an administrator who is responsible for main. */
  maintainer(): Promise<Octokit>;
  /** Works until nothing is left to do. Publishing is decided and not run, unless a test asks for it. */
  drain(options?: DrainOptions): Promise<readonly Run[]>;
  /** Starts a workflow by its schedule, then works until nothing is left to do. */
  cron(path: string): Promise<readonly Run[]>;
  close(): Promise<void>;
}

export interface HubOptions {
  readonly now?: string;
  /** Files on main that are added to the project’s own or replace them. `undefined` removes a file. */
  readonly files?: Readonly<Record<string, string | Uint8Array | undefined>>;
  /** Changes the result of `setup`, usually to remove a defence. */
  readonly settings?: (settings: Settings) => Settings;
  /** The seconds by which the runners’ clocks are wrong. */
  readonly wrongBy?: number;
  /** Whether GitHub lists the repository as a template, as the one in which the program is developed. */
  readonly isTemplate?: boolean;
}

export const MAINTAINER = 'contoh-pengelola';

/**
 * The value that a writer has put into a variable of every repository here. Nothing that the process prints may have it
 * (security 63).
 */
export const FOREIGN_SITE = 'https://palsu.example';

export async function openHub({
  now,
  files = {},
  settings = (same) => same,
  wrongBy = 0,
  isTemplate = false,
}: HubOptions = {}): Promise<Hub> {
  let receive: (delivery: Delivery) => void = () => undefined;
  const own = { ...(await dotGithub()), [DOMAIN_FILE]: 'kantor.example\n', ...files };
  const office = await openOffice({
    ...(now === undefined ? {} : { now }),
    files: Object.fromEntries(
      Object.entries(own).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])),
    ),
    onWebhook: (delivery) => receive(delivery),
  });
  const { local, folder } = office;
  await local.accounts.add({ ...TOKEN_ACCOUNT, type: 'Bot', permission: 'write' });
  await local.accounts.add({ login: MAINTAINER, permission: 'admin' });
  const app = await local.installApp({ slug: 'disposisi', permissions: APP_PERMISSIONS });
  const machine = { forge: local, now: office.now, folder, wrongBy };
  const actions = new Actions(
    machine,
    join(folder, 'repo.git'),
    settings({
      ...NO_SETTINGS,
      variables: { [APP_ID]: String(app.id), [APP_SLUG]: app.slug, DISPOSISI_SITE: FOREIGN_SITE },
      environments: {
        [ENVIRONMENT]: {
          branches: ['main'],
          secrets: { [APP_KEY]: app.privateKey, [LOG_KEY]: makeSigningKey(`${local.owner}/${local.repo}`) },
        },
        'github-pages': { branches: ['site'], secrets: {} },
      },
    }),
  );
  receive = (delivery) => actions.receive(isTemplate ? ofTemplate(delivery) : delivery);
  const drain = (options: DrainOptions = {}) => actions.drain({ decideOnly: isPublishing, ...options });
  return {
    office,
    actions,
    app,
    keyLine: app.privateKey.split('\n')[5] ?? '',
    maintainer: () => office.as(MAINTAINER),
    drain,
    cron: async (path) => {
      const client = await office.as(MAINTAINER);
      const { data } = await client.rest.repos.get({ owner: local.owner, repo: local.repo });
      await actions.cron(path, data, { id: data.owner.id, login: MAINTAINER });
      return drain();
    },
    close: () => office.close(),
  };
}

/** Returns a delivery from a repository that GitHub lists as a template. */
function ofTemplate(delivery: Delivery): Delivery {
  const { payload } = delivery;
  return {
    ...delivery,
    payload: { ...payload, repository: { ...(payload['repository'] as object), is_template: true } },
  };
}

/**
 * Returns whether a job belongs to the publication. A publication needs the whole project on main, so that only the
 * tests of publication run it.
 */
export function isPublishing({ scope }: Job): boolean {
  return scope.file.path.endsWith('/publish.yml');
}

/** Returns the actual files of `.github/`. */
export async function dotGithub(): Promise<Record<string, string>> {
  const read = async (path: string) => [path, await readFile(join(ROOT, path), 'utf8')];
  return Object.fromEntries(await Promise.all(trackedFiles('.github').map(read)));
}

/** Returns every file of this project, as on the main of an office’s copy. */
export async function wholeProject(): Promise<Record<string, Uint8Array>> {
  const read = async ([path, source]: [string, string]) => [path, await readFile(source)];
  return Object.fromEntries(await Promise.all([...shippedFiles()].map(read)));
}

/**
 * Returns a workflow of this project with one change, usually a removed defence.
 * @throws if the text to change is not there
 */
export async function variant(path: string, from: RegExp, to: string): Promise<string> {
  const text = (await dotGithub())[path] ?? '';
  if (!from.test(text)) throw new Error(`${path} does not hold ${from}`);
  return text.replace(from, () => to);
}
