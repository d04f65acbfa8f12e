// `what-if-one.ts <clone> verify|unchanged|halved`: does it once; prints what it took as JSON.
import { stepOf } from '#domain/procedure/steps.ts';
import { registerHead, verifyClone } from '#engine/register/clone.ts';
import { MainHistory } from '#engine/register/main-history.ts';
import { whatIfInClone } from '#engine/register/what-if-clone.ts';
import { changed } from '#tests/support/changed.ts';
import { newConfig } from '#tests/support/forged-register.ts';

const [folder = '', what = ''] = process.argv.slice(2);
const cpu = process.cpuUsage();
const reported = what === 'verify' ? await verified() : await replayed();
const { user, system } = process.cpuUsage(cpu);
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ busy: (user + system) / 1_000_000, megabytes, ...reported }));

async function verified(): Promise<{ cases: number; otherwise: number }> {
  const { cases, findings } = await verifyClone(folder);
  return { cases, otherwise: findings.length };
}

async function replayed(): Promise<{ cases: number; otherwise: number }> {
  const main = await MainHistory.read(folder);
  if (!main) throw new Error('There is no main.');
  const change = changed(newConfig, 'protokol-manajemen-krisis', (procedure) => {
    if (what === 'halved') stepOf(procedure, 'penerimaan').time = { printed: '', limit: 'PT30S' };
  });
  const { cases } = await whatIfInClone(folder, await registerHead(folder), main, change);
  return { cases: cases.length, otherwise: cases.filter(({ differences }) => differences.length > 0).length };
}
