import { afterEach, expect, test } from 'vitest';
import { sampleText } from '../support/folders.ts';
import { type Office, openOffice, push, requestFiles, review, sampleRequest, submit } from '../support/office.ts';

let office: Office;
afterEach(() => office.close());

/** Returns the office’s roles, with the applicant as the only holder of the role `tu`. */
async function usurped(): Promise<string> {
  const text = sampleText('sops/roles.yaml');
  return text.replace('account: 1002, login: contoh-tu', 'account: 1101, login: contoh-opd');
}

async function statusOf(number: number): Promise<{ state: string; description: string }> {
  const { pull } = await office.forge.readCase(number);
  return { state: pull.status?.state ?? '', description: pull.status?.description ?? '' };
}

test('security 2, R8: a request that brings its own roles, schema and workflow is not submitted, and its status is no success', async () => {
  office = await openOffice();
  await push(office, 'contoh-opd', 'permohonan/sendiri', {
    ...requestFiles('sendiri', sampleRequest()),
    'sops/roles.yaml': await usurped(),
    'schemas/permohonan-tcm.schema.json': '{}',
    '.github/workflows/reconcile.yml': 'on: push\n',
  });
  const number = await submit(office, 'contoh-opd', 'sendiri', sampleRequest(), { branch: 'permohonan/sendiri' });
  const run = await office.run(number);
  expect(run.entries.filter(({ kind }) => kind === 'accepted')).toEqual([]);
  expect((await statusOf(number)).state).not.toBe('success');
  expect(await office.state(number)).toBe(undefined);
});

test('security 2, R17: a holder who is named only on a branch has no role', async () => {
  office = await openOffice();
  await push(office, 'contoh-bpbd', 'peran-baru', { 'sops/roles.yaml': (await usurped()).replaceAll('1101', '1102') });
  const number = await submit(office, 'contoh-opd', 'biasa', sampleRequest());
  await office.run(number);
  await review(office, 'contoh-bpbd', number, 'APPROVE');
  const [entry] = (await office.run(number)).entries;
  expect([entry?.kind, entry?.reason]).toEqual(['refused', 'no-role']);
});
