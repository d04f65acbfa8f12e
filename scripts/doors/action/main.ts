import { UsageError } from '#domain/user-error.ts';
import { type ActionInputs, readInputs } from './inputs.ts';

/** The action's door: refuses what it cannot do before it loads anything else; else runs the command. */
async function main(): Promise<number> {
  const inputs = inputsOrRefusal();
  if (inputs instanceof UsageError) {
    process.stdout.write(`::error::${inputs.text.id} / ${inputs.text.en}\n`);
    return 2;
  }
  const { runCommand } = await import('./program.ts');
  return runCommand(inputs);
}

function inputsOrRefusal(): ActionInputs | UsageError {
  try {
    return readInputs(process.env);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}

main().then((code) => {
  process.exitCode = code;
});
