import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { COMMANDS, filesOf } from './tests/support/commands.ts';
import LongFirst from './tests/support/long-first.ts';
import { demandNode } from './tests/support/node-version.ts';

demandNode(process.versions.node);

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/not-run.ts'],
    // GitHub's own parser imports JSON without an import attribute. Node refuses such an import, and vite accepts it.
    server: { deps: { inline: [/@actions\/(workflow-parser|expressions)/] } },
    globalSetup: ['./tests/support/in-memory.ts', './tests/support/one-browser.ts'],
    setupFiles: ['./tests/support/faults.ts'],
    // Each command (`npm test`, `npm run test:search`, `npm run test:browser`) has two projects. In the first project,
    // files share a worker. The worker loads each module once, and code that it has run before runs much faster. In the
    // second project, which has few files, each file has a worker of its own.
    projects: COMMANDS.flatMap((command) => {
      const { shared, alone } = filesOf(command);
      return [
        { extends: true, test: { name: command, ...shared, isolate: false } },
        { extends: true, test: { name: `${command} alone`, ...alone } },
      ];
    }),
    sequence: { sequencer: LongFirst },
    // Tests often wait for child processes and sockets. So there are five workers more than cores.
    maxWorkers: availableParallelism() + 5,
    // With more workers than cores, threads that collect garbage in parallel cost a tenth more than one does.
    execArgv: ['--single-threaded-gc'],
    // No test asserts a duration. These times only end a test that hangs, and are long enough for a busy machine.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
