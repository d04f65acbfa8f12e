import type { Deps } from '#engine/process/deps.ts';

type Pause = NonNullable<Deps['pause']>;
type Run = (deps: Deps) => Promise<unknown>;

/**
 * Leads runs through one interleaving. Before each step it waits until every run has stopped at a point or has ended,
 * so that the order depends on the choices alone and never on the machine’s speed.
 * @param choices which run continues next; if that run has ended, or no choice is left, the first run that has not
 * ended
 * @returns the passed points, in order: `0:read`, `1:read`, `0:judged`, …
 */
export async function interleave(
  deps: Deps,
  runs: readonly Run[],
  choices: readonly number[],
): Promise<readonly string[]> {
  const passed: string[] = [];
  const waiting = new Map<number, { point: string; go: () => void }>();
  const ended = new Set<number>();
  let allStopped = (): void => undefined;
  const all = Promise.all(
    runs.map((run, n) => {
      const pause: Pause = (point) =>
        new Promise((go) => {
          waiting.set(n, { point, go });
          allStopped();
        });
      return run({ ...deps, pause }).finally(() => {
        ended.add(n);
        allStopped();
      });
    }),
  );
  all.catch(() => undefined);
  const rest = [...choices];
  while (ended.size < runs.length) {
    if (waiting.size + ended.size < runs.length) {
      await new Promise<void>((resolve) => {
        allStopped = resolve;
      });
      continue;
    }
    const wanted = rest.shift() ?? 0;
    const n = waiting.has(wanted) ? wanted : Math.min(...waiting.keys());
    passed.push(`${n}:${waiting.get(n)?.point}`);
    const { go } = waiting.get(n) ?? { go: () => undefined };
    waiting.delete(n);
    go();
  }
  await all;
  return passed;
}

/** Returns every order in which two runs can pass their points: twenty orders for three points each. */
export function orders(a = 3, b = 3): number[][] {
  if (a === 0 && b === 0) return [[]];
  return [
    ...(a > 0 ? orders(a - 1, b).map((rest) => [0, ...rest]) : []),
    ...(b > 0 ? orders(a, b - 1).map((rest) => [1, ...rest]) : []),
  ];
}
