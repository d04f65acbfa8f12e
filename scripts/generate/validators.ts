import { readdir, readFile } from 'node:fs/promises';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { textDigest, validatorPath } from '../office/compiled-validator.ts';
import type { Schema } from '../request/annotations.ts';
import { compiler } from '../request/compile.ts';
import type { Generated } from './types.ts';

/**
 * Compiles the schema of every procedure's request ahead of time, each into one file that needs no package: so the check
 * of one request does not pay for a compiler (docs/benchmarks.md).
 * @param root the repository's folder
 * @returns the files, none written
 */
export async function generateValidators(root: URL): Promise<Generated[]> {
  const folder = new URL('sops/', root);
  const texts = await Promise.all(
    (await readdir(folder))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => readFile(new URL(name, folder), 'utf8')),
  );
  const paths = texts.flatMap((text) => (parse(text) as { request?: { schema?: string } }).request?.schema ?? []);
  return Promise.all(
    [...new Set(paths)].sort().map(async (path) => {
      const text = await readFile(new URL(path, root), 'utf8');
      return { path: validatorPath(path), text: await validatorOf(path, text) };
    }),
  );
}

async function validatorOf(path: string, text: string): Promise<string> {
  const ajv = compiler({ code: { source: true, esm: true } });
  const code = standalone.default(ajv, ajv.compile(JSON.parse(text) as Schema));
  const made = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    target: 'es2022',
    minify: true,
    write: false,
    banner: { js: `// Generated from ${path} by \`npm run generate\`; edit the schema.` },
    footer: { js: `export const digest = '${textDigest(text)}';` },
  });
  return made.outputFiles[0]?.text ?? '';
}
