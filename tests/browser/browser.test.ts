import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeFaults } from '../support/faults.ts';
import { hasBrowser, isFirefox, needs, openBrowser } from './support/chromium.ts';
import { FOUND, findChromium, findFirefox, type Search } from './support/find-chromium.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'browser-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('which browser is used: one that has rendered a page', () => {
  it.each([findChromium, findFirefox])('a browser that only starts is not used: %o', async (find) => {
    const program = join(folder, 'browser');
    await writeFile(program, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    const { found, faults } = await find(program);
    expect([found, faults]).toEqual([undefined, [expect.stringMatching(`^${program}: `)]]);
  });

  it('before this file of tests begins, the run has looked for a browser and says what it found', () => {
    expect(JSON.parse(process.env[FOUND] ?? '{}')).toHaveProperty('faults');
  });

  it.skipIf(!hasBrowser || isFirefox)('a browser on a machine without fonts is not used', async () => {
    const { found } = JSON.parse(process.env[FOUND] ?? '{}') as Search;
    await writeFile(join(folder, 'fonts.conf'), '<fontconfig></fontconfig>');
    vi.stubEnv('FONTCONFIG_FILE', join(folder, 'fonts.conf'));
    const { faults } = await findChromium(found?.executablePath ?? '').finally(() => vi.unstubAllEnvs());
    expect(faults).toHaveLength(1);
  });
});

// The last test of this file, since no browser can be opened after it.
it.skipIf(!hasBrowser)('a wait in a page ends with an error when the browser dies', async ({ skip }) => {
  needs(skip, 'protocol');
  const browser = await openBrowser();
  const page = await (await browser.newContext()).newPage();
  const waiting = page.getByText('never there').waitFor().catch(String);
  const devtools = await browser.newBrowserCDPSession();
  devtools.send('Browser.crash').catch(() => undefined);
  expect(await waiting).toContain('closed');
  await expect.poll(takeFaults).toEqual(['browser: it died']);
});
