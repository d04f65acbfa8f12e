import { expect, test } from 'vitest';
import { withOffsetOf } from './written.ts';

test.each([
  ['2026-12-11T14:00:00.5+07:00', '2026-12-11T07:30:00Z', '2026-12-11T14:30+07:00'],
  ['2026-12-11T14:00-05:30', '2026-12-11T07:30:15Z', '2026-12-11T02:00:15-05:30'],
  ['2026-12-11T14:00Z', '2026-12-11T07:30:00Z', '2026-12-11T07:30Z'],
  ['', '2026-12-11T07:30:00Z', '2026-12-11T07:30Z'],
])('a changed instant is written with the offset of %j', (written, instant, text) => {
  expect(withOffsetOf(written, instant)).toBe(text);
});
