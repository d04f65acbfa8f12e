import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ENVIRONMENT, WEBHOOK_SECRET, WEBHOOK_URL } from '#entry/setup/names.ts';
import { makeWebhookSecret } from '#public/messages/webhook.ts';
import { review } from '../../support/office.ts';
import { later } from '../../support/walk.ts';
import { dotGithub, type Hub, openHub } from '../../workflows/support/open.ts';
import { caseAt } from '../../workflows/support/prepare.ts';
import { jobNamed, printed } from '../../workflows/support/tell.ts';

const secret = makeWebhookSecret();
let hub: Hub;
beforeAll(async () => {
  hub = await openHub({
    settings: (settings) => ({
      ...settings,
      environments: {
        ...settings.environments,
        [ENVIRONMENT]: {
          branches: ['main'],
          secrets: {
            ...settings.environments[ENVIRONMENT]?.secrets,
            // Nobody listens at this address.
            [WEBHOOK_URL]: 'https://127.0.0.1:2/KUNCI-DALAM-ALAMAT',
            [WEBHOOK_SECRET]: secret,
          },
        },
      },
    }),
  });
});
afterAll(() => hub.close());

interface Spec {
  readonly jobs: Readonly<
    Record<string, { readonly steps?: readonly { readonly if?: string; readonly with?: object }[] }>
  >;
}

test('security 48: address and secret of the gateway reach only the last step of each of the two jobs of the process', async () => {
  const named = Object.entries(await dotGithub()).flatMap(([path, text]) => {
    if (!/\/workflows\/.*\.yml$/.test(path)) return [];
    return Object.entries((parse(text) as Spec).jobs).flatMap(([job, { steps = [] }]) =>
      steps.flatMap((step, at) =>
        JSON.stringify(step).includes('DISPOSISI_WEBHOOK')
          ? [[`${path.split('/').at(-1)} ${job}`, at === steps.length - 1, step.with]]
          : [],
      ),
    );
  });
  const given = {
    command: 'tell',
    'webhook-url': '${{ secrets.DISPOSISI_WEBHOOK_URL }}',
    'webhook-secret': '${{ secrets.DISPOSISI_WEBHOOK_SECRET }}',
  };
  expect(named).toEqual([
    ['deadlines.yml sweep', true, given],
    ['reconcile.yml reconcile', true, given],
  ]);
});

test('security 48: with an unreachable gateway an act is journaled and published all the same, and the job succeeds', async () => {
  const number = await caseAt(hub, 2);
  hub.office.setNow(later(hub.office.now(), 60));
  await review(hub.office, 'contoh-tu', number, 'APPROVE');
  const runs = await hub.drain();
  const job = jobNamed(runs, 'reconcile');
  expect(job.steps.map(({ conclusion }) => conclusion)).toEqual(['success', 'success', 'success', 'success']);
  expect(job.steps.at(-1)?.log).toContain('1 of 1 messages did not arrive (no connection)');
  expect((await hub.office.state(number))?.visit.row).toBe(3);
  const shown = printed(runs).replace(/^::add-mask::.*$/gm, '');
  expect(shown).not.toContain(secret.slice(6));
  expect(shown).not.toContain('KUNCI-DALAM-ALAMAT');
});

test('a later scheduled run finds nothing new, and skips the step that sends messages', async () => {
  const runs = await hub.cron('.github/workflows/deadlines.yml');
  expect(jobNamed(runs, 'sweep').steps.map(({ conclusion }) => conclusion)).toEqual([
    'success',
    'success',
    'success',
    'skipped',
  ]);
});
