import { importsOf, type Source } from './imports.ts';
import { impurities } from './purity.ts';
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
