/** Lists hold the person's own requests: nobody changes another's, and an archive of thousands is the public site's to show. */
import { branchOf } from './address.ts';
import type { Backend, Entry } from './cms.ts';
import type { Reader } from './forge.ts';

export function ownFirst(backend: Backend, reader: () => Reader | undefined): void {
  const unpublishedEntries = backend.unpublishedEntries.bind(backend);
  backend.unpublishedEntries = async () => {
    const [ids, own] = await Promise.all([unpublishedEntries(), reader()?.own()]);
    const open = new Set(own?.open);
    return ids.filter((id) => open.has(branchOfId(id)));
  };
  const ended = async (folder: string, extension: string): Promise<readonly Entry[]> => {
    const own = await reader()?.own();
    const paths = (own?.merged ?? []).flatMap((branch) => pathOf(branch, folder, extension) ?? []);
    const entries = await Promise.all([...new Set(paths)].map((path) => backend.getEntry(path)));
    return entries.filter(({ data }) => data !== '');
  };
  backend.entriesByFolder = ended;
  backend.allEntriesByFolder = ended;
}

/** @param id `<collection>/<slug>` */
function branchOfId(id: string): string {
  const at = id.indexOf('/');
  return branchOf(id.slice(0, at), id.slice(at + 1));
}

/** Where a request that came by this branch lies on main; undefined of another branch. */
function pathOf(branch: string, folder: string, extension: string): string | undefined {
  const slug = /^cms\/[^/]+\/(.+)$/.exec(branch)?.[1];
  return slug === undefined ? undefined : `${folder}/${slug}.${extension}`;
}
