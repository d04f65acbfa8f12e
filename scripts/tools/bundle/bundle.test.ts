import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROGRAM } from '#engine/config/root.ts';
import { ACTION, bundleAction, driftOf } from './bundle.ts';

test('the bundle is the same each time, holds no path of this machine, and is at most 1 MB', async () => {
  const [first, again] = [await bundleAction(PROGRAM), await bundleAction(PROGRAM)];
  expect(again).toEqual(first);
  const [program] = first;
  expect(program?.text).not.toContain(PROGRAM);
  expect(program?.text).not.toMatch(/node_modules/);
  expect(Buffer.byteLength(program?.text ?? '')).toBeLessThanOrEqual(1_000_000);
});

test('a bundle that its sources would not give is told apart', async () => {
  const files = await bundleAction(PROGRAM);
  const [program, licences] = files;
  if (!program || !licences) throw new Error('Two files were expected.');
  const lying = { path: program.path, text: await readFile(join(PROGRAM, program.path), 'utf8') };
  expect(await driftOf(PROGRAM, [lying])).toEqual([]);
  expect(await driftOf(PROGRAM, [{ ...lying, text: `${lying.text} ` }])).toHaveLength(1);
});

test('the licence of every package in the bundle lies beside it', async () => {
  const [, licences] = await bundleAction(PROGRAM);
  expect(licences?.path).toBe(`${ACTION}/licences.txt`);
  for (const name of ['@actions/core', '@octokit/auth-app', 'ajv', 'yaml', 'temporal-polyfill'])
    expect(licences?.text).toMatch(new RegExp(`^${name} \\d`, 'm'));
});
