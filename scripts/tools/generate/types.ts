import { readFile } from 'node:fs/promises';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import type { Generated } from '#tools/generated.ts';

/** The schemas of the engine's own files. Schemas of requests and results are data of procedures. */
const OF_THE_ENGINE = [
  ...['calendar', 'document', 'erasures', 'journal-entry', 'letterhead', 'message', 'procedure', 'public-case'],
  ...['public-figures', 'public-figures-now', 'public-recording', 'public-sop-versions', 'retention', 'roles', 'rooms'],
  'witnesses',
];

/**
 * Makes one TypeScript file of types for each schema of the engine. It writes no file.
 * @param root the repository's folder
 */
export async function generateTypes(root: URL): Promise<Generated[]> {
  const folder = new URL('schemas/', root);
  return Promise.all(
    OF_THE_ENGINE.map(async (each) => {
      const name = `${each}.schema.json`;
      const schema = JSON.parse(await readFile(new URL(name, folder), 'utf8')) as JSONSchema;
      const text = await compile(withoutFieldTitles(schema), name, {
        additionalProperties: false,
        bannerComment: `// Generated from schemas/${name} by \`npm run generate\`; edit the schema.`,
        ignoreMinAndMaxItems: true,
        unknownAny: true,
      });
      return { path: `scripts/domain/generated/${each}.ts`, text };
    }),
  );
}

/**
 * Removes the titles and labels of fields. They are texts for people, and would become names of types. Types are named
 * by the title of the schema and the names in `$defs`.
 */
function withoutFieldTitles(schema: JSONSchema): JSONSchema {
  const strip = (key: string, value: unknown): unknown => {
    if (key === 'properties' || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const { title, 'x-label': _label, ...rest } = value as { title?: unknown; 'x-label'?: unknown };
    return typeof title === 'string' || title === undefined ? rest : { title, ...rest };
  };
  return { ...(JSON.parse(JSON.stringify(schema), strip) as JSONSchema), title: schema.title ?? '' };
}
