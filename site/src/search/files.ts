import { type SearchLine, searchable } from './lines.ts';

/** What is loaded first: open cases, and what ended or changed since the files of years were written. */
interface First {
  readonly running: readonly SearchLine[];
  readonly ended: Readonly<Record<string, readonly SearchLine[]>>;
}

/** What the search reads, each file at most once; one that failed is asked for again. */
export class SearchFiles {
  readonly #address: string;
  readonly #lines = new Map<string, Promise<readonly SearchLine[]>>();

  constructor(address: string) {
    this.#address = address;
  }

  /** Open cases and fresh ones, which overrule the lines of the same cases in the files of years. @throws where it fails */
  first(): Promise<readonly SearchLine[]> {
    return this.#once<First>('terbaru', ({ running, ended }) => [...running, ...Object.values(ended).flat()]);
  }

  /** What ended in a year, the latest first. @throws where it fails */
  ofYear(year: string): Promise<readonly SearchLine[]> {
    return this.#once<readonly SearchLine[]>(year, (lines) => lines);
  }

  #once<Content>(name: string, linesOf: (content: Content) => readonly SearchLine[]): Promise<readonly SearchLine[]> {
    const known = this.#lines.get(name);
    if (known) return known;
    const loading = load<Content>(`${this.#address}${name}.json`).then((content) => linesOf(content).map(searchable));
    this.#lines.set(name, loading);
    loading.catch(() => this.#lines.delete(name));
    return loading;
  }
}

async function load<Content>(address: string): Promise<Content> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as Content;
}
