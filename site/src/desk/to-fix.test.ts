import { describe, expect, it } from 'vitest';
import type { Problem } from '#domain/problem.ts';
import { draftReply } from '#domain/words/draft-answer.ts';
import { comment, deskCase, PROCESS_ACTOR, refusedDraft, submittedDraft } from '#tests/site/support/desk-case.ts';
import { correction, Walk } from '#tests/support/walked-case.ts';
import { onlyProcessWords, statusOf } from './queries.ts';
import { toFix } from './to-fix.ts';

const problem = (code: string): Problem => ({
  ...{ file: 'request.yaml', path: '/pemohon/jenis', code },
  message: { id: 'Bukan salah satu pilihan', en: 'Not one of the choices' },
});
const [first, second] = [problem('one'), problem('two')];

describe('what the applicant must correct', () => {
  it('R12: if the submission of a draft was refused, the desk shows every reason of the process', () => {
    expect(toFix(deskCase({ pull: refusedDraft([first, second]) }))).toEqual([first, second]);
    expect(toFix(deskCase())).toEqual([]);
  });

  it('R13: a draft that was taken back, or that the process has not read yet, has nothing to correct', () => {
    const { comments } = refusedDraft([first]);
    expect(toFix(deskCase({ pull: { comments } }))).toEqual([]);
    expect(toFix(deskCase({ pull: { ...submittedDraft('PENDING'), comments } }))).toEqual([]);
    expect(toFix(deskCase({ pull: { ...submittedDraft(), comments } }))).toEqual([]);
  });

  it('security row 9, 35: only a comment of the process that nobody else changed counts as its reply', () => {
    const reply = draftReply([first], 'Asia/Pontianak');
    const others = [
      comment(reply, 'User', 7),
      comment(reply, 'Bot', 7),
      { ...comment(reply), lastEditedAt: '2026-12-01T01:00:00Z', editor: { __typename: 'User', databaseId: 7 } },
      { ...comment(reply), lastEditedAt: '2026-12-01T01:00:00Z', editor: null },
      comment('Sudah benar.'),
      comment(`> ${reply}`),
    ];
    const fixed = (nodes: typeof others) =>
      toFix(deskCase({ pull: { ...submittedDraft('FAILURE'), comments: { nodes } } }));
    expect(fixed(others)).toEqual([]);
    const edited = { ...comment(reply), lastEditedAt: '2026-12-01T01:00:00Z', editor: PROCESS_ACTOR };
    expect(fixed([edited, ...others])).toEqual([first]);
  });

  it('security row 35: a status of another account means nothing once the register names the process', () => {
    const { comments } = refusedDraft([first]);
    const foreign = { state: 'FAILURE', description: 'x', creator: { __typename: 'Bot', databaseId: 7 } };
    const commits = { nodes: [{ commit: { status: { context: foreign } } }] };
    const pull = { ...submittedDraft(), comments, commits };
    expect(toFix(deskCase({ pull }))).toEqual([]);
    expect(statusOf(deskCase({ pull }).pull)).toBeUndefined();
    // Before the first case, the register does not say which account is the process. Then any bot’s status counts.
    expect(statusOf(onlyProcessWords(deskCase().pull, undefined))).toBeUndefined();
    expect(statusOf(onlyProcessWords({ commits }, undefined))?.description).toBe('x');
  });

  it('R12: the desk shows the reasons of the newest refused submission in a case’s journal', () => {
    const walk = new Walk(7).submit().to('penerimaan').changes('Belum lengkap.');
    expect(toFix(deskCase({ walk }))).toEqual([]);
    walk.add('submission-refused', { gesture: 'submit', problems: [first] });
    walk.add('submission-refused', { gesture: 'submit', problems: [second] });
    expect(toFix(deskCase({ walk }))).toEqual([second]);
    expect(toFix(deskCase({ walk: walk.submit() }))).toEqual([]);
  });

  it('R18: the desk shows the problems of a changed request that is invalid', () => {
    const walk = new Walk(7).to('disposisi');
    const { entries } = new Walk(7).submit().changes('x');
    const next = entries.at(-1)?.next;
    walk.add('superseded', { supersedes: true, problems: [first], ...(next ? { next } : {}) });
    expect(walk.entries.at(-1)?.next?.step).toBe(correction);
    expect(toFix(deskCase({ walk }))).toEqual([first]);
  });
});
