import { enableCompileCache } from 'node:module';
import { type ActionInputs, readInputs } from './action/inputs.ts';
import { loadProgram } from './action/load-program.ts';
import { UsageError } from './commands/command.ts';

/** The action's door: refuses what it cannot do before it loads anything else; else runs the command. */
async function main(): Promise<number> {
  const inputs = inputsOrRefusal();
  if (inputs instanceof UsageError) {
    process.stdout.write(`::error::${inputs.text.id} / ${inputs.text.en}\n`);
    return 2;
  }
  // On a runner of the office's own, the next run finds the program compiled.
  enableCompileCache();
  const { runCommand } = await loadProgram();
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
