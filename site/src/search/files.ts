import { type SearchLine, searchable } from './lines.ts';

/** The lines of the cases that changed after the other files were written. */
interface Recent {
  readonly running: readonly SearchLine[];
  readonly ended: Readonly<Record<string, readonly SearchLine[]>>;
}

/**
 * Makes the reader of the search files. Each file is read at most once; a file that failed to load is read again.
 * @param address beginning of the addresses of all files
 */
export function searchFiles(address: string) {
  const known = new Map<string, Promise<readonly SearchLine[]>>();
  const once = <Content>(name: string, linesOf: (content: Content) => readonly SearchLine[]) => {
    const loading =
      known.get(name) ?? load<Content>(`${address}${name}.json`).then((content) => linesOf(content).map(searchable));
    known.set(name, loading);
    loading.catch(() => known.delete(name));
    return loading;
  };
  const recent = () => once<Recent>('terbaru', ({ running, ended }) => [...running, ...Object.values(ended).flat()]);
  const running = () => once<readonly SearchLine[]>('berjalan', (lines) => lines);
  return {
    /**
     * Reads open and recent cases. The lines of recent cases replace the lines of the same cases in all other files.
     * @throws an error if a file cannot be loaded
     */
    first: async (): Promise<readonly SearchLine[]> => {
      const [changed, open] = await Promise.all([recent(), running()]);
      const ids = new Set(changed.map(({ id }) => id));
      return [...changed, ...open.filter(({ id }) => !ids.has(id))];
    },
    /**
     * Reads the cases that ended in a year, the latest first.
     * @throws an error if the file cannot be loaded
     */
    ofYear: (year: string) => once<readonly SearchLine[]>(year, (lines) => lines),
  };
}

async function load<Content>(address: string): Promise<Content> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as Content;
}
