import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { openSample, STRAIGHT_WAY, walk } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { FIRST } from '../../support/folders.ts';
import { machine } from '../../support/machine.ts';
import { openBrowser } from './chromium.ts';

export interface DeskOffice {
  readonly office: Office;
  readonly folder: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Opens an office without cases, with its site, and a browser. */
export async function openEmptyOffice(): Promise<DeskOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'meja-'));
  const office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined, machine });
  await office.showSite();
  const browser = await openBrowser();
  return {
    ...{ office, folder, browser },
    close: async () => {
      await browser.close();
      await office.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Opens an office with work for several people. Case 1 has a room, case 2 is at row 7 and asks for the same room,
 * case 3 was returned, and case 4 is a draft.
 */
export async function openDeskOffice(): Promise<DeskOffice> {
  const desk = await openEmptyOffice();
  const { office } = desk;
  const start = `${shifted(office.now(), 'PT72H').slice(0, 13)}:00:00Z`;
  const walker = { office, passed: () => undefined };
  for (const [name, moves] of [
    ['rapat-koordinasi-banjir', STRAIGHT_WAY.slice(0, 7)],
    ['rapat-insiden-keamanan-informasi', STRAIGHT_WAY.slice(0, 5)],
    [
      'siaran-langsung-peringatan-dini',
      [{ row: 2, role: 'tu', after: 'PT3M', gesture: 'return' as const, note: 'Tanda tangan belum ada.' }],
    ],
  ] as const) {
    const sample = await readSample(PROGRAM, name, 'contoh-opd', start);
    await walk(walker, await openSample(walker, sample, 'contoh-opd'), sample, moves);
  }
  const draft = await readSample(PROGRAM, 'rapat-evakuasi-warga', 'contoh-opd', start);
  await (
    await office.as('contoh-opd')
  ).open({
    branch: 'permohonan/konsep',
    title: 'Konsep',
    files: draft.files,
    draft: true,
  });
  await office.idle();
  return desk;
}
