import type { DeskCase } from '#site/src/desk/desk-case.ts';
import { loadCase } from '#site/src/desk/desk-case.ts';
import { type DeskForge, openForge } from '#site/src/desk/forge.ts';
import { graphqlOf } from '#site/src/desk/settings.ts';
import type { Hub } from './open.ts';

/**
 * The desk of a person, as on GitHub, with the desk’s own code: the forge through which the desk acts, and a function
 * that reads a case as the desk does.
 */
export interface Desk {
  readonly forge: DeskForge;
  read(number: number): Promise<DeskCase>;
}

export async function deskOf({ office: { local } }: Hub, login: string): Promise<Desk> {
  const { apiUrl: api, owner, repo } = local;
  const token = await local.accounts.token(login, { ttl: 'P700D' });
  const forge = openForge({ kind: 'github', api, graphql: graphqlOf(api), owner, repo }, token);
  return { forge, read: (number) => loadCase(forge, number) };
}

/** A forge whose calls wait until each is released, so that two desks can be interleaved in any order. */
export interface Stepwise {
  readonly forge: DeskForge;
  /** Releases the next call, and waits for its response. */
  step(): Promise<void>;
}

/**
 * Makes the calls of a forge wait.
 * @param count the number of calls; a further call is an error
 */
export function stepwise(forge: DeskForge, count: number): Stepwise {
  const gates = Array.from({ length: count }, () => ({
    open: Promise.withResolvers<void>(),
    done: Promise.withResolvers<void>(),
  }));
  let calls = 0;
  let steps = 0;
  const gate = (at: number) => {
    const found = gates[at];
    if (found === undefined) throw new Error(`Only ${count} calls were expected.`);
    return found;
  };
  return {
    forge: {
      ...forge,
      rest: async <T>(method: string, path: string, body?: unknown) => {
        const { open, done } = gate(calls++);
        await open.promise;
        return forge.rest<T>(method, path, body).finally(done.resolve);
      },
    },
    step: () => {
      const { open, done } = gate(steps++);
      open.resolve();
      return done.promise;
    },
  };
}

/**
 * Returns every order of letters in which each letter keeps its own steps: `interleaved({ a: 1, b: 1 })` is `['ab',
 * 'ba']`.
 */
export function interleaved(left: Readonly<Record<string, number>>): string[] {
  const open = Object.entries(left).filter(([, count]) => count > 0);
  if (open.length === 0) return [''];
  return open.flatMap(([name, count]) => interleaved({ ...left, [name]: count - 1 }).map((rest) => name + rest));
}
