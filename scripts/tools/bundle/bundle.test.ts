import { hash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROGRAM } from '#engine/config/root.ts';
import { driftOf } from '#tools/generated.ts';
import { ACTION, bundleAction } from './bundle.ts';

/** What one build makes. To bundle takes seconds, so all tests look at the same build. */
const built = bundleAction(PROGRAM);

test('the bundles are the same each time, have no path of this machine, and are at most 1.25 MB', async () => {
  const [first, again] = [await built, await bundleAction(PROGRAM)];
  expect(again.map(({ text }) => hash('sha256', text))).toEqual(first.map(({ text }) => hash('sha256', text)));
  const programs = first.filter(({ path }) => /\.[cm]js$/.test(path));
  expect(programs.map(({ path }) => path)).toEqual(
    ['index.cjs', 'renderer.mjs', 'page-host.mjs'].map((name) => `${ACTION}/${name}`),
  );
  const folders = [PROGRAM, await realpath(join(PROGRAM, 'node_modules'))];
  for (const { path, text } of programs) {
    expect(
      folders.filter((folder) => text.includes(folder)),
      path,
    ).toEqual([]);
    expect(Buffer.byteLength(text), path).toBeLessThanOrEqual(1_250_000);
  }
  expect(programs[0]?.text.includes('node_modules')).toBe(false);
});

test('the committed bundles are those of the sources, and one more byte is reported', async () => {
  const files = await built;
  const drifted = (await driftOf(PROGRAM, files)).map(({ path }) => path);
  expect(drifted.join(', '), 'npm run bundle puts it right').toBe('');
  const longer = files.map(({ path, text }) => ({ path, text: `${text} ` }));
  expect(await driftOf(PROGRAM, longer)).toHaveLength(5);
});

test('security 70: the list names every script of the site by its hash, the desk’s and the form’s too, and no file of an office', async () => {
  const list = (await built).find(({ path }) => path === `${ACTION}/shared.sha256`)?.text ?? '';
  const desk = await readFile(join(PROGRAM, 'site/public/meja/perangkat.js'));
  expect(list).toContain(`${hash('sha256', desk)}  meja/perangkat.js\n`);
  expect(list).toMatch(/^[0-9a-f]{64} {2}admin\/decap-cms\.js$/m);
  expect(list.match(/^[0-9a-f]{64} {2}aset\/\S+\.js$/gm)?.length).toBeGreaterThan(20);
  expect(list).not.toContain('CNAME');
});

test('the file of licences next to the bundles names each of these packages once', async () => {
  const licences = (await built).find(({ path }) => path === `${ACTION}/licences.txt`);
  for (const name of [
    '@actions/core',
    '@octokit/auth-app',
    'ajv',
    'yaml',
    'temporal-polyfill',
    'astro',
    'html-escaper',
  ])
    expect(licences?.text.match(new RegExp(`^${name} \\d`, 'gm')), name).toHaveLength(1);
});
