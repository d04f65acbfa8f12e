import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Octokit } from 'octokit';
import {
  type EmbeddedForge,
  type ForgeEvent,
  type EmbeddedForgeOptions,
  type Permission,
  startForge,
} from '#embedded/forge/start-forge.ts';

/** A forge for tests, with people and a clock that stands still until it is set. */
export interface World {
  readonly forge: EmbeddedForge;
  readonly folder: string;
  readonly events: ForgeEvent[];
  /** The repository, as Octokit’s calls need it. */
  readonly at: { readonly owner: string; readonly repo: string };
  /** Returns Octokit in this account’s name. Unlike the engine’s, it neither waits nor retries. */
  readonly as: (login: string) => Octokit;
  readonly token: (login: string) => string;
  /** Sets the forge’s clock. */
  readonly setClock: (instant: string) => void;
  /** Ends the forge and removes its folder. */
  readonly close: () => Promise<void>;
}

const PEOPLE: readonly { login: string; name: string; permission: Permission; type?: 'Bot' }[] = [
  { login: 'pemohon', name: 'Pemohon', permission: 'write' },
  { login: 'pejabat', name: 'Pejabat', permission: 'triage' },
  { login: 'pembaca', name: 'Pembaca', permission: 'read' },
  { login: 'orang-luar', name: 'Orang Luar', permission: 'none' },
  { login: 'pengelola', name: 'Pengelola', permission: 'admin' },
  { login: 'disposisi[bot]', name: 'Disposisi', permission: 'process', type: 'Bot' },
];

export async function openWorld(options: Partial<EmbeddedForgeOptions> = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'forge-'));
  const events: ForgeEvent[] = [];
  let clock = '2026-03-02T01:00:00Z';
  const forge = await startForge({ folder, now: () => clock, onEvent: (event) => events.push(event), ...options });
  const tokens = new Map<string, string>();
  for (const person of PEOPLE) {
    await forge.accounts.add(person);
    tokens.set(person.login, await forge.accounts.token(person.login, { ttl: 'P365D' }));
  }
  const token = (login: string) => {
    const found = tokens.get(login);
    if (found === undefined) throw new Error(`nobody is called ${login}`);
    return found;
  };
  return {
    forge,
    folder,
    events,
    at: { owner: forge.owner, repo: forge.repo },
    token,
    as: (login) => octokit(forge, token(login)),
    setClock: (instant) => {
      clock = instant;
    },
    close: async () => {
      await forge.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function octokit(forge: Pick<EmbeddedForge, 'apiUrl'>, token: string): Octokit {
  return new Octokit({
    auth: token,
    baseUrl: forge.apiUrl,
    throttle: { enabled: false },
    retry: { enabled: false },
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
}

/**
 * Makes a branch from main with these files on it, in the account’s name.
 * @returns the branch’s head
 */
export async function pushBranch(
  world: World,
  login: string,
  branch: string,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const { git } = world.as(login).rest;
  const main = (await git.getRef({ ...world.at, ref: 'heads/main' })).data.object.sha;
  const head = await commitFiles(world, login, main, files);
  await git.createRef({ ...world.at, ref: `refs/heads/${branch}`, sha: head });
  return head;
}

/**
 * Makes a commit on `parent` that no ref names yet.
 * @returns the commit’s id
 */
export async function commitFiles(
  world: World,
  login: string,
  parent: string,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const { git } = world.as(login).rest;
  const tree = Object.entries(files).map(([path, content]) => ({
    path,
    content,
    mode: '100644' as const,
    type: 'blob' as const,
  }));
  const { data } = await git.createTree({ ...world.at, base_tree: parent, tree });
  return (await git.createCommit({ ...world.at, tree: data.sha, parents: [parent], message: 'Permohonan' })).data.sha;
}

/**
 * Opens a pull request from a new branch.
 * @returns number and head of the pull request
 */
export async function openRequest(
  world: World,
  login = 'pemohon',
  branch = 'cms/requests/satu',
): Promise<{ number: number; head: string }> {
  const head = await pushBranch(world, login, branch, {
    [`requests/2026/${branch.replaceAll('/', '-')}.yaml`]: 'acara: Rapat\n',
  });
  const { data } = await world
    .as(login)
    .rest.pulls.create({ ...world.at, title: 'Permohonan', head: branch, base: 'main' });
  return { number: data.number, head };
}

/**
 * Returns the status and message with which the forge refused.
 * @throws if it did not refuse
 */
export async function refusal(attempt: Promise<unknown>): Promise<{ status: number; text: string }> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof Error && 'status' in error && typeof error.status === 'number') {
      return { status: error.status, text: error.message };
    }
    throw error;
  }
  throw new Error('the forge did not refuse');
}
