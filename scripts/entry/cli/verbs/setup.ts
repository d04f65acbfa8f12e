import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UsageError, UserError } from '#domain/user-error.ts';
import { type Command, type Io, needed } from '#entry/command.ts';
import { appPage, processApp } from '#entry/setup/app-page.ts';
import { applyRemedies, type Failure } from '#entry/setup/apply.ts';
import { planSetup } from '#entry/setup/plan.ts';
import { type GitHubApp, readSituation, type RepositorySituation } from '#entry/setup/read-situation.ts';
import { claimApp, storeKey } from '#entry/setup/store-secrets.ts';
import { reportDone, reportFailures, reportFindings } from '#entry/setup/report.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import { type Client, createClient } from '#engine/forge/octokit.ts';
import { connect } from '../connect.ts';
import { readArgs } from '../read-args.ts';
import { readText } from '../read-file.ts';

const PAGE = join('.disposisi', 'app.html');
/** The most rounds of applying and reading again. The site's address, for example, exists only after other settings. */
const ROUNDS = 4;

/** Shows what a repository lacks to be an office. With `--apply` it first fixes what GitHub's API can fix. */
export const run: Command = async (args, io) => {
  const { values } = readArgs(args, {
    repo: { type: 'string' },
    apply: { type: 'boolean' },
    code: { type: 'string' },
    app: { type: 'string' },
    key: { type: 'string' },
  });
  if ((values.code !== undefined || values.key !== undefined) && !values.apply)
    throw new UsageError({ id: '--code dan --key memerlukan --apply.', en: '--code and --key need --apply.' });
  if (values.key !== undefined) needed(values.app, '--app');
  const key = values.key === undefined ? undefined : await readKey(values.key, io);
  const connection = await connect({ repo: needed(values.repo, '--repo') }, io);
  const client = createClient({ ...connection, warn: io.err });
  const { owner, repo } = client;
  io.err({ id: `Membaca setelan ${owner}/${repo} …`, en: `Reading the settings of ${owner}/${repo} …` }[io.lang]);
  const read = (known: Partial<GitHubApp>): Promise<RepositorySituation> => readSituation(client, io.now(), known);
  if (!values.apply) return reportFindings(planSetup(await read(named(values.app))), io);

  let known = named(values.app);
  let situation = await read(known);
  let failures: readonly Failure[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // With the App's code, no page for making an App is needed.
    const findings = planSetup(situation).filter(({ code }) => code !== 'app' || values.code === undefined);
    const failed = new Set(failures.map(({ finding }) => finding.code));
    const open = findings.filter(({ code, remedy }) => remedy && !failed.has(code) && !(round > 0 && code === 'app'));
    const hasApp = round > 0 || (values.code === undefined && values.key === undefined);
    if (open.length === 0 && hasApp) break;
    failures = [...failures, ...(await applyRemedies(client, open, () => writePage(situation, io), reportDone(io)))];
    if (!hasApp) known = await takeApp(client, { ...values, key }, io);
    situation = await read(known);
  }
  const left = planSetup(situation);
  reportFailures(failures, situation, io);
  return reportFindings(left, io);
};

async function writePage(situation: RepositorySituation, { cwd, out, lang }: Io): Promise<void> {
  const { owner, repo, ownedBy } = situation;
  const path = resolve(cwd, PAGE);
  await mkdir(dirname(path), { recursive: true });
  const command = `npx disposisi setup --repo ${owner}/${repo} --apply`;
  await writeFile(path, appPage(situation, ownedBy === 'Organization', processApp(repo), command));
  out({ id: `Buka di peramban: ${path}`, en: `Open in a browser: ${path}` }[lang]);
}

const named = (slug: string | undefined): Partial<GitHubApp> => (slug === undefined ? {} : { slug });

async function takeApp(
  client: Client,
  values: { readonly code?: string | undefined; readonly app?: string | undefined; readonly key: string | undefined },
  io: Io,
): Promise<Partial<GitHubApp>> {
  if (values.key !== undefined) {
    await storeKey(client, values.key);
    return named(values.app);
  }
  if (values.code === undefined) return named(values.app);
  try {
    const app = await claimApp(client, values.code);
    const { slug } = app;
    io.out(
      {
        id: `App dibuat: ${slug}. Pasang pada repositori ini: https://github.com/apps/${slug}/installations/new`,
        en: `App created: ${slug}. Install it on this repository: https://github.com/apps/${slug}/installations/new`,
      }[io.lang],
    );
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
