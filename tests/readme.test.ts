import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const MINUTES = 60_000;

let clone: string;

/** A fresh clone's files, as they stand, with the packages that `npm ci` would bring. */
beforeAll(async () => {
  clone = await mkdtemp(join(tmpdir(), 'disposisi-readme-'));
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
  const paths = listed
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '' && path !== 'node_modules');
  for (const path of paths) await cp(join(ROOT, path), join(clone, path), { errorOnExist: false }).catch(absent);
  await symlink(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
});
afterAll(() => rm(clone, { recursive: true, force: true }));

function absent(error: NodeJS.ErrnoException): void {
  // Deleted in the working tree, and so not in the clone that it will be.
  if (error.code !== 'ENOENT') throw error;
}

/** The README's code blocks with this mark, in their order. */
async function blocks(mark: string): Promise<string[]> {
  const text = await readFile(join(ROOT, 'README.md'), 'utf8');
  return [...text.matchAll(/^```sh ?(\S*)\n([\s\S]*?)^```/gm)].flatMap(([, name, body]) =>
    name === mark && body !== undefined ? [body] : [],
  );
}

function bash(script: string): { readonly code: number; readonly output: string } {
  try {
    const output = execFileSync('bash', ['-euo', 'pipefail', '-c', `exec 2>&1\n${script}`], { cwd: clone });
    return { code: 0, output: output.toString('utf8') };
  } catch (error) {
    const { status, stdout } = error as { status: number | null; stdout: Buffer };
    return { code: status ?? -1, output: stdout.toString('utf8') };
  }
}

// `npx disposisi` links the folder into npm's cache first; what it then runs is this.
const NPX = `npx() { shift; "${join('scripts', 'bin.mjs')}" "$@"; }`;

test(
  '`npm start -- --once` walks a shipped request through all ten rows to the merge, and exits 0',
  async () => {
    const [once = ''] = await blocks('once');
    const { code, output } = bash(once);
    expect({ code, output }).toMatchObject({ code: 0 });
    for (const row of [1, 2, 3, 4, 5, 6, 7, 9, 10]) expect(output).toMatch(new RegExp(`^baris +${row} `, 'm'));
    const page = /Halaman: (\S+)/.exec(output)?.[1] ?? '';
    const html = await readFile(join(clone, page), 'utf8');
    expect(html).toContain('Selesai');
  },
  2 * MINUTES,
);

describe('the walk by hand', () => {
  let server: ChildProcess;
  let url: string;

  beforeAll(async () => {
    server = spawn('npm', ['start', '--', '--port', '0'], { cwd: clone, detached: true });
    url = await new Promise<string>((resolve, reject) => {
      let output = '';
      const read = (chunk: Buffer) => {
        output += chunk.toString('utf8');
        const found = /Halaman publik: (\S+)/.exec(output)?.[1];
        if (found !== undefined) resolve(found);
      };
      server.stdout?.on('data', read);
      server.stderr?.on('data', read);
      server.on('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
    });
  }, 2 * MINUTES);
  afterAll(async () => {
    server.removeAllListeners('exit');
    const ended = new Promise((resolve) => server.once('exit', resolve));
    if (server.pid !== undefined) process.kill(-server.pid, 'SIGTERM');
    await ended;
  });

  test(
    'two requests that want one room reach the end, the pages show it, and a plain clone verifies',
    async () => {
      const script = (await blocks('walk')).join('\n');
      const { code, output } = bash(`${NPX}\n${script}`);
      expect({ code, output }).toMatchObject({ code: 0 });
      expect(output).toContain('Ruang TCM terpakai');
      expect(output).toMatch(/^Utuh: /m);
      const year = new Date().getUTCFullYear();
      for (const number of [6, 7]) {
        const page = await fetch(`${url}berkas/PMK-${year}-${number}/`);
        expect(page.status).toBe(200);
        expect(await page.text()).toContain('Selesai');
      }
      const merged = execFileSync('git', ['-C', join(clone, 'klona'), 'ls-tree', '-r', '--name-only', 'origin/main']);
      expect(merged.toString('utf8')).toMatch(/requests\/\d{4}\/permohonan-2\/request\.yaml/);
    },
    4 * MINUTES,
  );
});
