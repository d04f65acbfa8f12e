import type { Config } from '#domain/case/state/config.ts';
import { parseConfigurations } from '#domain/journal/configurations.ts';
import { CONFIGURATIONS_PATH } from '#domain/journal/paths.ts';
import type { ConfigFile } from '#engine/config/read.ts';
import { readConfigOnce } from '#engine/config/read-once.ts';
import { configRevision } from '#engine/config/revision.ts';
import type { FileView, Forge } from '#engine/forge/forge.ts';

/** Folders of a configuration: as deep as the process looks. */
export const CONFIG_PLACES = ['sops', 'sops/calendars', 'sops/documents', 'schemas'] as const;

/** So many configurations before the present one are read: the newest. */
const MOST_CONFIGS = 12;

/**
 * The configurations that main had, by revision, as far as they can be read (R17).
 * @param now the files that main has
 * @param wanted revisions, the newest first
 */
export async function pastConfigs(
  forge: Pick<Forge, 'listFolders' | 'readBlobs' | 'readRegister'>,
  now: readonly FileView[],
  wanted: readonly string[],
): Promise<ReadonlyMap<string, Config>> {
  const configs = new Map<string, Config>();
  const take = (files: readonly ConfigFile[]): void => {
    const reading = readConfigOnce(files);
    if ('config' in reading) configs.set(reading.config.revision, reading.config);
  };
  take(now);
  const missing = wanted.filter((revision) => !configs.has(revision)).slice(0, MOST_CONFIGS);
  if (missing.length === 0) return configs;
  const text = (await forge.readRegister([CONFIGURATIONS_PATH])).get(CONFIGURATIONS_PATH);
  const mains = new Map(parseConfigurations(text).map(({ revision, main }) => [revision, main]));
  const texts = new Map(now.map(({ blob, text }) => [blob, text]));
  for (const revision of missing) {
    const main = mains.get(revision) ?? '';
    if (!/^[0-9a-f]{40,64}$/.test(main)) continue;
    const listed = await forge.listFolders(main, CONFIG_PLACES);
    if (configRevision(listed.map(({ path, oid }) => ({ path, blob: oid }))) !== revision) continue;
    const unread = listed.flatMap(({ oid }) => (texts.has(oid) ? [] : [oid]));
    for (const [oid, content] of await forge.readBlobs(unread)) texts.set(oid, content);
    take(listed.map(({ path, oid }) => ({ path, blob: oid, text: texts.get(oid) ?? '' })));
  }
  return configs;
}
