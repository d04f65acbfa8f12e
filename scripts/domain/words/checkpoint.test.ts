import { expect, test } from 'vitest';
import { checkpointWords } from './checkpoint.ts';

test('R37: a checkpoint is named by its size and the beginning of its root, in both languages', () => {
  const root = '3f9a0b1c2d3e4f50'.repeat(4);
  expect(checkpointWords({ size: 1_234_567, root })).toEqual({
    id: 'Pos pemeriksaan 1.234.567 · 3f9a0b1c2d3e4f50…',
    en: 'Checkpoint 1,234,567 · 3f9a0b1c2d3e4f50…',
  });
  expect(checkpointWords({ size: 12, root }).id).toContain('Pos pemeriksaan 12 ·');
});
