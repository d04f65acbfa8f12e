/** Makes cases as desk and form read them, from journals and without a forge. */
import { courseOf } from '#domain/case/course/course.ts';
import { fold } from '#domain/case/state/state.ts';
import { FORMAT } from '#domain/journal/format.ts';
import type { Problem } from '#domain/problem.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { roleNames, situationOf } from '#domain/words/case-situation.ts';
import { draftReply } from '#domain/words/draft-answer.ts';
import type { DeskCase, CurrentState } from '#site/src/desk/desk-case.ts';
import { type DeskComment, type DeskPull, onlyProcessWords } from '#site/src/desk/queries.ts';
import { roles, rooms, sop, type Walk } from '#tests/support/walked-case.ts';

const viewer = { login: 'pemohon-login', name: null, databaseId: 42 };

/** A pull request from the form, opened by the applicant of every walk. */
export function pullOf(more: Partial<DeskPull> = {}): DeskPull {
  return {
    ...{ number: 7, title: 'Rapat', url: '', state: 'OPEN', isDraft: false, updatedAt: '', closedAt: null },
    ...{ headRefName: `cms/${sop.id}/2026/rapat/request`, baseRepository: null, id: 'P', headRefOid: 'a'.repeat(40) },
    createdAt: '2026-08-03T01:00:00Z',
    labels: { nodes: [] },
    commits: { nodes: [] },
    author: { login: viewer.login, databaseId: viewer.databaseId },
    comments: { nodes: [] },
    ...more,
  };
}

/**
 * Returns what a submitted draft shows.
 * @param state the state of its status, or undefined if the process has not read it yet
 */
export const submittedDraft = (state?: 'FAILURE' | 'PENDING', description = '') =>
  ({
    labels: { nodes: [{ name: 'decap-cms/pending_review' }] },
    commits: {
      nodes: [{ commit: { status: state ? { context: { state, description, creator: PROCESS_ACTOR } } : null } }],
    },
  }) satisfies Partial<DeskPull>;

/** The account of the process, as the forge names it. */
export const PROCESS_ACTOR = { __typename: 'Bot', databaseId: 900 };

export const comment = (body: string, __typename = 'Bot', databaseId = 900): DeskComment => ({
  body,
  author: { __typename, databaseId },
});

/** Returns a draft whose submission was refused, with the process’s reply. */
export const refusedDraft = (problems: readonly Problem[]) =>
  ({
    ...submittedDraft('FAILURE', 'Pengajuan belum diterima.'),
    comments: { nodes: [comment('Sudah benar?', 'User', 7), comment(draftReply(problems, sop.zone))] },
  }) satisfies Partial<DeskPull>;

/** Returns a draft, or the case of a walk’s journal. */
export function deskCase({ walk, pull = {} }: { walk?: Walk; pull?: Partial<DeskPull> } = {}): DeskCase {
  const office = {
    procedureOf: () => undefined,
    ...{ procedures: new Map(), schemas: new Map(), roles, rooms, zone: sop.zone },
    roleName: roleNames(roles),
    roomName: (id: string) => ({ id, en: id }),
    thingName: () => undefined,
  };
  const entries = walk?.entries ?? [];
  const index = { format: FORMAT, config: '', process: 900, agenda: {}, cases: {}, bookings: [] };
  return {
    number: 7,
    viewer,
    office,
    pull: onlyProcessWords(pullOf(pull), index.process),
    index,
    entries,
    lines: [],
    sops: new Map(),
    current: currentOf(entries),
    newId: (oid) => oid,
  };
}

function currentOf(entries: Walk['entries']): CurrentState | undefined {
  const state = fold(entries);
  return (
    state && {
      ...{ state, procedure: sop, schema: {}, step: stepOf(sop, state.visit.step) },
      situation: situationOf(courseOf(entries, sop), sop, roleNames(roles)),
    }
  );
}
