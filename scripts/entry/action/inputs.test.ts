import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError, UserError } from '#domain/user-error.ts';
import { readInputs } from './inputs.ts';

const env = (more: Record<string, string> = {}) => ({ GITHUB_REPOSITORY: 'Kantor/berkas', ...more });

test('the refusal of an unknown command lists the known commands', () => {
  expect(() => readInputs(env({ INPUT_COMMAND: 'merge' }))).toThrow(UsageError);
  expect(() => readInputs(env({ INPUT_COMMAND: 'merge' }))).toThrow(
    'expected one of check, publish, reconcile, sweep, tell, verify, received "merge"',
  );
});

test('a command is refused if a key or token that the command needs is missing, and the refusal names what is missing', () => {
  expect(() => readInputs(env({ INPUT_COMMAND: 'sweep', 'INPUT_APP-ID': '1', INPUT_TOKEN: 'x' }))).toThrow(
    'sweep needs private-key, log-key;',
  );
  expect(() => readInputs(env({ INPUT_COMMAND: 'publish', 'INPUT_APP-ID': '1', 'INPUT_PRIVATE-KEY': 'k' }))).toThrow(
    'publish needs token;',
  );
  expect(() => readInputs(env({ INPUT_COMMAND: 'verify' }))).toThrow('needs token');
});

test('security 63: the address of the site is in the checkout of main, and no input of a workflow changes it', async () => {
  const workspace = await mkdtemp(join(tmpdir(), 'disposisi-inputs-'));
  const inputs = { INPUT_COMMAND: 'verify', INPUT_TOKEN: 'x', GITHUB_WORKSPACE: workspace };
  const siteNow = () => readInputs(env({ ...inputs, INPUT_SITE: 'https://palsu.example' })).site;
  expect(siteNow()).toBe('https://kantor.github.io/berkas');
  await mkdir(join(workspace, 'site/public'), { recursive: true });
  await writeFile(join(workspace, 'site/public/CNAME'), 'agenda.contoh.go.id\n');
  expect(siteNow()).toBe('https://agenda.contoh.go.id');
  await writeFile(join(workspace, 'site/forge.json'), '{ "site": "contoh" }');
  expect(siteNow).toThrow(UserError);
  await rm(workspace, { recursive: true });
});
