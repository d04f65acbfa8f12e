import { expect, test } from 'vitest';
import { EDITION } from '#domain/case/state/editions.ts';
import { emptyIndex, printIndex } from '#domain/journal/index-file.ts';
import { readIndex, UnreadableIndex } from '#engine/process/decide.ts';
import { checkEditions, type ConfigUse } from './verify-register.ts';

const commits = Array.from({ length: 4 }, (_, i) => ({ oid: String(i).repeat(40) }) as never);
const use = (commit: number, edition: number): ConfigUse => ({
  number: 7,
  seq: commit + 1,
  commit,
  revision: '',
  edition,
});
const codesOf = (...editions: number[]): string[] =>
  checkEditions(
    editions.map((edition, i) => use(i, edition)),
    commits,
  ).map(({ code, seq }) => `${code} ${seq}`);

test('R29: editions that stay or rise in the order of the register have no finding', () => {
  expect(codesOf(1, 1, EDITION, EDITION)).toEqual([]);
});

test('R29: each entry of an older edition than any entry before it is named', () => {
  expect(codesOf(EDITION, 1, EDITION, 1)).toEqual(['edition-fell 2', 'edition-fell 4']);
});

test('R29: an edition that this program does not know is named, with the hint that the program may be too old', () => {
  expect(codesOf(1, EDITION + 1)).toEqual(['edition-unknown 2']);
  const [found] = checkEditions([use(0, EDITION + 1)], commits);
  expect(found?.fix?.en).toMatch(/^Update this program/);
});

test('R29: the edition of an entry is not compared with entries from before a trusted commit', () => {
  expect(checkEditions([use(-1, EDITION), use(0, 1)], commits)).toEqual([]);
});

test('R29, R31: an older program decides nothing in a register that a newer one has written', () => {
  const textOf = (rules: number): string => printIndex({ ...emptyIndex, rules });
  expect(readIndex(textOf(EDITION)).rules).toBe(EDITION);
  expect(() => readIndex(textOf(EDITION + 1))).toThrow(UnreadableIndex);
  expect(() => readIndex(textOf(EDITION + 1))).toThrow(/Update this program/);
});
