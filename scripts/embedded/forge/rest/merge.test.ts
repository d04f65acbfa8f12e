import { afterAll, beforeAll, expect, test } from 'vitest';
import { commitFiles, openRequest, openWorld, type World } from '#tests/support/forge-world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.forge.seed({ 'sops/a.yaml': 'judul: A\n' }, 'Konfigurasi');
});
afterAll(() => world.close());

const main = async () =>
  (await world.as('pengelola').rest.repos.getBranch({ ...world.at, branch: 'main' })).data.commit;

// GitHub, "About merge methods on GitHub": a merge commit has two parents. A squash merge makes one commit of all
// commits, and the opener is its author.
test.each([
  ['merge', 'pengelola', (number: number) => `Merge pull request #${number} from kantor/cms/merge\n\nPermohonan`, 2],
  ['squash', 'pemohon', (number: number) => `Permohonan (#${number})\n\n* Permohonan\n\n* Permohonan`, 1],
] as const)('a pull request is merged by %s', async (method, author, message, parents) => {
  const before = (await main()).sha;
  const { number, head } = await openRequest(world, 'pemohon', `cms/${method}`);
  const second = await commitFiles(world, 'pemohon', head, { [`requests/2026/cms-${method}-2.yaml`]: 'acara: Dua\n' });
  await world.as('pemohon').rest.git.updateRef({ ...world.at, ref: `heads/cms/${method}`, sha: second });
  await world.as('pengelola').rest.pulls.merge({ ...world.at, pull_number: number, merge_method: method });
  const { sha, commit, parents: found } = await main();
  expect(commit.message).toBe(message(number));
  expect(found.map((parent) => parent.sha)).toEqual([before, second].slice(0, parents));
  const account = { pengelola: 'Pengelola', pemohon: 'Pemohon' };
  expect([commit.author?.name, commit.committer?.name]).toEqual([account[author], 'Pengelola']);
  const tree = await world.as('pengelola').rest.git.getTree({ ...world.at, tree_sha: sha, recursive: 'true' });
  expect(tree.data.tree.map(({ path }) => path)).toContain(`requests/2026/cms-${method}-2.yaml`);
});
