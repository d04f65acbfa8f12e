import { expect, it } from 'vitest';
import { TREE_LIMITS } from '#domain/request/file-rules.ts';
import { neighbourFault, mostAttachments } from './attachment.ts';

const MB = 1024 * 1024;
const many = (count: number, size = 1): Map<string, number> =>
  new Map(Array.from({ length: count }, (_, at) => [`${at}.pdf`, size]));
const reported = (count: number, size: number, most: number, own = size) =>
  (['id', 'en'] as const).map((language) =>
    neighbourFault({ name: 'a.pdf', size: own }, many(count, size), most, language),
  );

it('R8: a field has at most as many attachments as its schema says, and never more than a request may have', () => {
  expect([mostAttachments({ maxItems: 3 }), mostAttachments({ maxItems: 400 }), mostAttachments({})]).toEqual([
    3,
    TREE_LIMITS.count,
    TREE_LIMITS.count,
  ]);
});

it('R8: one attachment too many is not added, and the message says how many are allowed', () => {
  expect(reported(2, 1, 3)).toEqual([undefined, undefined]);
  expect(reported(3, 1, 3)).toEqual([
    'a.pdf tidak ditambahkan: paling banyak 3 lampiran. Hapus satu lebih dahulu, atau gabungkan menjadi satu PDF.',
    'a.pdf was not added: at most 3 attachments. Remove one first, or put several into one PDF.',
  ]);
});

it('R8: an attachment that makes all attachments too large together is not added; the limits are those of the process', () => {
  expect(reported(3, 5 * MB, 20)).toEqual([undefined, undefined]);
  expect(reported(3, 5 * MB, 20, 5 * MB + 1)).toEqual([
    'a.pdf tidak ditambahkan: semua lampiran bersama paling besar 20 MB. Perkecil, atau hapus satu lebih dahulu.',
    'a.pdf was not added: all attachments together are at most 20 MB. Make it smaller, or remove one first.',
  ]);
  expect([TREE_LIMITS.attachment, TREE_LIMITS.attachments]).toEqual([5 * MB, 20 * MB]);
});
