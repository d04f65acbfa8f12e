import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { UserError } from '#domain/user-error.ts';
import { type Command, type Io, needed, wholeNumber, printText } from '#entry/command.ts';
import { appPage, signInApp } from '#entry/setup/app-page.ts';
import { awaitCode, type Return } from '#entry/setup/await-code.ts';
import { signInService } from '#entry/sign-in/service.ts';
import { serveSignIn } from '#entry/sign-in/serve.ts';
import { readSignIn, SETTING } from '#entry/sign-in/settings.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import { type Client, createClient } from '#engine/forge/octokit.ts';
import { connect } from '../connect.ts';
import { OPEN_HERE, OPEN_PAGE } from '../open-page.ts';
import { readArgs } from '../read-args.ts';
import { readText } from '../read-file.ts';
import { SETTINGS_FILE } from '../sign-in-secret.ts';

const PAGE = join('.disposisi', 'sign-in.html');
const PORT = '4781';
/** The default of `--wait`: the seconds to wait for the App to be made. */
const WAIT = '600';
const LONGEST_WAIT = 3_600;

/** Makes the App for signing in to form and desk on GitHub, or runs the small service that needs the App's secret. */
export const run: Command = async (args, io) => {
  const { values } = readArgs(args, {
    repo: { type: 'string' },
    address: { type: 'string' },
    site: { type: 'string' },
    code: { type: 'string' },
    settings: { type: 'string' },
    port: { type: 'string' },
    wait: { type: 'string' },
  });
  return values.repo === undefined ? serve(values, io) : make({ ...values, repo: values.repo }, io);
};

interface Making {
  readonly repo: string;
  readonly address?: string | undefined;
  readonly site?: string | undefined;
  readonly code?: string | undefined;
  readonly wait?: string | undefined;
}

async function make(values: Making, io: Io): Promise<number> {
  const address = needed(values.address, '--address');
  const site = needed(values.site, '--site');
  const wait = wholeNumber(values.wait ?? WAIT, '--wait', LONGEST_WAIT);
  const client = createClient({ ...(await connect({ repo: values.repo }, io)), warn: io.err });
  const { owner, repo } = client;
  const { data } = await client.octokit.request('GET /repos/{owner}/{repo}', { owner, repo });
  const known = {
    [SETTING.address]: address,
    [SETTING.site]: site,
    [SETTING.repository]: `${owner}/${repo}`,
    [SETTING.repositoryId]: String(data.id),
  };
  // A fault in an address should be reported before an App is made with it.
  readSignIn({ ...known, [SETTING.clientId]: 'x', [SETTING.clientSecret]: 'x' });
  const pageFor = (next: Return | string): string =>
    appPage(client, data.owner.type === 'Organization', signInApp(repo, address), next);
  let code = values.code;
  if (code === undefined) {
    const command = `npx disposisi sign-in --repo ${owner}/${repo} --address ${address} --site ${site}`;
    printText(io, OPEN_PAGE(await write(PAGE, pageFor(command), io)));
    if (wait > 0) code = await awaitCode(pageFor, (at) => printText(io, OPEN_HERE(at, wait)), wait);
    if (code === undefined) return 0;
  }
  const app = await claim(client, code);
  const settings = { ...known, [SETTING.clientId]: app.id, [SETTING.clientSecret]: app.secret };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  const path = await write(SETTINGS_FILE, lines.join(''), io);
  const target = JSON.stringify({ kind: 'github', repository: `${owner}/${repo}`, signIn: address });
  printText(io, {
    id: `App dibuat: ${app.slug}. Pasang pada repositori ini saja: https://github.com/apps/${app.slug}/installations/new
Setelannya, dengan rahasia App: ${path}
Isi site/forge.json: ${target}`,
    en: `App created: ${app.slug}. Install it on this repository only: https://github.com/apps/${app.slug}/installations/new
Its settings, with the App's secret: ${path}
Put this into site/forge.json: ${target}`,
  });
  return 0;
}

/** Writes a file, and returns its path. If the file is new, only its owner can read it. */
async function write(name: string, text: string, { cwd }: Io): Promise<string> {
  const path = resolve(cwd, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { mode: 0o600 });
  return path;
}

/** Creates the App with GitHub's code. Its private key is not kept, since nothing here ever acts as the App itself. */
async function claim(client: Client, code: string): Promise<{ slug: string; id: string; secret: string }> {
  try {
    const { data } = await client.octokit.request('POST /app-manifests/{code}/conversions', { code });
    return { slug: data.slug ?? data.name, id: data.client_id, secret: data.client_secret };
  } catch (error) {
    if (!(error instanceof ForgeError) || error.status !== 404) throw error;
    throw new UserError({
      id: `GitHub tidak mengenal kode itu: berlaku satu jam dan hanya sekali. Buka lagi ${PAGE}; bila App-nya sudah ada, hapus dahulu di setelan organisasi.`,
      en: `GitHub does not know that code. A code is valid for one hour, and only once. Open ${PAGE} again; if the App exists already, first delete it in the organisation's settings.`,
    });
  }
}

async function serve(values: { readonly settings?: string | undefined; readonly port?: string | undefined }, io: Io) {
  const given = values.settings === undefined ? io.env : parseEnv(await readText(values.settings, io));
  const settings = readSignIn(given);
  const port = wholeNumber(needed(values.port ?? PORT, '--port'), '--port', 65_535);
  const served = await serveSignIn(signInService(settings), port, (error) => io.err(String(error)));
  printText(io, {
    id: `Layanan masuk mendengarkan di http://127.0.0.1:${served.port} untuk ${settings.address}; token hanya untuk ${settings.site}. Ctrl+C mengakhiri.`,
    en: `The sign-in listens on http://127.0.0.1:${served.port} for ${settings.address}; tokens go to ${settings.site} alone. Ctrl+C ends it.`,
  });
  await io.untilEnded();
  await served.close();
  return 0;
}
