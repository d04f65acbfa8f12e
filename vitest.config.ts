import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { COMMANDS, filesOf } from './tests/support/commands.ts';
import { demandNode } from './tests/support/node-version.ts';

demandNode(process.versions.node);

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/not-run.ts'],
    // GitHub's own parser imports JSON without an import attribute, which Node refuses and vite does not.
    server: { deps: { inline: [/@actions\/(workflow-parser|expressions)/] } },
    globalSetup: ['./tests/support/in-memory.ts', './tests/support/one-browser.ts'],
    setupFiles: ['./tests/support/faults.ts'],
    // A project for each command: `npm test`, `npm run test:search`, `npm run test:browser`. Files share a worker, which loads
    // each module once, and runs what it ran before much faster; a few have one of their own.
    projects: COMMANDS.flatMap((command) => {
      const { shared, alone } = filesOf(command);
      return [
        { extends: true, test: { name: command, ...shared, isolate: false } },
        { extends: true, test: { name: `${command} alone`, ...alone } },
      ];
    }),
    // Tests often wait for children and sockets: so three workers more than there are cores.
    maxWorkers: availableParallelism() + 3,
    // No test asserts a time; this only ends one that hangs, on a machine however busy.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
