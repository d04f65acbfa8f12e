import { describe, expect, test } from 'vitest';
import type { Fact } from '#domain/case/state/facts.ts';
import { APPLICANT, at, HEAD, HOLDER, history, item, PROCESS, push, review, SELF } from '#tests/support/raw-pull.ts';
import { ForgeError } from './errors.ts';
import { factsOf, type RawHistory } from './facts.ts';
import type { RawActor, RawItem } from './raw.ts';

const facts = (raw: RawHistory): Fact[] => factsOf(raw, SELF);
const kinds = (raw: RawHistory): string[] =>
  facts(raw).map((fact) => {
    const detail = 'what' in fact ? fact.what : 'verdict' in fact ? fact.verdict : 'merged' in fact ? fact.merged : '';
    return `${fact.kind}:${detail}`;
  });
const reviews = (raw: RawHistory) => facts(raw).filter((fact) => fact.kind === 'review');
const dismissal = (id: number, previous: 'APPROVED' | 'CHANGES_REQUESTED', minutes: number, actor = PROCESS) =>
  item('ReviewDismissedEvent', minutes, {
    actor,
    previousReviewState: previous,
    review: { fullDatabaseId: String(id) },
  });

describe('reviews as facts', () => {
  test.each([
    ['APPROVED', 'approve'],
    ['CHANGES_REQUESTED', 'changes'],
    ['COMMENTED', 'comment'],
  ] as const)(
    'a review in the state %s is a fact with the verdict %s, and with id, order, commit and link',
    (state, verdict) => {
      expect(reviews(history({ reviews: [review(4_294_967_297, { state, body: 'isi' })] }))).toEqual([
        {
          kind: 'review',
          at: at(10),
          id: '4294967297',
          order: 4_294_967_297,
          actor: { id: 21, login: 'pejabat', kind: 'user' },
          link: 'https://forge.example/pull/7#pullrequestreview-4294967297',
          verdict,
          body: 'isi',
          commit: HEAD,
        },
      ]);
    },
  );

  test('R19: a dismissed review keeps the verdict that its own dismissal names', () => {
    const raw = history({
      reviews: [review(1, { state: 'DISMISSED' }), review(2, { state: 'DISMISSED', submittedAt: at(11) })],
      items: [dismissal(2, 'CHANGES_REQUESTED', 12), dismissal(1, 'APPROVED', 13)],
    });
    expect(reviews(raw).map((fact) => [fact.id, fact.verdict])).toEqual([
      ['1', 'approve'],
      ['2', 'changes'],
    ]);
  });

  test('R31: a dismissed review whose dismissal is missing is an error', () => {
    expect(() => facts(history({ reviews: [review(1, { state: 'DISMISSED' })] }))).toThrow(ForgeError);
  });

  test('a review that was never submitted is no fact', () => {
    expect(reviews(history({ reviews: [review(1, { state: 'PENDING', submittedAt: null })] }))).toEqual([]);
  });

  test('R16: a deleted account is a ghost, an App is a bot with its REST name, and an organisation is no person', () => {
    const raw = history({
      reviews: [
        review(1, { author: null }),
        review(2, { author: { __typename: 'Bot', login: 'rapi', databaseId: 77 } }),
        review(3, { author: { __typename: 'Organization', login: 'kantor', databaseId: 78 } }),
      ],
    });
    expect(reviews(raw).map((fact) => fact.actor)).toEqual([
      { id: 0, login: 'ghost', kind: 'ghost' },
      { id: 77, login: 'rapi[bot]', kind: 'bot' },
      { id: 78, login: 'kantor[bot]', kind: 'bot' },
    ]);
  });

  test('R16, R19: a text is its author’s only if nobody else changed it, or can have changed it', () => {
    const renamed: RawActor = { ...HOLDER, login: 'nama-baru' };
    const raw = history({
      reviews: [
        review(1),
        review(2, { lastEditedAt: at(11), editor: HOLDER }),
        review(3, { lastEditedAt: at(11), editor: renamed }),
        review(4, { lastEditedAt: at(11), editor: APPLICANT }),
        review(5, { lastEditedAt: at(11), editor: null }),
        review(6, { lastEditedAt: at(11), editor: null, author: null }),
        review(7, { state: 'COMMENTED', lastEditedAt: at(11), editor: APPLICANT }),
      ],
    });
    expect(reviews(raw).flatMap((fact) => (fact.editedByOther ? [fact.id] : []))).toEqual(['4', '5', '6', '7']);
  });

  test('R19: an edit is a fact of its editor; if the editor is unknown, the fact has the account 0', () => {
    const edited = { lastEditedAt: at(20) };
    const raw = history({ reviews: [review(1, { ...edited, editor: APPLICANT }), review(2, edited)] });
    const notices = facts(raw).filter((fact) => fact.kind === 'notice');
    expect(notices.map((fact) => [fact.what, fact.id, fact.about, fact.at, fact.actor.id])).toEqual([
      ['edited', `1@${at(20)}`, '1', at(20), 11],
      ['edited', `2@${at(20)}`, '2', at(20), 0],
    ]);
  });

  test('R19: a dismissal by a person is a fact, and one by the process is not', () => {
    const reviewed = [review(1, { state: 'DISMISSED' }), review(2, { state: 'DISMISSED' })];
    const items = [dismissal(1, 'APPROVED', 12, HOLDER), dismissal(2, 'APPROVED', 13)];
    const notices = facts(history({ reviews: reviewed, items })).filter((fact) => fact.kind === 'notice');
    expect(notices.map((fact) => [fact.what, fact.about, fact.actor.id])).toEqual([['dismissed', '1', 21]]);
  });
});

describe('labels, draft and opening as facts', () => {
  test('R13: the opening is a fact of the opener, before every label of the same second', () => {
    const raw = history({ items: [item('LabeledEvent', 0, { label: { name: 'decap-cms/pending_review' } })] });
    expect(facts(raw).map((fact) => [fact.kind, fact.order, fact.actor.id])).toEqual([
      ['push', 1, 11],
      ['label', -1, 11],
      ['label', 0, 11],
    ]);
    expect(facts(raw).at(-1)).toMatchObject({
      what: 'labeled',
      label: 'decap-cms/pending_review',
      id: 'LabeledEvent-0',
    });
  });

  test('R13: changes of draft and reopenings are facts in the order of the timeline', () => {
    const items = ['ReadyForReviewEvent', 'ConvertToDraftEvent', 'ReopenedEvent'].map((kind) => item(kind, 5));
    expect(kinds(history({ items })).slice(1)).toEqual([
      'label:opened',
      'label:ready',
      'label:draft',
      'label:reopened',
    ]);
  });

  test('R13: an action of the process is no fact, under any name of the process', () => {
    const renamed = { ...PROCESS, login: 'Nama-Lain' };
    const items = [
      item('LabeledEvent', 1, { actor: PROCESS, label: { name: 'a' } }),
      item('UnlabeledEvent', 2, { actor: renamed, label: { name: 'b' } }),
      item('ClosedEvent', 3, { actor: PROCESS }),
      item('ReopenedEvent', 4, { actor: PROCESS }),
    ];
    const activity = [
      push(1, -1, HEAD),
      push(2, 5, HEAD, { actor: { id: 900, login: 'disposisi[bot]', type: 'Bot' } }),
    ];
    expect(kinds(history({ items, activity }))).toEqual(['push:', 'label:opened']);
  });

  test('an account that only has the process’s name is not the process', () => {
    const spoof = { __typename: 'User', login: 'disposisi', databaseId: 666 };
    expect(kinds(history({ items: [item('LabeledEvent', 1, { actor: spoof, label: { name: 'a' } })] }))).toContain(
      'label:labeled',
    );
  });

  test('R14, R31: the place of a fact is counted within its second, so it is the same if only the newest items are read', () => {
    const items = [
      item('LabeledEvent', 2, { id: 'a', label: { name: 'a' } }),
      item('LabeledEvent', 3, { id: 'b', label: { name: 'b' } }),
      item('HeadRefForcePushedEvent', 3, { id: 'push' }),
      item('UnlabeledEvent', 3, { id: 'c', label: { name: 'b' } }),
    ];
    const places = (read: readonly RawItem[]) =>
      facts(history({ items: read })).flatMap((fact) =>
        fact.kind === 'label' && fact.what !== 'opened' ? [[fact.id, fact.order]] : [],
      );
    expect(places(items)).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 2],
    ]);
    expect(places(items.slice(1))).toEqual(places(items).slice(1));
  });
});

describe('closing as a fact', () => {
  test('a merge is one fact although it also closes, in either order of the two events', () => {
    const merged = item('MergedEvent', 9);
    const closed = item('ClosedEvent', 9);
    expect(kinds(history({ items: [merged, closed] })).slice(2)).toEqual(['close:true']);
    expect(kinds(history({ items: [closed, merged] })).slice(2)).toEqual(['close:true']);
  });

  test('a close that was undone before the merge is still a fact', () => {
    const items = [item('ClosedEvent', 1), item('ReopenedEvent', 2), item('MergedEvent', 3), item('ClosedEvent', 3)];
    expect(kinds(history({ items })).slice(2)).toEqual(['close:false', 'label:reopened', 'close:true']);
  });
});

describe('pushes as facts', () => {
  const B = 'b'.repeat(40);

  test('R14: each push in the activity log is a fact, forced or not; a deletion is no fact, and a restored branch is a push', () => {
    const activity = [
      push(4, 4, HEAD, { activity_type: 'branch_creation' }),
      push(3, 3, '0'.repeat(40), { activity_type: 'branch_deletion' }),
      push(2, 2, HEAD, { activity_type: 'force_push', actor: null }),
      push(1, -1, B, { activity_type: 'branch_creation' }),
    ];
    const pushes = facts(history({ activity })).filter((fact) => fact.kind === 'push');
    expect(pushes.map((fact) => [fact.order, fact.head, fact.actor.kind])).toEqual([
      [1, B, 'user'],
      [2, HEAD, 'ghost'],
      [4, HEAD, 'user'],
    ]);
  });

  test('R14, R28: if the process restores the branch in the second of the opening, the push before that is still a fact', () => {
    const self = { id: SELF.id, login: SELF.login, type: 'Bot' };
    const raw = history({ activity: [push(1, 0, HEAD), push(2, 0, HEAD, { actor: self })] });
    expect(
      facts(raw)
        .filter(({ kind }) => kind === 'push')
        .map(({ id }) => id),
    ).toEqual(['1']);
  });

  test('R48: pushes from before the opening are facts only if they came after the branch’s last deletion', () => {
    const ended = push(2, -20, '0'.repeat(40), { activity_type: 'branch_deletion' });
    const activity = [push(1, -30, B), ended, push(3, -10, B), push(4, -1, HEAD), push(5, 2, HEAD)];
    const pushes = facts(history({ activity })).filter((fact) => fact.kind === 'push');
    expect(pushes.map((fact) => fact.id)).toEqual(['3', '4', '5']);
  });

  test('R48: after a deletion since the opening, the pushes from before the deletion are still facts', () => {
    const activity = [
      push(1, -1, HEAD),
      push(2, 2, '0'.repeat(40), { activity_type: 'branch_deletion' }),
      push(3, 3, HEAD),
    ];
    expect(facts(history({ activity })).filter(({ kind }) => kind === 'push')).toHaveLength(2);
  });

  test('R31: an activity log that does not show the head yet is an error', () => {
    expect(() => facts(history({ activity: [push(1, -1, B)] }))).toThrow(/activity log does not show the head/);
  });

  test('a pull request from another repository has no push as a fact, since its branch has no activity log here', () => {
    expect(kinds(history({ activity: [] }, { isCrossRepository: true }))).toEqual(['label:opened']);
  });

  test('R14: within a second, pushes come before labels, labels before reviews, reviews before closes', () => {
    const raw = history({
      activity: [push(1, -1, B), push(2, 5, HEAD)],
      reviews: [review(1, { submittedAt: at(5) })],
      items: [item('ClosedEvent', 5), item('LabeledEvent', 5, { label: { name: 'a' } })],
    });
    expect(kinds(raw).slice(2)).toEqual(['push:', 'label:labeled', 'review:approve', 'close:false']);
  });

  test('fractions of a second are cut off', () => {
    const raw = history({ activity: [push(1, -1, HEAD, { timestamp: '2026-03-02T00:59:00.987Z' })] });
    expect(facts(raw)[0]?.at).toBe('2026-03-02T00:59:00Z');
  });
});

describe('R50: commits that an erasure made anew', () => {
  const [OLD, OTHER, ELSE] = ['1', '2', '3'].map((each) => each.repeat(40)) as [string, string, string];
  const newId = (oid: string): string => (oid === OLD ? HEAD : oid);
  const pushes = (raw: RawHistory) =>
    facts(raw).flatMap((fact) => (fact.kind === 'push' ? [[fact.order, fact.before, fact.head]] : []));

  test('pushes and reviews of the old commit are those of the new one, and the push of the erasure is no fact', () => {
    const activity = [push(1, -1, OLD, { before: ELSE }), push(2, 3, HEAD, { before: OLD })];
    const raw = history({ newId, activity, reviews: [review(7, { commit: { oid: OLD } })] });
    expect(pushes(raw)).toEqual([[1, ELSE, HEAD]]);
    expect(reviews(raw)).toMatchObject([{ commit: HEAD }]);
    // A later push goes on from the new commit.
    const more = history(
      { newId, activity: [...activity, push(3, 4, OTHER, { before: HEAD })] },
      { headRefOid: OTHER },
    );
    expect(pushes(more)).toEqual([
      [1, ELSE, HEAD],
      [3, HEAD, OTHER],
    ]);
  });

  test('if somebody pushes the old commit again, the log shows the head of the pull request', () => {
    const activity = [push(1, -1, HEAD, { before: ELSE }), push(2, 3, OLD, { before: HEAD })];
    expect(pushes(history({ newId, activity }, { headRefOid: OLD }))).toEqual([[1, ELSE, HEAD]]);
  });
});
