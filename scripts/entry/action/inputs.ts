import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '#domain/user-error.ts';
import { siteAddress } from '#public/form/site-address.ts';

const COMMAND_NAMES = ['check', 'publish', 'reconcile', 'sweep', 'tell', 'verify'] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

/** The inputs of the workflow, and the runner's variables. */
export type ActionInputs = Readonly<ReturnType<typeof readInputs>>;

/** Commands that act as the App. `publish` does not sign, but also needs the input `token`. The others do not. */
const AS_APP: readonly string[] = ['publish', 'reconcile', 'sweep'];
const SIGNING: readonly string[] = ['reconcile', 'sweep'];
const READING: readonly string[] = ['check', 'publish', 'verify'];
const GITHUB_API = 'https://api.github.com';

/**
 * Reads the action's inputs, the runner's variables and, from the checkout of main, the address of the site.
 * @throws UsageError for an unknown command, for a missing input, and outside GitHub Actions; the UserError of {@link
 *   siteAddress}
 */
export function readInputs(env: Readonly<Record<string, string | undefined>>) {
  const input = (name: string): string => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
  const asked = input('command');
  const command = COMMAND_NAMES.find((name) => name === asked);
  if (command === undefined)
    throw new UsageError({
      id: `command: diharapkan salah satu dari ${COMMAND_NAMES.join(', ')}, diterima "${asked.slice(0, 40)}".`,
      en: `command: expected one of ${COMMAND_NAMES.join(', ')}, received "${asked.slice(0, 40)}".`,
    });
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(env['GITHUB_REPOSITORY'] ?? '') ?? [];
  if (owner === undefined || repo === undefined)
    throw new UsageError({
      id: 'GITHUB_REPOSITORY tidak ada; action ini hanya berjalan dalam GitHub Actions.',
      en: 'GITHUB_REPOSITORY is not set; this action only runs in GitHub Actions.',
    });
  const app = { id: input('app-id'), privateKey: input('private-key') };
  const token = input('token');
  const logKey = input('log-key');
  const needed = [
    ...(AS_APP.includes(command) ? [['app-id', app.id] as const, ['private-key', app.privateKey] as const] : []),
    ...(SIGNING.includes(command) ? [['log-key', logKey] as const] : []),
    ...(READING.includes(command) ? [['token', token] as const] : []),
  ];
  const missing = needed.filter(([, given]) => given === '').map(([name]) => name);
  if (missing.length > 0)
    throw new UsageError({
      id: `${command} memerlukan ${missing.join(', ')}; jalankan "npx disposisi setup" untuk melihat apa yang kurang.`,
      en: `${command} needs ${missing.join(', ')}; run "npx disposisi setup" to see what is missing.`,
    });
  const api = env['GITHUB_API_URL'] ?? GITHUB_API;
  const workspace = env['GITHUB_WORKSPACE'] ?? process.cwd();
  return {
    command,
    owner,
    repo,
    /** Root of the forge's API, or `undefined` for api.github.com. */
    baseUrl: api === GITHUB_API ? undefined : api,
    serverUrl: (env['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, ''),
    /** The App and its key, if the command acts as the App. */
    app: AS_APP.includes(command) ? app : undefined,
    /** The key that signs checkpoints (R36), if the command signs. */
    logKey: SIGNING.includes(command) ? logKey : '',
    token,
    /** For `tell`: the gateway's address, and the secret that signs messages. If both are empty, nothing is sent. */
    webhook: { url: input('webhook-url'), secret: input('webhook-secret') },
    case: input('case'),
    /** Root of the public site, without a slash at its end. Main states it, so no workflow can set another root. */
    site: siteAddress((path) => textAt(join(workspace, path)), owner, repo),
    /**
     * For `publish`: folder of the files that all pages share, from which all pages are made again. If it is empty,
     * only changes are published.
     */
    shared: input('shared'),
    /** For `verify`: the register's head as the site shows it. If it is empty, the command reads it from the site. */
    published: input('published'),
    event: { name: env['GITHUB_EVENT_NAME'] ?? '', path: env['GITHUB_EVENT_PATH'] ?? '' },
    workspace,
    /** A folder that is deleted with the job. */
    temp: env['RUNNER_TEMP'] ?? '',
  };
}

function textAt(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
