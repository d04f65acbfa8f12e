/**
 * `npm run bench:verify [CASES] [CHECKOUT]`: verifies a register of many walked cases with its log, all of it and then only
 * what has changed since; the same cases without a log; and those by the `verifyClone` of another checkout, if one is named,
 * so that all ran on one machine one after the other, each in a process of its own.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { mainCommits, registerCommits, type RegisterStep, walkCases } from '#tests/support/forged-register.ts';
import { importCommits, initRepository, type TestCommit } from '#tests/support/git-commits.ts';
import { loggedCommits, newKey } from '#tests/support/log-history.ts';

const [count = '10000', checkout] = process.argv.slice(2);
const cases = Number(count);
/** A few cases are walked; the others are copies of them, under their own numbers. */
const WALKED = 20;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const walked = walkCases(new Map(Array.from({ length: WALKED }, (_, i) => [i + 1, {}] as const)));

function* copies(): Generator<RegisterStep> {
  for (let number = 1; number <= cases; number += 1) {
    const of = ((number - 1) % WALKED) + 1;
    const entries = walked.flatMap((step) => ('number' in step && step.number === of ? step.entries : []));
    // One commit a case, as of a late run: the stream that git reads must fit into one string.
    const text = JSON.stringify(entries)
      .replaceAll(`contoh-${of}"`, `contoh-${number}"`)
      .replaceAll(`-2026-${of}"`, `-2026-${number}"`)
      .replaceAll(`"number":${of},"branch"`, `"number":${number},"branch"`)
      .replaceAll(`"agenda":{"year":2026,"number":${of}}`, `"agenda":{"year":2026,"number":${number}}`);
    yield { number, entries: JSON.parse(text) as Entry[] };
  }
}

const place = mkdtempSync(join(tmpdir(), 'bench-verify-'));
/** A repository of its own with these commits of the register. @returns its folder and their ids */
function repository(name: string, commits: readonly TestCommit[]): { folder: string; oids: string[] } {
  const folder = join(place, name);
  initRepository(folder);
  importCommits(folder, 'main', mainCommits);
  return { folder, oids: importCommits(folder, 'register', commits) };
}

/** Verifies in a process of its own, as the command does, by the program of a checkout. @returns seconds of the processor */
function timed(what: string, program: string, ...args: string[]): number {
  const one = fileURLToPath(new URL('./verify-one.ts', import.meta.url));
  const said = execFileSync(process.execPath, [one, program, ...args], { encoding: 'utf8' });
  const { seconds, busy, findings } = JSON.parse(said) as { seconds: number; busy: number; findings: number };
  say(`${what}: ${seconds.toFixed(2)} s, of the processor ${busy.toFixed(2)} s; ${findings} findings`);
  // On a machine that does other work as well, only the processor's time can be compared.
  return busy;
}

try {
  const commits = registerCommits([...copies()]);
  const { folder, oids } = repository('logged', await loggedCommits(commits, newKey()));
  const { folder: plain } = repository('plain', commits);
  say(`${cases} cases, ${oids.length} commits`);
  const here = fileURLToPath(new URL('../../..', import.meta.url));
  const whole = timed('all', here, folder);
  const unlogged = timed('all, without a log', here, plain);
  say(`ratio ${(whole / unlogged).toFixed(2)}`);
  if (checkout !== undefined) {
    const before = timed('all, without a log, by the other checkout', resolve(checkout), plain);
    say(`ratio ${(whole / before).toFixed(2)}, without a log ${(unlogged / before).toFixed(2)}`);
  }
  timed('since one case ago', here, folder, oids.at(-2) ?? '');
} finally {
  rmSync(place, { recursive: true, force: true });
}
