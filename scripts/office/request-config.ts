import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config, Pinned, Schema } from '../case/config.ts';
import type { Procedure } from '../generated/procedure.ts';
import type { Rooms } from '../generated/rooms.ts';
import { readYaml } from '../request/yaml.ts';
import { prepareSchema } from './compiled-validator.ts';

/** As much of the configuration as a request is checked by. */
export type RequestConfig = Pick<Config, 'procedures' | 'schemas' | 'rooms'>;

const ROOMS = 'sops/rooms.yaml';

/**
 * Reads just what the check of one request needs, so that it answers at once: the procedure that it names, its schema,
 * and the rooms. Whether the configuration is sound is another question, asked by `check sops/…` and by every run (R7).
 * @param text of the request
 * @returns undefined where the procedure is not found so, or anything that is read cannot be: then the whole
 *   configuration must be read, which tells why
 */
export async function readRequestConfig(root: string, text: string): Promise<RequestConfig | undefined> {
  const named = /^sop:\s*["']?([a-z][a-z0-9-]*)["']?\s*(?:#.*)?$/m.exec(text)?.[1];
  if (named === undefined) return undefined;
  const procedure = await findProcedure(root, named);
  const schema = procedure && (await readSchema(root, procedure.value.request.schema));
  const rooms = parsed<Rooms>(await readText(root, ROOMS), ROOMS);
  if (!procedure || !schema || !rooms) return undefined;
  return {
    procedures: new Map([[named, procedure]]),
    schemas: new Map([[schema.path, schema]]),
    rooms: rooms.rooms,
  };
}

async function findProcedure(root: string, id: string): Promise<Pinned<Procedure> | undefined> {
  const names = await readdir(join(root, 'sops')).catch(() => []);
  const isNamed = new RegExp(`^id:\\s*${id}\\s*$`, 'm');
  for (const path of names.filter((name) => name.endsWith('.yaml')).map((name) => `sops/${name}`)) {
    const text = await readText(root, path);
    if (text === undefined || !isNamed.test(text)) continue;
    // The rows are most of such a file, and a request is not checked by them.
    const value = parsed<Procedure>(topLevel(text, ['id', 'request']), path);
    return value?.id === id && value.request?.pointers ? { path, blob: '', value } : undefined;
  }
  return undefined;
}

/** Of a block mapping, the entries with these keys: a line that begins with another key, or none of it. */
function topLevel(text: string, keys: readonly string[]): string {
  let isWanted = false;
  return text
    .split('\n')
    .filter((line) => {
      const key = /^([A-Za-z]\w*):/.exec(line)?.[1];
      if (key !== undefined) isWanted = keys.includes(key);
      return isWanted;
    })
    .join('\n');
}

async function readSchema(root: string, path: string): Promise<Pinned<Schema> | undefined> {
  try {
    const text = (await readText(root, path)) ?? '';
    const value = JSON.parse(text) as Schema;
    await prepareSchema(path, text, value);
    return { path, blob: '', value };
  } catch {
    return undefined;
  }
}

function parsed<T>(text: string | undefined, path: string): T | undefined {
  const reading = text === undefined ? undefined : readYaml(text, path);
  return reading?.ok ? (reading.value as T) : undefined;
}

const readText = (root: string, path: string): Promise<string | undefined> =>
  readFile(join(root, path), 'utf8').catch(() => undefined);
