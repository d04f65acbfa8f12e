import { expect, test } from 'vitest';
import { checkpointWords, logPlaceWords } from './checkpoint.ts';

test('R37: a checkpoint is named by its size and the beginning of its root, in both languages', () => {
  const root = '3f9a0b1c2d3e4f50'.repeat(4);
  expect(checkpointWords({ size: 1_234_567, root })).toEqual({
    id: 'Pos pemeriksaan 1.234.567 · 3f9a0b1c2d3e4f50…',
    en: 'Checkpoint 1,234,567 · 3f9a0b1c2d3e4f50…',
  });
  expect(checkpointWords({ size: 12, root }).id).toContain('Pos pemeriksaan 12 ·');
});

test('R37: an entry is named by its place in the log, counted from one, and the beginning of its id', () => {
  const id = '3f9a0b1c2d3e4f50'.repeat(4);
  expect(logPlaceWords(1_233, id)).toEqual({
    id: 'Catatan ke-1.234 dalam log · 3f9a0b1c2d3e4f50…',
    en: 'Entry 1,234 of the log · 3f9a0b1c2d3e4f50…',
  });
});
