import { expect, test } from 'vitest';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { FIRST, SECOND } from '#tests/support/folders.ts';
import { configOf } from '#tests/support/world.ts';
import { withStandIns } from './stand-ins.ts';

const first = await configOf(FIRST);
const second = await configOf(SECOND);
const proceduresOf = ({ procedures }: typeof first) => [...procedures.values()].map(({ value }) => value);

const logins = ({ roles }: Roles) =>
  Object.fromEntries(Object.entries(roles).map(([id, { holders }]) => [id, holders.map(({ login }) => login)]));

/** The roles of the first office, held by people who are no samples. */
const real: Roles = {
  roles: Object.fromEntries(
    Object.entries(first.roles.roles).map(([id, role], i) => {
      const holder = {
        account: 5000 + i,
        login: `pejabat-${id}`.slice(0, 39),
        name: `Pejabat ${id}`,
        from: '2026-01-01',
      };
      return [id, id === 'applicant' ? role : { ...role, holders: [holder] }];
    }),
  ),
};

test('the people of the shipped office are samples, and stay as they are', () => {
  expect(withStandIns(first.roles, proceduresOf(first))).toBe(first.roles);
});

test('R17: no real person has a role: each role has a sample holder of its own', () => {
  const { roles } = withStandIns(real, proceduresOf(first));
  expect(logins({ roles })).toEqual({
    applicant: [],
    tu: ['contoh-tu'],
    loket: ['contoh-loket'],
    'kepala-dinas': ['contoh-kepala-dinas'],
    walikota: ['contoh-walikota'],
    'kabid-aptika': ['contoh-kabid-aptika'],
    'kabid-ikp': ['contoh-kabid-ikp'],
    'subkor-ile': ['contoh-subkor-ile'],
    'staf-operator': ['contoh-staf-operator'],
  });
  expect(roles['staf-operator']?.holders[0]).toMatchObject({ name: 'Contoh Staf/operator' });
  expect(JSON.stringify(roles)).not.toContain('ejabat');
  const accounts = Object.values(roles).flatMap(({ holders }) => holders.map(({ account }) => account));
  expect(new Set(accounts).size).toBe(accounts.length);
});

test('a vacant role has a sample holder too, and a role with a sample and a real holder keeps the sample only', () => {
  const roles = structuredClone(first.roles.roles);
  roles['walikota']?.holders.splice(0);
  roles['tu']?.holders.push({ account: 9, login: 'siti', name: 'Siti', from: '2026-01-01' });
  const changed = withStandIns({ roles }, proceduresOf(first));
  expect(logins(changed)).toMatchObject({ walikota: ['contoh-walikota'], tu: ['contoh-tu'] });
  expect(changed.roles['tu']?.holders[0]).toMatchObject({ account: 1002, name: 'Contoh Petugas TU' });
});

test('the superior and the name of a role and the office’s zone are unchanged', () => {
  const changed = withStandIns({ ...real, zone: 'Asia/Jayapura' }, proceduresOf(first));
  expect(changed.zone).toBe('Asia/Jayapura');
  expect(changed.roles['tu']).toMatchObject({ name: first.roles.roles['tu']?.name, superior: 'kepala-dinas' });
});

test('R5, R17: a role has as many sample holders as its quorum and four eyes need', () => {
  const [procedure] = structuredClone(proceduresOf(second)) as [Procedure];
  const step = (id: string) => procedure.steps.find((each) => each.id === id) as Step;
  step('rapat').actor = { quorum: 3, of: ['panitia'] };
  step('putusan').actor = 'pengelola';
  const { roles } = withStandIns(second.roles, [procedure]);
  expect(logins({ roles })).toMatchObject({
    panitia: ['contoh-panitia', 'contoh-panitia-2', 'contoh-panitia-3'],
    // The person who examined does not decide.
    pengelola: ['contoh-pengelola', 'contoh-pengelola-2'],
    kepala: ['contoh-kepala'],
  });
  expect(roles['panitia']?.holders[1]?.name).toBe('Contoh Panitia 2');
});

test('no two sample holders have the same login, however long or alike the names of their roles are', () => {
  const name = { id: 'A', en: 'A' };
  const long = 'kepala-bidang-pengelolaan-informasi-dan-komunikasi';
  const roles = Object.fromEntries(
    [`${long}-publik`, `${long}-daerah`, 'pemohon', 'applicant'].map((id) => [id, { name, holders: [] }]),
  );
  const all = Object.values(logins(withStandIns({ roles }, []))).flat();
  expect(new Set(all).size).toBe(3);
  for (const login of all) expect(login).toMatch(/^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){0,38}$/);
  // This account belongs to an applicant.
  expect(all).not.toContain('contoh-pemohon');
});
