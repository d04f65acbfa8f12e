import { expect } from 'vitest';
import { type Office, openOffice } from './office.ts';
import { openWire, type Wire } from './wire.ts';

/** The office of the present test, and the wire that counts its process’s calls of the forge. */
export let office: Office;
export let wire: Wire;

export async function open(): Promise<void> {
  wire = openWire();
  office = await openOffice({ fetch: wire.fetch });
}
export const close = (): Promise<void> => office.close();

/** Runs over all cases until nothing is left to do, and sets the count of calls to 0. */
export async function settle(): Promise<void> {
  await office.scheduledRun();
  expect(await office.scheduledRun()).toEqual([]);
  wire.count();
}
