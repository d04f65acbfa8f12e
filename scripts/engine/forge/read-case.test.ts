import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { configRevision } from '#engine/config/revision.ts';
import { type Answer, json, scripted } from '#tests/support/forge-answers.ts';
import { APPLICANT, at, HEAD, HOLDER, item, PROCESS, push, rawPull, review, SELF } from '#tests/support/raw-pull.ts';
import { listOpen } from './list-open.ts';
import type { RawPull } from './raw.ts';
import { readCase } from './read-case.ts';
import { readRegister } from './read-register.ts';

const REGISTER = 'e'.repeat(40);
const oidOf = (text: string): string =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0`)
    .update(text)
    .digest('hex');
const blob = (text: string) => ({ oid: oidOf(text), text, isTruncated: false, byteSize: Buffer.byteLength(text) });
const file = (name: string, text: string) => ({ name, type: 'blob', oid: oidOf(text), object: blob(text) });

const CONFIG = {
  sops: {
    entries: [
      file('roles.yaml', 'a: 1\n'),
      { ...file('lama', ''), type: 'tree', object: { entries: [file('x.yaml', 'x')] } },
    ],
  },
  schemas: { entries: [file('krisis.schema.json', '{}')] },
};
const FILES = [
  { path: 'schemas/krisis.schema.json', blob: oidOf('{}') },
  { path: 'sops/lama/x.yaml', blob: oidOf('x') },
  { path: 'sops/roles.yaml', blob: oidOf('a: 1\n') },
];
const registerOf = (index: unknown, journal: unknown) => ({ target: { oid: REGISTER, index, journal } });

const VIEWER = { login: SELF.login, databaseId: SELF.id };
const answerTo = (pullRequest: RawPull | null, more: object = {}): Response =>
  json({
    data: {
      viewer: VIEWER,
      repository: {
        pullRequest,
        base: { target: { oid: 'b'.repeat(40) } },
        register: registerOf({ object: blob('{}') }, { object: blob('{"seq":1}\n') }),
        ...CONFIG,
        ...more,
      },
    },
  });
const NEXT_PAGE = { link: '<http://forge.example/api/v3/repositories/1/activity?after=zz>; rel="next"' };
/** Says for ever that there is more. */
const endless = (name: 'reviews' | 'timelineItems'): Answer => {
  const page = { nodes: [], pageInfo: { hasNextPage: true, endCursor: 'x' } };
  return () => answerTo(rawPull({ [name]: page }));
};
const LOG = json([push(1, -1, HEAD)]);
const read = async (answers: readonly Answer[]) => {
  const { client, asked } = scripted(answers);
  return { view: await readCase(client, 7), asked };
};

describe('R28: what one case costs', () => {
  test('one query and the activity log of its branch', async () => {
    const { view, asked } = await read([answerTo(rawPull()), LOG]);
    expect(asked.map((request) => request.operation ?? request.path)).toEqual([
      'ReadCase',
      '/api/v3/repos/kantor/berkas/activity?ref=refs%2Fheads%2Fcms%2Fpermohonan%2Fuji&per_page=100',
    ]);
    expect(JSON.parse(asked[0]?.body ?? '').variables.journalPath).toBe('journals/0/7.jsonl');
    expect(view.register).toEqual({ head: REGISTER, index: '{}', journal: '{"seq":1}\n' });
    expect(view.config.map(({ path, blob }) => ({ path, blob }))).toEqual(FILES);
    expect(view.main).toBe('b'.repeat(40));
  });

  test('a register, a journal or a configuration that is not there yet is absent', async () => {
    const none = await read([answerTo(rawPull(), { register: null, sops: null, schemas: null }), LOG]);
    expect(none.view.register).toEqual({ head: undefined, index: undefined, journal: undefined });
    expect(none.view.config).toEqual([]);
    const fresh = await read([answerTo(rawPull(), { register: registerOf(null, null) }), LOG]);
    expect(fresh.view.register).toEqual({ head: REGISTER, index: undefined, journal: undefined });
  });

  test('a long journal that the query cut is read whole', async () => {
    const long = '{"seq":1}\n'.repeat(100);
    const cut = { ...blob(long), text: long.slice(0, 50), isTruncated: true };
    const whole = json({ content: Buffer.from(long).toString('base64'), encoding: 'base64' });
    const { view, asked } = await read([
      answerTo(rawPull(), { register: registerOf(null, { object: cut }) }),
      LOG,
      whole,
    ]);
    expect(view.register.journal).toBe(long);
    expect(asked).toHaveLength(3);
  });

  test('reviews, timeline and log beyond a hundred are walked to their end', async () => {
    const more = { hasNextPage: true, endCursor: 'x' };
    const end = { hasNextPage: false, endCursor: null };
    const page = (name: string, nodes: unknown[]) =>
      json({ data: { repository: { pullRequest: { [name]: { nodes, pageInfo: end } } } } });
    const { view, asked } = await read([
      answerTo(
        rawPull({
          reviews: { nodes: [review(1)], pageInfo: more },
          timelineItems: { nodes: [item('LabeledEvent', 1, { label: { name: 'a' } })], pageInfo: more },
        }),
      ),
      page('reviews', [review(2)]),
      page('timelineItems', [item('ClosedEvent', 20)]),
      json([push(2, 5, HEAD)], 200, NEXT_PAGE),
      json([push(1, -1, 'f'.repeat(40))]),
    ]);
    expect(view.facts.map((fact) => fact.kind)).toEqual([
      'push',
      'label',
      'label',
      'push',
      'review',
      'review',
      'close',
    ]);
    expect(asked.map((request) => request.operation)).toEqual([
      'ReadCase',
      'MoreReviews',
      'MoreItems',
      undefined,
      undefined,
    ]);
  });

  test('a branch of another repository has no log here: one query', async () => {
    const { view, asked } = await read([answerTo(rawPull({ isCrossRepository: true }))]);
    expect(view.pull.foreign).toBe(true);
    expect(asked).toHaveLength(1);
  });
});

describe('R31: what cannot be read whole decides nothing', () => {
  test.each<[string, Answer[], RegExp]>([
    ['no such pull request', [answerTo(null)], /no pull request 7/],
    ['no base branch', [answerTo(rawPull(), { base: null })], /base branch/],
    ['a log that does not show the head yet', [answerTo(rawPull()), json([])], /activity log/],
    ['files that are not shown', [answerTo(rawPull({ files: null })), LOG], /changed files/],
    ['reviews without end', [endless('reviews')], /reviews .*More than 2000/],
    ['a timeline without end', [endless('timelineItems')], /timelineItems .*More than 2000/],
    [
      'a log without end',
      [answerTo(rawPull()), () => json([push(1, -1, HEAD)], 200, NEXT_PAGE)],
      /activity .*More than/,
    ],
    ['a log that is no list', [answerTo(rawPull()), json({ surprise: true })], /activity/],
    ['a log that cannot be read', [answerTo(rawPull()), json({ message: 'Bad Gateway' }, 502)], /activity \(502\)/],
  ])('%s', async (_name, answers, message) => {
    await expect(read(answers)).rejects.toThrow(message);
  });
});

describe('security row 9: what others write is not ours', () => {
  test('a status under our name counts only if we set it', async () => {
    const status = { context: 'disposisi', state: 'SUCCESS', description: 'Selesai', targetUrl: null };
    const withStatus = (creator: typeof HOLDER) =>
      rawPull({ commits: { nodes: [{ commit: { oid: HEAD, status: { contexts: [{ ...status, creator }] } } }] } });
    expect((await read([answerTo(withStatus(HOLDER)), LOG])).view.pull.status).toBeUndefined();
    expect((await read([answerTo(withStatus(PROCESS)), LOG])).view.pull.status).toEqual({
      state: 'success',
      description: 'Selesai',
      url: undefined,
    });
  });

  test('only our own comments are shown, each once', async () => {
    const comment = (id: number, author = PROCESS) => ({ fullDatabaseId: String(id), body: `k${id}`, author });
    const raw = rawPull({
      early: { nodes: [comment(1), comment(2, APPLICANT)] },
      late: { nodes: [comment(1), comment(3)] },
    });
    expect((await read([answerTo(raw), LOG])).view.pull.ownComments).toEqual([
      { id: 1, body: 'k1' },
      { id: 3, body: 'k3' },
    ]);
  });
});

test('what the planner compares with', async () => {
  const dismissed = item('ReviewDismissedEvent', 12, {
    previousReviewState: 'APPROVED',
    review: { fullDatabaseId: '2' },
  });
  const raw = rawPull({
    state: 'CLOSED',
    isDraft: true,
    headRef: null,
    labels: { nodes: [{ name: 'a' }] },
    reviewRequests: {
      nodes: [{ requestedReviewer: { login: 'budi' } }, { requestedReviewer: {} }, { requestedReviewer: null }],
    },
    reviews: {
      nodes: [review(1), review(2, { state: 'DISMISSED' })],
      pageInfo: { hasNextPage: false, endCursor: null },
    },
    timelineItems: { nodes: [dismissed], pageInfo: { hasNextPage: false, endCursor: null } },
    files: {
      totalCount: 120,
      nodes: ['ADDED', 'MODIFIED', 'DELETED', 'RENAMED', 'COPIED', 'CHANGED'].map((changeType, n) => ({
        path: `f${n}`,
        changeType,
      })),
    },
  });
  const { pull } = (await read([answerTo(raw), LOG])).view;
  expect(pull).toMatchObject({
    state: 'closed',
    draft: true,
    branchExists: false,
    labels: ['a'],
    requested: ['budi'],
    fileCount: 120,
  });
  expect(pull.files.map((each) => each.status)).toEqual([
    'added',
    'modified',
    'removed',
    'renamed',
    'added',
    'modified',
  ]);
  expect(pull.reviews).toEqual([
    { id: 1, dismissed: false, verdict: 'approve' },
    { id: 2, dismissed: true, verdict: 'approve' },
  ]);
});

describe('R28: the cheap listing', () => {
  const line = (number: number) => ({
    number,
    isDraft: false,
    isCrossRepository: false,
    updatedAt: at(30),
    headRefName: `cms/${number}`,
    headRefOid: HEAD,
    labels: { nodes: [{ name: 'a' }] },
    commits: { nodes: [{ commit: { oid: HEAD, status: null } }] },
    reviews: { nodes: [review(1)] },
    timelineItems: { nodes: [item('LabeledEvent', 1)] },
  });
  const page = (from: number, count: number, next: boolean, more: object = {}): Response =>
    json({
      data: {
        viewer: VIEWER,
        repository: {
          pullRequests: {
            nodes: Array.from({ length: count }, (_, n) => line(from + n)),
            pageInfo: { hasNextPage: next, endCursor: next ? `c${from}` : null },
          },
          ...more,
        },
      },
    });

  test('250 open pull requests cost three queries; only the first asks for register and configuration', async () => {
    const first = page(1, 100, true, { register: registerOf({ object: blob('{"n":1}') }, undefined), ...CONFIG });
    const { client, asked } = scripted([first, page(101, 100, true), page(201, 50, false)]);
    const list = await listOpen(client);
    expect(list.pulls.map((pull) => pull.number)).toEqual(Array.from({ length: 250 }, (_, n) => n + 1));
    expect(list.register).toEqual({ head: REGISTER, index: '{"n":1}', journal: undefined });
    expect(asked.map((request) => JSON.parse(request.body).variables)).toMatchObject([
      { after: null, withRest: true },
      { after: 'c1', withRest: false },
      { after: 'c101', withRest: false },
    ]);
  });

  test('revision and marks are those of the full read', async () => {
    const raw = rawPull({
      reviews: { nodes: [review(1)], pageInfo: { hasNextPage: false, endCursor: null } },
      timelineItems: {
        nodes: [item('LabeledEvent', 1, { label: { name: 'a' } })],
        pageInfo: { hasNextPage: false, endCursor: null },
      },
    });
    const full = await read([answerTo(raw), LOG]);
    const { client } = scripted([page(7, 1, false, { register: null, ...CONFIG })]);
    const list = await listOpen(client);
    expect(list.pulls[0]?.mark).toBe(full.view.mark);
    expect(list.configRevision).toBe(configRevision(full.view.config));
    expect(list.configRevision).toBe(configRevision([...FILES].reverse()));
    expect(list.configRevision).not.toBe(configRevision(FILES.slice(1)));
  });
});

describe('R26: files of the register', () => {
  const answer = (head: string, files: object): Response =>
    json({ data: { repository: { register: { target: { oid: head, ...files } } } } });

  test('are read by path, fifty to a query; what is not there is left out', async () => {
    const paths = Array.from({ length: 51 }, (_, n) => `journals/0/${n + 1}.jsonl`);
    const { client, asked } = scripted([
      answer(REGISTER, { f0: { object: blob('a') }, f1: null }),
      answer(REGISTER, { f0: { object: blob('z') } }),
    ]);
    expect([...(await readRegister(client, paths))]).toEqual([
      ['journals/0/1.jsonl', 'a'],
      ['journals/0/51.jsonl', 'z'],
    ]);
    expect(asked).toHaveLength(2);
  });

  test('of two heads are never mixed', async () => {
    const paths = Array.from({ length: 51 }, (_, n) => `p${n}`);
    const { client } = scripted([answer(REGISTER, {}), answer(HEAD, {})]);
    await expect(readRegister(client, paths)).rejects.toThrow(/moved/);
  });
});
