import { TextError } from '#domain/problem.ts';
import { type ActionInputs, readInputs } from './inputs.ts';

/** The action's entry point. It refuses wrong inputs before it loads anything else, and then runs the command. */
async function main(): Promise<number> {
  const inputs = inputsOrRefusal();
  if (inputs instanceof TextError) {
    process.stdout.write(`::error::${inputs.text.id} / ${inputs.text.en}\n`);
    return 2;
  }
  const { runCommand } = await import('./program.ts');
  return runCommand(inputs);
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
