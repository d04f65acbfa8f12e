import { afterEach, expect, test } from 'vitest';
import { RULESETS } from '#entry/setup/names.ts';
import { close, github, ofSettings, open, setupWith } from './office.ts';

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
