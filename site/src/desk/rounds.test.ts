import { describe, expect, it } from 'vitest';
import { fold } from '#domain/case/state/state.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { disclosure, sop, Walk } from '#tests/support/walked-case.ts';
import { deskRounds, isChanged, isMarked } from './rounds.ts';

const file = (name: string, digest: string) => ({
  path: `requests/2026/rahasia-7/${name}`,
  ...{ oid: digest, sha256: digest, type: 'application/pdf', size: 1 },
});
const files = (...attachments: ReturnType<typeof file>[]) => ({ attachments });

/** Returns the later rounds of a case that was returned at receipt. */
function rounds(second: Record<string, unknown>, more: object, first: Record<string, unknown> = REQUEST) {
  const walk = new Walk(7)
    .submit(first, files(file('surat.pdf', 'a')))
    .changes('Ganti suratnya.')
    .submit(second, more);
  const state = fold(walk.entries);
  if (!state) throw new Error('The journal opens no case.');
  const current = { state, procedure: sop, schema: disclosure.request as Schema };
  return deskRounds(walk, current);
}

const REQUEST = { pemohon: { telepon: '080' }, lampiran: ['surat.pdf'] };

describe('the changes since the last round, as the reviewer reads them', () => {
  it('a letter that should be replaced and was not is shown as unchanged, next to the note that asked for another', () => {
    const [round] = rounds({ ...REQUEST, pemohon: { telepon: '081' } }, files(file('surat.pdf', 'a')));
    expect(round).toMatchObject({ since: 1, attachments: [{ name: 'surat.pdf', is: 'kept' }] });
    expect(round?.fields.map(({ label, before, after }) => [label.id, before, after])).toEqual([
      ['Telepon', '080', '081'],
    ]);
    expect(round?.asked).toMatchObject({ note: 'Ganti suratnya.', who: { role: 'tu' } });
  });

  it('a letter with the same name and other bytes is shown as replaced, and is the only change', () => {
    const [round] = rounds(REQUEST, files(file('surat.pdf', 'b')));
    expect([round?.fields, round?.attachments]).toEqual([[], [{ name: 'surat.pdf', is: 'replaced' }]]);
    expect(round && isChanged(round)).toBe(true);
  });

  it('a request that is submitted again without a change has no change', () => {
    const [round] = rounds(REQUEST, files(file('surat.pdf', 'a')));
    expect(round && isChanged(round)).toBe(false);
  });

  it('a new file that the request names is shown once, and a name without a new file is shown as a changed field', () => {
    const named = { ...REQUEST, lampiran: ['surat.pdf', 'peta.png'] };
    const two = files(file('surat.pdf', 'a'), file('peta.png', 'c'));
    expect(rounds(named, two)[0]?.fields).toEqual([]);
    const [round] = rounds(named, files(file('surat.pdf', 'a')));
    expect(round?.fields.map(({ after }) => after)).toEqual(['peta.png']);
  });

  it('the view of the request marks a field whose value changed, and a list with a changed item', () => {
    const fields = [{ path: '/a/b' }, { path: '/l/2' }, { path: '/o/1/nama' }];
    const marked = ['/a', '/a/b', '/l', '/o', '/o/1', '/o/1/nama', '/o/10/nama'].filter((each) =>
      isMarked(fields, each),
    );
    expect(marked).toEqual(['/a/b', '/l', '/o/1/nama']);
  });
});
