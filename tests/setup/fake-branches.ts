import type { Office } from '../support/office.ts';
import { type BranchChange, violationsOf } from './fake-rulesets.ts';
import { json, type Request, type Settings } from './fake-settings.ts';

const MAIN = 'refs/heads/main';
const REGISTER = 'refs/heads/register';
const OF_PROCESS = ['refs/heads/site', 'refs/heads/site-memory'];

type Headers = Readonly<Record<string, string>>;

/**
 * Imitates GitHub’s rulesets. The embedded forge has fixed rights: people never write register and site, and nobody
 * rewrites main and register. So the rulesets decide here. What they let pass is then written in the process’s name,
 * or, for main and register, only remembered in `moved`, so that no case is disturbed.
 * @param moved where main and register seem to be; undefined for a branch that seems deleted
 * @param remembersMain whether also an administrator’s push to main is only remembered. Set-up needs it to be written.
 */
export function protectedBranches(
  local: Office['local'],
  settings: Settings,
  process: string,
  moved: Map<string, string | undefined>,
  remembersMain: boolean,
) {
  const repository = `${local.apiUrl}/repos/${local.owner}/${local.repo}`;
  const ask = async <T>(path: string, headers: Headers): Promise<T | undefined> => {
    const answer = await fetch(`${repository}${path}`, { headers });
    return answer.ok ? ((await answer.json()) as T) : undefined;
  };

  async function changeOf(request: Request, headers: Headers): Promise<BranchChange | undefined> {
    const { method, path, body } = request;
    const [, number] = /^\/pulls\/(\d+)\/merge$/.exec(path) ?? [];
    if (number !== undefined) {
      const pull = await ask<{ base: { ref: string }; head: { sha: string } }>(`/pulls/${number}`, headers);
      if (pull === undefined) return undefined;
      const ref = `refs/heads/${pull.base.ref}`;
      return {
        ref,
        kind: 'update',
        forced: false,
        byPull: true,
        paths: [],
        ...(await statusOf(pull.head.sha, headers)),
      };
    }
    const ref = refOf(request);
    if (ref === undefined) return undefined;
    const sha = String(body['sha'] ?? '');
    const before = moved.has(ref) ? moved.get(ref) : await realHead(ref, headers);
    const kind = method === 'POST' ? 'creation' : method === 'DELETE' ? 'deletion' : 'update';
    const ahead = kind === 'update' ? await ask<Compared>(`/compare/${before}...${sha}`, headers) : undefined;
    const forced = kind === 'update' && !['ahead', 'identical'].includes(ahead?.status ?? '');
    const pushed = sha === '' ? undefined : await ask<Compared>(`/compare/main...${sha}`, headers);
    const paths = pushed?.files.map(({ filename }) => filename) ?? [];
    return { ref, kind, forced, byPull: false, paths, ...(await statusOf(sha, headers)) };
  }

  async function statusOf(sha: string, headers: Headers): Promise<Pick<BranchChange, 'hasStatus'>> {
    const statuses = (await ask<Status[]>(`/commits/${sha}/statuses`, headers)) ?? [];
    return {
      hasStatus: (context, app) => {
        const newest = statuses.find((status) => status.context === context && (!app || isOfApp(status)));
        return newest?.state === 'success';
      },
    };
  }

  const isOfApp = ({ creator }: Status): boolean => creator?.login === `${settings.app?.slug}[bot]`;
  const realHead = async (ref: string, headers: Headers) =>
    (await ask<{ object: { sha: string } }>(`/git/ref/${ref.replace('refs/', '')}`, headers))?.object.sha;

  async function roleOf(headers: Headers): Promise<string> {
    const user = await fetch(`${local.apiUrl}/user`, { headers });
    const { login } = (await user.json()) as { login?: string };
    return (await local.accounts.list()).find((account) => account.login === login)?.permission ?? 'none';
  }

  async function adminOf(): Promise<string> {
    const admin = (await local.accounts.list()).find(({ permission }) => permission === 'admin');
    if (admin === undefined) throw new Error('There is no admin.');
    return admin.login;
  }

  function shown(ref: string, sha: string | undefined, status = 200): Response {
    if (sha === undefined) return json(404, { message: 'Not Found' });
    const url = `https://api.github.com/repos/kantor/disposisi/git`;
    return json(status, {
      ...{ ref, node_id: 'x', url: `${url}/${ref}` },
      object: { type: 'commit', sha, url: `${url}/commits/${sha}` },
    });
  }

  return async (request: Request, headers: Headers, below: () => Promise<Response>): Promise<Response> => {
    const { method, path, body } = request;
    const as = (token: string) =>
      fetch(`${repository}${path}`, {
        method,
        headers: { ...headers, authorization: `token ${token}` },
        ...(Object.keys(body).length > 0 ? { body: JSON.stringify(body) } : {}),
      });
    if (method === 'GET') {
      const ref = refOf(request);
      return ref !== undefined && moved.has(ref) ? shown(ref, moved.get(ref)) : below();
    }
    const change = await changeOf(request, headers);
    const role = await roleOf(headers);
    // An account without the right to write is refused, whatever the rulesets say.
    if (change === undefined || (role !== 'write' && role !== 'admin')) return below();
    const violations = violationsOf(settings.rulesets, role, change);
    if (violations.length > 0) {
      const message = `Repository rule violations found\n\n${violations.join('\n')}\n`;
      return json(change.byPull ? 405 : 422, { message, documentation_url: 'https://docs.github.com/rest' });
    }
    const { ref, kind, byPull } = change;
    if (byPull) return as(await local.accounts.token(await adminOf()));
    if (OF_PROCESS.includes(ref) || (ref === REGISTER && kind === 'creation' && !moved.has(ref))) return as(process);
    if ((ref !== MAIN && ref !== REGISTER) || (ref === MAIN && role === 'admin' && !remembersMain)) return below();
    const sha = kind === 'deletion' ? undefined : String(body['sha']);
    if (sha === (await realHead(ref, headers))) moved.delete(ref);
    else moved.set(ref, sha);
    return kind === 'deletion' ? new Response(null, { status: 204 }) : shown(ref, sha, kind === 'creation' ? 201 : 200);
  };
}

interface Compared {
  readonly status: string;
  readonly files: readonly { readonly filename: string }[];
}

interface Status {
  readonly context: string;
  readonly state: string;
  readonly creator: { readonly login: string } | null;
}

/** Returns the branch that a call about a ref names. */
function refOf({ method, path, body }: Request): string | undefined {
  if (method === 'POST') return path === '/git/refs' ? String(body['ref']) : undefined;
  const [, name] = (method === 'GET' ? /^\/git\/ref\/(.+)$/ : /^\/git\/refs\/(.+)$/).exec(path) ?? [];
  return name === undefined ? undefined : `refs/${decodeURIComponent(name)}`;
}
