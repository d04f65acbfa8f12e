import { importsOf, type Source } from './imports.ts';
import { MAY_IMPORT } from './table.ts';

/** Checks whether a file is a test. Tests are no part of the product and may import anything. */
export const isTest = (path: string): boolean => path.startsWith('tests/') || path.endsWith('.test.ts');

/** Checks whether a path is this place or below it. */
export const isUnder = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

/** Finds the place of the table to which a path belongs: the longest that contains it. */
const placeOf = (path: string): string | undefined =>
  Object.keys(MAY_IMPORT)
    .filter((place) => isUnder(path, place))
    .sort((one, other) => other.length - one.length)[0];

/** Returns the module of a file. Files of the same module are imported by their relative path, others by name. */
const moduleOf = (path: string): string =>
  path.startsWith('scripts/') ? path.split('/').slice(0, -1).slice(0, 3).join('/') : 'site';

/** Lists what is wrong with the imports of one file, one line for each. */
function strayImports(source: Source): string[] {
  const { path } = source;
  const place = placeOf(path);
  if (place === undefined) return [`${path}: is in no place of scripts/tools/boundaries/table.ts`];
  const allowed = [place, ...(MAY_IMPORT[place] ?? [])];
  return importsOf(source).flatMap(({ written, path: target }) => {
    if (target === undefined || target === 'package.json') return [];
    if (isTest(target) && place !== 'scripts/tools') return [`${path}: imports ${target}, which belongs to the tests`];
    if (!allowed.some((each) => isUnder(target, each)))
      return [`${path}: imports ${target}; ${place} may import ${allowed.slice(1).join(', ') || 'nothing else'}`];
    const isStray = written.startsWith('.') && moduleOf(path) !== moduleOf(target);
    return isStray ? [`${path}: imports ${written}; a file of another folder is imported by its name (#…)`] : [];
  });
}

/** Finds circles of imports, also of types, and lists the files of each. */
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
 * Checks the imports of the product by the table, that the domain is pure, and that no imports form a circle.
 * @param sources all code of the repository; tests are only checked for circles
 * @returns what is wrong, one line for each
 */
export function findBreaches(sources: readonly Source[]): string[] {
  const product = sources
    .filter(({ path }) => isUnder(path, 'scripts') || isUnder(path, 'site'))
    .filter(({ path }) => !isTest(path));
  const domain = product.filter(({ path }) => isUnder(path, 'scripts/domain'));
  return [...product.flatMap(strayImports), ...domain.flatMap(impurities), ...circles(sources)];
}

/** The packages that the domain may import, because they only compute. Of `node:crypto`, it may import only `hash`. */
const PACKAGES = ['yaml', 'ajv', 'ajv-formats', 'canonicalize', 'temporal-polyfill', 'node:crypto'];

/** Code that would make a judgement depend on the time, on chance, on the machine or on the network. */
const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['the machine’s clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bTemporal\.Now\b|\bperformance\b/],
  ['chance', /\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\b|\bgetRandomValues\b/],
  ['the environment', /\bprocess\.|\bglobalThis\b|\bimport\.meta\b/],
  ['the network', /\bfetch\(|\bXMLHttpRequest\b|\bWebSocket\b|\bOctokit\b/i],
  ['code made at run time', /\beval\(|\bnew Function\(|\bimport\(|\brequire\(/],
  ['the zone or language of the machine', /\.toLocale\w*\(\s*\)|\blocaleCompare\(|\bnew Intl\.\w+\(\s*\)/],
];

/** Removes the comments, which may name what the code must not do. */
const codeOf = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

/** Lists what makes a file of the domain impure (R15), one line for each. */
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
