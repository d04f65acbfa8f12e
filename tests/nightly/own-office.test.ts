import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Language } from '#domain/problem.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { run } from '#entry/cli/verbs/start.ts';
import { readOfficeFile } from '#embedded/office/office-file.ts';
import { git } from '#engine/register/git.ts';
import { FIRST, SECOND } from '../support/folders.ts';
import { contentsOf, inBothLanguages } from '../cli/disposisi.ts';

/** A checkout in which an office has replaced the shipped configuration by its own. */
let checkout: string;
const STATE = '.disposisi';
beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'kantor-sendiri-'));
});
afterEach(() => rm(checkout, { recursive: true, force: true }));

const bring = async (office: string) => {
  for (const part of ['sops', 'schemas']) await cp(join(office, part), join(checkout, part), { recursive: true });
};
const change = async <T>(path: string, how: (value: T) => void) => {
  const value = parse(await readFile(join(checkout, path), 'utf8')) as T;
  how(value);
  await writeFile(join(checkout, path), path.endsWith('.json') ? JSON.stringify(value) : stringify(value));
};

/** Replaces every sample holder by a fictional real person. */
const withRealHolders = ({ roles }: Roles) => {
  const holders = Object.values(roles).flatMap((role) => role.holders);
  for (const [i, holder] of holders.entries())
    Object.assign(holder, { account: 90_000 + i, login: `pejabat-${i}`, name: `Pejabat ${i}` });
};

/**
 * Runs the start command within the test until the command has printed its greeting.
 * @returns all its output
 */
async function start(lang: Language, ...args: string[]): Promise<string> {
  const said: string[] = [];
  const code = await run(['--port', '0', '--folder', STATE, ...args], {
    env: {},
    cwd: checkout,
    lang,
    now: () => `${new Date().toISOString().slice(0, 19)}Z`,
    out: (line) => said.push(line),
    err: (line) => said.push(line),
    untilEnded: () => expect.poll(() => said.join('\n')).toMatch(/npx disposisi help\n/),
  });
  expect(code).toBe(0);
  return said.join('\n');
}

const repository = () => join(checkout, STATE, 'repo.git');
const rolesOnMain = async () => (await git(repository(), ['show', 'main:sops/roles.yaml'])).toString('utf8');
const logins = async () => Object.keys((await readOfficeFile(join(checkout, STATE)))?.tokens ?? {}).sort();
const journals = async () =>
  (await git(repository(), ['ls-tree', '-r', '--name-only', 'register', 'journals/']).catch(() => Buffer.of()))
    .toString('utf8')
    .split('\n')
    .filter(Boolean);
/** Returns every entry of the register. */
const journaled = async () =>
  (await Promise.all((await journals()).map((path) => git(repository(), ['show', `register:${path}`])))).join('');

describe('an office with another SOP', () => {
  beforeEach(() => bring(SECOND));

  test('R3: an office with another SOP starts without a case, says why, and gives each role a sample holder', async () => {
    const before = await contentsOf(checkout);
    const said = await start('id');
    expect(said).toMatch(
      /SOP kantor ini \(Peminjaman Kendaraan\) tidak ada permohonan contoh, jadi kantor dibuka tanpa/,
    );
    expect(said).toMatch(
      /tidak diberi akun di sini; setiap jabatan dipangku akun contoh, misalnya contoh-tata-usaha\./,
    );
    expect(said).toContain('npx disposisi help new');
    expect(said).not.toMatch(/act approve|Error|office: |forge: /);
    expect(await journals()).toEqual([]);
    expect(await logins()).toEqual([
      'contoh-bendahara',
      'contoh-kepala',
      'contoh-panitia',
      'contoh-pemohon',
      'contoh-pemohon-2',
      'contoh-pengelola',
      'contoh-pengelola-kantor',
      'contoh-sekretaris',
      'contoh-tata-usaha',
      'disposisi[bot]',
    ]);
    // Outside of the state’s folder nothing was changed.
    const after = Object.entries(await contentsOf(checkout)).filter(([path]) => !path.includes(`/${STATE}/`));
    expect(Object.fromEntries(after)).toEqual(before);
  });

  test('R3: the message about missing samples is in English too, and a later start does not repeat it', async () => {
    const said = await start('en');
    expect(said).toMatch(/sample requests for this office's SOPs \(Vehicle loan\), so it opens without a case/);
    expect(said).toMatch(/get no accounts here; sample accounts hold each role, such as contoh-tata-usaha\./);
    expect(await start('en')).not.toMatch(/without a case|get no accounts/);
  });

  test('R3: start --once says that the office’s SOP does not accept the sample request, and changes no file', async () => {
    const before = await contentsOf(checkout);
    const { codes, id, en } = await inBothLanguages(['start', '--once'], checkout);
    expect(codes).toEqual([1, 1]);
    expect(id).toMatch(/permohonan contoh examples\/requests\/\S+ .* \(peminjaman-kendaraan\) tidak\. .*npm start$/m);
    expect(en).toMatch(/sample request examples\/requests\/\S+ .* \(peminjaman-kendaraan\) do not\. .*npm start$/m);
    expect(await contentsOf(checkout)).toEqual(before);
  });
});

describe('an office with the first SOP and its own people', () => {
  beforeEach(() => bring(FIRST));

  test('R17: no real person has an account, or is named on main or in an entry of the sample cases', async () => {
    await change<Roles>('sops/roles.yaml', withRealHolders);
    const said = await start('id');
    expect(said).toContain('5/5');
    expect(said).toMatch(/act approve 3 --as contoh-kepala-dinas --note/);
    expect(await journals()).toHaveLength(5);
    expect(await journaled()).toContain('contoh-staf-operator');
    for (const text of [await rolesOnMain(), await journaled(), (await logins()).join()])
      expect(text).not.toMatch(/[Pp]ejabat[ -]\d/);
    expect(await readFile(join(checkout, 'sops/roles.yaml'), 'utf8')).toContain('pejabat-1');
  });

  test('R7, R17: a later start says that an SOP in the folder differs from the one in force; other holders alone are no difference', async () => {
    await change<Roles>('sops/roles.yaml', withRealHolders);
    await start('id', '--empty');
    expect(await start('id')).not.toContain('yang berlaku');
    await change<Procedure>('sops/protokol-manajemen-krisis.yaml', ({ identity }) => {
      identity.revised = '1 Desember 2026';
    });
    expect(await start('id')).toMatch(
      /Di folder ini sops\/protokol-manajemen-krisis\.yaml berbeda dari yang berlaku.*npx disposisi sop propose$/m,
    );
    expect(await start('en')).toMatch(/krisis\.yaml differs from what is in force/);
  });

  test('R7: an unsound configuration in the folder does not stop an existing office, but no new office begins with it', async () => {
    await start('id', '--empty');
    await change<Procedure>('sops/protokol-manajemen-krisis.yaml', ({ steps }) => {
      for (const step of steps) if (step.id === 'disposisi') step.outcomes.approve = [{ to: 'tiada' }];
    });
    expect(await start('en')).toMatch(
      /cannot be used yet \(\d+ problems?\); the office continues with what is in force/,
    );
    const { codes } = await inBothLanguages(['start', '--folder', 'lain'], checkout);
    expect(codes).toEqual([1, 1]);
  });

  test('an office whose request needs other fields has no samples, and the start says so', async () => {
    await change<{ required: string[]; properties: Record<string, object> }>(
      'schemas/permohonan-tcm.schema.json',
      ({ required, properties }) => {
        required.push('anggaran');
        properties['anggaran'] = { ...properties['krisis'], type: 'string', title: 'Anggaran', 'x-title-en': 'Budget' };
        for (const key of ['properties', 'required', 'additionalProperties'])
          Reflect.deleteProperty(properties['anggaran'], key);
      },
    );
    expect(await start('en')).toMatch(/There are no sample requests for this office's SOPs/);
    expect(await journals()).toEqual([]);
  });

  test('if another role acts in a step of the SOP, the samples stop there, and the start says so', async () => {
    await change<Procedure>('sops/protokol-manajemen-krisis.yaml', ({ steps }) => {
      for (const step of steps) if (step.id === 'disposisi') Object.assign(step, { actor: 'kabid-aptika' });
    });
    const said = await start('id');
    expect(said).toMatch(
      /contoh "rapat-koordinasi-banjir" berhenti pada langkah 3: SOP kantor ini berbeda .*Kabid Aptika/,
    );
    expect(said).not.toMatch(/act approve|Error|office: |forge: /);
    expect(await journals()).toHaveLength(5);
    const { codes, en } = await inBothLanguages(['start', '--once'], checkout);
    expect([codes, en]).toEqual([
      [1, 1],
      expect.stringMatching(/stops at step 3: this office's SOP differs from the sample's/),
    ]);
  });
});

test('an office with two SOPs, of which one has sample cases, has these cases, and sample people for both SOPs', async () => {
  await bring(FIRST);
  const first = parse(await readFile(join(checkout, 'sops/roles.yaml'), 'utf8')) as Roles;
  await bring(SECOND);
  await cp(join(FIRST, 'sops/rooms.yaml'), join(checkout, 'sops/rooms.yaml'));
  await change<Roles>('sops/roles.yaml', (both) => {
    both.zone = 'Asia/Makassar';
    both.roles = { ...both.roles, ...first.roles };
  });
  const said = await start('id');
  expect(said).toContain('5/5');
  expect(said).not.toMatch(/tidak ada permohonan contoh/);
  expect(await journals()).toHaveLength(5);
  expect(await logins()).toEqual(
    expect.arrayContaining(['contoh-operator', 'contoh-bendahara', 'contoh-kepala', 'contoh-opd', 'contoh-bpbd']),
  );
  expect(await logins()).not.toEqual(expect.arrayContaining(['benda']));
});
