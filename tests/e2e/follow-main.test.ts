/** The folder of an office on one machine follows what is put in force at the desk (R7). */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeBackup } from '#embedded/office/make-backup.ts';
import { openOffice } from '#embedded/office/open-office.ts';
import { configFolder } from '#engine/config/folder.ts';
import { disposisi } from '../cli/disposisi.ts';
import { FIRST, ROOT } from '../support/folders.ts';
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

test('a restore next to the sample configuration leaves exactly that of the office there, and keeps what it replaced', async () => {
  const place = await mkdtemp(join(tmpdir(), 'pulih-'));
  onTestFinished(() => rm(place, { recursive: true, force: true }));
  const [own, fresh] = [join(place, 'kantor'), join(place, 'baru')];
  for (const part of ['sops', 'schemas']) await cp(join(FIRST, part), join(own, part), { recursive: true });
  const calendar = `${await readFile(join(own, 'sops/calendar.yaml'), 'utf8')}# milik kantor\n`;
  await writeFile(join(own, 'sops/calendar.yaml'), calendar);
  const office = await openOffice({
    folder: join(own, '.disposisi'),
    root: own,
    port: 0,
    machine,
    log: () => undefined,
  });
  await office.close();
  await makeBackup(join(own, '.disposisi'), join(place, 'lama.tar'), '2027-01-01T00:00:00Z');
  for (const part of ['sops', 'schemas']) await cp(join(ROOT, part), join(fresh, part), { recursive: true });
  const sample = await readFile(join(fresh, 'sops/video-conference.yaml'), 'utf8');
  // A restore for a trial leaves the folder as it is.
  expect((await disposisi(['restore', '../lama.tar', '--folder', 'coba'], fresh)).code).toBe(0);
  expect(await readdir(join(fresh, 'sops'))).toContain('video-conference.yaml');
  const { code, out } = await disposisi(['restore', '../lama.tar'], fresh);
  expect(code).toBe(0);
  expect(await configFiles(fresh, 'sops/')).toEqual(await configFiles(own, 'sops/'));
  expect(await readFile(join(fresh, 'sops/calendar.yaml'), 'utf8')).toBe(calendar);
  // The program's own schemas are in the same folder, and stay.
  expect(await readdir(join(fresh, 'schemas'))).toEqual(expect.arrayContaining(await readdir(join(ROOT, 'schemas'))));
  expect(out).toMatch(/dipindahkan ke \.disposisi\/diganti: .*sops\/video-conference\.yaml/);
  expect(await readFile(join(fresh, '.disposisi/diganti/sops/video-conference.yaml'), 'utf8')).toBe(sample);
});

/** Lists the configuration of a folder, without the program's own schemas. */
const configFiles = async (folder: string, prefix: string) =>
  (await configFolder(folder)).flatMap(({ path, blob }) => (path.startsWith(prefix) ? [`${blob} ${path}`] : []));
