import { readFile } from 'node:fs/promises';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import type { Generated } from '#tools/generated.ts';

/** The schemas of what the engine itself reads and writes. Those of requests and results belong to procedures: data. */
const OF_THE_ENGINE = [
  ...['calendar', 'document', 'journal-entry', 'letterhead', 'message', 'procedure', 'public-case'],
  ...['public-figures', 'public-figures-now', 'public-recording', 'public-sop-versions', 'roles', 'rooms', 'witnesses'],
];

/**
 * Makes one TypeScript file of types for each schema of the engine's own.
 * @param root the repository's folder
 * @returns the files, none written
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
 * Titles and labels of fields are for people. As the name of a type it would only hide what stands behind it: types are
 * named by the schema's own title and by the names under `$defs`.
 */
function withoutFieldTitles(schema: JSONSchema): JSONSchema {
  const strip = (key: string, value: unknown): unknown => {
    if (key === 'properties' || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const { title, 'x-label': _label, ...rest } = value as { title?: unknown; 'x-label'?: unknown };
    return typeof title === 'string' || title === undefined ? rest : { title, ...rest };
  };
  return { ...(JSON.parse(JSON.stringify(schema), strip) as JSONSchema), title: schema.title ?? '' };
}
