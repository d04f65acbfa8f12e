import { expect, test } from 'vitest';
import { PROGRAM } from '#engine/config/root.ts';
import { driftOf } from '#tools/generated.ts';
import { ACTION, bundleAction } from './bundle.ts';

test('the bundle is the same each time, holds no path of this machine, and is at most 1 MB', async () => {
  const [first, again] = [await bundleAction(PROGRAM), await bundleAction(PROGRAM)];
  expect(again).toEqual(first);
  const [program] = first;
  expect(program?.text).not.toContain(PROGRAM);
  expect(program?.text).not.toMatch(/node_modules/);
  expect(Buffer.byteLength(program?.text ?? '')).toBeLessThanOrEqual(1_000_000);
});

test('what is committed is what the sources give; one byte more would be told', async () => {
  const files = await bundleAction(PROGRAM);
  const drifted = (await driftOf(PROGRAM, files)).map(({ path }) => path);
  expect(drifted.join(', '), 'npm run bundle puts it right').toBe('');
  expect(await driftOf(PROGRAM, [{ path: `${ACTION}/index.cjs`, text: `${files[0]?.text} ` }])).toHaveLength(1);
});

test('the licence of every package in the bundle lies beside it', async () => {
  const [, licences] = await bundleAction(PROGRAM);
  expect(licences?.path).toBe(`${ACTION}/licences.txt`);
  for (const name of ['@actions/core', '@octokit/auth-app', 'ajv', 'yaml', 'temporal-polyfill'])
    expect(licences?.text).toMatch(new RegExp(`^${name} \\d`, 'm'));
});
