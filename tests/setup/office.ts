import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '#entry/cli/verbs/setup.ts';
import type { Io } from '#entry/command.ts';
import { SCHEDULE_WORKFLOW, WORKFLOWS } from '#entry/setup/names.ts';
import { CHOICES, withValue } from '#entry/setup/workflow-choices.ts';
import { ROOT } from '../support/folders.ts';
import { type Office, openOffice } from '../support/office.ts';
import { trackedFiles } from '../support/tracked.ts';
import { type FakeGithub, openFakeGithub } from './fake-github.ts';
import type { Settings } from './fake-settings.ts';

const OWNED = '* @OWNER\n/requests/\n';
export const CODE = ['--apply', '--code', 'kode-contoh'];

/** The office of the present tests, and the GitHub around it. */
export let office: Office;
export let github: FakeGithub;
export let token: string;
export let cwd: string;

export async function open(change?: (settings: Settings) => void): Promise<void> {
  // The forge’s own account brings these files. As the last committer of the schedule it would be a finding.
  const workflows = trackedFiles(WORKFLOWS.replace(/\/$/, ''))
    .filter((path) => !path.endsWith(SCHEDULE_WORKFLOW))
    .map(async (path) => {
      const text = await readFile(join(ROOT, path), 'utf8');
      return [path, withValue(text, 'runs-on', CHOICES['runs-on'])] as const;
    });
  const own = { '.github/CODEOWNERS': OWNED, 'site/public/CNAME': 'agenda.contoh.example\n' };
  office = await openOffice({ files: { ...Object.fromEntries(await Promise.all(workflows)), ...own } });
  await office.local.accounts.add({ login: 'pengelola', permission: 'admin' });
  token = await office.local.accounts.token('pengelola', { ttl: 'P700D' });
  github = await openFakeGithub(office, change);
  cwd = await mkdtemp(join(tmpdir(), 'setup-'));
}
export async function close(): Promise<void> {
  await github.close();
  await office.close();
  await rm(cwd, { recursive: true, force: true });
}

/** Runs the command as a maintainer. */
export const setup = (...args: string[]) => setupWith({}, ...args);

/** Runs the command as a maintainer, with other surroundings. */
export async function setupWith(around: Partial<Io>, ...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    env: { GITHUB_TOKEN: token, GITHUB_API_URL: github.apiUrl },
    cwd,
    lang: 'en',
    now: () => '2026-12-01T01:00:00Z',
    untilEnded: async () => undefined,
    ...around,
    out: (line) => {
      out.push(line);
      around.out?.(line);
    },
    err: (line) => {
      err.push(line);
      around.err?.(line);
    },
  };
  const before = github.writes.length;
  const waits = args.includes('--wait') ? [] : ['--wait', '0'];
  const code = await run(['--repo', `${office.local.owner}/${office.local.repo}`, ...args, ...waits], io);
  const findings = out.flatMap((line) => /^\[(\w+)\] (\S+(?: \S+)*?) — /.exec(line)?.slice(1, 3).join(' ') ?? []);
  return { code, out: out.join('\n'), err: err.join('\n'), findings, writes: github.writes.slice(before) };
}

/** Sets up completely: the App is made and installed, and everything is applied. */
export async function wholly(): Promise<void> {
  await setup(...CODE);
  if (github.settings.app) github.settings.app.installed = true;
  await setup('--apply');
}

/**
 * Returns the findings except those that only people can settle. In the sample office each role has one holder, all
 * holders may write, and the site has no domain of its own.
 */
export const ofSettings = (findings: readonly string[]) =>
  findings.filter((each) => !/ (?:role-|holder-|pages-shared-origin$)/.test(each));
