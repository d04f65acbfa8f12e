import { readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS, commandOf, DAILY, type Files, filesOf } from './commands.ts';
import { ROOT } from './folders.ts';
import { trackedFiles } from './tracked.ts';

const takes = ({ include, exclude }: Files, path: string): boolean =>
  include.some((glob) => matchesGlob(path, glob)) && !exclude.some((glob) => matchesGlob(path, glob));

test('every test file is run by exactly one command, once, by its folder', () => {
  const files = trackedFiles().filter((path) => /\.(?:test|spec)\.[cm]?[jt]sx?$/.test(path));
  expect(files.length).toBeGreaterThan(300);
  const runs = files.map((path) => [
    path,
    ...COMMANDS.filter((command) => takes(filesOf(command).shared, path)),
    ...COMMANDS.filter((command) => takes(filesOf(command).alone, path)),
  ]);
  expect(runs).toEqual(files.map((path) => [path, commandOf(path)]));
  expect(new Set(files.map(commandOf))).toEqual(new Set(COMMANDS));
});

test('each test command exists; the continuous integration runs three at each delivery, and everything at night', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const ci = readFileSync(join(ROOT, '.ci/run'), 'utf8').replaceAll('\\\n', '');
  const [, run] = /^ *npm test -- (.*)/m.exec(ci) ?? [];
  for (const command of DAILY) {
    const project = `--project '${command}*'`;
    expect(scripts[command === 'test' ? 'test' : `test:${command}`]).toBe(`vitest run ${project}`);
    if (command !== 'test') expect(run).toContain(project);
  }
  expect(scripts['test:nightly']).toBe('DISPOSISI_NIGHTLY=1 vitest run');
  expect(ci).toMatch(/^ *npm run test:nightly -- /m);
});
