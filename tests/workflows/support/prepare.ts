import { randomBytes } from 'node:crypto';
import { stringify } from 'yaml';
import { push, requestFiles, review, sampleRequest, submit } from '../../support/office.ts';
import { type Act, later, straightWalk } from '../../support/walk.ts';
import type { Hub } from './open.ts';

/**
 * Makes a case that waits at a row. The process is called directly, without workflows, which other tests check. The
 * events of all this are dropped.
 * @returns the number of the case
 */
export async function caseAt(hub: Hub, row: number, acts: readonly Act[] = straightWalk()): Promise<number> {
  const { office } = hub;
  const number = await submit(office, 'contoh-opd', `berkas-${randomBytes(4).toString('hex')}`, sampleRequest());
  await office.run(number);
  for (const act of acts) {
    if (act.row >= row) break;
    office.setNow(later(office.now(), 60));
    await review(office, act.who, number, 'APPROVE', act.body);
    await office.run(number);
  }
  hub.actions.lose();
  return number;
}

/** Opens a request, as a writer, from a branch that also changes the given files. */
export async function openWith(
  hub: Hub,
  files: Readonly<Record<string, string>>,
  branch = `permohonan/${randomBytes(4).toString('hex')}`,
): Promise<number> {
  const slug = branch.replaceAll('/', '-');
  await push(hub.office, 'contoh-opd', branch, { ...requestFiles(slug, stringify(sampleRequest())), ...files });
  const { local } = hub.office;
  const client = await hub.office.as('contoh-opd');
  const wish = { owner: local.owner, repo: local.repo, title: slug, head: branch, base: 'main' };
  return (await client.rest.pulls.create(wish)).data.number;
}
