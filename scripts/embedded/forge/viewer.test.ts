import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRequest, openWorld, type World } from '#tests/support/forge-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.forge.seed({ 'sops/a.yaml': 'judul: A\n' }, 'Konfigurasi');
});
afterEach(() => world.close());

const OWN = `query ($states: [PullRequestState!]) { viewer { login databaseId
  pullRequests(first: 10, states: $states, orderBy: { field: UPDATED_AT, direction: DESC }) {
    totalCount nodes { number state baseRepository { nameWithOwner } } } } }`;

it('viewer names the account that asks, and lists its own pull requests only', async () => {
  const { number } = await openRequest(world);
  const own = await world.as('pemohon').graphql(OWN, { states: ['OPEN'] });
  expect(own).toMatchObject({
    viewer: {
      login: 'pemohon',
      pullRequests: {
        totalCount: 1,
        nodes: [{ number, state: 'OPEN', baseRepository: { nameWithOwner: 'kantor/disposisi' } }],
      },
    },
  });
  expect(await world.as('pejabat').graphql(OWN, {})).toMatchObject({ viewer: { pullRequests: { totalCount: 0 } } });
  expect(await world.as('pemohon').graphql(OWN, { states: ['CLOSED', 'MERGED'] })).toMatchObject({
    viewer: { pullRequests: { totalCount: 0 } },
  });
});
