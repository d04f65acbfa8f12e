import { rmSync } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OfficeOptions, openOffice } from '#embedded/office/open-office.ts';
import { FIRST } from './folders.ts';
import { machine } from './machine.ts';
import { requestFiles, sampleRequest } from './office.ts';

/** The number of cases in the office. Tests damage copies of this office. */
export const CASES = 21;

let made: Promise<string> | undefined;

/**
 * Returns the folder of a closed office with cases. The office is made once for all files of a worker, and only read.
 */
const fullOffice = (): Promise<string> => (made ??= makeOffice());

/** Returns a copy of the folder, to be damaged and removed. */
export async function copyOfOffice(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'penuh-'));
  await cp(await fullOffice(), folder, { recursive: true });
  return folder;
}

/** Opens an office in a folder as `npm start` does, without timers, site and samples. */
export const openKept = (folder: string, at = machine, more: Partial<OfficeOptions> = {}) =>
  openOffice({ folder, root: FIRST, port: 0, log: () => undefined, machine: at, ...more });

async function makeOffice(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'penuh-'));
  // Test files of one worker share the office, so it is removed with the worker.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const office = await openKept(folder);
  const applicant = await office.as('contoh-opd');
  for (let i = 1; i <= CASES; i += 1) {
    const files = Object.entries(requestFiles(`kasus-${i}`, sampleRequest({ room: null }))).map(([path, text]) => ({
      path,
      bytes: Buffer.from(text, 'latin1'),
    }));
    await applicant.open({ branch: `permohonan/kasus-${i}`, title: `Kasus ${i}`, files, draft: false });
    office.forward(60);
  }
  await office.idle();
  await (await office.as('contoh-tu')).review(1, 'APPROVE', '');
  await office.idle();
  await office.close();
  return folder;
}
