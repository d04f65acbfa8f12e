/**
 * `npm run bench:versions [CASES …]`: what reading the versions of SOPs from main takes beside 5, 1,000 and 10,000 ended cases (or
 * as many as are named), each of which main has a commit of: all of it, nothing new, one commit more; and what of main is fetched
 * for a publication of changes and for one of all pages. Nothing is asserted.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSopHistory } from '#engine/register/sop-history.ts';
import { makeArchive } from './archive.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const note = (line: string): void => void process.stderr.write(`${line}\n`);

async function milliseconds(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return Math.round(performance.now() - begun);
}

const named = process.argv.slice(2).map(Number);
const place = await mkdtemp(join(tmpdir(), 'bench-versions-'));
say('| ended cases | all of main | nothing new | one commit more | fetched for changes | fetched for all pages |');
say('| --- | --- | --- | --- | --- | --- |');
for (const cases of named.length > 0 ? named : [5, 1_000, 10_000]) {
  const folder = join(place, `office-${cases}`);
  note(`${cases} ended cases are made …`);
  await makeArchive(folder, cases, note);
  const repository = join(folder, 'repo.git');
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8' }).trim();
  const [head, before] = [git('rev-parse', 'main'), git('rev-parse', 'main~1')];
  const [known, earlier] = [await readSopHistory(repository, head), await readSopHistory(repository, before)];
  const all = await milliseconds(() => readSopHistory(repository, head));
  const none = await milliseconds(() => readSopHistory(repository, head, known));
  const one = await milliseconds(() => readSopHistory(repository, head, earlier));
  git('config', 'uploadpack.allowFilter', 'true');
  const [changes, whole] = [await fetched(repository, ['--depth=1']), await fetched(repository, [])];
  say(`| ${cases} | ${all} ms | ${none} ms | ${one} ms | ${changes} | ${whole} |`);
}
await rm(place, { recursive: true });

/** Fetches main without contents, as the action does. */
async function fetched(repository: string, depth: readonly string[]): Promise<string> {
  const to = await mkdtemp(join(place, 'fetched-'));
  execFileSync('git', ['init', '--quiet', '--bare', to]);
  const args = ['fetch', '--quiet', '--no-tags', ...depth, '--filter=blob:none', `file://${repository}`, 'main:main'];
  const time = await milliseconds(() => execFileSync('git', ['-C', to, ...args]));
  const size = execFileSync('du', ['-sk', join(to, 'objects')], { encoding: 'utf8' }).split('\t')[0];
  return `${size} kB, ${time} ms`;
}
