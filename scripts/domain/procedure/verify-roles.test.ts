import { expect, test } from 'vitest';
import type { Roles } from '#domain/generated/roles.ts';
import { verifyRoles } from './verify-roles.ts';

type Role = Roles['roles'][string];
type Holder = Role['holders'][number];

const holder = (more: Partial<Holder> = {}): Holder => ({
  account: 1,
  login: 'contoh',
  name: 'Contoh',
  from: '2026-01-01',
  ...more,
});
const role = (more: Partial<Role> = {}): Role => ({ name: { id: 'Contoh', en: 'Sample' }, holders: [], ...more });

const problemsOf = (roles: Roles['roles']) =>
  verifyRoles({ roles: { applicant: role(), ...roles } }).map(({ code, path }) => [code, path]);

test('R17: roles with an acting official and a holder who returns later are sound', () => {
  const acting = { kind: 'plt', decree: 'CONTOH/1' } as const;
  const holders = [
    holder({ until: '2026-03-31' }),
    holder({ account: 2, from: '2026-04-01', until: '2026-04-30', acting }),
    holder({ from: '2026-05-01' }),
  ];
  expect(problemsOf({ tu: role({ superior: 'kepala', holders }), kepala: role() })).toEqual([]);
});

test.each<[string, Roles['roles'], [string, string]]>([
  [
    'an applicant with holders',
    { applicant: role({ holders: [holder()] }) },
    ['applicant-holders', '/roles/applicant/holders'],
  ],
  ['an unknown superior', { tu: role({ superior: 'toString' }) }, ['unknown-role', '/roles/tu/superior']],
  ['a role that is its own superior', { tu: role({ superior: 'tu' }) }, ['superior-circle', '/roles/tu/superior']],
  [
    'a holder who ends before beginning',
    { tu: role({ holders: [holder({ until: '2025-12-31' })] }) },
    ['date-order', '/roles/tu/holders/0/until'],
  ],
  [
    'an acting official without a last day',
    { tu: role({ holders: [holder({ acting: { kind: 'plh', decree: 'CONTOH/1' } })] }) },
    ['acting-until', '/roles/tu/holders/0'],
  ],
  [
    'an account that holds a role twice on one day',
    { tu: role({ holders: [holder({ until: '2026-02-01' }), holder({ from: '2026-02-01' })] }) },
    ['holder-twice', '/roles/tu/holders/1'],
  ],
  [
    'an account that holds a role twice on one day, the later time listed first',
    { tu: role({ holders: [holder({ from: '2026-02-01' }), holder({ until: '2026-02-01' })] }) },
    ['holder-twice', '/roles/tu/holders/1'],
  ],
])('R17: %s is found, with what to do', (_what, roles, expected) => {
  expect(problemsOf(roles)).toEqual([expected]);
  expect(verifyRoles({ roles: { applicant: role(), ...roles } })[0]?.fix?.id).toMatch(/./);
});

test('R22: a circle of superiors is reported at each role in the circle, and not at a role that leads to the circle', () => {
  const roles = { a: role({ superior: 'b' }), b: role({ superior: 'c' }), c: role({ superior: 'b' }) };
  expect(problemsOf(roles)).toEqual([
    ['superior-circle', '/roles/b/superior'],
    ['superior-circle', '/roles/c/superior'],
  ]);
});

test('R17: the role of the applicant is required', () => {
  expect(verifyRoles({ roles: {} }).map(({ code }) => code)).toEqual(['no-applicant']);
});
