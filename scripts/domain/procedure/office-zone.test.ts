import { describe, expect, test } from 'vitest';
import { officeZone } from './office-zone.ts';
import { checkOfficeZone } from './verify-roles.ts';

const FILE = 'sops/roles.yaml';
const inZones = (...zones: string[]) => zones.map((zone) => ({ zone }));
const problemsOf = (roles: { zone?: string }, ...zones: string[]) =>
  checkOfficeZone(roles, inZones(...zones), FILE).map(({ file, path, code, expected }) => ({
    file,
    path,
    code,
    expected,
  }));

describe('the zone of an office', () => {
  test('R4: the zone of an office is the one that all its procedures have', () => {
    expect(officeZone({}, inZones('Asia/Makassar', 'Asia/Makassar'))).toBe('Asia/Makassar');
    expect(problemsOf({}, 'Asia/Makassar', 'Asia/Makassar')).toEqual([]);
  });

  test('R4: the zone of an office is the one that it names, whatever zones its procedures have', () => {
    expect(officeZone({ zone: 'Asia/Jayapura' }, inZones('Asia/Makassar', 'Asia/Jakarta'))).toBe('Asia/Jayapura');
    expect(problemsOf({ zone: 'Asia/Jayapura' }, 'Asia/Makassar', 'Asia/Jakarta')).toEqual([]);
  });

  test('R4, R7: an office whose procedures have several zones must name its zone; the zone of the first procedure is not used', () => {
    expect(problemsOf({}, 'Asia/Makassar', 'Asia/Jakarta')).toEqual([
      { file: FILE, path: '/zone', code: 'office-zone', expected: 'Asia/Makassar | Asia/Jakarta' },
    ]);
    expect(officeZone({}, inZones('Asia/Makassar', 'Asia/Jakarta'))).toBe('UTC');
  });

  test('R4, R7: the zone of an office must exist', () => {
    expect(problemsOf({ zone: 'Asia/Singkawang' }, 'Asia/Makassar')).toMatchObject([
      { file: FILE, path: '/zone', code: 'unknown-zone' },
    ]);
  });

  test('R4: the zone of an office without a procedure is UTC', () => {
    expect(officeZone({}, [])).toBe('UTC');
  });
});
