import { importsOf, type Source } from './imports.ts';
import { MAY_IMPORT } from './table.ts';

/** Tests are no part of the product: they may import anything. */
const isTest = (path: string): boolean => path.startsWith('tests/') || path.endsWith('.test.ts');

const lies = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

/** The longest place of the table that a path lies in. */
const placeOf = (path: string): string | undefined =>
  Object.keys(MAY_IMPORT)
    .filter((place) => lies(path, place))
    .sort((one, other) => other.length - one.length)[0];

/** In one module files are imported by where they lie, from elsewhere by name. */
const moduleOf = (path: string): string =>
  path.startsWith('scripts/') ? path.split('/').slice(0, -1).slice(0, 3).join('/') : 'site';

/** What is wrong with the imports of one file, a line each. */
function strayImports(source: Source): string[] {
  const { path } = source;
  const place = placeOf(path);
  if (place === undefined) return [`${path}: lies in no place of scripts/tools/boundaries/table.ts`];
  const allowed = [place, ...(MAY_IMPORT[place] ?? [])];
  return importsOf(source).flatMap(({ written, path: target }) => {
    if (target === undefined || target === 'package.json') return [];
    if (isTest(target) && place !== 'scripts/tools') return [`${path}: imports ${target}, which belongs to the tests`];
    if (!allowed.some((each) => lies(target, each)))
      return [`${path}: imports ${target}; ${place} may import ${allowed.slice(1).join(', ') || 'nothing else'}`];
    const climbs = written.startsWith('.') && moduleOf(path) !== moduleOf(target);
    return climbs ? [`${path}: imports ${written}; a file of another folder is imported by its name (#…)`] : [];
  });
}

/** Circles of imports, of types too, each as the files on its way. */
function circles(sources: readonly Source[]): string[] {
  const graph = new Map(sources.map((source) => [source.path, importsOf(source).flatMap(({ path }) => path ?? [])]));
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, above: readonly string[]): void => {
    if (above.includes(path)) found.push(`circle: ${[...above.slice(above.indexOf(path)), path].join(' → ')}`);
    else if (!done.has(path)) for (const next of graph.get(path) ?? []) visit(next, [...above, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}

/**
 * Holds imports to the table, and the domain to being pure.
 * @param sources all code of the repository; of tests only circles are looked for
 * @returns what is wrong, a line each; nothing where all is well
 */
export function findBreaches(sources: readonly Source[]): string[] {
  const product = sources
    .filter(({ path }) => lies(path, 'scripts') || lies(path, 'site'))
    .filter(({ path }) => !isTest(path));
  const domain = product.filter(({ path }) => lies(path, 'scripts/domain'));
  return [...product.flatMap(strayImports), ...domain.flatMap(impurities), ...circles(sources)];
}

/** Packages that compute and nothing else. `node:crypto` is for hash alone. */
const PACKAGES = ['yaml', 'ajv', 'ajv-formats', 'canonicalize', 'temporal-polyfill', 'node:crypto'];

/** What would let the time, chance, the machine or the network into a judgement. */
const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['the machine’s clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bTemporal\.Now\b|\bperformance\b/],
  ['chance', /\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\b|\bgetRandomValues\b/],
  ['the environment', /\bprocess\.|\bglobalThis\b|\bimport\.meta\b/],
  ['the network', /\bfetch\(|\bXMLHttpRequest\b|\bWebSocket\b|\bOctokit\b/i],
  ['code made at run time', /\beval\(|\bnew Function\(|\bimport\(|\brequire\(/],
  ['the zone or language of the machine', /\.toLocale\w*\(\s*\)|\blocaleCompare\(|\bnew Intl\.\w+\(\s*\)/],
];

/** The code without its comments: they may say what it must not do. */
const codeOf = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

/** What keeps a file of the domain from being pure (R15), a line each. */
function impurities(source: Source): string[] {
  const code = codeOf(source.text);
  const packages = importsOf(source).flatMap(({ written, path }) => (path === undefined ? [written] : []));
  const foreign = packages.filter((name) => !PACKAGES.some((each) => name === each || name.startsWith(`${each}/`)));
  const crypto = /import \{([^}]*)\} from 'node:crypto'/.exec(code)?.[1]?.trim() ?? 'hash';
  return [
    ...foreign.map((name) => `imports ${name}`),
    ...(crypto === 'hash' ? [] : [`imports ${crypto} of node:crypto`]),
    ...FORBIDDEN.flatMap(([what, pattern]) => (pattern.test(code) ? [`uses ${what}: ${pattern.exec(code)?.[0]}`] : [])),
  ].map((fault) => `${source.path}: ${fault}; the domain is pure`);
}
