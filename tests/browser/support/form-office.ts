import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { machine } from '../../support/machine.ts';
import { openBrowser } from './chromium.ts';

/** An office whose site is shown, and a browser in which somebody may open its form. */
export interface FormOffice {
  readonly folder: string;
  readonly office: Office;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** @param root the folder with the office's configuration */
export async function openFormOffice(root: string): Promise<FormOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'formulir-'));
  const office = await openOffice({ folder, root, port: 0, log: () => undefined, machine });
  await office.showSite();
  const browser = await openBrowser();
  return {
    ...{ folder, office, browser },
    close: async () => {
      await browser.close();
      await office.close();
      await rm(folder, { recursive: true });
    },
  };
}
