import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

const UNITS = ['scripts/{domain,engine,public,doors}/**/*.test.ts', 'site/**/*.test.ts', 'tests/domain/**/*.test.ts'];

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/not-run.ts'],
    // GitHub's own parser imports JSON without an import attribute, which Node refuses and vite does not.
    server: { deps: { inline: [/@actions\/(workflow-parser|expressions)/] } },
    globalSetup: ['./tests/support/in-memory.ts', './tests/support/one-browser.ts'],
    setupFiles: ['./tests/support/faults.ts'],
    projects: [
      // What only computes, or talks to a forge of its own: its files share a worker, which loads each module once.
      { extends: true, test: { name: 'units', include: UNITS, isolate: false } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['scripts/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...UNITS],
        },
      },
    ],
    // Tests often wait for children and sockets: so two workers more than there are cores.
    maxWorkers: availableParallelism() + 2,
    // No test asserts a time; this only ends one that hangs, on a machine however busy.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
