import { describe, expect, it } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { askedBefore, attachmentChanges, roundsOf } from './rounds.ts';

const file = (path: string, sha256: string) => ({ path, sha256, oid: sha256, type: 'application/pdf', size: 1 });
const entry = (seq: number, fields: Partial<Entry>): Entry => ({
  seq,
  kind: 'base-changed',
  at: '',
  config: '',
  ...fields,
});
const next = (withApplicant: boolean) => ({ step: 's', row: 1, visit: 1, begins: '', withApplicant });

describe('R27: the later rounds of a case are computed from its journal alone', () => {
  const journal = [
    entry(1, { kind: 'submitted', request: { n: 12 } }),
    entry(2, { kind: 'accepted', gesture: 'changes', note: 'Salah.', next: next(true) }),
    entry(3, { kind: 'submission-refused' }),
    entry(4, { kind: 'submitted', request: { n: 14 } }),
    entry(5, { kind: 'superseded', next: next(true) }),
    entry(6, { kind: 'superseded', request: { n: 15 } }),
    entry(7, { kind: 'submitted', request: { n: 15 } }),
  ];

  it('each later submission, and each push that superseded acts, is a round, with what changed since the request before', () => {
    expect(roundsOf(journal).map(({ since, after, fields }) => [since, after.seq, fields])).toEqual([
      [1, 4, [{ path: '/n', before: 12, after: 14 }]],
      [2, 6, [{ path: '/n', before: 14, after: 15 }]],
      [3, 7, []],
    ]);
  });

  it('a case that was submitted once has no later round', () => {
    expect(roundsOf(journal.slice(0, 3))).toEqual([]);
  });

  it('the question before a round is the act that gave the case to the applicant after the previous round', () => {
    expect(askedBefore(journal, { seq: 4 })?.note).toBe('Salah.');
    expect(askedBefore(journal, { seq: 7 })).toBeUndefined();
  });
});

describe('what happened to each attachment between two submissions', () => {
  const before = { attachments: [file('r/a/surat.pdf', '1'), file('r/a/peta.png', '2'), file('r/a/lama.pdf', '3')] };

  it('an attachment of the same name with other bytes is replaced; other attachments are added, removed or unchanged', () => {
    const after = { attachments: [file('r/a/surat.pdf', '9'), file('r/a/peta.png', '2'), file('r/a/baru.pdf', '4')] };
    expect(attachmentChanges(before, after, 'r/a/')).toEqual([
      { name: 'baru.pdf', is: 'added' },
      { name: 'lama.pdf', is: 'removed' },
      { name: 'peta.png', is: 'kept' },
      { name: 'surat.pdf', is: 'replaced' },
    ]);
  });

  it('attachments that were moved to another folder with their request are unchanged', () => {
    const moved = {
      document: { path: 'r/b/request.yaml', oid: 'x' },
      attachments: before.attachments.map((each) => ({ ...each, path: each.path.replace('/a/', '/b/') })),
    };
    expect(attachmentChanges(before, moved, 'r/a/').map(({ is }) => is)).toEqual(['kept', 'kept', 'kept']);
  });
});
