/**
 * Which files a save writes beside the request, and which it takes away: those that the request names lie there, and no others (R9).
 * Decap knows a file by what is in it, and sees that one is gone by the forge having no patch of it; so of two that hold the same
 * it would keep one, and a PDF that is plain text would stay for ever.
 */
import { base64 } from '../request/base64.ts';
import type { Api, Persisting, PersistOptions, TreeFile } from './cms.ts';
import type { Reader } from './forge.ts';
import { waitingFile } from './keeping.ts';

/** Names of the attachments that the request being saved names; undefined: it has no such field. */
let named: readonly string[] | undefined;
/** The save that is under way. */
let writing: { readonly document: TreeFile; readonly collection: string; readonly slug: string } | undefined;

/** Told what the request names, before it is saved. */
export const keepAttachments = (names: readonly string[] | undefined): void => {
  named = names;
};

const nameIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The save as it is to be: with every named file that this device has and the office may not have, and with none but named ones. */
export async function withNamed(entry: Persisting, options: PersistOptions): Promise<Persisting> {
  const [document] = entry.dataFiles;
  const wanted = named;
  if (!document || !wanted) return entry;
  // A new request is on no branch, so nothing of it can be taken away there.
  writing = options.unpublished ? { document, collection: options.collectionName, slug: document.slug } : undefined;
  const assets = entry.assets.filter(({ path }) => wanted.includes(nameIn(path)));
  const folder = document.path.slice(0, document.path.lastIndexOf('/') + 1);
  const forgotten = wanted.filter((name) => !assets.some(({ path }) => nameIn(path) === name));
  const waiting = await Promise.all(
    forgotten.map(async (name) => {
      const file = await waitingFile(name);
      if (!file) return [];
      const bytes = new Uint8Array(await file.arrayBuffer());
      return [{ path: folder + name, toBase64: () => Promise.resolve(base64(bytes)) }];
    }),
  );
  return { ...entry, assets: [...assets, ...waiting.flat()] };
}

/** @param api Decap's client of the forge: its own methods call the one changed here */
export function guardFiles(api: Api, reader: () => Reader | undefined): void {
  const updateTree = api.updateTree.bind(api);
  api.updateTree = async (base, files, ...more) => {
    const now = writing;
    const wanted = named;
    // Decap makes other trees too: this is about the one with the request that was sent.
    if (!now || !wanted || !files.includes(now.document)) return updateTree(base, files, ...more);
    writing = undefined;
    const kept = files.filter(({ path, sha }) => sha !== null || !wanted.includes(nameIn(path)));
    const lying = (await reader()?.neighbours(now.collection, now.slug)) ?? [];
    const folder = now.document.path.slice(0, now.document.path.lastIndexOf('/') + 1);
    const gone = lying
      .filter((name) => !wanted.includes(name))
      .map((name) => ({ path: folder + name, sha: null }))
      .filter(({ path }) => !kept.some((file) => file.path === path));
    return updateTree(base, [...kept, ...gone], ...more);
  };
}
