import { expect, test } from 'vitest';
import { UsageError } from '#domain/user-error.ts';
import { readInputs } from './inputs.ts';

const env = (more: Record<string, string> = {}) => ({ GITHUB_REPOSITORY: 'Kantor/berkas', ...more });

test('a command that is none is refused with those that are', () => {
  expect(() => readInputs(env({ INPUT_COMMAND: 'merge' }))).toThrow(UsageError);
  expect(() => readInputs(env({ INPUT_COMMAND: 'merge' }))).toThrow(
    'expected one of check, publish, reconcile, sweep, tell, verify, received "merge"',
  );
});

test('what acts as the App needs its key, and what signs another; reading needs a token', () => {
  expect(() => readInputs(env({ INPUT_COMMAND: 'sweep', 'INPUT_APP-ID': '1', INPUT_TOKEN: 'x' }))).toThrow(
    'sweep needs private-key, log-key;',
  );
  expect(() => readInputs(env({ INPUT_COMMAND: 'publish', 'INPUT_APP-ID': '1', 'INPUT_PRIVATE-KEY': 'k' }))).toThrow(
    'publish needs token;',
  );
  expect(() => readInputs(env({ INPUT_COMMAND: 'verify' }))).toThrow('needs token');
});

test('without an address of its own the site is where GitHub Pages serves the repository', () => {
  const inputs = { INPUT_COMMAND: 'verify', INPUT_TOKEN: 'x' };
  expect(readInputs(env(inputs)).site).toBe('https://kantor.github.io/berkas');
  expect(readInputs({ ...inputs, GITHUB_REPOSITORY: 'kantor/Kantor.github.io' }).site).toBe('https://kantor.github.io');
  expect(readInputs(env({ ...inputs, INPUT_SITE: 'https://contoh.go.id/berkas/' })).site).toBe(
    'https://contoh.go.id/berkas',
  );
});
