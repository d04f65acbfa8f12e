import { TextError } from '#domain/problem.ts';
import { type ActionInputs, type CommandName, readInputs } from './inputs.ts';

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

/** The action's entry point. It refuses wrong inputs before it loads anything else, and then runs the command. */
async function main(): Promise<number> {
  const inputs = inputsOrRefusal();
  if (inputs instanceof TextError) {
    process.stdout.write(`::error::${inputs.text.id} / ${inputs.text.en}\n`);
    return 2;
  }
  const [{ setSecret }, { tellFailure }] = await Promise.all([import('@actions/core'), import('./failure.ts')]);
  if (inputs.token !== '') setSecret(inputs.token);
  try {
    const { run } = await COMMANDS[inputs.command]();
    return (await run(inputs)) ? 0 : 1;
  } catch (error) {
    return tellFailure(error);
  }
}

function inputsOrRefusal(): ActionInputs | TextError {
  try {
    return readInputs(process.env);
  } catch (error) {
    if (error instanceof TextError) return error;
    throw error;
  }
}

main().then((code) => {
  process.exitCode = code;
});
