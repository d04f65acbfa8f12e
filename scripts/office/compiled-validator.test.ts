import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { trackedFiles } from '../../tests/support/tracked.ts';
import type { Schema } from '../request/annotations.ts';
import { compile } from '../request/compile.ts';
import { validate, validatorOf } from '../request/schema.ts';
import { readYaml } from '../request/yaml.ts';
import { prepareSchema } from './compiled-validator.ts';

const root = new URL('../../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const PATH = 'schemas/permohonan-tcm.schema.json';
const text = textOf(PATH);

const fixtures = trackedFiles('tests/fixtures/requests').filter((path) => path.endsWith('.yaml'));
const samples = trackedFiles('contoh/permohonan').filter((path) => path.endsWith('/request.yaml'));

describe('R9: a schema that was compiled ahead of time', () => {
  it.each([...samples, ...fixtures])('says of %s just what the compiler would have it say', async (path) => {
    const ahead: Schema = JSON.parse(text);
    const fresh: Schema = JSON.parse(text);
    await prepareSchema(PATH, text, ahead);
    expect(validatorOf(ahead)?.toString()).not.toBe(compile(fresh).toString());
    const reading = readYaml(textOf(path), path);
    const value = reading.ok ? reading.value : {};
    expect(validate(ahead, value, path)).toEqual(validate(fresh, value, path));
  });

  it('is not used for another text of that schema', async () => {
    const changed = text.replace('"type": "object"', '"type": "object", "maxProperties": 1');
    const schema: Schema = JSON.parse(changed);
    await prepareSchema(PATH, changed, schema);
    expect(validate(schema, { a: 1, b: 2 }, 'x').map(({ code }) => code)).toContain('schema-max-properties');
  });

  it('is compiled where there is none', async () => {
    const schema: Schema = { type: 'string' };
    await prepareSchema('schemas/lain.schema.json', JSON.stringify(schema), schema);
    expect(validate(schema, 1, 'x').map(({ code }) => code)).toEqual(['schema-type']);
  });
});
