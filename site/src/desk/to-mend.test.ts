import { describe, expect, it } from 'vitest';
import type { Problem } from '#domain/problem.ts';
import { draftAnswer } from '#domain/words/draft-answer.ts';
import { comment, deskCase, refusedDraft, submittedDraft } from '#tests/site/support/desk-case.ts';
import { correction, Walk } from '#tests/support/walked-case.ts';
import { toMend } from './to-mend.ts';

const problem = (code: string): Problem => ({
  ...{ file: 'request.yaml', path: '/pemohon/jenis', code },
  message: { id: 'Bukan salah satu pilihan', en: 'Not one of the choices' },
});
const [first, second] = [problem('one'), problem('two')];

describe('what is to be corrected', () => {
  it('R12: of a draft whose submission was refused every reason, as the process gave it', () => {
    expect(toMend(deskCase({ pull: refusedDraft([first, second]) }))).toEqual([first, second]);
    expect(toMend(deskCase())).toEqual([]);
  });

  it('R13: is nothing of a draft that is not submitted any more, or not answered yet', () => {
    const { comments } = refusedDraft([first]);
    expect(toMend(deskCase({ pull: { comments } }))).toEqual([]);
    expect(toMend(deskCase({ pull: { ...submittedDraft('PENDING'), comments } }))).toEqual([]);
    expect(toMend(deskCase({ pull: { ...submittedDraft(), comments } }))).toEqual([]);
  });

  it('security row 9: only the process’s own comment is taken for its word', () => {
    const answer = draftAnswer([first], 'Asia/Pontianak');
    const nodes = [comment(answer, 'User'), comment('Sudah benar.'), comment(`> ${answer}`)];
    expect(toMend(deskCase({ pull: { ...submittedDraft('FAILURE'), comments: { nodes } } }))).toEqual([]);
  });

  it('is of a case what its journal says: with the return, then with each submission that was refused', () => {
    const walk = new Walk(7).submit().to('penerimaan').changes('Belum lengkap.');
    expect(toMend(deskCase({ walk }))).toEqual([]);
    walk.add('submission-refused', { gesture: 'submit', problems: [first] });
    walk.add('submission-refused', { gesture: 'submit', problems: [second] });
    expect(toMend(deskCase({ walk }))).toEqual([second]);
    expect(toMend(deskCase({ walk: walk.submit() }))).toEqual([]);
  });

  it('R18: and where a changed request is invalid, what that is', () => {
    const walk = new Walk(7).to('disposisi');
    const { entries } = new Walk(7).submit().changes('x');
    const next = entries.at(-1)?.next;
    walk.add('superseded', { supersedes: true, problems: [first], ...(next ? { next } : {}) });
    expect(walk.entries.at(-1)?.next?.step).toBe(correction);
    expect(toMend(deskCase({ walk }))).toEqual([first]);
  });
});
