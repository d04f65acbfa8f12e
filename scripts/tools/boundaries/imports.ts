import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import manifest from '../../../package.json' with { type: 'json' };

export interface Source {
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

interface Import {
  /** The specifier as it stands there. */
  readonly written: string;
  /** Where it leads, from the repository's root; undefined for a package. */
  readonly path: string | undefined;
}

/** Everything that a file names in an import or re-export: of types too, at the top or on demand. */
export function importsOf(source: Source): Import[] {
  const { importedFiles } = ts.preProcessFile(codeOf(source), true, true);
  const written = [...importedFiles.map(({ fileName }) => fileName), ...scriptsOf(source)];
  return written.map((each) => ({ written: each, path: resolve(source.path, each.split('?')[0] ?? '') }));
}

/** The code of an Astro component is what stands between its fences and in its scripts. */
function codeOf({ path, text }: Source): string {
  if (!path.endsWith('.astro')) return text;
  const scripts = [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code);
  return [/^---\n([\s\S]*?)\n---/.exec(text)?.[1], ...scripts].join('\n');
}

/** An Astro component names its browser scripts by their `src`. */
const scriptsOf = ({ path, text }: Source): string[] =>
  path.endsWith('.astro') ? [...text.matchAll(/<script[^>]*\ssrc="(\.[^"]+)"/g)].map(([, src]) => src ?? '') : [];

/** By package.json `imports`, where each name is `#…/*` and stands for a folder. */
function resolve(from: string, written: string): string | undefined {
  if (written.startsWith('.')) return normalize(join(dirname(from), written));
  for (const [name, folder] of Object.entries(manifest.imports)) {
    const beginning = name.replace('*', '');
    if (written.startsWith(beginning)) return normalize(folder.replace('*', written.slice(beginning.length)));
  }
  return undefined;
}
