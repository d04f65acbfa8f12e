import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Procedure } from '#domain/generated/procedure.ts';
import { ROOT, sampleText } from '../support/folders.ts';
import { trackedFiles } from '../support/tracked.ts';

const MINUTES = 60_000;

const GUIDES = {
  en: { path: 'docs/guide/installation.md', heading: '## Updating a copy' },
  id: { path: 'docs/panduan/pemasangan.md', heading: '## Memperbarui salinan' },
} as const;

/** Returns the commands of the section that updates a copy, in order. */
async function recipe(language: keyof typeof GUIDES): Promise<string[]> {
  const { path, heading } = GUIDES[language];
  const [, section = ''] = (await readFile(join(ROOT, path), 'utf8')).split(`${heading}\n`);
  const [own = ''] = section.split(/^## /m);
  return [...own.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, commands = '']) => commands);
}

const TEMPLATE = /^git remote add \S+ (\S+)$/m;

test('the English and the Indonesian guide update a copy by the same commands, apart from translated names', async () => {
  const [en, id] = await Promise.all([recipe('en'), recipe('id')]);
  expect(en).toHaveLength(2);
  const english = id
    .join('\n')
    .replaceAll('hulu', 'upstream')
    .replaceAll('Pembaruan program', 'Program update')
    .replaceAll('pembaruan', 'update')
    .replace('PEMILIK-TEMPLAT', 'TEMPLATE-OWNER');
  expect(english).toBe(en.join('\n'));
});

test('the commands of an update leave every schema that the shipped SOP names as the office has it', async () => {
  const [, commands = ''] = await recipe('en');
  const kept = [...commands.matchAll(/':!(schemas\/[a-z]+-)\*'/g)].map(([, prefix = '']) => prefix);
  const sop = parse(sampleText('sops/protokol-manajemen-krisis.yaml')) as Procedure;
  const forms = [sop.request.schema, ...sop.steps.flatMap(({ requires }) => requires?.result ?? [])];
  expect(forms.filter((path) => !kept.some((prefix) => path.startsWith(prefix)))).toEqual([]);
});

/**
 * Copies of the template at earlier commits, each with the path of its program, and the language of the guide that is
 * followed.
 */
const COPIES = [
  { commit: '2e956892', program: 'scripts/bin.mjs', language: 'en' },
  { commit: '2deceab8', program: 'scripts/doors/cli/bin.mjs', language: 'id' },
  { commit: '4caeefa8', program: 'scripts/doors/cli/bin.mjs', language: 'en' },
] as const;

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

const env = {
  ...process.env,
  ...{ LC_ALL: '', LC_MESSAGES: '', LANG: 'id_ID.UTF-8', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' },
  ...{ GIT_AUTHOR_NAME: 'Contoh', GIT_AUTHOR_EMAIL: 'contoh@example.org' },
  ...{ GIT_COMMITTER_NAME: 'Contoh', GIT_COMMITTER_EMAIL: 'contoh@example.org' },
};

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', env });

/** Returns whether git has a commit. A shallow clone or a copy of the template may lack it. */
function isThere(commit: string): boolean {
  try {
    git(ROOT, 'cat-file', '-e', `${commit}^{commit}`);
    return true;
  } catch {
    return false;
  }
}

/** Makes a repository whose main is the present project. */
async function upstream(folder: string): Promise<string> {
  const bare = join(folder, 'upstream.git');
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  const add = ['--git-dir', bare, '--work-tree', ROOT, 'add', '--force', '--pathspec-from-file=-'];
  execFileSync('git', add, { cwd: ROOT, env, input: trackedFiles().join('\n') });
  git(ROOT, '--git-dir', bare, '--work-tree', ROOT, 'commit', '--quiet', '--message', 'Program');
  return bare;
}

/**
 * Stands in for a package with which earlier copies draw their figures. The program no longer needs the package, so
 * `npm ci` does not install it here, and the figures of the copies are empty.
 */
const FORMER_PLACE = 'site/node_modules/@observablehq/plot';
const FORMER_PACKAGE: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "@observablehq/plot", "type": "module", "exports": "./index.js" }',
  'index.js': `export const plot = ({ document }) => document.createElement('svg');
const noMark = () => undefined;
export { noMark as barX, noMark as barY, noMark as ruleX, noMark as ruleY, noMark as text };
`,
};

/** Makes an office’s clone of its copy of the template, with the packages that `npm ci` installs. */
async function officeCopy(folder: string, commit: string): Promise<string> {
  const [bare, copy] = [join(folder, 'office.git'), join(folder, 'office')];
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  await mkdir(copy);
  const archive = execFileSync('git', ['-C', ROOT, 'archive', commit], { maxBuffer: 1 << 28 });
  execFileSync('tar', ['-x', '-C', copy], { input: archive });
  git(copy, 'init', '--quiet', '--initial-branch=main');
  git(copy, 'add', '--all');
  git(copy, 'commit', '--quiet', '--message', 'Salinan');
  git(copy, 'remote', 'add', 'origin', bare);
  git(copy, 'push', '--quiet', 'origin', 'main');
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  await appendFile(join(copy, '.git/info/exclude'), 'node_modules\n');
  for (const [path, text] of Object.entries(FORMER_PACKAGE)) {
    await mkdir(join(copy, FORMER_PLACE), { recursive: true });
    await writeFile(join(copy, FORMER_PLACE, path), text);
  }
  return copy;
}

function bash(cwd: string, script: string): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    execFile('bash', ['-c', `exec 2>&1\n${script}`], { cwd, env }, (error, output) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output });
    });
  });
}

const BIN = 'scripts/entry/cli/bin.mjs';
/** The packages are the project’s, and `npx disposisi` links the folder into npm’s cache before it runs this. */
const INSTALLED = `npm() { [ "$1" = ci ] || command npm "$@"; }\nnpx() { shift; "${process.execPath}" ${BIN} "$@"; }`;

/** Runs the office of a copy while somebody does something. */
async function whileRunning(copy: string, program: string, does: (url: string) => Promise<void>): Promise<void> {
  const server = spawn(process.execPath, [program, 'start', '--port', '0'], { cwd: copy, env });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  try {
    await does(await addressOf(server));
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
}

const addressOf = (server: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const found = /Halaman publik: (\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('exit', (code) => reject(new Error(`The office ended with ${code}:\n${output}`)));
  });

test.for(COPIES)(
  'R29: the printed commands ($language) update a copy of $commit, whose open case continues, and whose register verifies',
  { timeout: 6 * MINUTES },
  async ({ commit, program, language }, { skip }) => {
    skip(!isThere(commit), `the commit ${commit} is not in this clone`);
    const folder = await mkdtemp(join(tmpdir(), 'pembaruan-'));
    folders.push(folder);
    const [template, copy] = [await upstream(folder), await officeCopy(folder, commit)];
    await whileRunning(copy, program, async () => undefined);
    const own = git(copy, 'ls-tree', '-r', 'main', 'sops', 'site/forge.json', '.github/CODEOWNERS');

    const commands = (await recipe(language)).join('\n');
    const url = TEMPLATE.exec(commands)?.[1] ?? '';
    git(copy, 'config', `url.${template}.insteadOf`, url);
    const { code, output } = await bash(copy, `${INSTALLED}\n${commands}`);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(git(join(folder, 'office.git'), 'branch', '--list').trim().split(/\s+/)).toHaveLength(3);

    const files = (ref: string, where: string): string[] =>
      git(where, 'ls-tree', '-r', '--name-only', ref)
        .split('\n')
        .filter((path) => !/^(sops|requests)\//.test(path));
    const updated = git(copy, 'branch', '--show-current').trim();
    const forms = /^schemas\/(permohonan|hasil)-/;
    const missing = files('main', template).filter((path) => !existsSync(join(copy, path)) && !forms.test(path));
    expect(missing).toEqual([]);
    expect(git(copy, 'ls-tree', '-r', updated, 'sops', 'site/forge.json', '.github/CODEOWNERS')).toBe(own);

    await whileRunning(copy, BIN, async (address) => {
      const act = await bash(
        copy,
        `${INSTALLED}\nnpx disposisi act approve 3 --as contoh-kepala-dinas --note 'Tindak lanjuti.'`,
      );
      expect(act).toMatchObject({ code: 0, output: expect.stringMatching(/^Diterima\./) });
      // The page is made anew with the first entry that has a log, which covers all earlier entries (R36).
      const [id = ''] = /PMK-\d+-\d+/.exec(act.output) ?? [];
      const page = async (): Promise<string> => (await fetch(`${address}berkas/${id}/`)).text();
      await expect.poll(page).toContain(`dalam log (${id})`);
    });
    const verified = await bash(copy, `${INSTALLED}\nnpx disposisi verify .disposisi/repo.git`);
    expect(verified).toMatchObject({ code: 0, output: expect.stringMatching(/^Tidak ditemukan pertentangan: /m) });
  },
);
