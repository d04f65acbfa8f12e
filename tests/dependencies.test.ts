import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

interface Package {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
}

const { allowScripts, ...manifest } = JSON.parse(read('package.json')) as Record<string, Record<string, unknown>>;
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> };
const installed = Object.entries(packages).filter(([path]) => path !== '');

describe('the installed packages', () => {
  test('every package has its hash in the lock file, and no address of a registry', () => {
    expect(installed.length).toBeGreaterThan(300);
    expect(installed.filter(([, { integrity }]) => integrity === undefined)).toEqual([]);
    expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  test('the packages with an install script are those that package.json names, and none may run its script', () => {
    const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript);
    const names = scripted.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
    expect(Object.fromEntries(names.map((name) => [name, false]))).toEqual(allowScripts);
  });

  test('Octokit’s types are installed once', () => {
    const types = installed.filter(([path]) => /@octokit\/(?:openapi-)?types$/.test(path));
    expect(types.map(([path]) => path)).toEqual(['node_modules/@octokit/openapi-types', 'node_modules/@octokit/types']);
  });

  test('docs/decisions/dependencies.md has a row for each dependency, and for no other package', () => {
    const [stays = ''] = read('docs/decisions/dependencies.md').split('\n## Left out');
    const reported = [...stays.matchAll(/^\| (`.+`) \|/gm)].flatMap(([, names = '']) => names.match(/[^`, ]+/g) ?? []);
    const kinds = ['dependencies', 'optionalDependencies', 'devDependencies'];
    const wanted = kinds.flatMap((kind) => Object.keys(manifest[kind] ?? {}));
    expect(reported.sort()).toEqual(wanted.sort());
  });
});
