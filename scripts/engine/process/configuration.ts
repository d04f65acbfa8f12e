import type { Config } from '#domain/case/state/config.ts';
import { type Rules, Undecidable } from '#domain/case/state/world.ts';
import { type ConfigFile, readPinnedRules } from '#engine/config/read.ts';
import type { Forge } from '#engine/forge/forge.ts';

/** The rules that were last read from blobs, by the paths and blob ids to which cases are pinned. */
const pinned = new Map<string, Rules>();
const MOST_PINNED = 20;

/** The files to which a case is pinned (R7). */
interface PinnedFiles {
  readonly procedure: { readonly path: string; readonly blob: string };
  readonly schema: { readonly path: string; readonly blob: string };
}

const keyOf = ({ procedure, schema }: PinnedFiles): string =>
  [procedure.path, procedure.blob, schema.path, schema.blob].join('\0');

/**
 * Returns the rules to which a case is pinned (R7). If main no longer has these files, they are read by blob id.
 * @throws Undecidable if the files are gone or cannot be read
 * @throws ForgeError if the forge cannot be reached (R31)
 */
export async function pinnedRules(
  forge: Pick<Forge, 'readBlobs'>,
  config: Pick<Config, 'procedures' | 'schemas'>,
  opens: PinnedFiles,
): Promise<Rules> {
  const procedure = [...config.procedures.values()].find(
    ({ blob, path }) => blob === opens.procedure.blob && path === opens.procedure.path,
  );
  const schema = config.schemas.get(opens.schema.path);
  const sameSchema = schema?.blob === opens.schema.blob ? schema : undefined;
  if (procedure && sameSchema) return { procedure, schema: sameSchema };
  const known = pinned.get(keyOf(opens));
  if (known) return known;
  const texts = await forge.readBlobs([opens.procedure.blob, opens.schema.blob]);
  const fileOf = ({ path, blob }: { path: string; blob: string }): ConfigFile => {
    const text = texts.get(blob);
    if (text === undefined)
      throw new Undecidable(`The repository no longer has blob ${blob} of ${path}, to which the case is pinned.`);
    return { path, blob, text };
  };
  const rules = readPinnedRules(fileOf(opens.procedure), fileOf(opens.schema));
  if (!rules) throw new Undecidable(`The pinned revision of ${opens.procedure.path} cannot be read.`);
  const [oldest] = pinned.keys();
  if (pinned.size >= MOST_PINNED && oldest !== undefined) pinned.delete(oldest);
  pinned.set(keyOf(opens), rules);
  return rules;
}
