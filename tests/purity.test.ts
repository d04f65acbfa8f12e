import { readFile } from 'node:fs/promises';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { trackedFiles } from './support/tracked.ts';

const SCRIPTS = fileURLToPath(new URL('../scripts/', import.meta.url));

/** The domain, and the words for it: pure, so that the same journal is the same state everywhere (R15). */
const PURE = ['procedure', 'request', 'clock', 'room', 'case', 'words'];

/** What of this repository a pure file may import beside the folders above. */
const ALLOWED = ['problem.ts', 'generated/'];

/** Packages that compute and nothing else. `node:crypto` is for createHash alone. */
const PACKAGES = ['yaml', 'ajv', 'ajv-formats', 'ajv-i18n', 'canonicalize', 'temporal-polyfill', 'node:crypto'];

/** What would let the time, chance, the machine or the network into a judgement. */
const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['the machine’s clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bTemporal\.Now\b|\bperformance\b/],
  ['chance', /\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\b|\bgetRandomValues\b/],
  ['the environment', /\bprocess\.|\bglobalThis\b|\bimport\.meta\b/],
  ['the network', /\bfetch\(|\bXMLHttpRequest\b|\bWebSocket\b|\bOctokit\b/i],
  ['code made at run time', /\beval\(|\bnew Function\(|\bimport\(|\brequire\(/],
  ['the zone or language of the machine', /\.toLocale\w*\(\s*\)|\blocaleCompare\(|\bnew Intl\.\w+\(\s*\)/],
];

interface Source {
  readonly path: string;
  readonly text: string;
}

async function sources(): Promise<Source[]> {
  const files = PURE.flatMap((folder) => trackedFiles(`scripts/${folder}`)).map((path) => relative('scripts', path));
  const paths = files.filter((path) => path.endsWith('.ts') && !/(?:\.test|testing)\.ts$/.test(path));
  return Promise.all(paths.sort().map(async (path) => ({ path, text: await readFile(join(SCRIPTS, path), 'utf8') })));
}

/** The code without its comments: they may say what it must not do. */
const codeOf = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

const importsOf = (text: string): string[] =>
  [...codeOf(text).matchAll(/\bfrom '([^']+)'|^import '([^']+)'/gm)].map(([, from, bare]) => from ?? bare ?? '');

/** What is wrong with one file; nothing, if it is pure. */
function impurities({ path, text }: Source): string[] {
  const code = codeOf(text);
  const imported = importsOf(text).flatMap((name) => {
    if (!name.startsWith('.')) {
      const known = PACKAGES.some((each) => name === each || name.startsWith(`${each}/`));
      return known ? [] : [`imports ${name}`];
    }
    const target = normalize(join(dirname(path), name));
    const inside = [...PURE.map((folder) => `${folder}/`), ...ALLOWED].some((each) => target.startsWith(each));
    return inside ? [] : [`imports ${target}`];
  });
  const crypto = /import \{([^}]*)\} from 'node:crypto'/.exec(code)?.[1]?.trim();
  return [
    ...imported,
    ...(crypto === undefined || crypto === 'createHash' ? [] : [`imports ${crypto} of node:crypto`]),
    ...FORBIDDEN.flatMap(([what, pattern]) => (pattern.test(code) ? [`uses ${what}: ${pattern.exec(code)?.[0]}`] : [])),
  ];
}

describe('R15: the domain is pure', async () => {
  const files = await sources();

  test('it is there', () => {
    expect(new Set(files.map(({ path }) => path.split('/')[0]))).toEqual(new Set(PURE));
  });

  test.each(files)('$path', (file) => {
    expect(impurities(file)).toEqual([]);
  });

  test.each([
    ["import { readFile } from 'node:fs/promises';", 'imports node:fs/promises'],
    ["import { Octokit } from 'octokit';", 'imports octokit'],
    ["import { forge } from '../forge/forge.ts';", 'imports forge/forge.ts'],
    ["import { createHash, randomBytes } from 'node:crypto';", 'imports createHash, randomBytes of node:crypto'],
    ['const now = new Date();', 'uses the machine’s clock: new Date()'],
    ['const now = Date.now();', 'uses the machine’s clock: Date.now'],
    ['const salt = Math.random();', 'uses chance: Math.random'],
    ["const token = process.env['TOKEN'];", 'uses the environment: process.'],
  ])('a file that says `%s` would be found out', (text, finding) => {
    expect(impurities({ path: 'case/x.ts', text })).toContain(finding);
  });

  test('no file of the domain leads back to itself', () => {
    const graph = new Map(
      files.map(({ path, text }) => [
        path,
        importsOf(text)
          .filter((name) => name.startsWith('.'))
          .map((name) => normalize(join(dirname(path), name))),
      ]),
    );
    const circles: string[] = [];
    const visit = (path: string, above: readonly string[]): void => {
      if (above.includes(path)) circles.push([...above.slice(above.indexOf(path)), path].join(' → '));
      else if (!done.has(path)) for (const next of graph.get(path) ?? []) visit(next, [...above, path]);
      done.add(path);
    };
    const done = new Set<string>();
    for (const path of graph.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });
});
