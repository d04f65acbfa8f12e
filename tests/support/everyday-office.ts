import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { run as sop } from '#entry/cli/verbs/sop.ts';
import type { Command } from '#entry/command.ts';
import { type CheckoutOffice, openCheckoutOffice } from './checkout-office.ts';

/** The office of the present tests, with the folder in which it was started, and its commands. */
export let opened: CheckoutOffice;
export let office: CheckoutOffice['office'];
export let run: CheckoutOffice['run'];

export async function open(): Promise<void> {
  opened = await openCheckoutOffice();
  ({ office, run } = opened);
}
export const close = (): Promise<void> => opened.close();

export const here = (path: string): Promise<string> => readFile(join(opened.checkout, path), 'utf8');

/** Runs a command that proposes a change, and puts the change in force. Returns what both commands printed. */
export async function changed(
  command: Command,
  ...args: readonly string[]
): Promise<{ proposed: string; adopted: string }> {
  const { code, out, err } = await run(command, args);
  expect([code, err]).toEqual([0, '']);
  const adopted = await run(sop, ['adopt', /npx disposisi sop adopt (\d+)/.exec(out)?.[1] ?? '']);
  expect([adopted.code, adopted.err]).toEqual([0, '']);
  return { proposed: out, adopted: adopted.out };
}

export const today = (): string => office.now().slice(0, 10);
