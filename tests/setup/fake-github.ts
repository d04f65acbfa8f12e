import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { recorder } from '../conformity/recorder.ts';
import type { Office } from '../support/office.ts';
import { buildRuns, type FakeActions, jobsAnswer, listRuns, pageOf, runObject } from './fake-actions.ts';
import { protectedBranches } from './fake-branches.ts';
import { answerOrganisation, type GitObject } from './fake-organisation.ts';
import {
  accountObject,
  answerSettings,
  commitOfWorkflow,
  freshSettings,
  buildOfSite,
  json,
  noSource,
  type Push,
  type SealingKeys,
  type Settings,
  sealingKeys,
  scheduledRunAnswer,
  withSignature,
} from './fake-settings.ts';

/**
 * Replaces GitHub for set-up: the embedded forge, and in front of it a server for the settings that the forge does not
 * have.
 */
export interface FakeGithub {
  readonly apiUrl: string;
  readonly settings: Settings;
  readonly keys: SealingKeys;
  /** The HTTP requests that change something, as they came: `POST /labels`. */
  readonly writes: string[];
  /** The HTTP requests and responses that were not as GitHub describes them. */
  readonly faults: string[];
  /** Forgets where main and register seem to be. */
  forget(): void;
  close(): Promise<void>;
}

/**
 * @param office the embedded forge with its people
 * @param actions the runs of workflows, if the repository’s own workflows run
 */
export async function openFakeGithub(
  { local }: Office,
  change: (settings: Settings) => void = () => undefined,
  actions?: FakeActions,
): Promise<FakeGithub> {
  const settings = freshSettings();
  change(settings);
  const keys = await sealingKeys();
  const writes: string[] = [];
  const process = await local.accounts.token('disposisi[bot]', { ttl: 'P700D' });
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(599).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const repository = `/api/v3/repos/${local.owner}/${local.repo}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(request.url ?? '/', root);
    const text = await bodyOf(request);
    const method = request.method ?? 'GET';
    const path = pathname.startsWith(repository) ? pathname.slice(repository.length) : pathname.replace('/api/v3', '');
    if (method !== 'GET' && !pathname.endsWith('/graphql')) writes.push(`${method} ${decodeURIComponent(path)}`);
    // Each call goes through the recorder, which checks HTTP request and response by GitHub’s description.
    const reply = await record.fetch(`${root}${pathname}${search}`, {
      method,
      headers: { authorization: request.headers.authorization ?? '', 'content-type': 'application/json' },
      ...(text === '' ? {} : { body: text }),
    });
    const content = Buffer.from(await reply.arrayBuffer());
    const link = reply.headers.get('link');
    response.writeHead(reply.status, {
      ...(content.length > 0 ? { 'content-type': 'application/json; charset=utf-8' } : {}),
      ...(link === null ? {} : { link: link.replaceAll(local.apiUrl, `${root}/api/v3`) }),
    });
    response.end(content);
  }

  const moved = new Map<string, string | undefined>();
  const rulesOf = protectedBranches(local, settings, process, moved, actions !== undefined);

  const record = recorder(async (input, init) => {
    const url = new URL(String(input));
    const isHere = url.pathname === repository || url.pathname.startsWith(`${repository}/`);
    const path = isHere ? url.pathname.slice(repository.length) : url.pathname.replace('/api/v3', '');
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    const method = init?.method ?? 'GET';
    const headers = (init?.headers ?? {}) as Readonly<Record<string, string>>;
    const ask = (route: string, as = headers) => fetch(`${local.url}${repository}${route}`, { headers: as });
    const below = () => fetch(`${local.url}${url.pathname}${url.search}`, { ...init, headers });
    if (isHere && path === '/collaborators') return json(200, await collaborators(local));
    const { scheduleCommitter, lastScheduledRun } = settings;
    if (isHere && path === '/commits' && scheduleCommitter) return json(200, [commitOfWorkflow(scheduleCommitter)]);
    const source = isHere && path === '/pages' && method !== 'GET' ? (body['source'] as { branch: string }) : undefined;
    if (source && !settings.freePlan) {
      const missing = noSource(source.branch);
      if (!(await ask(`/git/ref/heads/${source.branch}`)).ok) return json(missing.status, missing.body);
    }
    const asProcess = async (verb: string, to: string, sent?: object) => {
      const there = `${local.url}${repository}${to}`;
      const as = { authorization: `token ${process}`, 'content-type': 'application/json' };
      const made = await fetch(there, { method: verb, headers: as, ...(sent ? { body: JSON.stringify(sent) } : {}) });
      return (await made.json()) as GitObject;
    };
    const around = await answerOrganisation(settings, local, { method, path, body }, asProcess);
    if (around) return json(around.status, around.body);
    const found = answerSettings(settings, { method, path, body }, keys);
    const reported = async () => (await (await ask('')).json()) as { owner: object };
    if (isHere && path === '') {
      const { ownedBy, ...changed } = settings.repository;
      const { owner, ...rest } = await reported();
      return json(200, { ...rest, ...changed, owner: { ...owner, type: ownedBy } });
    }
    const pushesOfSite = async () => (await (await ask('/activity?ref=refs/heads/site')).json()) as Push[];
    if (isHere && actions && path.startsWith('/actions/runs')) {
      const [, id, what] = /^\/actions\/runs\/(\d+)(?:\/(\w+))?$/.exec(path) ?? [];
      const { jobSeconds, pagesBilled } = settings;
      if (id === undefined) {
        const runs = listRuns(actions.runs, url.searchParams, await reported(), jobSeconds);
        const builds = url.searchParams.has('branch') ? [] : buildRuns(await pushesOfSite(), await reported());
        return json(200, pageOf([...builds, ...runs], url.searchParams));
      }
      // Only builds of the site have an id that no run of a workflow has.
      if (what === 'timing') return json(200, { billable: { UBUNTU: { total_ms: pagesBilled, jobs: 1 } } });
      const run = actions.runs.find((each) => String(each.id) === id);
      if (run === undefined) return json(404, { message: 'Not Found' });
      if (what === 'jobs') return json(200, jobsAnswer(run, jobSeconds));
      if (what !== 'cancel') return json(200, runObject(run, await reported(), jobSeconds));
      actions.cancel(run);
      return json(202, {});
    }
    const [, workflow] = /^\/actions\/workflows\/([\w.-]+)\/runs$/.exec(path) ?? [];
    if (isHere && actions && workflow !== undefined) {
      const of = actions.runs.filter(({ file }) => file.path.endsWith(`/${workflow}`));
      return json(200, pageOf(listRuns(of, url.searchParams, await reported(), settings.jobSeconds), url.searchParams));
    }
    if (isHere && path === '/actions/runs') {
      const repository_ = await reported();
      const runs = settings.runs.map((run) => ({ ...scheduledRunAnswer(run.run_started_at, repository_), ...run }));
      return json(200, { total_count: runs.length, workflow_runs: runs });
    }
    if (isHere && path === '/actions/workflows/deadlines.yml/runs') {
      const runs = lastScheduledRun === undefined ? [] : [scheduledRunAnswer(lastScheduledRun, await reported())];
      return json(200, { total_count: runs.length, workflow_runs: runs });
    }
    if (isHere && path === '/pages/builds/latest') {
      const [newest] = await pushesOfSite();
      if (!newest || !settings.pages) return json(404, { message: 'Not Found' });
      return json(200, buildOfSite(newest, settings.pagesError));
    }
    if (found) return json(found.status, found.body);
    const answer = isHere ? await rulesOf({ method, path, body }, headers, below) : await below();
    return method === 'GET' && /^\/commits\/[0-9a-f]{40}$/.test(path) ? withSignature(answer, settings) : answer;
  });

  return {
    apiUrl: `${root}/api/v3`,
    settings,
    keys,
    writes,
    faults: record.faults,
    forget: () => moved.clear(),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Returns everybody with any right, as GitHub lists them. */
async function collaborators(local: Office['local']): Promise<unknown[]> {
  const accounts = (await local.accounts.list()).filter(
    ({ type, permission }) => type === 'User' && permission !== 'none',
  );
  return accounts.map(({ id, login, permission }) => {
    const writes = permission === 'write' || permission === 'admin';
    return {
      ...accountObject(login, id),
      permissions: {
        pull: true,
        triage: writes || permission === 'triage',
        push: writes,
        maintain: false,
        admin: false,
      },
      role_name: permission,
    };
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
