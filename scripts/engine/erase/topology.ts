import { gitLines } from '#engine/register/git.ts';
import type { ErasedCase } from './plan.ts';

/** Which commits are only those of erased cases, and which commits keep a folder that another case shares. */
export interface Owners {
  /** The erased case of each commit that is reachable only through the merge of an erased case. */
  readonly own: ReadonlyMap<string, ErasedCase>;
  /** The erased case of each commit by which main received a request. */
  readonly merges: ReadonlyMap<string, ErasedCase>;
  /** The commits of kept cases that share the folder of an erased case. */
  readonly spared: ReadonlyMap<ErasedCase, ReadonlySet<string>>;
  /** Returns the nearest commit along first parents that is no commit of an erased case; undefined if there is none. */
  readonly baseOf: (oid: string) => string | undefined;
}

/**
 * Finds the commits of erased cases in a history. A commit that stays reachable in another way than through the merge of
 * an erased case, or through its last commit, is no commit of that case. Such a way leads through the last commit if
 * another request went on from it.
 * @param roots all commits that stay reachable
 * @param fixed the heads of main and register
 * @param shared the heads of the other cases that share the folder of a case
 */
export async function ownersOf(
  folder: string,
  { roots, fixed }: { readonly roots: readonly string[]; readonly fixed: readonly string[] },
  cases: readonly ErasedCase[],
  shared: (one: ErasedCase) => readonly string[],
): Promise<Owners> {
  const parents = await readParents(folder, roots);
  const merges = new Map(cases.flatMap((one) => (one.merge === undefined ? [] : [[one.merge, one] as const])));
  const leading = (oid: string) => (merges.has(oid) ? parents(oid).slice(0, 1) : parents(oid));
  const chains = new Set<string>();
  walk(fixed, chains, (oid) => parents(oid).slice(0, 1));
  const heads = new Set(
    cases.flatMap(({ refs }) => refs.flatMap(({ oid }) => (chains.has(oid) || !parents.has(oid) ? [] : [oid]))),
  );
  const reached = new Set<string>();
  const kept = new Set(roots);
  walk(
    roots,
    reached,
    (oid) => (heads.has(oid) ? [] : leading(oid)),
    (oid) => heads.has(oid) && !kept.has(oid),
  );
  const own = new Map<string, ErasedCase>();
  for (const one of cases) {
    const mine = new Set<string>();
    const begin = [
      ...(one.merge === undefined ? [] : parents(one.merge).slice(1)),
      ...one.refs.flatMap(({ oid }) => (heads.has(oid) ? [oid, ...parents(oid)] : [])),
    ];
    walk(begin, mine, parents, (oid) => reached.has(oid) || own.has(oid));
    for (const oid of mine) own.set(oid, one);
  }
  /** Returns the nearest commit along first parents that is no commit of an erased case. */
  const baseOf = (oid: string): string | undefined => {
    let at: string | undefined = oid;
    while (at !== undefined && own.has(at)) [at] = parents(at);
    return at;
  };
  const spared = new Map<ErasedCase, Set<string>>();
  const ofMain = new Set<string>();
  for (const one of cases) {
    const used = shared(one);
    if (used.length === 0) continue;
    if (ofMain.size === 0) walk(fixed, ofMain, leading);
    const theirs = new Set<string>();
    walk(used, theirs, parents, (oid) => ofMain.has(oid));
    spared.set(one, theirs);
  }
  return { own, merges, spared, baseOf };
}

/** Adds everything that is reachable from some commits, apart from what lies behind a commit to stop at. */
function walk(
  from: readonly string[],
  reached: Set<string>,
  next: (oid: string) => readonly string[],
  isEnd: (oid: string) => boolean = () => false,
): void {
  const left = [...from];
  for (let oid = left.pop(); oid !== undefined; oid = left.pop()) {
    if (reached.has(oid) || isEnd(oid)) continue;
    reached.add(oid);
    left.push(...next(oid));
  }
}

interface Parents {
  (oid: string): readonly string[];
  /** Whether a commit stays reachable. */
  has(oid: string): boolean;
}

async function readParents(folder: string, roots: readonly string[]): Promise<Parents> {
  const input = roots.map((oid) => `${oid}\n`).join('');
  const parents = new Map<string, string>();
  for (const line of await gitLines(folder, ['rev-list', '--parents', '--stdin'], input)) {
    const [oid = ''] = line.split(' ', 1);
    parents.set(oid, line.slice(oid.length + 1));
  }
  const of = (oid: string): readonly string[] => parents.get(oid)?.split(' ').filter(Boolean) ?? [];
  return Object.assign(of, { has: (oid: string) => parents.has(oid) });
}
