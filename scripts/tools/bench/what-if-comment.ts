/**
 * `node scripts/tools/bench/what-if-comment.ts [CASES]…`: an office with so many ended cases, on which somebody proposes another
 * limit: from opening the pull request until the comment stands, all of which the process does beside other work.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Octokit } from 'octokit';
import { openOffice } from '#embedded/office/open-office.ts';
import { FIRST, sampleText } from '#tests/support/folders.ts';
import { makeArchive } from './archive.ts';

const SOP = 'sops/protokol-manajemen-krisis.yaml';
const given = process.argv.slice(2).map(Number);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

for (const cases of given.length > 0 ? given : [5, 1000, 10_000]) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-what-if-'));
  try {
    await makeArchive(folder, cases, () => undefined);
    const office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined });
    try {
      await office.idle();
      const times: string[] = [];
      for (const [n, limit] of ['PT15M', 'PT14M', 'PT13M'].entries()) {
        const text = sampleText(SOP).replaceAll('limit: PT30M', `limit: ${limit}`);
        times.push(await timed(office, `sop/usul-${n}`, text));
      }
      say(`${cases} cases: ${times.join(', ')}`);
    } finally {
      await office.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function timed({ forge, idle }: Awaited<ReturnType<typeof openOffice>>, branch: string, text: string) {
  const at = { owner: forge.owner, repo: forge.repo };
  const login = (await forge.accounts.list()).find(({ type }) => type === 'User')?.login ?? '';
  const auth = await forge.accounts.token(login, { ttl: 'P1D' });
  const client = new Octokit({ auth, baseUrl: forge.apiUrl, throttle: { enabled: false } });
  const ref = await client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...at, ref: 'heads/main' });
  const main = ref.data.object.sha;
  const entry = { path: SOP, mode: '100644' as const, type: 'blob' as const, content: text };
  const tree = await client.request('POST /repos/{owner}/{repo}/git/trees', { ...at, base_tree: main, tree: [entry] });
  const made = { message: 'Usul', tree: tree.data.sha, parents: [main] };
  const { sha } = (await client.request('POST /repos/{owner}/{repo}/git/commits', { ...at, ...made })).data;
  await client.request('POST /repos/{owner}/{repo}/git/refs', { ...at, ref: `refs/heads/${branch}`, sha });
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  const opened = { title: branch, head: branch, base: 'main' };
  const { data } = await client.request('POST /repos/{owner}/{repo}/pulls', { ...at, ...opened });
  await idle();
  const { user, system } = process.cpuUsage(cpu);
  const where = { ...at, issue_number: data.number };
  const { data: comments } = await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', where);
  const counted = /\n\n[^\n]*?(\d+) berkas terbaru/.exec(comments[0]?.body ?? '')?.[1] ?? 'no';
  return `${(performance.now() - begun).toFixed(0)} ms (of the processor ${((user + system) / 1000).toFixed(0)} ms), ${counted} cases`;
}
