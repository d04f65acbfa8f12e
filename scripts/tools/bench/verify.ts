/**
 * `npm run bench:verify [CASES] [CHECKOUT]`: verifies a register of many walked cases, all of them and then only what has
 * changed since; and the same register by the `verifyClone` of another checkout, if one is named, so that both ran on one
 * machine one after the other.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { mainCommits, registerCommits, type RegisterStep, walkCases } from '#tests/support/forged-register.ts';
import { importCommits, initRepository } from '#tests/support/git-commits.ts';

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

const folder = mkdtempSync(join(tmpdir(), 'bench-verify-'));
try {
  initRepository(folder);
  importCommits(folder, 'main', mainCommits);
  const oids = importCommits(folder, 'register', registerCommits([...copies()]));
  const timed = async (what: string, work: () => Promise<{ findings: readonly unknown[] }>): Promise<number> => {
    const [begun, cpu] = [performance.now(), process.cpuUsage()];
    const { findings } = await work();
    const { user, system } = process.cpuUsage(cpu);
    const [seconds, busy] = [(performance.now() - begun) / 1000, (user + system) / 1_000_000];
    say(`${what}: ${seconds.toFixed(2)} s, of the processor ${busy.toFixed(2)} s; ${findings.length} findings`);
    // On a machine that does other work as well, only the processor's time can be compared.
    return busy;
  };
  say(`${cases} cases, ${oids.length} commits`);
  const whole = await timed('all', () => verifyClone(folder));
  if (checkout !== undefined) {
    const { verifyClone: other } = (await import(resolve(checkout, 'scripts/engine/register/clone.ts'))) as {
      verifyClone: typeof verifyClone;
    };
    const before = await timed('all, by the other checkout', () => other(folder));
    say(`ratio ${(whole / before).toFixed(2)}`);
  }
  const since = oids.at(-2) ?? '';
  await timed('since one case ago', () => verifyClone(folder, { since }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
