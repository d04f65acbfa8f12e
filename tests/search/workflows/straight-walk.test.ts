import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { SITE_BRANCH } from '#entry/setup/names.ts';
import { ROOT } from '../../support/folders.ts';
import { pullOf } from '../../support/office.ts';
import { FOREIGN_SITE, type Hub, openHub, wholeProject } from '../../workflows/support/open.ts';
import type { Run } from '../../workflows/support/run.ts';
import { type CronLine, ringsOf } from '../../workflows/support/schedules.ts';
import { billed, ON_THE_FORGE, type WalkedCase, walkStraightCase } from '../../workflows/support/straight-case.ts';
import { ended, jobNamed, jobsOf, printed, jobOutcomes } from '../../workflows/support/tell.ts';

/** The steps of the nine acts. Two people act at row 7. */
const STEPS = [
  'penerimaan',
  'disposisi',
  'laporan-walikota',
  'arahan-walikota',
  'koordinasi',
  'pengecekan',
  'pengecekan',
  'persiapan-teknis',
  'pelaksanaan',
];
/** Milliseconds for a whole case with all its runs, while other tests run. */
const LONGEST = 900_000;

let hub: Hub;
let walked: WalkedCase;
let night: readonly Run[];

beforeAll(async () => {
  hub = await openHub({ files: { ...(await wholeProject()), 'requests/2025/lama/request.yaml': 'acara: Lama\n' } });
  walked = await walkStraightCase(hub);
  night = await hub.cron('.github/workflows/verify.yml');
}, LONGEST);
afterAll(() => hub.close());

const at = () => ({ owner: hub.office.local.owner, repo: hub.office.local.repo });
const git = (...args: string[]): Buffer =>
  execFileSync('git', ['-C', join(hub.office.folder, 'repo.git'), ...args], { maxBuffer: 1e8 });
const page = (path: string): string => git('show', `${SITE_BRANCH}:${path}`).toString('utf8');
const paths = (): string[] => git('ls-tree', '-r', '--name-only', SITE_BRANCH).toString('utf8').trim().split('\n');

describe('the straight walk, with the workflows as the only engine', () => {
  test('security 47: the first publication compiles the shared files without any right, and writes all pages without packages', () => {
    const { first } = walked;
    expect(jobOutcomes(first)).toEqual(['publish/shared: success', 'publish/whole: success']);
    const [compiling, whole] = [jobNamed(first, 'shared'), jobNamed(first, 'whole')];
    expect([compiling.permissions, compiling.secrets, compiling.environment]).toEqual([
      { contents: 'read' },
      {},
      undefined,
    ]);
    const [checkout] = compiling.steps;
    const files = checkout?.log.split('\n') ?? [];
    expect(files).toContain('site/astro.config.mjs');
    expect(files.filter((path) => path.startsWith('requests/'))).toEqual([]);
    expect(whole.environment).toBe('disposisi');
    expect(whole.steps.map(({ label }) => label)).not.toContain('npm ci --no-audit --no-fund');
  });

  test('R13: a request that the form saves and submits starts the quick check once, and the process twice', () => {
    const { opening } = walked;
    expect(ended(opening)).toEqual(['check: success', 'reconcile: success', 'reconcile: success']);
    expect(jobNamed(opening, 'check').permissions).toEqual({ contents: 'read', 'pull-requests': 'read' });
    for (const { run } of jobsOf(opening).filter(({ name, executed }) => name === 'reconcile' && executed))
      expect(run.happening.event).toBe('pull_request_target');
  });

  test('R1, R30: an act at the desk starts the process alone; an act on the forge’s pages starts the trigger’s workflow, whose end starts the process', () => {
    for (const { row, runs } of walked.acts) {
      const isForge = ON_THE_FORGE.includes(row);
      expect([row, ended(runs)]).toEqual([row, [...(isForge ? ['bell: success'] : []), 'reconcile: success']]);
      const process = jobNamed(runs, 'reconcile');
      expect([process.run.happening.event, process.environment, process.permissions]).toEqual([
        isForge ? 'workflow_run' : 'pull_request_target',
        'disposisi',
        { actions: 'read', contents: 'read', pages: 'read' },
      ]);
      if (!isForge) continue;
      const trigger = jobNamed(runs, 'ring');
      expect([trigger.permissions, trigger.secrets, trigger.run.origin.ref]).toEqual([
        {},
        {},
        `refs/pull/${walked.number}/merge`,
      ]);
      expect(process.run.origin.ref).toBe('refs/heads/main');
    }
  });

  test('security 1, 63: the checkout in which the process works has the action, the two files with the site’s address, and nothing else', () => {
    for (const { runs } of walked.acts) {
      const [checkout] = jobNamed(runs, 'reconcile').steps;
      expect(checkout?.log.split('\n')).toContain('.github/actions/disposisi/action.yml');
      const others = checkout?.log.split('\n').filter((path) => !path.startsWith('.github/actions/disposisi/'));
      expect(others).toEqual(['site/forge.json', 'site/public/CNAME']);
    }
  });

  test('R28: the straight case goes from row 1 to its merge, with every act accepted', async () => {
    const journal = await hub.office.journal(walked.number);
    const acts = journal.filter(({ kind }) => kind !== 'rung');
    expect(acts.map(({ kind, step }) => `${kind} ${step}`)).toEqual([
      'submitted pengajuan',
      ...STEPS.map((step) => `accepted ${step}`),
    ]);
    const pull = await pullOf(hub.office, walked.number);
    expect([pull.merged, pull.merged_by?.login]).toEqual([true, 'disposisi[bot]']);
  });

  test('R32: the run that journals an act publishes it, and in the end the site shows the case completed, at the register’s head', async () => {
    for (const { row, runs } of walked.acts) {
      expect([row, jobNamed(runs, 'reconcile').outputs['whole']]).toEqual([row, 'false']);
      expect(printed(runs)).toContain('Situs terbit');
    }
    const client = await hub.maintainer();
    const { data } = await client.rest.git.getRef({ ...at(), ref: 'heads/register' });
    expect(JSON.parse(page('data/register.json')).head).toBe(data.object.sha);
    expect(page(`berkas/PMK-2026-${walked.number}/index.html`)).toContain('Staf/operator — Contoh Staf Operator');
    expect(page('perubahan.atom')).toContain(`https://kantor.example/berkas/PMK-2026-${walked.number}/`);
    expect(JSON.parse(page(`data/cases/PMK-2026-${walked.number}.json`)).status).toBe('completed');
  });

  test('security 26, 63: no page has internal content, or an address from a variable', () => {
    for (const path of paths()) {
      const content = git('show', `${SITE_BRANCH}:${path}`);
      const text = (path.endsWith('.gz') ? gunzipSync(content) : content).toString('latin1');
      expect(text).not.toMatch(/080000000001|CONTOH-1|Narahubung Contoh|Contoh rekaan/);
      expect(text).not.toContain(FOREIGN_SITE);
    }
  });

  test('R29: at night the register is verified without a finding, with a token that only reads', () => {
    expect(ended(night)).toEqual(['verify: success']);
    expect(jobNamed(night, 'verify').permissions).toEqual({ contents: 'read', pages: 'read' });
    expect(printed(night)).toContain('Tidak ditemukan pertentangan');
  });

  test('R28: every run that the App’s own events started was skipped', () => {
    const own = hub.actions.runs.filter(({ happening }) => happening.actor.login === 'disposisi[bot]');
    expect(own.length).toBeGreaterThan(10);
    const worked = own.filter(({ conclusion }) => conclusion !== 'skipped');
    expect(jobOutcomes(worked)).toEqual([]);
  });

  test('security 30: no log, summary or output has the App’s key or a token', () => {
    const all = hub.actions.runs;
    const text = `${printed(all)}\n${JSON.stringify(jobsOf(all).map(({ outputs }) => outputs))}`;
    expect(text.length).toBeGreaterThan(1000);
    expect(text).not.toContain(hub.keyLine);
    expect(text).not.toContain('PRIVATE KEY');
    expect(text).not.toMatch(/\b(?:ghs|dsp)_[\w-]{10}|authorization: /i);
  });

  test('security 30: secrets reached the job of the process and the job that makes all pages, and no other job', () => {
    const holders = jobsOf(hub.actions.runs).filter(({ secrets }) => Object.keys(secrets).length > 0);
    expect(new Set(holders.map(({ scope, spec }) => `${scope.file.name}/${spec.id}`))).toEqual(
      new Set(['publish/whole', 'reconcile/reconcile']),
    );
  });
});

const DAYS = 365;
/** Returns the lines of `on.schedule` of a workflow. */
async function cronsOf(name: string): Promise<CronLine[]> {
  const { on } = parse(await readFile(join(ROOT, `.github/workflows/${name}.yml`), 'utf8'));
  return on.schedule;
}
const monthly = (crons: readonly CronLine[]): number =>
  Math.round(ringsOf(crons, '2026-01-01T00:00:00Z', DAYS).length / 12);

describe('the cost of the workflows', () => {
  test('the guides’ table of minutes equals what these runs took', async () => {
    const { opening, acts } = walked;
    const minutesOf = (isForge: boolean): number => {
      const each = acts
        .filter(({ row }) => ON_THE_FORGE.includes(row) === isForge)
        .map(({ runs }) => billed(runs).length);
      expect(new Set(each).size).toBe(1);
      return each[0] ?? 0;
    };
    const [form, desk, forge] = [billed(opening).length, minutesOf(false), minutesOf(true)];
    const [deadlines, verify] = [monthly(await cronsOf('deadlines')), monthly(await cronsOf('verify'))];
    const allNight = Math.round((DAYS * 48) / 12);
    const costs = {
      form,
      desk,
      forge,
      atTheDesk: form + acts.length * desk,
      onTheForge: form + acts.length * forge,
      fixed: deadlines + verify,
      nights: allNight - deadlines,
    };
    expect(costs.atTheDesk).toBeLessThanOrEqual(15);
    expect(costs.fixed).toBeLessThanOrEqual(600);
    for (const [path, group] of [
      ['docs/guide/costs.md', ','],
      ['docs/panduan/biaya.md', '.'],
    ] as const) {
      const text = await readFile(join(ROOT, path), 'utf8');
      const [, table = ''] = /<!-- minutes -->\n([\s\S]*?)<!-- end -->/.exec(text) ?? [];
      const shown = Array.from(table.matchAll(/\| ([\d.,]+) \|$/gm), ([, amount = '']) =>
        Number(amount.replaceAll(group, '')),
      );
      expect([path, shown]).toEqual([path, Object.values(costs)]);
    }
  });

  test('R21: in office hours deadlines are checked at least every half hour, and at other times every four hours', async () => {
    const rings = ringsOf(await cronsOf('deadlines'), '2026-01-05T00:00:00Z', 28);
    const gaps = rings.slice(1).map((to, i) => ({ from: rings[i] ?? 0, minutes: (to - (rings[i] ?? 0)) / 60_000 }));
    // Western Indonesian time, the zone of Singkawang, is seven hours ahead.
    const local = (at: number): Date => new Date(at + 7 * 3_600_000);
    const isOffice = (at: number): boolean =>
      local(at).getUTCDay() % 6 !== 0 && local(at).getUTCHours() >= 7 && local(at + 60_000 * 30).getUTCHours() < 17;
    expect(Math.max(...gaps.filter(({ from }) => isOffice(from)).map(({ minutes }) => minutes))).toBe(30);
    expect(Math.max(...gaps.map(({ minutes }) => minutes))).toBe(240);
  });

  test('R38: the last act of a case moves hardly more bytes than the first', () => {
    const [first = 0, last = 0] = [walked.acts[0]?.bytes, walked.acts.at(-1)?.bytes];
    expect(first).toBeGreaterThan(100_000);
    expect(last).toBeLessThan(1.5 * first);
  });
});
