import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Office, openOffice, review, sampleRequest, submit } from '../support/office.ts';
import { tick, walkTo } from '../support/walk.ts';

// The stranger in these tests has the rights of any writer: `contoh-bpbd` has no role and did not open the case.
const STRANGER = 'contoh-bpbd';
let office: Office;
let number: number;

beforeAll(async () => {
  office = await openOffice({ files: { 'besar.txt': 'besar '.repeat(80_000) } });
  number = await submit(office, 'contoh-opd', 'lain', sampleRequest());
  await walkTo(office, number, 3);
  const client = await office.as(STRANGER);
  const at = { owner: office.local.owner, repo: office.local.repo, issue_number: number };
  for (let n = 0; n < 50; n += 1)
    await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { ...at, body: `${n}` });
});
afterAll(() => office.close());

interface Asked {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly type?: string; readonly message: string }[];
}

/** Returns the forge’s reply to a query, with errors. */
async function ask(login: string, query: string, variables: Record<string, unknown> = {}): Promise<Asked> {
  const token = await office.local.accounts.token(login);
  const response = await fetch(`${office.local.url}/api/graphql`, {
    method: 'POST',
    headers: { authorization: `token ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Asked;
}

const within = (fields: string) => `repository(owner: "kantor", name: "disposisi") { ${fields} }`;
const many = (count: number, field: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => field(n)).join(' ');
const BUSY =
  'fragment busy on PullRequest { comments(first: 100) { nodes { body author { login } editor { login } } } }';

/** Returns a query for the same comments under this many names. */
const heavy = (names: number) =>
  `{ ${within(many(names, (n) => `a${n}: pullRequest(number: ${number}) { ...busy }`))} } ${BUSY}`;

/** Sends a heavy query, and adds its name to `done` when the reply has come. */
async function noted(login: string, names: number, done: string[], name: string): Promise<void> {
  const { data, errors } = await ask(login, heavy(names));
  done.push(name);
  expect([Object.keys(data?.['repository'] ?? {}).length, errors]).toEqual([names, undefined]);
}

test('security 69: an official’s act is sent and judged while a stranger’s queries for 400 aliases each are computed', async () => {
  const done: string[] = [];
  const questions = Array.from({ length: 3 }, (_, n) => noted(STRANGER, 400, done, `question ${n}`));
  const all = Promise.all(questions);
  // By now the first query is being computed.
  await ask('contoh-tu', '{ viewer { login } }');
  tick(office);
  await review(office, 'contoh-kepala-dinas', number, 'APPROVE', 'Tindak lanjuti.');
  done.push('act');
  expect((await office.run(number)).entries).toMatchObject([{ kind: 'accepted' }]);
  done.push('judged');
  await all;
  expect(done[0]).toBe('act');
  expect(done.at(-1)).toBe('question 2');
});

test('security 69: a person who sends six queries at once delays only themselves; the single query of another person gets its reply in between', async () => {
  const done: string[] = [];
  const all = Promise.all([
    ...Array.from({ length: 6 }, (_, n) => noted(STRANGER, 100, done, `question ${n}`)),
    noted('contoh-tu', 100, done, 'another’s'),
  ]);
  await all;
  expect(done.indexOf('another’s')).toBeLessThan(4);
  expect(done).toHaveLength(7);
});

const REFUSED: readonly (readonly [string, string])[] = [
  [
    'a list in a list under 400 names',
    `{ ${within(many(400, (n) => `a${n}: pullRequests(first: 100) { ...list }`))} }
      fragment list on PullRequestConnection { nodes { comments(first: 100) { nodes { body } } } }`,
  ],
  [
    'fragments that double each other',
    `{ viewer { pullRequests(first: 1) { nodes { ...f0 } } } }
      ${many(40, (n) => `fragment f${n} on PullRequest { a: repository { pullRequest(number: 1) { ...f${n + 1} } } b: repository { pullRequest(number: 1) { ...f${n + 1} } } }`)}
      fragment f40 on PullRequest { number }`,
  ],
  [
    'a query for the schema within the schema, many times',
    '{ __schema { types { fields { type { fields { type { name } } } } } } }',
  ],
  ['parts of types within parts of types', '{ __type(name: "Repository") { fields { type { fields { name } } } } }'],
  [
    'a hundred mutations at once',
    `mutation { ${many(100, (n) => `a${n}: addComment(input: { subjectId: "x", body: "${n}" }) { clientMutationId }`)} }`,
  ],
];

test.each(REFUSED)('security 69: a query above the limit is refused as on GitHub: %s', async (_, query) => {
  const { data, errors } = await ask(STRANGER, query);
  expect([data, errors]).toEqual([undefined, [expect.objectContaining({ type: 'MAX_NODE_LIMIT_EXCEEDED' })]]);
});

test('security 69: a page size in a variable is counted, pageInfo is not, and a query within the limit gets its data', async () => {
  const list =
    'pullRequests(first: $size) { nodes { comments(first: $size) { nodes { author { login } } pageInfo { hasNextPage } } } }';
  const query = `query ($size: Int = 100) { ${within(many(25, (n) => `a${n}: ${list}`))} }`;
  const small = await ask(STRANGER, query, { size: 10 });
  expect([Object.keys(small.data?.['repository'] ?? {}).length, small.errors]).toEqual([25, undefined]);
  for (const variables of [{ size: 100 }, {}]) {
    const { errors } = await ask(STRANGER, query, variables);
    expect(errors?.[0]?.message).toBe(
      'This query requests up to 502,501 possible nodes which exceeds the maximum limit of 500,000.',
    );
  }
  // GitHub’s tools send this query for the schema.
  expect(
    (await ask(STRANGER, '{ __type(name: "PullRequest") { fields(includeDeprecated: true) { name } } }')).errors,
  ).toBe(undefined);
});

test('security 69: a query of a hundred thousand words is refused', async () => {
  const { data, errors } = await ask(STRANGER, `{ viewer { ${'login '.repeat(100_000)} } }`);
  expect([data, errors]).toEqual([
    undefined,
    [expect.objectContaining({ message: expect.stringContaining('tokens') })],
  ]);
});

test('security 69: a reply of more than sixty-four million characters is replaced by an error', async () => {
  const files = (count: number) =>
    `{ ${within(many(count, (n) => `a${n}: object(expression: "main:besar.txt") { ...file }`))} } fragment file on Blob { text }`;
  const whole = await ask(STRANGER, files(20));
  expect([Object.keys(whole.data?.['repository'] ?? {}).length, whole.errors]).toEqual([20, undefined]);
  const { errors } = await ask(STRANGER, files(200));
  expect(errors?.[0]).toMatchObject({ type: 'RESOURCE_LIMITS_EXCEEDED' });
});
