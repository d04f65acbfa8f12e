import { execFileSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseCheckpoint, parseNote, parseVkey } from '#domain/log/note.ts';
import { run as verify } from '#entry/cli/verbs/verify.ts';
import { run as witness } from '#entry/cli/verbs/witness.ts';
import type { Command, Io } from '#entry/command.ts';
import { serveFolder } from '#embedded/office/serve-folder.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { readCheckpoints } from '#engine/register/read-checkpoints.ts';
import { verifierFor } from '#engine/register/signing-key.ts';
import { Catalogue } from '#public/site/memory/catalogue.ts';
import { PublicFolder } from '#public/site/folder.ts';
import { LogLeaves, NO_LOG, publishLog } from '#public/site/open-data/log-files.ts';
import { importCommits, initRepository, type TestCommit } from '../support/git-commits.ts';
import { logCommits, newKey } from '../support/log-history.ts';

const key = newKey('github.com/kantor/berkas');
/** The case numbers of each commit. Together they have more entries than one tile of the log. */
const STEPS = [[1], [2, 3], Array.from({ length: 280 }, (_, i) => i + 4), [300], [301, 302, 303]];

let root = '';
let commits: TestCommit[];
let server: Server;
let site = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'log-'));
  initRepository(join(root, 'repo.git'));
  commits = await logCommits(STEPS, key);
  server = createServer(serveFolder(join(root, 'site')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(root, { recursive: true, force: true });
});

/** Writes the register after these commits into the repository and onto the site. */
async function show(register: readonly TestCommit[]): Promise<void> {
  const repository = join(root, 'repo.git');
  const oids = importCommits(repository, 'register', register);
  await rm(join(root, 'site'), { recursive: true, force: true });
  const database = Catalogue.database();
  const leaves = new LogLeaves(database, 0);
  const all: Record<string, string | null> = Object.assign({}, ...register.map(({ files }) => files));
  for (const [path, text] of Object.entries(all)) {
    const number = Number(/^journals\/\d+\/(\d+)/.exec(path)?.[1] ?? 0);
    if (number > 0) leaves.add(number, text ?? '');
  }
  const log = { checkpoint: all['checkpoint'] ?? '', keys: all['vkey'] ?? '' };
  const known = (await readCheckpoints(repository, oids.at(-1) ?? '')).map(({ note }) => note);
  expect(known).toEqual(register.flatMap(({ files }) => files['checkpoint'] ?? []));
  await publishLog(new PublicFolder(join(root, 'site'), database, 1), log, leaves, known, NO_LOG);
}

/** Runs a verb as a person does, in a folder of the test’s own. */
async function said(verb: Command, ...args: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const io: Io = {
    env: {},
    cwd: root,
    lang: 'en',
    now: () => '2026-12-01T01:00:00Z',
    out: say,
    err: say,
    untilEnded: async () => undefined,
  };
  const code = await verb(args, io).catch((error: Error) => {
    say(error.message);
    return 1;
  });
  return { code, text: lines.join('\n') };
}

describe('R37: a witness of a site', () => {
  test('R37: a witness cosigns a log that extends the last checkpoint, in steps of any size, from the site and from a clone', async () => {
    for (const upTo of [2, 3, 5, 6]) {
      await show(commits.slice(0, upTo));
      const { code, text } = await said(witness, site, '--name', 'saksi.example/satu');
      expect([code, text]).toEqual([0, expect.stringMatching(/^Checkpoint [\d,]+ · [0-9a-f]{16}… cosigned: /m)]);
    }
    const note = parseNote(await readFile(join(root, 'saksi/checkpoint'), 'utf8'));
    expect(parseCheckpoint(note.text)).toMatchObject({ origin: 'github.com/kantor/berkas', size: 287 });
    expect(note.signatures.map(({ name }) => name)).toEqual(['github.com/kantor/berkas', 'saksi.example/satu']);
    expect((await said(witness, 'repo.git')).code).toBe(0);
    const kept = await said(verify, 'repo.git', '--checkpoint', 'saksi/checkpoints.jsonl');
    expect([kept.code, kept.text]).toEqual([
      0,
      expect.stringMatching(
        /^Compared with the 5 checkpoints that you kept \(all 287 entries are as they were then\)\.$/m,
      ),
    ]);
    expect((await readFile(join(root, 'saksi/checkpoints.jsonl'), 'utf8')).trim().split('\n')).toHaveLength(5);
  });

  test('security 37: after the office rewrote its register with its own key, the witness keeps the proof, and a clone shows it', async () => {
    const before = await readFile(join(root, 'saksi/checkpoint'), 'utf8');
    await writeFile(join(root, 'struk.txt'), before);
    await show(await logCommits([...STEPS, [400]], key, 'ditulis ulang'));
    // The present register alone has no finding.
    expect((await verifyClone(join(root, 'repo.git'))).findings).toEqual([]);
    const { code, text } = await said(witness, site);
    expect([code, text]).toEqual([3, expect.stringContaining('DOES NOT EXTEND: "Checkpoint 287 ·')]);
    const [proof = ''] = (await readdir(join(root, 'saksi'))).filter((name) => name.startsWith('bukti'));
    const read = async (name: string) => parseNote(await readFile(join(root, 'saksi', proof, name), 'utf8'));
    // Both histories are signed by the one key of the office, and cannot both be true.
    for (const name of ['seen', 'found']) expect(verifierFor(key.vkey).verify(await read(name))).toBe(0);
    expect(await readFile(join(root, 'saksi/checkpoint'), 'utf8')).toBe(before);
    const kept = await said(verify, 'repo.git', '--checkpoint', 'struk.txt');
    expect([kept.code, kept.text]).toEqual([
      1,
      expect.stringContaining('This register does not extend the kept checkpoint: some of these entries are different'),
    ]);
    expect(kept.text).toContain('1–287');
    const list = await said(verify, 'repo.git', '--checkpoint', 'saksi/checkpoints.jsonl');
    expect(list.text).toMatch(/checkpoints\.jsonl:1.*1–1/);
  });

  test('a register that was cut off, another key, and a missing site are reported, and nothing is signed', async () => {
    await show(commits.slice(0, 4));
    expect((await said(witness, site)).text).toContain('SHORTER: "Checkpoint 287 ·');
    await show(await logCommits(STEPS, newKey('github.com/kantor/berkas')));
    const other = await said(witness, site);
    expect([other.code, other.text]).toEqual([1, expect.stringContaining('accept it with --vkey')]);
    const gone = await said(witness, `${site}/lain`);
    expect([gone.code, gone.text]).toEqual([1, expect.stringContaining('cannot be read')]);
    await show(commits);
    expect((await said(witness, site)).code).toBe(0);
  });
});

/** Returns the first program that the check below needs and this machine lacks, if any. */
function missingTool(): string | undefined {
  for (const [tool, ...args] of [
    ['python3', '--version'],
    ['openssl', 'version'],
  ] as const) {
    try {
      execFileSync(tool, args, { stdio: 'ignore' });
    } catch {
      return tool;
    }
  }
  return undefined;
}

const lacks = missingTool();
describe.skipIf(lacks !== undefined)(
  `R36: a stranger's check without the project's code${lacks ? ` (not run: no ${lacks} here)` : ''}`,
  () => {
    const check = (...args: string[]): { code: number; text: string } => {
      try {
        const script = join(import.meta.dirname, 'check-register.py');
        return { code: 0, text: execFileSync('python3', [script, ...args], { encoding: 'utf8', stdio: 'pipe' }) };
      } catch (error) {
        const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
        return { code: status, text: stdout + stderr };
      }
    };

    test('R36: a check without the project’s code verifies chain, tree, signature, inclusion and consistency as the register’s format says', async () => {
      await show(commits);
      const repository = join(root, 'repo.git');
      const { code, text } = check(repository, join(root, 'struk.txt'));
      expect([code, text]).toEqual([0, expect.stringContaining('287 entries')]);
      expect(text).toContain('5 checkpoints signed');
      expect(text).toContain(`by ${parseVkey(key.vkey).keyId}`);
      expect(text).toContain('inclusion of entry 100 proven');
      expect(text).toContain('consistency from 1 proven');
    });

    test('R36: a check without the project’s code reads the branch, whatever tag has its name, and finds it in a plain clone', async () => {
      await show(commits);
      const repository = join(root, 'repo.git');
      const git = (folder: string, ...args: string[]) =>
        execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
      const whole = check(repository);
      const [early = ''] = git(repository, 'rev-list', '--max-count=1', '--skip=2', 'refs/heads/register').split('\n');
      // In a clone the branch does not have its own name, and git would use a tag that looks like one.
      for (const tag of ['register', 'main', 'heads/register', 'refs/heads/register', 'remotes/origin/register'])
        git(repository, 'update-ref', `refs/tags/${tag}`, early);
      expect(check(repository)).toEqual(whole);
      const clone = join(root, 'klona');
      execFileSync('git', ['clone', '--quiet', '--no-checkout', repository, clone], { stdio: 'pipe' });
      expect(git(clone, 'rev-parse', 'refs/heads/register')).toBe(early);
      expect(check(clone)).toEqual(whole);
      const { head, entries } = await verifyClone(clone);
      expect([head, entries]).toEqual([
        git(repository, 'for-each-ref', '--format=%(objectname)', 'refs/heads/register'),
        287,
      ]);
      for (const tag of git(repository, 'tag').split('\n')) git(repository, 'update-ref', '-d', `refs/tags/${tag}`);
    });

    test('security 37: a check without the project’s code reports the register that was written anew', async () => {
      await show(await logCommits([...STEPS, [400]], key, 'ditulis ulang'));
      const { code, text } = check(join(root, 'repo.git'), join(root, 'struk.txt'));
      expect([code, text]).toEqual([1, expect.stringContaining('does not extend the kept checkpoint of 287')]);
    });
  },
);
