import { setSecret } from '@actions/core';
import { tellFailure } from './failure.ts';
import type { ActionInputs, CommandName } from './inputs.ts';

/** Each command's file, evaluated only when it is called for. Each gives false where the job is to fail. */
const COMMANDS: Readonly<
  Record<CommandName, () => Promise<{ readonly run: (inputs: ActionInputs) => Promise<boolean> }>>
> = {
  check: () => import('./check.ts'),
  publish: () => import('./publish.ts'),
  reconcile: () => import('./reconcile.ts'),
  sweep: () => import('./reconcile.ts'),
  tell: () => import('./tell.ts'),
  verify: () => import('./verify.ts'),
};

/** Runs a command, and turns what it throws into words. @returns the exit code */
export async function runCommand(inputs: ActionInputs): Promise<number> {
  if (inputs.token !== '') setSecret(inputs.token);
  try {
    const { run } = await COMMANDS[inputs.command]();
    return (await run(inputs)) ? 0 : 1;
  } catch (error) {
    return tellFailure(error);
  }
}
