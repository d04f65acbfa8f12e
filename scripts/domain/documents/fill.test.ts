import { expect, test } from 'vitest';
import { BLANK, factsNamed, filledIn, HIDDEN, looseBraces, NOT_PUBLIC } from './fill.ts';

const say = ({ kind }: { kind: string }) =>
  ({ agenda: '7', secret: HIDDEN })[kind] as string | typeof HIDDEN | undefined;

test.each([
  ['Agenda {agenda}', 'Agenda 7', false],
  ['{nothing|agenda}', '7', false],
  ['{nothing}', BLANK, true],
  ['{secret}', NOT_PUBLIC, true],
  ['{nothing|secret}', NOT_PUBLIC, true],
  ['{secret|agenda}', '7', false],
  ['no brace', 'no brace', false],
])('the template %s is filled in as "%s"', (text, expected, lacks) => {
  expect(filledIn(text, say)).toEqual({ text: expected, lacks });
});

test('the facts that a text names are read with their step and field', () => {
  expect(factsNamed('{case} {note:disposisi} {request:/surat/nomor|result:uji:/mulai}')).toEqual([
    { kind: 'case', written: 'case' },
    { kind: 'note', step: 'disposisi', written: 'note:disposisi' },
    { kind: 'request', pointer: '/surat/nomor', written: 'request:/surat/nomor' },
    { kind: 'result', step: 'uji', pointer: '/mulai', written: 'result:uji:/mulai' },
  ]);
});

test('text that is filled in is not read again: braces that somebody typed are printed as they are', () => {
  expect(filledIn('{agenda}', () => '{secret}').text).toBe('{secret}');
});

test('a brace that opens or closes no placeholder is reported', () => {
  expect(['{case', 'case}', '{a}}', '{{a}'].map(looseBraces)).toEqual([true, true, true, true]);
  expect(looseBraces('{case} and {agenda}')).toBe(false);
});
