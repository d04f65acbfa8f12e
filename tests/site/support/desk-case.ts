/** Cases as desk and form read them, made of journals without a forge. */
import { courseOf } from '#domain/case/course.ts';
import { fold } from '#domain/case/state.ts';
import type { Problem } from '#domain/problem.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { roleNames, situationOf } from '#domain/words/case-situation.ts';
import { draftAnswer } from '#domain/words/draft-answer.ts';
import type { DeskCase, DeskStanding } from '#site/src/desk/desk-case.ts';
import type { DeskPull } from '#site/src/desk/queries.ts';
import { roles, rooms, sop, type Walk } from '#tests/support/walked-case.ts';

const viewer = { login: 'pemohon-login', name: null, databaseId: 42 };

/** A pull request from the form, opened by the applicant of every walk. */
export function pullOf(more: Partial<DeskPull> = {}): DeskPull {
  return {
    ...{ number: 7, title: 'Rapat', url: '', state: 'OPEN', isDraft: false, updatedAt: '', closedAt: null },
    ...{ headRefName: `cms/${sop.id}/2026/rapat/request`, baseRepository: null, id: 'P', headRefOid: 'a'.repeat(40) },
    labels: { nodes: [] },
    commits: { nodes: [] },
    author: { login: viewer.login, databaseId: viewer.databaseId },
    comments: { nodes: [] },
    ...more,
  };
}

/** What a submitted draft shows. @param state of the status; undefined: not read by the process yet */
export const submittedDraft = (state?: 'FAILURE' | 'PENDING', description = '') =>
  ({
    labels: { nodes: [{ name: 'decap-cms/pending_review' }] },
    commits: { nodes: [{ commit: { status: state ? { context: { state, description } } : null } }] },
  }) satisfies Partial<DeskPull>;

export const comment = (body: string, __typename = 'Bot'): DeskPull['comments']['nodes'][number] => ({
  body,
  author: { __typename, login: 'x' },
});

/** A draft whose submission was refused, and the process's answer to it. */
export const refusedDraft = (problems: readonly Problem[]) =>
  ({
    ...submittedDraft('FAILURE', 'Pengajuan belum diterima.'),
    comments: { nodes: [comment('Sudah benar?', 'User'), comment(draftAnswer(problems, sop.zone))] },
  }) satisfies Partial<DeskPull>;

/** A draft; with a walk, the case that its journal tells of. */
export function deskCase({ walk, pull = {} }: { walk?: Walk; pull?: Partial<DeskPull> } = {}): DeskCase {
  const office = {
    ...{ procedures: new Map(), schemas: new Map(), roles, rooms },
    roleName: roleNames(roles),
    roomName: (id: string) => ({ id, en: id }),
  };
  const entries = walk?.entries ?? [];
  const index = { version: 1 as const, config: '', agenda: {}, cases: {}, bookings: [] };
  return { number: 7, viewer, office, pull: pullOf(pull), index, entries, standing: standingOf(entries) };
}

function standingOf(entries: Walk['entries']): DeskStanding | undefined {
  const state = fold(entries);
  return (
    state && {
      ...{ state, procedure: sop, schema: {}, step: stepOf(sop, state.visit.step) },
      situation: situationOf(courseOf(entries, sop), sop, roleNames(roles)),
    }
  );
}
