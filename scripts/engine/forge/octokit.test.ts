import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type Answer, json, scripted, TOKEN } from '#tests/support/forge-answers.ts';
import { SELF } from '#tests/support/raw-pull.ts';
import { appendRegister } from './append-register.ts';
import { ForgeError, redact } from './errors.ts';
import { listOpen } from './list-open.ts';
import { type Client, createClient } from './octokit.ts';

const EMPTY_LIST = {
  data: {
    viewer: { login: SELF.login, databaseId: SELF.id },
    repository: {
      pullRequests: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
      register: null,
      sops: null,
      schemas: null,
    },
  },
};
const OK = json(EMPTY_LIST);
const failure = (status: number, message = 'Server Error', headers = {}): Response =>
  json({ message }, status, headers);
const SECONDARY = failure(403, 'You have exceeded a secondary rate limit.', { 'retry-after': '7' });

const list = (client: Client) => listOpen(client);

async function errorOf(promise: Promise<unknown>): Promise<ForgeError> {
  const error = await promise.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ForgeError)) throw error;
  return error;
}

test.each([
  ['of this machine is asked for replies without compression', 'http://127.0.0.1:4780/api/v3', 'identity'],
  ['of another machine chooses its compression', 'https://github.example/api/v3', null],
])('a forge %s', async (_name, baseUrl, asks) => {
  const asked: (string | null)[] = [];
  const client = createClient({
    ...{ owner: 'kantor', repo: 'disposisi', token: TOKEN, baseUrl },
    fetch: async (_input, init) => {
      asked.push(new Headers(init?.headers).get('accept-encoding'));
      return json(EMPTY_LIST);
    },
  });
  await list(client);
  expect(asked).toEqual([asks]);
});

describe('security 18: a call that may succeed a moment later is tried again, three times', () => {
  const never = (): Promise<Response> => new Promise(() => {});
  const cut = new Response('{"data": {"repository": {"pullReq', { headers: { 'content-type': 'application/json' } });
  const odd = json({ errors: [{ message: 'Something went wrong while executing your query.' }] });

  test.each<[string, Answer]>([
    ['502', failure(502)],
    ['503 with a page of HTML', new Response('<html>', { status: 503, headers: { 'content-type': 'text/html' } })],
    ['no connection', new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })],
    ['no reply in time', never],
    ['a reply that is cut off', cut],
    ['a query that went wrong', odd],
  ])('security 18: after %s three times, the next reply is read', async (_name, fault) => {
    const { client, asked } = scripted([fault, fault, fault, OK], { timeout: 30 });
    await expect(list(client)).resolves.toMatchObject({ pulls: [] });
    expect(asked).toHaveLength(4);
  });

  test.each<[string, Answer]>([
    ['the secondary limit', SECONDARY],
    ['429', failure(429, 'You have exceeded a secondary rate limit', { 'retry-after': '3' })],
  ])('security 18: after %s the client tries again', async (_name, limit) => {
    const { client, asked } = scripted([limit, OK], { paced: true });
    await expect(list(client)).resolves.toMatchObject({ pulls: [] });
    expect(asked).toHaveLength(2);
  });

  test.each<[string, Answer, boolean]>([
    ['502', failure(502), false],
    ['no connection', new TypeError('fetch failed'), false],
    ['a reply that is cut off', cut, false],
    ['the secondary limit', SECONDARY, true],
  ])(
    'security 18: with %s at each of four attempts, the error is “unreachable” and names the query',
    async (_name, fault, paced) => {
      const { client, asked } = scripted([fault], { paced });
      const error = await errorOf(list(client));
      expect(error.kind).toBe('unreachable');
      expect(error.operation).toBe('GraphQL query ListOpen');
      expect(error.message).toContain(error.next.id);
      expect(asked).toHaveLength(4);
    },
  );

  test('security 18: the client does not wait for a limit that ends in an hour, since another run comes before that', async () => {
    const reset = String(Math.floor(Date.now() / 1000) + 3600);
    const limit = failure(403, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset });
    const { client, asked } = scripted([limit], { paced: true });
    expect((await errorOf(list(client))).kind).toBe('unreachable');
    expect(asked).toHaveLength(1);
  });

  test('a client without the address of a forge is one for GitHub, and tries again after its secondary limit', async () => {
    const answers = [SECONDARY, OK];
    const fetch = async () => (answers.shift() ?? OK).clone();
    const client = createClient({
      ...{ owner: 'kantor', repo: 'berkas', token: TOKEN, second: 1, fetch: fetch as typeof globalThis.fetch },
    });
    await expect(list(client)).resolves.toMatchObject({ pulls: [] });
    expect(answers).toEqual([]);
  });

  test.each([
    ['github.com', undefined],
    ['another forge', 'http://forge.example/api/v3'],
  ])(
    'the GraphQL limit of %s, which comes with status 200, is “unreachable” and no refusal',
    async (_where, baseUrl) => {
      const reset = String(Math.floor(Date.now() / 1000) + 3600);
      const body = { data: null, errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] };
      const fetch = async () => json(body, 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset });
      const client = createClient({
        ...{ owner: 'kantor', repo: 'berkas', token: TOKEN, second: 1, fetch: fetch as typeof globalThis.fetch },
        ...(baseUrl === undefined ? {} : { baseUrl }),
      });
      expect((await errorOf(list(client))).kind).toBe('unreachable');
    },
  );

  test.each([401, 403, 404, 410, 422])('the status %i is a refusal at once', async (status) => {
    const { client, asked } = scripted([failure(status, 'No')]);
    const error = await errorOf(list(client));
    expect([error.kind, error.status, error.reason]).toEqual(['refused', status, 'No']);
    expect(asked).toHaveLength(1);
  });
});

describe('R31: a reply that is not whole is an error', () => {
  test.each([
    [
      'data and errors together',
      { ...EMPTY_LIST, errors: [{ message: 'Timeout on pullRequests', path: ['repository'] }] },
    ],
    ['errors alone', { data: null, errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible' }] }],
    ['no data', { data: null }],
    ['something else', ['surprise']],
  ])('R31: a reply with %s is an error, and is not asked for again', async (_name, body) => {
    const { client, asked } = scripted([json(body)]);
    expect((await errorOf(list(client))).kind).not.toBe('unreachable');
    expect(asked).toHaveLength(1);
  });

  test('R31: a page that fails makes the whole list fail', async () => {
    const first = structuredClone(EMPTY_LIST);
    Object.assign(first.data.repository.pullRequests.pageInfo, { hasNextPage: true, endCursor: 'x' });
    const { client, asked } = scripted([json(first), failure(502)]);
    await errorOf(list(client));
    expect(asked).toHaveLength(5);
  });

  test('R31: pages of a list that never end are an error', async () => {
    const endless = structuredClone(EMPTY_LIST);
    Object.assign(endless.data.repository.pullRequests.pageInfo, { hasNextPage: true, endCursor: 'x' });
    const { client } = scripted([json(endless)]);
    expect((await errorOf(list(client))).kind).toBe('unreadable');
  });

  test('R31: a register file that the forge reports as not found is absent', async () => {
    const body = structuredClone(EMPTY_LIST);
    Object.assign(body.data.repository, { register: { target: { oid: 'a'.repeat(40), index: null } } });
    const path = ['repository', 'register', 'target', 'index'];
    const { client } = scripted([json({ ...body, errors: [{ type: 'NOT_FOUND', path, message: 'No such path' }] })]);
    expect((await list(client)).register).toEqual({ head: 'a'.repeat(40), index: undefined, journal: undefined });
  });
});

describe('security 30: secrets are in no message', () => {
  const leaks = [
    failure(500, `failed for token ${TOKEN}`),
    failure(422, `Authorization: Bearer ${TOKEN} ghp_abcdefghijklmnopqrstuvwxyz0123456789`),
    json({ data: null, errors: [{ type: 'FORBIDDEN', message: `token ${TOKEN}` }] }),
    new TypeError(`fetch failed ${TOKEN}`, { cause: new Error(`socket ${TOKEN}`) }),
  ];

  test.each(leaks.map((leak) => [leak]))('security 30: no secret is in a message after failure %#', async (leak) => {
    const { client, said } = scripted([leak]);
    const reading = await errorOf(list(client));
    const writing = await errorOf(appendRegister(client, 'a'.repeat(40), 'x', [{ path: 'a', text: 'isi-rahasia' }]));
    const everything = [reading, writing].flatMap((error) => [
      inspect(error, { depth: 20, showHidden: true }),
      JSON.stringify(error),
      String(error.stack),
    ]);
    const printed = [...everything, ...said].join('\n');
    expect(printed).not.toContain(TOKEN);
    expect(printed).not.toMatch(/ghp_|isi-rahasia|authorization"/i);
    expect(printed).toContain('GraphQL');
  });

  test('security 30: a text in the form of a credential is hidden, also if it is not the client’s token', () => {
    const text = redact('ghs_0123456789abcdefghij github_pat_0123456789abcdefghij Bearer abc.def-ghi token 12345678');
    expect(text).toBe('*** *** *** ***');
  });
});
