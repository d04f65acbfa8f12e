import { expect, test } from 'vitest';
import { RegisterError } from '#domain/journal/chain.ts';
import { UserError } from '#domain/user-error.ts';
import { NoClone } from '#engine/register/git.ts';
import { cloneFault } from './clone-fault.ts';

const reported = (error: unknown) => (error instanceof UserError ? error : undefined);

test('a journal that fails verification is reported with the line, and with the command that lists every fault', () => {
  const fault = reported(cloneFault(new RegisterError(3, 7, 'sequence', { path: '/seq', received: '9' })));
  expect(fault?.problems).toMatchObject([{ line: 7, path: '/seq', received: '9' }]);
  expect(fault?.text.en).toContain('npx disposisi verify');
});

test('an error of git is reported in git’s words, with what to do', () => {
  expect(reported(cloneFault(new Error('git cat-file ended before it answered.')))?.text.en).toBe(
    'This clone cannot be read completely: git cat-file ended before it answered. Make a new clone, then repeat. If this is an office’s own folder, restore it from a backup.',
  );
});

test('a folder that is no clone is reported with the branch that it lacks', () => {
  const text = { id: 'Tidak ada cabang main.', en: 'There is no branch main.' };
  expect(reported(cloneFault(new NoClone(text)))?.text).toEqual(text);
});

test.each([
  ['a fault of the program', new TypeError('x is not a function')],
  [
    'a missing git',
    Object.assign(new Error('spawn git ENOENT'), { code: 'ENOENT', path: 'git', syscall: 'spawn git' }),
  ],
])('%s is reported as it is, not as an error of a clone', (_what, error) => {
  expect(cloneFault(error)).toBe(error);
});
