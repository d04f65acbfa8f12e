import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleText } from '../support/folders.ts';
import { type Office, openOffice, type Person, sampleRequest, submit } from '../support/office.ts';
import { tick } from '../support/walk.ts';

const SOP = 'sops/protokol-manajemen-krisis.yaml';
const sop = sampleText(SOP).replace('\nrequest:\n', '\nrequest:\n  openCases: 1\n');

let office: Office;
beforeAll(async () => {
  office = await openOffice({ files: { [SOP]: sop } });
});
afterAll(() => office.close());

/** Submits a request. Returns the case’s id, if there is a case, and the state of the status. */
async function submitted(account: Person, slug: string, branch: string) {
  tick(office);
  const number = await submit(office, account, slug, sampleRequest({ account }), { branch });
  const { caseId } = await office.run(number);
  const { status } = (await office.forge.readCase(number)).pull;
  return { caseId, state: status?.state };
}

test('R8: a request document that an open case has already is refused', async () => {
  expect((await submitted('contoh-opd', 'sama', 'permohonan/satu')).caseId).toBeDefined();
  expect(await submitted('contoh-bpbd', 'sama', 'permohonan/dua')).toEqual({ caseId: undefined, state: 'failure' });
});

test('security 29: open cases are counted for each applicant separately', async () => {
  expect(await submitted('contoh-opd', 'tiga', 'permohonan/tiga')).toEqual({ caseId: undefined, state: 'failure' });
  expect((await submitted('contoh-bpbd', 'empat', 'permohonan/empat')).caseId).toBeDefined();
});
