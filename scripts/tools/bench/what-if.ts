/**
 * `npm run bench:what-if [CASES]…`: replays registers of many walked cases under the procedure that they had, and under one with
 * half a limit, each in a process of its own, beside the verifying of the same register; by default 5, 1,000 and 10,000 cases.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { mainCommits, registerCommits, type RegisterStep, walkCases } from '#tests/support/forged-register.ts';
import { importCommits, initRepository } from '#tests/support/git-commits.ts';

const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [5, 1000, 10_000];
/** A few cases are walked; the others are copies of them, under their own numbers. */
const WALKED = 20;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const walked = walkCases(new Map(Array.from({ length: WALKED }, (_, i) => [i + 1, {}] as const)));

function* copies(cases: number): Generator<RegisterStep> {
  for (let number = 1; number <= cases; number += 1) {
    const of = ((number - 1) % WALKED) + 1;
    const entries = walked.flatMap((step) => ('number' in step && step.number === of ? step.entries : []));
    const text = JSON.stringify(entries)
      .replaceAll(`contoh-${of}"`, `contoh-${number}"`)
      .replaceAll(`-2026-${of}"`, `-2026-${number}"`)
      .replaceAll(`"number":${of},"branch"`, `"number":${number},"branch"`)
      .replaceAll(`"agenda":{"year":2026,"number":${of}}`, `"agenda":{"year":2026,"number":${number}}`);
    yield { number, entries: JSON.parse(text) as Entry[] };
  }
}

interface Told {
  readonly busy: number;
  readonly megabytes: number;
  readonly cases: number;
  readonly otherwise: number;
}

function timed(folder: string, what: string): Told {
  const one = fileURLToPath(new URL('./what-if-one.ts', import.meta.url));
  const reported = JSON.parse(execFileSync(process.execPath, [one, folder, what], { encoding: 'utf8' })) as Told;
  const each = ((reported.busy * 1000) / reported.cases).toFixed(2);
  say(
    `  ${what}: of the processor ${reported.busy.toFixed(2)} s, ${each} ms a case, ${reported.megabytes.toFixed(0)} MB; ${reported.otherwise} of ${reported.cases} otherwise`,
  );
  return reported;
}

for (const cases of sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-what-if-'));
  try {
    initRepository(folder);
    importCommits(folder, 'main', mainCommits);
    importCommits(folder, 'register', registerCommits([...copies(cases)]));
    say(`${cases} cases`);
    const verified = timed(folder, 'verify');
    const same = timed(folder, 'unchanged');
    const half = timed(folder, 'halved');
    say(
      `  against verify: unchanged ${(same.busy / verified.busy).toFixed(2)}, halved ${(half.busy / verified.busy).toFixed(2)}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
