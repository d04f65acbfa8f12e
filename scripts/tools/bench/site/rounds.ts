/** What one child process measured: milliseconds and bytes by name. */
export type Measures = Readonly<Record<string, number>>;

/** Several rounds of the same measurement. */
export class Rounds {
  readonly #rounds: Measures[] = [];

  add(measures: Measures): void {
    this.#rounds.push(measures);
  }

  get count(): number {
    return this.#rounds.length;
  }

  /** One figure of every round, the least first. */
  each(figure: (measures: Measures) => number): number[] {
    return this.#rounds.map(figure).sort((a, b) => a - b);
  }

  min(name: string): number {
    return this.each((measures) => measures[name] ?? Number.NaN)[0] ?? Number.NaN;
  }

  median(name: string): number {
    return middle(this.each((measures) => measures[name] ?? Number.NaN));
  }

  /** A ratio within each round, so that both sides met the same machine: least and middle one. */
  ratio(a: string, b: string): string {
    const all = this.each((measures) => (measures[a] ?? Number.NaN) / (measures[b] ?? Number.NaN));
    return `${times(all[0] ?? Number.NaN)} / ${times(middle(all))}`;
  }
}

const middle = (sorted: readonly number[]): number => {
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] ?? Number.NaN) + (sorted[Math.ceil(half)] ?? Number.NaN)) / 2;
};

export const times = (ratio: number): string => `${ratio.toFixed(2)} ×`;
export const seconds = (ms: number): string => (ms / 1e3).toFixed(ms < 10_000 ? 2 : 1);
export const mega = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
