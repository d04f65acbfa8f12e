import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openJournal } from '#domain/journal/journal.ts';
import { journalPath } from '#domain/journal/paths.ts';
import { createForge } from '#engine/forge/github.ts';
import { reconcile } from '#engine/process/reconcile.ts';
import { scheduledRun } from '#engine/process/scheduled-run.ts';
import { type Office, openOffice } from './office.ts';
import type { Wire } from './wire.ts';

/** An office whose forge runs as a program of its own and can be killed. */
export interface MortalOffice extends Office {
  /** Kills the forge with kill -9, and waits for its end. */
  kill(): Promise<void>;
  /** Starts the forge again on the same folder and port. */
  start(): Promise<void>;
}

/**
 * Opens an office on one machine with a forge that can be killed. Only the calls of the process go through the given
 * wire.
 */
export async function openMortalOffice(wire: Wire): Promise<MortalOffice> {
  const base = await openOffice();
  const token = await base.local.accounts.token('disposisi[bot]');
  // The first forge makes the folder, the accounts and their tokens. Later forges keep its port.
  const port = Number(new URL(base.local.url).port);
  for (const { login, type } of await base.local.accounts.list()) if (type === 'User') await base.as(login);
  await base.local.close();
  let now = base.now();
  const setNow = (instant: string): void => {
    now = instant;
    writeFileSync(join(base.folder, 'now'), instant);
  };
  setNow(now);
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    child = spawn(process.execPath, [join(import.meta.dirname, 'forge-child.ts'), base.folder, String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (child.stdout) await once(child.stdout, 'data');
  };
  const kill = async (): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const dead = once(child, 'close');
    child.kill('SIGKILL');
    await dead;
  };
  await start();
  const { owner, repo, apiUrl: baseUrl } = base.local;
  const forge = createForge({ owner, repo, token, baseUrl, fetch: wire.fetch, second: 1 });
  const deps = { ...base.deps, forge, now: () => now };
  const journalOf = async (number: number) =>
    openJournal(number, (await forge.readRegister([journalPath(number)])).get(journalPath(number)));
  return {
    ...base,
    forge,
    deps,
    run: (number) => reconcile(deps, number),
    scheduledRun: () => scheduledRun(deps),
    journal: async (number) => (await journalOf(number)).entries,
    state: async (number) => (await journalOf(number)).state,
    setNow,
    now: () => now,
    kill,
    start,
    close: async () => {
      await kill();
      await rm(base.folder, { recursive: true, force: true });
    },
  };
}
