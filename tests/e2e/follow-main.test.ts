/** The folder of an office on one machine follows what is put in force at the desk (R7). */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openOffice } from '#embedded/office/open-office.ts';
import { FIRST } from '../support/folders.ts';
import { machine } from '../support/machine.ts';

test('a file that was as main’s is updated; one with changes that nobody proposed stays', async () => {
  const root = await mkdtemp(join(tmpdir(), 'ikut-'));
  for (const part of ['sops', 'schemas']) await cp(join(FIRST, part), join(root, part), { recursive: true });
  const said: string[] = [];
  const office = await openOffice({
    ...{ folder: join(root, '.disposisi'), root, port: 0, machine, followsMain: true },
    log: ({ id }) => void said.push(id),
  });
  onTestFinished(async () => {
    await office.close();
    await rm(root, { recursive: true, force: true });
  });
  const here = (path: string): Promise<string> => readFile(join(root, path), 'utf8');
  const [calendar, rooms] = [await here('sops/calendar.yaml'), await here('sops/rooms.yaml')];
  await writeFile(join(root, 'sops/rooms.yaml'), `${rooms}# catatan\n`);
  const maintainer = await office.as('contoh-pengelola-kantor');
  const files = { 'sops/calendar.yaml': `${calendar}# baru\n`, 'sops/rooms.yaml': `${rooms}# baru\n` };
  const number = await maintainer.open({
    ...{ branch: 'sop/ikut', title: 'Ikut', draft: false },
    files: Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
  });
  await office.idle();
  expect(await here('sops/calendar.yaml')).toBe(calendar);
  const { apiUrl, owner, repo, accounts } = office.forge;
  const merged = await fetch(`${apiUrl}/repos/${owner}/${repo}/pulls/${number}/merge`, {
    method: 'PUT',
    headers: { authorization: `token ${await accounts.token('contoh-pengelola-kantor', { ttl: 'P1D' })}` },
    body: '{}',
  });
  expect(merged.status).toBe(200);
  await office.idle();
  expect(await here('sops/calendar.yaml')).toBe(files['sops/calendar.yaml']);
  expect(await here('sops/rooms.yaml')).toBe(`${rooms}# catatan\n`);
  expect(said).toContain('Di folder kantor ikut diubah: sops/calendar.yaml.');
});
