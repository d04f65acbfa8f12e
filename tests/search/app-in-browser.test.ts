import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { run as signIn } from '#entry/cli/verbs/sign-in.ts';
import { RULESETS } from '#entry/setup/names.ts';
import { close, cwd, github, ofSettings, open, setupWith, token } from '../setup/office.ts';

afterEach(close);

/** Does what a person and GitHub do with the page at an address: makes the App, and comes back with its code. */
async function makeApp(address: string, change: (back: URL) => void = () => undefined): Promise<number> {
  const page = await (await fetch(address)).text();
  const attribute = (name: string): string =>
    new RegExp(`${name}="([^"]+)"`).exec(page)?.[1]?.replaceAll('&quot;', '"').replaceAll('&amp;', '&') ?? '';
  const { redirect_url } = JSON.parse(attribute('value')) as { readonly redirect_url: string };
  const back = new URL(redirect_url);
  back.searchParams.set('code', 'kode-contoh');
  back.searchParams.set('state', new URL(attribute('action')).searchParams.get('state') ?? '');
  change(back);
  return (await fetch(back)).status;
}

test('with a browser on the machine, one command makes the App, waits for its installation, and starts the first publication', async () => {
  await open();
  const seen: number[] = [];
  const { code, out, err, findings } = await setupWith(
    {
      out: (line) => {
        const [, address] = /rather open: (\S+)/.exec(line) ?? [];
        if (address === undefined) return;
        void makeApp(address, (back) => back.searchParams.set('state', 'tebakan'))
          .then((status) => seen.push(status))
          .then(() => makeApp(address))
          .then((status) => seen.push(status));
      },
      err: (line) => {
        if (line.startsWith('Waiting for the App') && github.settings.app) github.settings.app.installed = true;
      },
    },
    '--apply',
    '--wait',
    '60',
  );
  expect(seen).toEqual([403, 200]);
  expect(out).toMatch(
    /An owner of kantor, or one of its App managers, creates the App; only an owner can install it\./,
  );
  expect(out).toMatch(/App created: disposisi-contoh/);
  expect(err).toContain('✓ The first publication of the site was started');
  expect(err).not.toContain('Before: There is no App');
  expect([code, ofSettings(findings)]).toEqual([0, []]);
  expect(github.settings.rulesets.map(({ name }) => name).sort()).toEqual(Object.values(RULESETS).sort());
  expect([...new Set(github.faults)]).toEqual([]);
});

test('the App for sign-in comes back to its command in the same way, and its secret is kept in a file', async () => {
  await open();
  const places = ['--address', 'https://masuk.contoh.example', '--site', 'https://agenda.contoh.example'];
  const out: string[] = [];
  const code = await signIn(['--repo', 'kantor/disposisi', ...places, '--wait', '60'], {
    env: { GITHUB_TOKEN: token, GITHUB_API_URL: github.apiUrl },
    cwd,
    lang: 'en',
    now: () => '2026-12-01T01:00:00Z',
    err: () => undefined,
    untilEnded: async () => undefined,
    out: (line) => {
      out.push(line);
      const [, address] = /rather open: (\S+)/.exec(line) ?? [];
      if (address !== undefined) void makeApp(address);
    },
  });
  expect([code, out.join('\n')]).toEqual([0, expect.stringContaining('App created: disposisi-contoh')]);
  expect(await readFile(join(cwd, '.disposisi/sign-in.env'), 'utf8')).toContain('CLIENT_SECRET=rahasia\n');
  expect([...new Set(github.faults)]).toEqual([]);
});
