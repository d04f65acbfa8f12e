import { expect, it } from 'vitest';
import { roomWidget } from './room-field.tsx';

it('up to six rooms are shown with their states, and more, or none, are left to a list', () => {
  const shown = (count: number): string[] => Object.keys(roomWidget(Array.from({ length: count })));
  expect([1, 6].map(shown)).toEqual([['room'], ['room']]);
  expect([0, 7].map(shown)).toEqual([[], []]);
});
