import { expect, test } from 'vitest';
import { countedWords } from './fill.ts';

test.each([
  ['0', '0 (nol)'],
  ['1', '1 (satu)'],
  ['11', '11 (sebelas)'],
  ['12', '12 (dua belas)'],
  ['20', '20 (dua puluh)'],
  ['45', '45 (empat puluh lima)'],
  ['100', '100 (seratus)'],
  ['111', '111 (seratus sebelas)'],
  ['219', '219 (dua ratus sembilan belas)'],
  ['999', '999 (sembilan ratus sembilan puluh sembilan)'],
  ['1000', '1000'],
  ['tiga', 'tiga'],
])('the number %s is written in a letter as "%s"', (written, words) => {
  expect(countedWords(written)).toBe(words);
});
