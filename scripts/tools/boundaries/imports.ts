import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import manifest from '../../../package.json' with { type: 'json' };

export interface Source {
  /** The path from the repository's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

interface Import {
  /** The specifier as the file has it. */
  readonly written: string;
  /** The path of the imported file from the repository's root; `undefined` for a package. */
  readonly path: string | undefined;
}

/** Lists everything that a file imports or re-exports: also types and dynamic imports. */
export function importsOf(source: Source): Import[] {
  const { importedFiles } = ts.preProcessFile(codeOf(source), true, true);
  const written = [...importedFiles.map(({ fileName }) => fileName), ...scriptsOf(source)];
  return written.map((each) => ({ written: each, path: resolve(source.path, each.split('?')[0] ?? '') }));
}

/** Returns the code of a file. The code of an Astro component is between its fences and in its scripts. */
function codeOf({ path, text }: Source): string {
  if (!path.endsWith('.astro')) return text;
  const scripts = [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code);
  return [/^---\n([\s\S]*?)\n---/.exec(text)?.[1], ...scripts].join('\n');
}

/** Lists the browser scripts of an Astro component, which it names in `src`. */
const scriptsOf = ({ path, text }: Source): string[] =>
  path.endsWith('.astro') ? [...text.matchAll(/<script[^>]*\ssrc="(\.[^"]+)"/g)].map(([, src]) => src ?? '') : [];

/** Resolves a specifier by `imports` of package.json, in which each name `#…/*` means a folder. */
function resolve(from: string, written: string): string | undefined {
  if (written.startsWith('.')) return normalize(join(dirname(from), written));
  for (const [name, folder] of Object.entries(manifest.imports)) {
    const beginning = name.replace('*', '');
    if (written.startsWith(beginning)) return normalize(folder.replace('*', written.slice(beginning.length)));
  }
  return undefined;
}
