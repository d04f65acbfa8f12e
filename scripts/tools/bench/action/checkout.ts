import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM } from '#engine/config/root.ts';
import { ACTION } from '#tools/bundle/bundle.ts';

interface Fetched {
  readonly name: string;
  /** Of git's objects as they came. */
  readonly bytes: number;
  readonly milliseconds: number;
}

/** A letter of a few lines, as a word processor writes it. */
const LETTER_BYTES = 20_000;

/**
 * The checkout of the action alone, as actions/checkout does it with `sparse-checkout`, against a whole clone and against a
 * checkout of main's last commit, of a repository with so many requests on main, each with a small letter.
 * @param rounds of the sparse checkout; the others, which fill the disk, are made once
 */
export async function checkouts(requests: number, rounds: number): Promise<Fetched[]> {
  const folder = mkdtempSync(join(tmpdir(), 'disposisi-checkout-'));
  try {
    const origin = join(folder, 'origin.git');
    await makeOrigin(origin, join(folder, 'seed'), requests);
    const ways: [string, (to: string) => void][] = [
      ['sparse checkout of the action', (to) => sparse(origin, to)],
      ["checkout of main's last commit", (to) => git(folder, 'clone', '-q', '--depth=1', `file://${origin}`, to)],
      ['whole clone', (to) => git(folder, 'clone', '-q', `file://${origin}`, to)],
    ];
    const found = ways.map(([name]): Fetched => ({ name, bytes: 0, milliseconds: Number.POSITIVE_INFINITY }));
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, [name, way]] of ways.entries()) {
        if (round > 0 && index > 0) continue;
        // Fresh folders: one that is deleted and written again gets slower.
        const to = join(folder, `${round}-${index}`);
        const before = performance.now();
        way(to);
        const milliseconds = Math.min(
          found[index]?.milliseconds ?? Number.POSITIVE_INFINITY,
          performance.now() - before,
        );
        found[index] = { name, bytes: sizeOf(join(to, '.git/objects')), milliseconds };
      }
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What actions/checkout does with these inputs: no tags, one commit, no blobs but those of the pattern. */
function sparse(origin: string, to: string): void {
  execFileSync('git', ['init', '-q', to]);
  git(to, 'remote', 'add', 'origin', `file://${origin}`);
  git(to, 'sparse-checkout', 'set', '--no-cone', `/${ACTION}/`);
  const refspec = '+refs/heads/main:refs/remotes/origin/main';
  const options = ['--no-tags', '--prune', '--no-recurse-submodules', '--filter=blob:none', '--depth=1'];
  git(to, '-c', 'protocol.version=2', 'fetch', '-q', ...options, 'origin', refspec);
  git(to, 'checkout', '-q', '--force', '-B', 'main', 'refs/remotes/origin/main');
}

async function makeOrigin(origin: string, seed: string, requests: number): Promise<void> {
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', origin]);
  git(origin, 'config', 'uploadpack.allowFilter', 'true');
  git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  // The code first, then a commit for each request, as the process merges them.
  execFileSync('git', ['init', '-q', '-b', 'main', seed]);
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: PROGRAM, encoding: 'utf8' })
    .split('\0')
    .filter(Boolean);
  for (const path of tracked) cpSync(join(PROGRAM, path), join(seed, path));
  git(seed, 'add', '--all', '--force');
  git(seed, ...NOBODY, 'commit', '-q', '-m', 'The office');
  git(seed, 'push', '-q', origin, 'main');
  const child = spawn('git', ['fast-import', '--quiet'], { cwd: origin, stdio: ['pipe', 'inherit', 'inherit'] });
  const ended = new Promise<void>((resolve, reject) =>
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`git fast-import: ${code}`)))),
  );
  for (let n = 0; n < requests; n += 1) {
    const place = `requests/${2020 + (n % 7)}/rapat-${n}`;
    write(`commit refs/heads/main\ncommitter nobody <nobody@example.invalid> ${1_700_000_000 + n} +0000\n`);
    data(Buffer.from(`request ${n}`));
    if (n === 0) write('from refs/heads/main^0\n');
    write(`M 100644 inline ${place}/request.yaml\n`);
    data(Buffer.from(`sop: protokol-manajemen-krisis\n${'uraian: contoh\n'.repeat(60)}nomor: ${n}\n`));
    write(`M 100644 inline ${place}/surat-permohonan.pdf\n`);
    data(Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(LETTER_BYTES)]));
    if (child.stdin.writableNeedDrain) await new Promise((resolve) => child.stdin.once('drain', resolve));
  }
  child.stdin.end('done\n');
  await ended;

  function write(text: string): void {
    child.stdin.write(text);
  }
  function data(bytes: Buffer): void {
    write(`data ${bytes.length}\n`);
    child.stdin.write(bytes);
    write('\n');
  }
}

const NOBODY = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@example.invalid'];

const git = (folder: string, ...args: readonly string[]): void =>
  void execFileSync('git', ['-C', folder, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
