import { type SearchLine, searchable } from './lines.ts';

/** The first file that is loaded: open cases, and cases that ended or changed after the files of years were written. */
interface First {
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
  return {
    /**
     * Reads open and recent cases. These lines replace the lines of the same cases in the files of years.
     * @throws an error if the file cannot be loaded
     */
    first: () => once<First>('terbaru', ({ running, ended }) => [...running, ...Object.values(ended).flat()]),
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
