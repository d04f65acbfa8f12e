import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { RULESETS } from '#entry/setup/names.ts';
import { PEM, pagesByWorkflow } from '../setup/fake-settings.ts';
import { CODE, close, cwd, github, ofSettings, open, setup } from '../setup/office.ts';

describe('what GitHub refuses to set-up', () => {
  afterEach(close);

  test('a plan without rulesets, environments and Pages for private repositories is explained', async () => {
    await open((settings) => {
      settings.freePlan = true;
    });
    const { code, findings, out } = await setup();
    expect(code).toBe(1);
    expect(findings).toContain('missing refused/rulesets');
    expect(out).toMatch(/rulesets: this GitHub plan does not have it for a private repository/);
    expect(out).toContain('403 Upgrade to GitHub Team');
    const applied = await setup('--apply');
    expect(applied.err).toMatch(/! pages: 422 .*plan[\s\S]*→ Use GitHub Team/);
    expect(applied.err).toMatch(/! environment: 422 .*plan[\s\S]*→ Use GitHub Team/);
    expect([...new Set(github.faults)]).toEqual([]);
  });

  test('an existing App is given with --app, and its key with --key; a file that is no key is refused', async () => {
    await open((settings) => {
      settings.app = {
        id: 7,
        slug: 'agenda',
        installed: true,
        permissions: { contents: 'write', metadata: 'read', pull_requests: 'write', statuses: 'write' },
      };
    });
    const key = join(cwd, 'kunci.pem');
    await writeFile(key, 'bukan kunci');
    await expect(setup('--apply', '--app', 'agenda', '--key', key)).rejects.toThrow(/expected the App's private key/);
    await writeFile(key, PEM);
    const { findings } = await setup('--apply', '--app', 'agenda', '--key', key);
    expect(ofSettings(findings)).toEqual([]);
    expect(github.settings.variables).toMatchObject({ DISPOSISI_APP_ID: '7', DISPOSISI_APP_SLUG: 'agenda' });
  });

  test('an App that GitHub does not show to this token is known by the reply to its code, and later by the variables', async () => {
    await open((settings) => {
      settings.appHidden = true;
    });
    await setup(...CODE);
    expect(github.settings.variables).toMatchObject({ DISPOSISI_APP_ID: '424242' });
    if (github.settings.app) github.settings.app.installed = true;
    const { code, findings } = await setup('--apply');
    expect(github.settings.rulesets.map(({ name }) => name).sort()).toEqual(Object.values(RULESETS).sort());
    expect([code, ofSettings(findings)]).toEqual([0, ['weaker app-permissions-unseen']]);
  });

  test('an incomplete set-up is completed, and existing parts stay', async () => {
    await open((settings) => {
      settings.environment = {
        policy: { protected_branches: false, custom_branch_policies: true },
        branches: [{ id: 1, name: 'main' }],
        waits: false,
        secrets: { DISPOSISI_LOG_KEY: 'sealed' },
      };
      settings.pages = { ...pagesByWorkflow(), build_type: 'legacy', source: { branch: 'site', path: '/' } };
    });
    const { writes, findings } = await setup('--apply');
    expect(ofSettings(findings)).toEqual(['missing app', 'missing rulesets-wait']);
    expect(writes.some((each) => /environments\/disposisi|(POST|PUT) \/pages$/.test(each))).toBe(false);
  });
});
