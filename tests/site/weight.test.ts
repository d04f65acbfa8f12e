import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { casePath, chainPath } from '#public/site/open-data/data-files.ts';
import { openLocalSite } from '#public/site/local-site.ts';
import { ROOT } from '../support/folders.ts';
import { usualCase } from './support/usual-case.ts';

let out = '';
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'situs-'));
});
afterAll(() => rm(out, { recursive: true, force: true }));

it('a usual case is light: 13 kB for a page, 7.5 kB of data, 3.5 kB of chain', async () => {
  const { publication, dossiers } = usualCase();
  const site = await openLocalSite({ root: ROOT, out });
  await site.publish(publication, { all: () => dossiers });
  const id = dossiers[0]?.case.id ?? '';
  const bytes = async (path: string) => (await stat(join(out, path))).size;
  for (const path of [`berkas/${id}/index.html`, `en/berkas/${id}/index.html`])
    expect(await bytes(path), path).toBeLessThanOrEqual(13_000);
  expect(await bytes(casePath(id))).toBeLessThanOrEqual(7_500);
  expect(await bytes(chainPath(id))).toBeLessThanOrEqual(3_500);
});
