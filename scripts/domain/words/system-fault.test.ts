import { describe, expect, it } from 'vitest';
import { formatProblem } from '#domain/problem.ts';
import { fileProblem, networkProblem, problemOfFile, systemProblem } from './system-fault.ts';

const thrown = (code: string, more: object = {}): Error => Object.assign(new Error(code), { code, ...more });
const CODES =
  'ENOENT EISDIR ENOTDIR EACCES EPERM EROFS ENOSPC EDQUOT EEXIST ENOTEMPTY EFBIG ENAMETOOLONG ELOOP EMFILE ENFILE EBUSY EIO';

describe('a code of the operating system in words', () => {
  it.each(CODES.split(' '))('the code %s is explained by place, meaning and fix, without the code itself', (code) => {
    for (const language of ['id', 'en'] as const) {
      const line = formatProblem(fileProblem('map/a.yaml', code), language);
      expect(line).toMatch(/^map\/a\.yaml — .+\. .+\.$/);
      expect(line).not.toContain(code);
    }
  });

  it('an unknown code of the operating system is shown as it is', () => {
    expect(formatProblem(fileProblem('a', 'ENEW'), 'en')).toBe(
      'a — This file cannot be read or written (received ENEW).',
    );
  });
});

describe('the file that an error of the operating system names', () => {
  it('an error is explained with the path of its file, in the form that people know', () => {
    const problem = systemProblem(thrown('EACCES', { path: '/srv/a', syscall: 'open' }), (path) => `.${path}`);
    expect(problem && formatProblem(problem, 'en')).toMatch(/^\.\/srv\/a — Your account .* has no permission/);
  });

  it('an error without a path is explained with the name of the file that was read', () => {
    const error = thrown('EISDIR', { syscall: 'read' });
    expect(systemProblem(error)).toBeUndefined();
    expect(problemOfFile('map', error)).toEqual(fileProblem('map', 'EISDIR'));
    expect(problemOfFile('map', new TypeError('x is not a function'))).toBeUndefined();
  });

  it('a missing program is reported by its name, not as a file', () => {
    const problem = systemProblem(thrown('ENOENT', { path: 'git', syscall: 'spawn git' }));
    expect(problem && formatProblem(problem, 'id')).toMatch(/^git — Program ini tidak ada di mesin ini\. Pasang/);
  });

  it('a full disk is reported, although the error names no file', () => {
    expect(systemProblem(thrown('ENOSPC', { syscall: 'write' }))?.message.en).toContain('no space left');
  });

  it.each([
    ['a code of the network', thrown('ECONNRESET', { path: '/a' })],
    ['a missing file without its name', thrown('ENOENT')],
    ['a fault of the program', new TypeError('x is not a function')],
    ['a value that is no error', 'ENOENT'],
  ])('%s is not explained as a problem of a file', (_what, error) => {
    expect(systemProblem(error)).toBeUndefined();
  });
});

describe('a forge that cannot be reached', () => {
  it.each([
    ['connect ECONNREFUSED 127.0.0.1:4780', '127.0.0.1:4780', 'Nothing answers'],
    ['getaddrinfo ENOTFOUND api.github.com', 'api.github.com', 'not known'],
    ['getaddrinfo EAI_AGAIN api.github.com', 'api.github.com', 'not known'],
    ['connect ETIMEDOUT 140.82.121.6:443', '140.82.121.6:443', 'did not answer in time'],
    ['read ECONNRESET', 'GET /user', 'broke off'],
  ])('the network error %s is explained as an unreachable forge', (reason, place, says) => {
    const problem = networkProblem(reason, 'GET /user');
    for (const language of ['id', 'en'] as const) {
      const line = problem ? formatProblem(problem, language) : '';
      expect(line).toMatch(/^\S+(?: \S+)? — .+\. .+\.$/);
      expect(line).not.toMatch(/\bE[A-Z_]{4,}\b/);
    }
    expect(problem?.file).toBe(place);
    expect(problem?.message.en).toContain(says);
  });

  it('a reply of the forge is no network error', () => {
    expect(networkProblem('Resource not accessible by integration', 'GET /user')).toBeUndefined();
  });
});
