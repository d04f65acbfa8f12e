import { importsOf, type Source } from './imports.ts';

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
export function impurities(source: Source): string[] {
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
