import { describe, expect, test } from 'vitest';
import { type Effect, SUCCESSOR } from '#domain/case/plan/effects.ts';
import { type Answer, type Asked, json, scripted } from '#tests/support/forge-answers.ts';
import { HEAD, rawPull, SELF } from '#tests/support/raw-pull.ts';
import { applyEffects } from './apply-effects.ts';
import { pullView } from './pull-view.ts';

const PULL = pullView(rawPull(), [], [], SELF, [], 'b'.repeat(40));
const fine = (): Response => json({ data: { markPullRequestReadyForReview: { pullRequest: { id: 'PR_7' } } } });
const refuse = (status: number, message: string): Response => json({ message }, status);

/** Returns method, path within the repository, and body of a call. */
const shown = ({ method, path, body }: Asked): unknown[] => [
  `${method} ${path.replace('/api/v3/repos/kantor/berkas', '')}`,
  body === '' ? undefined : JSON.parse(body),
];

async function run(effects: readonly Effect[], answers: readonly Answer[] = [fine]) {
  const { client, asked } = scripted(answers);
  const refusals = await applyEffects(client, PULL, effects);
  return { refusals, asked, calls: asked.map(shown) };
}

const MAIN_HEAD = 'f'.repeat(40);
const merge = { do: 'merge', oid: HEAD, onto: MAIN_HEAD, message: 'Berkas selesai', files: [] } satisfies Effect;

describe('R30: every effect is one call', () => {
  test.each<[Effect, string, unknown]>([
    [
      { do: 'status', oid: HEAD, state: 'pending', description: 'Baris 3', url: undefined },
      `POST /statuses/${HEAD}`,
      { state: 'pending', context: 'disposisi', description: 'Baris 3' },
    ],
    [{ do: 'labels', labels: ['baris-3'] }, 'PUT /issues/7/labels', { labels: ['baris-3'] }],
    [{ do: 'comment', body: 'isi' }, 'POST /issues/7/comments', { body: 'isi' }],
    [{ do: 'edit-comment', id: 55, body: 'isi' }, 'PATCH /issues/comments/55', { body: 'isi' }],
    [
      { do: 'dismiss', review: 4_294_967_297, message: 'Belum giliran' },
      'PUT /pulls/7/reviews/4294967297/dismissals',
      { message: 'Belum giliran', event: 'DISMISS' },
    ],
    [
      { do: 'restore-branch', branch: 'cms/permohonan/uji', oid: HEAD, exists: false },
      'POST /git/refs',
      { ref: 'refs/heads/cms/permohonan/uji', sha: HEAD },
    ],
    [
      { do: 'restore-branch', branch: 'cms/permohonan/uji', oid: HEAD, exists: true },
      'PATCH /git/refs/heads%2Fcms%2Fpermohonan%2Fuji',
      { sha: HEAD, force: true },
    ],
    [{ do: 'close' }, 'PATCH /pulls/7', { state: 'closed' }],
    [{ do: 'base' }, 'PATCH /pulls/7', { base: 'main' }],
  ])('R30: the effect $do is one call', async (effect, call, body) => {
    const { calls, refusals } = await run([effect]);
    expect(calls).toEqual([[call, body]]);
    expect(refusals).toEqual([]);
  });

  test('R34: a merge makes a tree with the files and a commit whose second parent is the judged commit, and moves main to it', async () => {
    const files = [{ path: 'requests/2026/uji/request.yaml', oid: 'a'.repeat(40) }];
    const made = (sha: string) => json({ sha }, 201);
    const { calls } = await run([{ ...merge, files }], [made('tree'), made('commit'), fine]);
    expect(calls).toEqual([
      [
        'POST /git/trees',
        {
          base_tree: MAIN_HEAD,
          tree: [{ path: files[0]?.path, mode: '100644', type: 'blob', sha: files[0]?.oid }],
        },
      ],
      ['POST /git/commits', { message: 'Berkas selesai', tree: 'tree', parents: [MAIN_HEAD, HEAD] }],
      ['PATCH /git/refs/heads%2Fmain', { sha: 'commit', force: false }],
    ]);
  });

  test('R30: the effect ready uses GraphQL, since REST does not have it', async () => {
    const { asked } = await run([{ do: 'ready' }]);
    expect(asked.map((request) => request.operation)).toEqual(['MarkReady']);
    expect(JSON.parse(asked[0]?.body ?? '').variables.id).toBe('PR_7');
  });

  test('R30: review requests are withdrawn and made by one call each', async () => {
    const { calls } = await run([{ do: 'request-reviews', add: ['budi'], remove: ['ani'] }]);
    expect(calls).toEqual([
      ['DELETE /pulls/7/requested_reviewers', { reviewers: ['ani'] }],
      ['POST /pulls/7/requested_reviewers', { reviewers: ['budi'] }],
    ]);
  });

  test('R30: without effects nothing is sent', async () => {
    expect((await run([])).asked).toEqual([]);
    expect((await run([{ do: 'request-reviews', add: [], remove: [] }])).asked).toEqual([]);
  });
});

test('R1: before the pull request is reopened, other open pull requests from the branch are closed', async () => {
  const { calls } = await run([{ do: 'reopen' }], [json([{ number: 7 }, { number: 9 }]), fine, fine]);
  expect(calls.slice(1)).toEqual([
    ['PATCH /pulls/9', { state: 'closed' }],
    ['PATCH /pulls/7', { state: 'open' }],
  ]);
});

describe('R48: the branch is set back from a foreign commit', () => {
  const [FROM, MADE] = ['d'.repeat(40), 'e'.repeat(40)];
  const files = [{ path: 'requests/2026/uji/request.yaml', oid: 'c'.repeat(40) }];
  const back: Effect = { do: 'set-back', branch: 'permohonan/uji', from: FROM, oid: HEAD, onto: MAIN_HEAD, files };
  const known = json({ data: { repository: { id: 'R_1' } } });
  const moved = json({ data: { updateRefs: { clientMutationId: null } } });
  const no = json({ data: null, errors: [{ type: 'FORBIDDEN', message: 'without `workflows` permission' }] });
  const refsOf = (calls: unknown[][]) =>
    calls.flatMap(([, body]) => (body as { variables?: { refs?: unknown[] } } | undefined)?.variables?.refs ?? []);
  const refTo = (afterOid: string) => ({ name: 'refs/heads/permohonan/uji', beforeOid: FROM, afterOid, force: true });

  test('R48: the call that sets the branch back names the foreign commit as the head that it expects', async () => {
    const { refusals, calls } = await run([back], [known, moved]);
    expect(refusals).toEqual([]);
    expect(refsOf(calls)).toEqual([refTo(HEAD)]);
  });

  test('R48: if the forge refuses the judged commit, the branch is set to a commit of main’s tree with the same files, and the merge uses that commit', async () => {
    const answers = [
      known,
      no,
      json({ sha: 'tree' }),
      json({ sha: MADE }),
      moved,
      json({ sha: 'tree' }),
      json({ sha: 'merge' }),
      fine,
    ];
    const { refusals, calls } = await run([back, merge], answers);
    expect(refusals).toEqual([]);
    expect(refsOf(calls)).toEqual([refTo(HEAD), refTo(MADE)]);
    const commits = calls.filter(([call]) => call === 'POST /git/commits').map(([, body]) => body);
    expect(commits).toMatchObject([{ parents: [MAIN_HEAD] }, { parents: [MAIN_HEAD, MADE] }]);
  });

  test('R34: without a commit to set the branch to, branch and merge use a new commit; if the branch cannot be set, main receives no commit of the branch', async () => {
    const made = [json({ sha: 'tree' }), json({ sha: MADE })];
    const merged = [json({ sha: 'tree' }), json({ sha: 'merge' }), fine];
    const effects = [back, merge].map((effect) => ({ ...effect, oid: undefined }) as Effect);
    for (const [answer, parents, refused] of [
      [moved, [MAIN_HEAD, MADE], 0],
      [no, [MAIN_HEAD], 1],
    ] as const) {
      const { refusals, calls } = await run(effects, [known, ...made, answer, ...merged]);
      expect(refusals).toHaveLength(refused);
      expect(refsOf(calls)).toEqual([refTo(MADE)]);
      expect(calls.findLast(([call]) => call === 'POST /git/commits')?.[1]).toMatchObject({ parents });
    }
  });

  const words = { title: 'Permohonan', body: 'Lanjutan', old: 7, comment: `Berlanjut di #${SUCCESSOR}` };
  const open: Effect = {
    do: 'open-successor',
    branch: 'permohonan/uji',
    from: FROM,
    oid: HEAD,
    onto: MAIN_HEAD,
    files,
    ...words,
  };
  const opened = [json([]), json({ number: 12 }), fine];
  const reported = (calls: unknown[][]) => calls.slice(-2);
  const SUCCEEDED = [
    ['POST /pulls', { title: 'Permohonan', body: 'Lanjutan', head: 'permohonan/uji', base: 'main' }],
    ['POST /issues/7/comments', { body: 'Berlanjut di #12' }],
  ];

  test('R1: the branch of a successor is set to the judged commit, or created there if the branch is gone', async () => {
    for (const [from, beforeOid] of [
      [FROM, FROM],
      [undefined, '0'.repeat(40)],
    ] as const) {
      const { refusals, calls } = await run([{ ...open, from }], [known, moved, ...opened]);
      expect(refusals).toEqual([]);
      expect(refsOf(calls)).toEqual([{ ...refTo(HEAD), beforeOid }]);
      expect(reported(calls)).toEqual(SUCCEEDED);
    }
  });

  test('R1: if the forge refuses the judged commit, a successor uses a commit of main’s tree with the same files; without files there is no successor', async () => {
    const made = [json({ sha: 'tree' }), json({ sha: MADE })];
    const { refusals, calls } = await run([open], [known, no, ...made, moved, ...opened]);
    expect(refusals).toEqual([]);
    expect(refsOf(calls)).toEqual([refTo(HEAD), refTo(MADE)]);
    expect(reported(calls)).toEqual(SUCCEEDED);
    // A journal of an old version lists no files. Main’s tree alone would be another request.
    const older = await run([{ ...open, files: [] }], [known, no]);
    expect(older.refusals).toMatchObject([{ effect: { do: 'open-successor' } }]);
    expect(older.calls).toHaveLength(2);
  });

  test('R48: if the forge refuses the judged commit and the commit of main’s tree, the other effects are still applied', async () => {
    const { refusals, calls } = await run(
      [back, { do: 'close' }],
      [known, no, json({ sha: 'tree' }), json({ sha: MADE }), no, fine],
    );
    expect(refusals).toMatchObject([{ effect: { do: 'set-back' } }]);
    expect(calls.at(-1)?.[0]).toBe('PATCH /pulls/7');
  });
});

describe('effects that the forge refuses', () => {
  const close: Effect = { do: 'close' };

  test.each([409, 422])(
    'security 6: a merge that the forge refuses with %i is reported, not tried again',
    async (status) => {
      const { refusals, asked } = await run([merge, close], [refuse(status, 'Update is not a fast forward'), fine]);
      expect(refusals).toEqual([{ effect: merge, status, message: 'Update is not a fast forward' }]);
      expect(asked).toHaveLength(2);
    },
  );

  test('a reviewer who is no collaborator does not block the review requests to others', async () => {
    const effect: Effect = { do: 'request-reviews', add: ['ani', 'orang-luar'], remove: [] };
    const no = refuse(422, 'Reviews may only be requested from collaborators');
    const { refusals, calls } = await run([effect, close], [no, fine, no, fine]);
    expect(calls.map(([, body]) => body)).toEqual([
      { reviewers: ['ani', 'orang-luar'] },
      { reviewers: ['ani'] },
      { reviewers: ['orang-luar'] },
      { state: 'closed' },
    ]);
    expect(refusals.map((refusal) => refusal.effect)).toEqual([{ ...effect, add: ['orang-luar'] }]);
  });

  test('a refusal by GraphQL is reported, and the other effects are still applied', async () => {
    const no = json({ data: null, errors: [{ type: 'UNPROCESSABLE', message: 'Pull request is closed' }] });
    const { refusals, asked } = await run([{ do: 'ready' }, close], [no, fine]);
    expect(refusals).toMatchObject([{ effect: { do: 'ready' }, message: 'Pull request is closed' }]);
    expect(asked).toHaveLength(2);
  });

  test('an unreachable forge and an invalid token are errors, not refused effects', async () => {
    await expect(run([close, merge], [refuse(502, 'Bad Gateway')])).rejects.toThrow(/PATCH .*pull_number.* \(502\)/);
    await expect(run([close], [refuse(401, 'Bad credentials')])).rejects.toThrow(/401/);
  });

  test('a close that failed is tried again; a comment is not, since the forge may have written it', async () => {
    const { asked } = await run([close], [refuse(502, 'Bad Gateway'), fine]);
    expect(asked).toHaveLength(2);
    const { client, asked: comments } = scripted([refuse(502, 'Bad Gateway'), fine]);
    await expect(applyEffects(client, PULL, [{ do: 'comment', body: 'Giliran Anda' }])).rejects.toThrow(/502/);
    expect(comments).toHaveLength(1);
  });
});
