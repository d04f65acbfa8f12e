import { type SearchLine, searchable } from './lines.ts';

/** What is loaded first: open cases, and what ended or changed since the files of years were written. */
interface First {
  readonly running: readonly SearchLine[];
  readonly ended: Readonly<Record<string, readonly SearchLine[]>>;
}

/**
 * What the search reads, each file at most once; one that failed is asked for again.
 * @param address what the files' names begin with
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
    /** Open cases and fresh ones, which overrule the lines of the same cases in the files of years. @throws where it fails */
    first: () => once<First>('terbaru', ({ running, ended }) => [...running, ...Object.values(ended).flat()]),
    /** What ended in a year, the latest first. @throws where it fails */
    ofYear: (year: string) => once<readonly SearchLine[]>(year, (lines) => lines),
  };
}

async function load<Content>(address: string): Promise<Content> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as Content;
}
