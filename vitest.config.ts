import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/not-run.ts'],
    // GitHub's own parser imports JSON without an import attribute, which Node refuses and vite does not.
    server: { deps: { inline: [/@actions\/(workflow-parser|expressions)/] } },
    globalSetup: ['./tests/support/in-memory.ts', './tests/support/one-browser.ts'],
    setupFiles: ['./tests/support/faults.ts'],
    include: ['scripts/**/*.test.ts', 'tests/**/*.test.ts', 'site/**/*.test.ts'],
    // Tests often wait for children and sockets: so one worker more than there are cores.
    maxWorkers: availableParallelism() + 1,
    // No test asserts a time; this only ends one that hangs, on a machine however busy.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
