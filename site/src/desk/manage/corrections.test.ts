import { expect, it } from 'vitest';
import type { CorrectableField } from '#domain/case/act/correctable.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { refusedKey } from '#domain/case/submission/submission.ts';
import { noticeMarker } from '#domain/words/comment-marks.ts';
import { replyToComment } from '../comment-reply.ts';
import { labelsOf } from './corrections.ts';

const TEXT = { type: 'string', title: 'Nama' };
const SCHEMA: Schema = {
  properties: {
    judul: { type: 'string', title: 'Judul' },
    pemohon: { title: 'Pemohon', properties: { nama: TEXT } },
    alat: { title: 'Peralatan', type: 'array', items: { type: 'string' } },
  },
};
const field = (at: string, of?: CorrectableField['of']): CorrectableField => ({
  ...{ field: at, schema: SCHEMA, before: 'x' },
  ...(of ? { of } : {}),
});

it('R49: fields with the same title are distinguished by what they are in, their place in a list, and the round', () => {
  const of = (visit: number) => ({ step: 'siap', visit });
  const fields = [
    field('/judul'),
    field('/alat/0', of(1)),
    field('/alat/1', of(1)),
    field('/judul', of(1)),
    field('/judul', of(2)),
    field('/pemohon/nama'),
  ];
  expect(labelsOf(fields, () => '7', 'id')).toEqual([
    'Judul',
    'Peralatan 1 (hasil langkah 7)',
    'Peralatan 2 (hasil langkah 7)',
    'Judul (hasil langkah 7, putaran ke-1)',
    'Judul (hasil langkah 7, putaran ke-2)',
    'Nama',
  ]);
});

it('R49: the reply to a correction is its entry or the reasons against it, and no other comment', () => {
  const asked = (bodies: readonly string[], ids: readonly string[] = []) =>
    replyToComment(
      {
        entries: ids.map((id) => ({ source: { kind: 'review', id, order: Number(id) } })),
        pull: { comments: { nodes: bodies.map((body) => ({ body })) } },
      },
      '41',
    );
  const refused = (order: number): string =>
    `${noticeMarker(refusedKey({ kind: 'review', at: '2026-12-01T02:00:00Z', order }))}\nTidak dapat dibetulkan.`;
  expect(asked([])).toBeUndefined();
  expect(asked([noticeMarker('turn:3'), refused(40), `> ${refused(41)}`], ['40'])).toBeUndefined();
  expect(asked([refused(41)])).toBe('refused');
  expect(asked([noticeMarker('turn:3')], ['41'])).toBe('entered');
});
