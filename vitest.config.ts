import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { demandNode } from './tests/support/node-version.ts';

demandNode(process.versions.node);

/** What changes all of its process: the global fetch; a browser that dies, after which no test begins. */
const ALONE = ['tests/conformity/**/*.test.ts', 'tests/browser/browser.test.ts'];

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/not-run.ts'],
    // GitHub's own parser imports JSON without an import attribute, which Node refuses and vite does not.
    server: { deps: { inline: [/@actions\/(workflow-parser|expressions)/] } },
    globalSetup: ['./tests/support/in-memory.ts', './tests/support/one-browser.ts'],
    setupFiles: ['./tests/support/faults.ts'],
    projects: [
      // Files share a worker, which loads each module once, and runs what it ran before much faster.
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['{scripts,site,tests}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...ALONE],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
    // Tests often wait for children and sockets: so three workers more than there are cores.
    maxWorkers: availableParallelism() + 3,
    // No test asserts a time; this only ends one that hangs, on a machine however busy.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
