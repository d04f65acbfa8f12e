import { expect, test } from 'vitest';
import { checkpointIn, checkpointWords, logPlaceIn, logPlaceWords } from './checkpoint.ts';

test('R37: a checkpoint is named by its size and the beginning of its root, in both languages', () => {
  const root = '3f9a0b1c2d3e4f50'.repeat(4);
  expect(checkpointWords({ size: 1_234_567, root })).toEqual({
    id: 'Titik periksa 1.234.567 · 3f9a0b1c2d3e4f50…',
    en: 'Checkpoint 1,234,567 · 3f9a0b1c2d3e4f50…',
  });
  expect(checkpointWords({ size: 12, root }).id).toContain('Titik periksa 12 ·');
});

test('R37: an entry is named by its place in the log, counted from one, and the beginning of its id, which can be read again', () => {
  const id = '3f9a0b1c2d3e4f50'.repeat(4);
  const words = logPlaceWords({ caseId: 'PMK-2026-7', leaf: 1_233, id });
  expect(words).toEqual({
    id: 'Entri ke-1.234 dalam log (PMK-2026-7) · 3f9a0b1c2d3e4f50…',
    en: 'Entry 1,234 of the log (PMK-2026-7) · 3f9a0b1c2d3e4f50…',
  });
  for (const text of Object.values(words))
    expect(logPlaceIn(`Di kaki halaman: ${text} dan lain-lain`)).toEqual({
      ...{ caseId: 'PMK-2026-7', leaf: 1_233, id: '3f9a0b1c2d3e4f50' },
    });
});

test('R37: the place of an entry is read from text that people copied, also in the words of earlier versions', () => {
  for (const text of [
    'ENTRI KE-1.234 DALAM LOG (pmk-2026-7) · 3F9A0B1C2D3E4F50',
    'CATATAN KE-1.234 DALAM LOG (pmk-2026-7) · 3F9A0B1C2D3E4F50',
    '> Catatan ke-1.234 dalam\r\n> log (PMK-2026-7) ·\r\n> 3f9a0b1c2d3e4f50…',
    'Entry 1,234 of the log (PMK-2026-7) - 3f9a0b1c2d3e4f50...',
    'entry 1234 of the log(PMK-2026-7). 3f9a0b1c2d3e4f50',
  ])
    expect(logPlaceIn(text)).toEqual({ caseId: 'PMK-2026-7', leaf: 1_233, id: '3f9a0b1c2d3e4f50' });
});

test('R37: the names of checkpoints can be read again, and are never confused with those of entries', () => {
  const [checkpoint, place] = [
    { size: 1_234_567, root: 'ab'.repeat(32) },
    { caseId: 'C-2026-1', leaf: 0, id: 'cd'.repeat(32) },
  ];
  for (const text of Object.values(checkpointWords(checkpoint))) {
    expect(checkpointIn(text)).toEqual({ size: 1_234_567, root: 'ab'.repeat(8) });
    expect(logPlaceIn(text)).toBeUndefined();
  }
  for (const text of Object.values(logPlaceWords(place))) expect(checkpointIn(text)).toBeUndefined();
  expect(checkpointIn(`{"checkpoint": ${JSON.stringify(checkpoint)}}`)).toEqual(checkpoint);
  for (const text of [
    '',
    'Entry 0 of the log (A-2026-1) · abcdabcdabcdabcd',
    'Entry . of the log (A) · abcdabcdabcdabcd',
  ])
    expect([checkpointIn(text), logPlaceIn(text)]).toEqual([undefined, undefined]);
});
