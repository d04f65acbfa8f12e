// `verify-one.ts <checkout> <clone> [<commit>]`: verifies once, by that checkout's program; prints what it took as JSON.
import { join } from 'node:path';
import type { verifyClone } from '#engine/register/clone.ts';

const [checkout = '', folder = '', since] = process.argv.slice(2);
const program = (await import(join(checkout, 'scripts/engine/register/clone.ts'))) as {
  readonly verifyClone: typeof verifyClone;
};
const [begun, cpu] = [performance.now(), process.cpuUsage()];
const { findings } = await program.verifyClone(folder, since === undefined ? {} : { since });
const { user, system } = process.cpuUsage(cpu);
const seconds = (performance.now() - begun) / 1000;
process.stdout.write(JSON.stringify({ seconds, busy: (user + system) / 1_000_000, findings: findings.length }));
