import { setSecret } from '@actions/core';
import { tellFailure } from './failure.ts';
import type { ActionInputs, CommandName } from './inputs.ts';

/** The file of each command, loaded only when the command runs. A command returns false if the job must fail. */
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

/** Runs a command, prints what it throws, and returns the exit code. */
export async function runCommand(inputs: ActionInputs): Promise<number> {
  if (inputs.token !== '') setSecret(inputs.token);
  try {
    const { run } = await COMMANDS[inputs.command]();
    return (await run(inputs)) ? 0 : 1;
  } catch (error) {
    return tellFailure(error);
  }
}
