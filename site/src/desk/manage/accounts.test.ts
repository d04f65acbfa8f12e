import { expect, test } from 'vitest';
import { type DeskForge, RefusedByForge } from '../forge.ts';
import { accountByLogin } from './accounts.ts';

const holder = { account: 1203, login: 'contoh-tu', name: 'Contoh TU', from: '2026-01-01' };
const managed = {
  people: [{ login: 'contoh-opd', name: null, databaseId: 1101 }],
  office: { roles: { roles: { tu: { name: { id: 'TU', en: 'TU' }, holders: [holder] } } } },
  index: { process: 1300 },
} as unknown as Parameters<typeof accountByLogin>[2];
const noForge = {} as DeskForge;

test('R17: a known account keeps its number; a new sample person gets a free one, above that of the process', async () => {
  const find = (login: string) => accountByLogin(noForge, 'embedded', managed, login);
  expect(await find('Contoh-OPD')).toEqual({ account: 1101, login: 'contoh-opd', name: 'contoh-opd' });
  expect(await find('contoh-tu')).toEqual({ account: 1203, login: 'contoh-tu', name: 'Contoh TU' });
  expect(await find('contoh-baru')).toEqual({ account: 1301, login: 'contoh-baru', name: 'contoh-baru' });
  expect(await find('orang')).toBeUndefined();
});

test('R17: on GitHub the account is asked for; a login without an account, and an organisation, are none', async () => {
  const reply = (answer: () => unknown) => ({ graphql: async () => answer() }) as unknown as DeskForge;
  const find = (answer: () => unknown) => accountByLogin(reply(answer), 'github', managed, 'orang');
  const user = { login: 'Orang', name: 'Contoh Orang', databaseId: 7 };
  expect(await find(() => ({ user }))).toEqual({ account: 7, login: 'Orang', name: 'Contoh Orang' });
  expect(await find(() => ({ user: null }))).toBeUndefined();
  const refused = (status: number) => () => {
    throw new RefusedByForge(status, 'no');
  };
  expect(await find(refused(404))).toBeUndefined();
  await expect(find(refused(500))).rejects.toThrow(RefusedByForge);
});
