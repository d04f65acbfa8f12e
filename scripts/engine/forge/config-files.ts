import { CONFIG_FOLDERS, configRevision } from '#engine/config/revision.ts';
import { blobText } from './blobs.ts';
import type { FileId } from '#domain/case/state/content.ts';
import type { FileView } from './forge.ts';
import type { Client } from './octokit.ts';
import type { RawBlob, RawEntry, RawTree } from './raw.ts';

/** The folders of the configuration in the reply to a query; null if a folder does not exist. */
type RawConfig = Readonly<Record<(typeof CONFIG_FOLDERS)[number], RawTree | null>>;

interface Found {
  readonly path: string;
  readonly blob: string;
  readonly object: RawBlob | null | undefined;
}

/** Reads the files of the configuration with their texts, in the order of their paths. */
export async function configFiles(client: Client, raw: RawConfig): Promise<FileView[]> {
  const files: FileView[] = [];
  for (const { path, blob, object } of found(raw)) {
    files.push({ path, blob, text: await blobText(client, { ...object, oid: blob }) });
  }
  return files;
}

/** Lists the files of the configuration without their texts, in the order of their paths. */
export const listedConfig = (raw: RawConfig): FileId[] => found(raw).map(({ path, blob }) => ({ path, oid: blob }));

/** Computes the revision of the configuration from the blob ids. */
export const revisionOf = (files: readonly FileId[]): string =>
  configRevision(files.map(({ path, oid }) => ({ path, blob: oid })));

function found(raw: RawConfig): Found[] {
  const files = CONFIG_FOLDERS.flatMap((folder) => within(folder, raw[folder]?.entries ?? []));
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function within(folder: string, entries: readonly RawEntry[]): Found[] {
  return entries.flatMap(({ name, type, oid, object }): Found[] => {
    const path = `${folder}/${name}`;
    if (type === 'tree') return within(path, object?.entries ?? []);
    return type === 'blob' ? [{ path, blob: oid, object }] : [];
  });
}
