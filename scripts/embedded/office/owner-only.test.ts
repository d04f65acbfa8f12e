import { chmod, lstat, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keepToOwner } from './owner-only.ts';

const made: string[] = [];
afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))));

const modeOf = async (path: string): Promise<string> => ((await lstat(path)).mode & 0o777).toString(8);

test.skipIf(process.platform === 'win32')(
  'an office’s folder that others could read is closed to them with all its files, but not the file to which a link leads',
  async () => {
    const parent = await mkdtemp(join(tmpdir(), 'milik-'));
    made.push(parent);
    const folder = join(parent, 'kantor');
    expect(await keepToOwner(folder)).toBe('kept');
    expect(await modeOf(folder)).toBe('700');
    await mkdir(join(folder, 'repo.git/objects/ab'), { recursive: true });
    await mkdir(join(folder, 'site'));
    const files = ['forge.sqlite', 'forge.json', 'repo.git/config', 'repo.git/objects/ab/cd', 'site/index.html'];
    for (const name of files) await writeFile(join(folder, name), 'x');
    await chmod(join(folder, 'repo.git/objects/ab/cd'), 0o444);
    await writeFile(join(parent, 'lain'), 'x');
    await chmod(join(parent, 'lain'), 0o644);
    await symlink('../../lain', join(folder, 'site/tautan'));
    await chmod(folder, 0o755);

    expect(await keepToOwner(folder)).toBe('fixed');
    expect(await modeOf(folder)).toBe('700');
    const modes = await Promise.all(
      (await readdir(folder, { recursive: true })).map(async (name) => [name, await modeOf(join(folder, name))]),
    );
    const open = modes.filter(([name, mode]) => name !== 'site/tautan' && !mode?.endsWith('00'));
    expect(open).toEqual([]);
    expect(await modeOf(join(parent, 'lain'))).toBe('644');
    expect(await keepToOwner(folder)).toBe('kept');

    // So it is after an earlier call that was interrupted: the folder itself is closed, and `repo.git` is not.
    await chmod(join(folder, 'repo.git'), 0o755);
    expect(await keepToOwner(folder)).toBe('fixed');
  },
);
