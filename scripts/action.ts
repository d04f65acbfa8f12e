import { type ActionInputs, readInputs } from './action/inputs.ts';
import { UsageError } from './commands/command.ts';

/** Each command's file, evaluated only when it is called for: a refusal loads none of it. */
const COMMANDS: Readonly<Record<string, () => Promise<{ readonly run: (inputs: ActionInputs) => Promise<boolean> }>>> =
  {
    check: () => import('./action/check.ts'),
    export: () => import('./action/export.ts'),
    reconcile: () => import('./action/reconcile.ts'),
    sweep: () => import('./action/reconcile.ts'),
    verify: () => import('./action/verify.ts'),
  };

/** The action's door: finds the command, runs it, and turns what it throws into words and an exit code. */
async function main(): Promise<number> {
  try {
    const inputs = readInputs(process.env, Object.keys(COMMANDS));
    const { run } = await (COMMANDS[inputs.command] as NonNullable<(typeof COMMANDS)[string]>)();
    return (await run(inputs)) ? 0 : 1;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stdout.write(`::error::${error.text.id} / ${error.text.en}\n`);
      return 2;
    }
    const { tellFailure } = await import('./action/failure.ts');
    return tellFailure(error);
  }
}

main().then((code) => {
  process.exitCode = code;
});
