import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { review, sampleRequest, submit } from '../support/office.ts';
import { tick, walkTo } from '../support/walk.ts';
import { type Hub, openHub, wholeProject } from './support/open.ts';
import type { Job, Run } from './support/run.ts';
import { ended, jobNamed, told } from './support/tell.ts';

let hub: Hub;
let number: number;
let runs: readonly Run[];
let pages: string;

/** Stands for scheduled sweeps that ran before: the embedded forge keeps no list of them. */
const SCHEDULE = { last: '2026-12-01T00:41:05Z', since: '2026-11-30T00:41:05Z', longestGap: 11_920 };

async function tellSchedule({ run }: Job): Promise<void> {
  const { kept = '' } = run.artifacts.get('public-data') ?? {};
  const data = JSON.parse(await readFile(kept, 'utf8'));
  data.publication.register.schedule = SCHEDULE;
  await writeFile(kept, JSON.stringify(data));
}

beforeAll(async () => {
  hub = await openHub({ files: { ...(await wholeProject()), 'requests/2025/lama/request.yaml': 'acara: Lama\n' } });
  const { office } = hub;
  number = await submit(office, 'contoh-opd', 'terbit', sampleRequest());
  await walkTo(office, number, 3);
  // A case that began under another revision of its SOP is shown by that one (R7), which is not on main any more.
  const path = 'sops/protokol-manajemen-krisis.yaml';
  const sop = (await office.forge.readCase(number)).config.find((file) => file.path === path)?.text ?? '';
  await office.local.seed({ [path]: `${sop}\n# Diperiksa.\n` }, 'SOP');
  hub.actions.lose();
  tick(office);
  await review(office, 'contoh-kepala-dinas', number, 'APPROVE', 'Tindak lanjuti.');
  runs = await hub.drain({
    decideOnly: async (job) => {
      if (job.name === 'publish / build') await tellSchedule(job);
      return false;
    },
  });
  pages = join(office.folder, 'pages');
});
afterAll(() => hub.close());

const page = (path: string): Promise<string> => readFile(join(pages, path), 'utf8');

describe('one act, from the review to the page, by the workflows alone', () => {
  test('R32: the process, the export, the site’s own build and the deployment run one after the other', () => {
    expect([ended(runs), told(runs)]).toEqual([
      ['bell: success', 'reconcile: success'],
      expect.arrayContaining([
        'reconcile/publish / export: success',
        'reconcile/publish / build: success',
        'reconcile/publish / deploy: success',
      ]),
    ]);
    for (const name of ['export', 'build', 'deploy']) expect(jobNamed(runs, `publish / ${name}`).executed).toBe(true);
  });

  test('R11: the deployed page shows the act, by the SOP that the case began under', async () => {
    const [name] = (await readdir(join(pages, 'berkas'))).filter((each) => each.startsWith('PMK-'));
    expect(name).toContain(String(number));
    const text = await page(`berkas/${name}/index.html`);
    expect(text).toContain('Kepala Dinas — Contoh Kepala Dinas');
    expect(text).toContain('Menunggu Kepala Dinas melaporkan');
    expect(await page('perubahan.atom')).toContain(`https://kantor.example/berkas/${name}/`);
    const register = JSON.parse(await page('data/register.json'));
    const client = await hub.maintainer();
    const at = { owner: hub.office.local.owner, repo: hub.office.local.repo };
    const { data } = await client.rest.git.getRef({ ...at, ref: 'heads/register' });
    expect(register.head).toBe(data.object.sha);
  });

  test('R21: it shows when the clock was last looked at, and how late that may be', async () => {
    const home = await page('index.html');
    expect(home).toContain('tenggat terakhir diperiksa');
    expect(home).not.toContain('selama kantor ini berjalan');
    expect(home).toContain('3 jam 18 menit');
    expect(JSON.parse(await page('data/register.json')).schedule).toEqual(SCHEDULE);
  });

  test('security 26: nothing that is internal is on any page', async () => {
    for (const entry of await readdir(pages, { recursive: true, withFileTypes: true }))
      if (entry.isFile())
        expect(await readFile(join(entry.parentPath, entry.name), 'latin1')).not.toMatch(
          /080000000001|Narahubung Contoh/,
        );
  });

  test('the job that runs packages never saw the requests or the register, and had no right but to read', () => {
    const build = jobNamed(runs, 'publish / build');
    expect([build.permissions, build.secrets, build.environment]).toEqual([{ contents: 'read' }, {}, undefined]);
    const [checkout] = build.steps;
    const paths = checkout?.log.split('\n') ?? [];
    expect(paths).toContain('site/astro.config.mjs');
    expect(paths.filter((path) => path.startsWith('requests/'))).toEqual([]);
  });

  test('the deployment checks out nothing, and shows its address in its environment', () => {
    const deploy = jobNamed(runs, 'publish / deploy');
    expect(deploy.steps).toHaveLength(1);
    expect([deploy.environment, deploy.address]).toEqual(['github-pages', expect.stringMatching(/^https:\/\/.*\/$/)]);
  });
});
