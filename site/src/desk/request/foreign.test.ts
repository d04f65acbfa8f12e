import { expect, it } from 'vitest';
import { deskCase } from '#tests/site/support/desk-case.ts';
import type { DeskForge } from '../forge.ts';
import { foreignPush } from './foreign.ts';

const [OLD, NEW, OTHER, OTHER_NEW, NONE] = ['a', 'b', 'c', 'd', '0'].map((each) => each.repeat(40)) as [
  ...[string, string, string, string, string],
];
const IDS: Readonly<Record<string, string>> = { [OLD]: NEW, [OTHER]: OTHER_NEW };
const [OPENER, STRANGER, ADMIN] = [11, 12, 13];

/** Finds the foreign push of a draft whose branch was pushed to in this order: account, commit before, commit after. */
const found = (...moves: readonly (readonly [number, string, string])[]) => {
  const log = moves.map(([id, before, after], n) => ({
    ...{ id: n, before, after, timestamp: '2026-12-01T01:00:00Z', activity_type: 'push' },
    actor: { id, login: String(id) },
  }));
  const author = { login: 'contoh-opd', databaseId: OPENER };
  const one = deskCase({ pull: { author, headRefOid: moves.at(-1)?.[2] ?? '', createdAt: '2026-12-01T02:00:00Z' } });
  const viewer = { ...one.viewer, databaseId: OPENER };
  // The log is all that is read of the forge.
  const forge = { rest: async () => log.toReversed() } as unknown as DeskForge;
  return foreignPush(forge, { ...one, viewer, newId: (oid) => IDS[oid] ?? oid });
};

it('R48, R50: the push of an erasure is nobody’s, and the opener’s commit has its new id', async () => {
  expect(await found([OPENER, NONE, OLD], [ADMIN, OLD, NEW])).toBeUndefined();
  expect(await found([OPENER, NONE, OLD], [STRANGER, OLD, OTHER], [ADMIN, OTHER, OTHER_NEW])).toMatchObject({
    own: { after: NEW },
    last: { actor: { id: STRANGER }, after: OTHER_NEW },
  });
  expect(await found([OPENER, NONE, OLD], [ADMIN, OLD, NEW], [STRANGER, NEW, 'e'.repeat(40)])).toMatchObject({
    ...{ own: { after: NEW }, last: { actor: { id: STRANGER } } },
  });
});
