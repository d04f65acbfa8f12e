import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError, UserError } from '#domain/user-error.ts';
import type { Text } from '#domain/problem.ts';
import { type Command, type Io, needed, wholeNumber, remark, printText } from '#entry/command.ts';
import { appPage, processApp } from '#entry/setup/app-page.ts';
import { applyRemedies, type Failure } from '#entry/setup/apply.ts';
import { awaitCode, type Return } from '#entry/setup/await-code.ts';
import type { SetupFinding } from '#entry/setup/finding.ts';
import { RULESETS } from '#entry/setup/names.ts';
import { planSetup } from '#entry/setup/plan.ts';
import { type GitHubApp, readSituation, type RepositorySituation } from '#entry/setup/read-situation.ts';
import { type RunnerChange, setRunner } from '#entry/setup/set-runner.ts';
import { claimApp, makeLogKey, storeKey } from '#entry/setup/store-secrets.ts';
import { readRunner } from '#entry/setup/workflow-choices.ts';
import {
  installationPage,
  reportDone,
  reportFailures,
  reportFindings,
  waitsForInstallation,
} from '#entry/setup/report.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import { type Client, createClient } from '#engine/forge/octokit.ts';
import { connect } from '../connect.ts';
import { OPEN_HERE, OPEN_PAGE } from '../open-page.ts';
import { readArgs } from '../read-args.ts';
import { readText } from '../read-file.ts';
import { replaceSignInSecret } from '../sign-in-secret.ts';

const PAGE = join('.disposisi', 'app.html');
/** The most rounds of applying and reading again. The site's address, for example, exists only after other settings. */
const ROUNDS = 4;
/** The default of `--wait`: the seconds to wait for the App to be made, and then for its installation. */
const WAIT = '600';
const LONGEST_WAIT = 3_600;
/** Milliseconds between two looks. */
const LOOK_EVERY = 2_000;

/** Shows what a repository lacks to be an office. With `--apply` it first fixes what GitHub's API can fix. */
export const run: Command = async (args, io) => {
  const { values } = readArgs(args, {
    repo: { type: 'string' },
    apply: { type: 'boolean' },
    code: { type: 'string' },
    app: { type: 'string' },
    key: { type: 'string' },
    'new-log-key': { type: 'boolean' },
    'new-sign-in-secret': { type: 'boolean' },
    runner: { type: 'string' },
    wait: { type: 'string' },
  });
  const { code, key: keyFile, runner } = values;
  const changing = [code, keyFile, runner, values['new-log-key'], values['new-sign-in-secret']];
  if (changing.some((value) => value !== undefined) && !values.apply)
    throw new UsageError({
      id: '--code, --key, --new-log-key, --new-sign-in-secret, dan --runner memerlukan --apply.',
      en: '--code, --key, --new-log-key, --new-sign-in-secret and --runner need --apply.',
    });
  const label = runner === undefined ? undefined : readRunner(runner);
  const wait = wholeNumber(values.wait ?? WAIT, '--wait', LONGEST_WAIT);
  if (values.key !== undefined) needed(values.app, '--app');
  const key = values.key === undefined ? undefined : await readKey(values.key, io);
  const connection = await connect({ repo: needed(values.repo, '--repo') }, io);
  const client = createClient({ ...connection, warn: io.err });
  const { owner, repo } = client;
  remark(io, { id: `Membaca setelan ${owner}/${repo} …`, en: `Reading the settings of ${owner}/${repo} …` });
  const read = (known: Partial<GitHubApp>): Promise<RepositorySituation> => readSituation(client, io.now(), known);
  if (!values.apply) return reportFindings(planSetup(await read(named(values.app))), io);

  let known = named(values.app);
  let situation = await read(known);
  // Everything that is started below runs on this machine, if main still takes the change at once.
  const isRefused = label !== undefined && !(await changeRunner(client, situation, label, io));
  if (label !== undefined) situation = await read(known);
  let given: GivenApp = { ...values, key };
  let takesApp = code !== undefined || key !== undefined;
  /** What was begun, and ends after this command. Nothing is begun twice, and what was begun is not missing. */
  const begun = new Set<string>();
  let isKeyMade = false;
  const done = (finding: SetupFinding): void => {
    isKeyMade ||= finding.remedy?.do === 'make-log-key';
    if (['write-app-page', 'start-workflow'].includes(finding.remedy?.do ?? '')) begun.add(finding.code);
    if (finding.remedy?.do !== 'write-app-page') reportDone(io)(finding);
  };
  const applyAll = async (): Promise<readonly Failure[]> => {
    let failures: readonly Failure[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // With the App's code, no page for making an App is needed.
      const findings = planSetup(situation).filter((finding) => finding.code !== 'app' || given.code === undefined);
      const failed = new Set(failures.map(({ finding }) => finding.code));
      const open = findings.filter(({ code: of, remedy }) => remedy && !failed.has(of) && !begun.has(of));
      if (open.length === 0 && !takesApp) break;
      failures = [...failures, ...(await applyRemedies(client, open, () => writePage(situation, io), done))];
      if (takesApp) known = await takeApp(client, given, io);
      takesApp = false;
      situation = await read(known);
    }
    return failures;
  };
  let failures = await applyAll();
  const taken = begun.has('app') ? await codeOfApp(situation, wait, io) : undefined;
  if (taken !== undefined) {
    [given, takesApp] = [{ code: taken, app: undefined, key: undefined }, true];
    failures = await applyAll();
  }
  const [waiting] = failures.filter((failure) => waitsForInstallation(failure, situation));
  if (waiting && (await isInstalled(client, waiting, { wait, slug: situation.app?.slug ?? '' }, io))) {
    situation = await read(known);
    failures = await applyAll();
  }
  if (values['new-log-key']) {
    // If there was no key, one was just made.
    if (!isKeyMade) await makeLogKey(client);
    remark(io, NEW_LOG_KEY);
  }
  const isReplaced =
    !values['new-sign-in-secret'] || (await replaceSignInSecret({ address: situation.signIn, wait }, io));
  reportFailures(failures, situation, io);
  begun.delete('app');
  const left = planSetup(situation).filter((finding) => !begun.has(finding.code));
  return Math.max(reportFindings(left, io), isRefused || !isReplaced ? 1 : 0);
};

/**
 * Sets the runner in the workflow files. Once main takes only pull requests, the change is one of these.
 * @returns false if GitHub refused
 */
async function changeRunner(client: Client, situation: RepositorySituation, label: string, io: Io): Promise<boolean> {
  const { rulesets, workflowsOnMain } = situation;
  const isProtected = 'value' in rulesets && rulesets.value.some(({ name }) => name === RULESETS.merge);
  try {
    remark(io, RUNNER_CHANGED(await setRunner(client, workflowsOnMain, label, isProtected), label));
    return true;
  } catch (error) {
    if (!(error instanceof ForgeError) || error.kind !== 'refused' || error.status === 401) throw error;
    remark(io, RUNNER_REFUSED(`${error.status} ${error.reason.slice(0, 200)}`));
    return false;
  }
}

const RUNNER_REFUSED = (reason: string): Text => ({
  id: `! runner: ${reason}\n    → Token perlu izin Workflows: Read and write. Mesin tidak diganti.`,
  en: `! runner: ${reason}\n    → The token needs Workflows: Read and write. The runner was not changed.`,
});

const RUNNER_CHANGED = (change: RunnerChange, label: string): Text => {
  switch (change.did) {
    case 'nothing':
      return { id: `✓ Semua workflow sudah berjalan di ${label}.`, en: `✓ All workflows run on ${label} already.` };
    case 'committed':
      return { id: `✓ Semua workflow kini berjalan di ${label}.`, en: `✓ All workflows now run on ${label}.` };
    case 'proposed':
      return {
        id: `✓ Diajukan: semua workflow berjalan di ${label}. Gabungkan pull request ini: ${change.url}`,
        en: `✓ Proposed: all workflows run on ${label}. Merge this pull request: ${change.url}`,
      };
  }
};

/**
 * Says which page makes the App, and waits until the person has made it in a browser on this machine.
 * @param wait in seconds
 * @returns the code of the App; `undefined` if it did not come in time
 */
async function codeOfApp(situation: RepositorySituation, wait: number, io: Io): Promise<string | undefined> {
  const { owner, repo, ownedBy } = situation;
  if (ownedBy === 'Organization') printText(io, BY_AN_OWNER(owner));
  printText(io, OPEN_PAGE(resolve(io.cwd, PAGE)));
  if (wait === 0) return undefined;
  const page = (back: Return): string => appPage(situation, ownedBy === 'Organization', processApp(repo), back);
  return awaitCode(page, (address) => printText(io, OPEN_HERE(address, wait)), wait);
}

const BY_AN_OWNER = (owner: string): Text => ({
  id: `App dibuat oleh pemilik (owner) ${owner} atau pengelola App-nya; hanya pemilik yang dapat memasangnya.`,
  en: `An owner of ${owner}, or one of its App managers, creates the App; only an owner can install it.`,
});

/**
 * Waits until the App is installed: until GitHub accepts the ruleset that it refused before.
 * @param wait in seconds
 * @returns whether the App was installed in time
 */
async function isInstalled(
  client: Client,
  { finding }: Failure,
  { wait, slug }: { readonly wait: number; readonly slug: string },
  io: Io,
): Promise<boolean> {
  const end = Date.now() + wait * 1_000;
  if (wait > 0) remark(io, WAITING(installationPage(slug), wait));
  while (Date.now() < end) {
    await sleep(LOOK_EVERY);
    const refused = await applyRemedies(client, [finding], async () => undefined, reportDone(io));
    if (refused.length === 0) return true;
  }
  return false;
}

const WAITING = (page: string, wait: number): Text => ({
  id: `Menunggu App dipasang, paling lama ${wait} detik: ${page} (Ctrl+C mengakhiri; perintah ini boleh dijalankan lagi)`,
  en: `Waiting for the App to be installed, for at most ${wait} seconds: ${page} (Ctrl+C ends; run this command again at any time)`,
});
const NEW_LOG_KEY: Text = {
  id: '✓ Kunci penanda tangan baru tersimpan. Kunci itu berlaku mulai entri berikutnya. Beri tahu para saksi: program mereka bertanya sebelum memercayai kunci lain.',
  en: '✓ A new signing key is stored. It is used from the next entry on. Inform the witnesses: their program asks before it trusts another key.',
};

async function writePage(situation: RepositorySituation, { cwd }: Io): Promise<void> {
  const { owner, repo, ownedBy } = situation;
  const path = resolve(cwd, PAGE);
  await mkdir(dirname(path), { recursive: true });
  const command = `npx disposisi setup --repo ${owner}/${repo} --apply`;
  await writeFile(path, appPage(situation, ownedBy === 'Organization', processApp(repo), command));
}

type GivenApp = Readonly<Partial<Record<'code' | 'app' | 'key', string | undefined>>>;

const named = (slug: string | undefined): Partial<GitHubApp> => (slug === undefined ? {} : { slug });

async function takeApp(client: Client, values: GivenApp, io: Io): Promise<Partial<GitHubApp>> {
  if (values.key !== undefined) {
    await storeKey(client, values.key);
    return named(values.app);
  }
  if (values.code === undefined) return named(values.app);
  try {
    const app = await claimApp(client, values.code);
    const { slug } = app;
    printText(io, {
      id: `App dibuat: ${slug}. Pasang pada repositori ini: ${installationPage(slug)}`,
      en: `App created: ${slug}. Install it on this repository: ${installationPage(slug)}`,
    });
    return app;
  } catch (error) {
    if (!(error instanceof ForgeError) || error.status !== 404) throw error;
    throw new UserError({
      id: 'GitHub tidak mengenal kode itu: berlaku satu jam dan hanya sekali. Buka lagi halaman App, atau pakai --app dan --key.',
      en: 'GitHub does not know that code. A code is valid for one hour, and only once. Open the App’s page again, or use --app and --key.',
    });
  }
}

/** Reads the key's text, or throws a UserError. */
async function readKey(path: string, io: Io): Promise<string> {
  const text = await readText(path, io);
  if (/^-----BEGIN (?:RSA )?PRIVATE KEY-----/.test(text)) return text;
  throw new UserError({
    id: `${path}: diharapkan kunci privat App (PEM, "-----BEGIN … PRIVATE KEY-----"); unduh dari halaman App.`,
    en: `${path}: expected the App's private key (PEM, "-----BEGIN … PRIVATE KEY-----"); download it from the App's page.`,
  });
}
