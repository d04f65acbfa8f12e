import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { configRevision } from '#engine/config/revision.ts';
import { type Answer, type Asked, json, scripted } from '#tests/support/forge-answers.ts';
import { APPLICANT, at, HEAD, HOLDER, item, PROCESS, push, rawPull, review, SELF } from '#tests/support/raw-pull.ts';
import { listOpen } from './list-open.ts';
import type { RawComment, RawPull } from './raw.ts';
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
const FIRST_PAGE = { hasPreviousPage: false, startCursor: null };
const moreBefore = (startCursor: string) => ({ hasPreviousPage: true, startCursor });
/** Returns the reply to a query for an earlier page. */
const earlier = (name: string, nodes: readonly unknown[], pageInfo: object = FIRST_PAGE): Response =>
  json({ data: { repository: { pullRequest: { [name]: { nodes, pageInfo } } } } });
/** Returns replies in which every page names an earlier page. */
const endless = (name: 'reviews' | 'timelineItems', node: object): Answer[] => [
  answerTo(rawPull({ [name]: { nodes: [node], pageInfo: moreBefore('x') } })),
  () => earlier(name, [node], moreBefore('x')),
];
const comment = (id: number, more: Partial<RawComment> = {}): RawComment => ({
  fullDatabaseId: String(id),
  body: `k${id}`,
  createdAt: at(1),
  lastEditedAt: null,
  author: PROCESS,
  editor: null,
  ...more,
});
const LOG = json([push(1, -1, HEAD)]);
const read = async (answers: readonly Answer[]) => {
  const { client, asked } = scripted(answers);
  return { view: await readCase(client, 7), asked };
};

describe('R38: how many reads from the forge one case costs', () => {
  test('R38: reading a case costs one query, and one read of its branch’s activity log', async () => {
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

  test('a register, index, journal or configuration that does not exist yet is read as absent', async () => {
    const none = await read([answerTo(rawPull(), { register: null, sops: null, schemas: null }), LOG]);
    expect(none.view.register).toEqual({ head: undefined, index: undefined, journal: undefined });
    expect(none.view.config).toEqual([]);
    const fresh = await read([answerTo(rawPull(), { register: registerOf(null, null) }), LOG]);
    expect(fresh.view.register).toEqual({ head: REGISTER, index: undefined, journal: undefined });
  });

  test('a long journal that the query cut off is read whole by one read more', async () => {
    const long = '{"seq":1}\n'.repeat(100);
    const cut = { ...blob(long), text: long.slice(0, 50), isTruncated: true };
    const whole = json({ content: Buffer.from(long).toString('base64'), encoding: 'base64' });
    const { view, asked } = await read([
      answerTo(rawPull(), { register: registerOf(null, { object: cut }) }),
      whole,
      LOG,
    ]);
    expect(view.register.journal).toBe(long);
    expect(asked).toHaveLength(3);
  });

  test('reviews, timeline items and pushes from before the newest page are read page by page, and all facts are in the order of time', async () => {
    const { view, asked } = await read([
      answerTo(
        rawPull({
          reviews: { nodes: [review(2)], pageInfo: moreBefore('r') },
          timelineItems: { nodes: [item('ClosedEvent', 20)], pageInfo: moreBefore('t') },
        }),
      ),
      earlier('timelineItems', [item('LabeledEvent', 2, { label: { name: 'b' } })], moreBefore('u')),
      earlier('timelineItems', [item('LabeledEvent', 1, { label: { name: 'a' } })]),
      earlier('reviews', [review(1)]),
      json([push(2, 5, HEAD)], 200, NEXT_PAGE),
      json([push(1, -1, 'f'.repeat(40))]),
    ]);
    expect(view.facts.map((fact) => (fact.kind === 'label' ? (fact.label ?? fact.what) : fact.kind))).toEqual([
      ...['push', 'opened', 'a', 'b', 'push'],
      ...['review', 'review', 'close'],
    ]);
    expect(asked.map((request) => request.operation)).toEqual([
      ...['ReadCase', 'MoreItems', 'MoreItems', 'MoreReviews'],
      ...[undefined, undefined],
    ]);
    expect(asked.slice(1, 4).map(({ body }) => JSON.parse(body).variables.before)).toEqual(['t', 'u', 'r']);
    expect(view.isLong).toBe(true);
  });

  test('R38: a hundred comments are read with the case, without a further read', async () => {
    const others = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => comment(from + n, { author: APPLICANT }));
    const raw = rawPull({
      early: { totalCount: 100, nodes: others(1, 30) },
      late: { nodes: [comment(31), ...others(32, 69)], pageInfo: moreBefore('c') },
    });
    const { view, asked } = await read([answerTo(raw), LOG]);
    expect(view.pull.ownComments.map(({ id }) => id)).toEqual([31]);
    expect(asked).toHaveLength(2);
  });

  test('a case is long if its pushes need a second page, and not if one page of each kind has everything', async () => {
    const isLong = async (...answers: Answer[]) => (await read(answers)).view.isLong;
    expect(await isLong(answerTo(rawPull()), LOG)).toBe(false);
    expect(
      await isLong(answerTo(rawPull()), json([push(1, -1, HEAD)], 200, NEXT_PAGE), json([push(0, -2, 'f'.repeat(40))])),
    ).toBe(true);
  });

  test('R38: a pull request from another repository costs one query, since its branch has no activity log here', async () => {
    const { view, asked } = await read([answerTo(rawPull({ isCrossRepository: true }))]);
    expect(view.pull.foreign).toBe(true);
    expect(asked).toHaveLength(1);
  });
});

describe('R31: a case that cannot be read whole is an error', () => {
  test.each<[string, Answer[], RegExp]>([
    ['no such pull request', [answerTo(null)], /no pull request 7/],
    ['no base branch', [answerTo(rawPull(), { base: null })], /base branch/],
    ['an activity log that does not show the head yet', [answerTo(rawPull()), json([])], /activity log/],
    ['changed files that are not shown', [answerTo(rawPull({ files: null })), LOG], /changed files/],
    ['pages of reviews that never end', endless('reviews', review(1)), /reviews.*A page is missing/],
    [
      'pages of the timeline that never end',
      endless('timelineItems', item('ClosedEvent', 1)),
      /timelineItems.*A page is missing/,
    ],
    [
      'a page of reviews that is missing',
      [answerTo(rawPull({ reviews: { nodes: [review(1)], pageInfo: moreBefore('x') } })), earlier('other', [])],
      /reviews.*A page is missing/,
    ],
    [
      'pages of the activity log that never end',
      [answerTo(rawPull()), () => json([push(1, -1, HEAD)], 200, NEXT_PAGE)],
      /activity.*A page is missing/,
    ],
    ['an activity log that is no list', [answerTo(rawPull()), json({ surprise: true })], /activity/],
    [
      'an activity log that cannot be read',
      [answerTo(rawPull()), json({ message: 'Bad Gateway' }, 502)],
      /activity \(502\)/,
    ],
  ])('R31: reading a case with %s is an error', async (_name, answers, message) => {
    await expect(read(answers)).rejects.toThrow(message);
  });
});

describe('security 9: what other accounts write is not the process’s', () => {
  test('security 9: a status under the process’s name counts only if the process set it', async () => {
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

  test('security 9: only comments by the process’s account are returned, each once', async () => {
    const raw = rawPull({
      early: { totalCount: 3, nodes: [comment(1), comment(2, { author: APPLICANT })] },
      late: { nodes: [comment(1), comment(3)], pageInfo: moreBefore('x') },
    });
    expect((await read([answerTo(raw), LOG])).view.pull.ownComments).toEqual([
      { id: 1, body: 'k1' },
      { id: 3, body: 'k3' },
    ]);
  });
});

describe('R31: of a long history, a run reads only what is newer than the last run’s place', () => {
  const FROM = at(60);
  const tail = { from: FROM, sticky: 5 };
  const index = { format: 1, config: '', agenda: {}, cases: { 7: { tail } }, bookings: [] };
  const registerWith = (kept: object) => registerOf({ object: blob(JSON.stringify(kept)) }, { object: blob('{}\n') });
  const register = registerWith(index);
  const labels = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => item('LabeledEvent', from + n, { label: { name: `l${n}` } }));
  const long = (more: Partial<RawPull> = {}) =>
    rawPull({ timelineItems: { nodes: labels(61, 100), pageInfo: moreBefore('t') }, ...more });
  const operations = (asked: readonly Asked[]) => asked.map(({ operation, path }) => operation ?? path.split('?')[0]);
  const OWN = json({ id: 5, body: 'Daftar langkah' });

  test('R31: pages from before the last run’s place are not read again, and items from before that place are no facts', async () => {
    const { view, asked } = await read([
      answerTo(long(), { register }),
      earlier('timelineItems', [...labels(59, 1), ...labels(60, 1)], moreBefore('u')),
      LOG,
      OWN,
    ]);
    expect(operations(asked)).toEqual([
      ...['ReadCase', 'MoreItems', '/api/v3/repos/kantor/berkas/activity'],
      '/api/v3/repos/kantor/berkas/issues/comments/5',
    ]);
    const [opened, oldest, ...others] = view.facts.filter(({ kind }) => kind === 'label');
    expect(opened).toMatchObject({ what: 'opened' });
    expect([oldest?.at, others.length]).toEqual([FROM, 100]);
    expect(view.tail).toEqual(tail);
    expect(view.pull.ownComments).toEqual([{ id: 5, body: 'Daftar langkah' }]);
  });

  test('R31: without the last run’s place, or with an unreadable index, all pages are read', async () => {
    for (const broken of [{ ...index, cases: {} }, { tail: 1 }]) {
      const { asked, view } = await read([
        answerTo(long(), { register: registerWith(broken) }),
        earlier('timelineItems', labels(0, 2)),
        LOG,
      ]);
      expect(operations(asked)).toHaveLength(3);
      expect(view.facts.filter(({ kind }) => kind === 'label')).toHaveLength(103);
    }
  });

  test('security 33: three thousand items, reviews, comments and pushes each are read whole once, and later only back to the last run’s place', async () => {
    const count = 3000;
    const all = <Node>(make: (n: number) => Node) => Array.from({ length: count }, (_, n) => make(n));
    const lists: Readonly<Record<string, readonly unknown[]>> = {
      timelineItems: all((n) => item('LabeledEvent', n, { label: { name: 'l' } })),
      reviews: all((n) => review(n + 1, { state: 'COMMENTED', submittedAt: at(n) })),
      comments: all((n) => comment(n + 1, { author: n === 0 ? PROCESS : APPLICANT, createdAt: at(n) })),
    };
    const page = (name: string, size: number, before = count) => {
      const start = Math.max(0, before - size);
      const nodes = lists[name]?.slice(start, before) ?? [];
      return { nodes, pageInfo: { hasPreviousPage: start > 0, startCursor: String(start) } };
    };
    const log = all((n) => push(count - n, count - n, n === 0 ? HEAD : 'f'.repeat(40)));
    const answer = (request: Asked): Response => {
      if (request.operation === 'ReadCase') {
        const { data } = JSON.parse(pull) as { data: { repository: object } };
        return json({
          data: { ...data, repository: { ...data.repository, ...(known[0] ? { register: known[0] } : {}) } },
        });
      }
      const { before } = request.operation === undefined ? {} : JSON.parse(request.body).variables;
      const name = { MoreItems: 'timelineItems', MoreReviews: 'reviews', MoreComments: 'comments' }[
        request.operation ?? ''
      ];
      if (name !== undefined) return earlierPage(name, page(name, 100, Number(before)));
      if (request.path.includes('/comments/')) return OWN.clone();
      const from = Number(new URL(`http://x${request.path}`).searchParams.get('after') ?? 0);
      const link = `<http://forge.example/api/v3/repositories/1/activity?after=${from + 100}>; rel="next"`;
      return json(log.slice(from, from + 100), 200, from + 100 < count ? { link } : {});
    };
    const earlierPage = (name: string, each: object) =>
      json({ data: { repository: { pullRequest: { [name]: each } } } });
    const known: object[] = [];
    const pull = await answerTo({
      ...rawPull({ createdAt: at(-1), early: { totalCount: count, nodes: [comment(1)] } }),
      ...{ reviews: page('reviews', 100), timelineItems: page('timelineItems', 100), late: page('comments', 70) },
    } as RawPull).text();
    const whole = await read([answer]);
    expect(whole.view.facts.filter(({ kind }) => kind === 'label')).toHaveLength(count + 1);
    expect(whole.view.facts.filter(({ kind }) => kind === 'push')).toHaveLength(count);
    expect(whole.asked).toHaveLength(1 + 29 + 29 + 30 + 30);
    known.push(registerWith({ ...index, cases: { 7: { tail: { ...tail, from: at(count - 150) } } } }));
    const later = await read([answer]);
    // The last of these reads asks for the opener’s pushes (R48).
    expect(later.asked).toHaveLength(1 + 1 + 1 + 2 + 1 + 1 + 1);
  });

  test('R1: after a close, all reviews are read, since its reason may be an old comment-only review', async () => {
    const close = item('ClosedEvent', 170, { actor: HOLDER });
    const reason = review(1, { state: 'COMMENTED', body: 'Palsu.', submittedAt: at(3) });
    const { view, asked } = await read([
      answerTo(
        long({
          timelineItems: { nodes: [...labels(55, 2), close], pageInfo: moreBefore('t') },
          reviews: { nodes: [review(9, { submittedAt: at(50), state: 'COMMENTED' })], pageInfo: moreBefore('r') },
        }),
        { register },
      ),
      earlier('reviews', [reason, review(2, { state: 'DISMISSED' })]),
      LOG,
      OWN,
    ]);
    expect(operations(asked).slice(0, 2)).toEqual(['ReadCase', 'MoreReviews']);
    expect(view.facts.flatMap((fact) => (fact.kind === 'review' ? [fact.body] : []))).toEqual(['Palsu.', '']);
  });

  test('R16, R18: the activity log is read back to the last push before the last run’s place, or further, to the push on which a new act was made', async () => {
    const [old, older] = ['1'.repeat(40), '2'.repeat(40)];
    const made = (oid: string) => review(9, { submittedAt: at(70), commit: { oid } });
    const pages = [
      json([push(4, 65, HEAD)], 200, NEXT_PAGE),
      json([push(3, 40, old)], 200, NEXT_PAGE),
      json([push(2, 30, older)], 200, NEXT_PAGE),
      json([push(1, -1, 'f'.repeat(40))]),
    ];
    for (const [commit, count] of [
      [HEAD, 2],
      [old, 2],
      [older, 3],
      ['9'.repeat(40), 4],
    ] as const) {
      const reviews = { nodes: [made(commit)], pageInfo: FIRST_PAGE };
      // If pushes remain unread, one more read asks for those of the opener (R48).
      const own = count < pages.length ? [json([push(0, -2, 'e'.repeat(40))])] : [];
      const { view, asked } = await read([
        answerTo(rawPull({ reviews }), { register }),
        ...pages.slice(0, count),
        ...own,
        OWN,
      ]);
      expect(view.facts.filter(({ kind }) => kind === 'push')).toHaveLength(count + own.length);
      expect(asked.filter(({ path }) => path.includes('actor='))).toHaveLength(own.length);
    }
  });

  test('R30: the process’s comments are found among thousands of others, and pages from before the last run’s place are not read', async () => {
    const others = (from: number, count: number, minutes: number) =>
      Array.from({ length: count }, (_, n) => comment(from + n, { author: APPLICANT, createdAt: at(minutes) }));
    const raw = (own: RawComment[]) =>
      rawPull({
        early: { totalCount: 3000, nodes: [comment(1), ...others(2, 29, 1)] },
        late: { nodes: [...own, ...others(3000, 69, 90)], pageInfo: moreBefore('c') },
      });
    const between = earlier('comments', [comment(500, { createdAt: at(59) }), ...others(501, 99, 80)], moreBefore('d'));
    const first = await read([answerTo(raw([])), LOG, between, earlier('comments', [...others(20, 100, 2)])]);
    expect(first.view.pull.ownComments.map(({ id }) => id)).toEqual([1, 500]);
    const next = await read([answerTo(raw([]), { register }), LOG, between, OWN]);
    expect(next.view.pull.ownComments.map(({ id }) => id)).toEqual([5, 1, 500]);
    expect(next.asked).toHaveLength(4);
  });

  test('of a draft’s timeline only the newest fifty pages are read, since the register keeps no place for a draft', async () => {
    let n = 0;
    const { view, asked } = await read([
      answerTo(long(), { register: registerOf(null, null) }),
      ({ operation }) =>
        operation === 'MoreItems'
          ? earlier('timelineItems', labels(0, 1), moreBefore(`${(n += 1)}`))
          : json([push(1, -1, HEAD)]),
    ]);
    expect(operations(asked).filter((each) => each === 'MoreItems')).toHaveLength(49);
    expect(view.facts.length).toBeGreaterThan(100);
  });
});

describe('R30: an edited comment of the process', () => {
  test.each<[string, Partial<RawComment>, boolean]>([
    ['that nobody edited is returned as it is', {}, false],
    ['that the process edited is returned as it is', { lastEditedAt: at(3), editor: PROCESS }, false],
    ['that somebody else edited is marked as changed', { lastEditedAt: at(3), editor: HOLDER }, true],
    ['that an unknown account edited is marked as changed', { lastEditedAt: at(3) }, true],
  ])('R30: a comment of the process %s', async (_name, more, isDefaced) => {
    const late = { nodes: [comment(1, more)], pageInfo: FIRST_PAGE };
    const { view } = await read([answerTo(rawPull({ late })), LOG]);
    expect(view.pull.ownComments).toEqual([{ id: 1, body: 'k1', ...(isDefaced ? { isDefaced } : {}) }]);
  });
});

test('the pull request is read with everything that the planner compares', async () => {
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
      pageInfo: { hasPreviousPage: false, startCursor: null },
    },
    timelineItems: { nodes: [dismissed], pageInfo: { hasPreviousPage: false, startCursor: null } },
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
    branchHead: undefined,
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

test('R30: the status of a head that neither the pull request nor its branch shows is read by one query more', async () => {
  const own = { context: 'disposisi', state: 'FAILURE', description: 'Ditolak', targetUrl: null, creator: PROCESS };
  const commit = { oid: HEAD, status: { contexts: [own] } };
  const raw = rawPull({
    state: 'CLOSED',
    commits: { nodes: [] },
    headRef: { target: { oid: 'f'.repeat(40), status: { contexts: [{ ...own, description: 'Lain' }] } } },
  });
  const { view, asked } = await read([answerTo(raw), LOG, json({ data: { repository: { object: commit } } })]);
  expect(view.pull.status).toEqual({ state: 'failure', description: 'Ditolak', url: undefined });
  expect(asked.at(-1)?.operation).toBe('ReadStatus');
  const gone = await read([answerTo(raw), LOG, json({ data: { repository: { object: null } } })]);
  expect(gone.view.pull.status).toBeUndefined();
});

describe('R28, R38: the list of open pull requests', () => {
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

  test('R38: listing 250 open pull requests costs three queries, and only the first reads register and configuration', async () => {
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

  test('R28: revision and mark in the list of open pull requests equal those of the full read of a case', async () => {
    const raw = rawPull({
      reviews: { nodes: [review(1)], pageInfo: { hasPreviousPage: false, startCursor: null } },
      timelineItems: {
        nodes: [item('LabeledEvent', 1, { label: { name: 'a' } })],
        pageInfo: { hasPreviousPage: false, startCursor: null },
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

  test('R26: register files are read by path, fifty per query, and a missing one is left out', async () => {
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

  test('R26: if the register’s head moves between two queries for its files, the reading fails', async () => {
    const paths = Array.from({ length: 51 }, (_, n) => `p${n}`);
    const { client } = scripted([answer(REGISTER, {}), answer(HEAD, {})]);
    await expect(readRegister(client, paths)).rejects.toThrow(/moved/);
  });
});
