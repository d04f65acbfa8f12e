import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { byVersion, demandsSince, isTrial, newestVersion } from './versions.ts';

test('the newest version is that of the largest numbers, and names that are no version do not count', () => {
  expect(newestVersion(['0.9.0', '0.10.0', '0.2.11', 'next', '1.0'])).toBe('0.10.0');
  expect(newestVersion([])).toBeUndefined();
  expect(byVersion('1.2.3', '1.2.3')).toBe(0);
  expect(byVersion('1.2.3', '1.2.4')).toBeLessThan(0);
  expect(byVersion('2.0.0', '1.9.9')).toBeGreaterThan(0);
  expect(byVersion('1.0.0-rc.2', '1.0.0')).toBe(0);
  expect(['0.8.0', '0.99.0', '1.0.0-rc.1', '1.0.0', '10.0.0'].filter(isTrial)).toEqual(['0.8.0', '0.99.0']);
});

const CHANGELOG = `# Changes

## Belum dirilis / unreleased

### Lakukan dahulu

1. Ganti nama.

### Do first

1. Rename.

### What is new

- More.

## 0.3.0 (2026-12-01)

### Lakukan dahulu

1. Isi alamat.

### Do first

1. Enter the address.

## 0.2.0

### Do first

1. Old.
`;

test('an office reads what each version after its own asks for, the oldest first, in its language', () => {
  expect(demandsSince(CHANGELOG, '0.2.0', 'en')).toEqual([
    { version: '0.3.0', text: '1. Enter the address.' },
    { version: 'Belum dirilis / unreleased', text: '1. Rename.' },
  ]);
  expect(demandsSince(CHANGELOG, '0.2.0', 'id').map(({ text }) => text)).toEqual(['1. Isi alamat.', '1. Ganti nama.']);
  expect(demandsSince(CHANGELOG, '0.3.0', 'en').map(({ version }) => version)).toEqual(['Belum dirilis / unreleased']);
});

test('the program’s own CHANGELOG asks the same of an office in both languages', () => {
  const text = readFileSync(new URL('../../../CHANGELOG.md', import.meta.url), 'utf8');
  const [id, en] = (['id', 'en'] as const).map((language) => demandsSince(text, '0.0.0', language));
  expect(en?.length).toBeGreaterThan(0);
  const counts = (demands: typeof en) =>
    demands?.map(({ version, text: asked }) => [version, asked.match(/^\d\. /gm)?.length]);
  expect(counts(id)).toEqual(counts(en));
});
