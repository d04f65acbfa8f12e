import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';
import { FOUND, type Search } from '../browser/support/find-chromium.ts';

/** Lists at the end every test that could not run, so that a run without a browser is not mistaken for a full one. */
export default class NotRun implements Reporter {
  /** Does `-t` choose tests? Vitest marks those that it leaves out like tests that cannot run. */
  #isFiltered = false;

  onInit({ config }: Vitest): void {
    this.#isFiltered = config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const names = modules.flatMap((module) =>
      [...module.children.allTests('skipped')]
        .map((test) => ({ test, why: noteOf(test) }))
        // A test that a filter on the command line leaves out is not listed.
        .filter(({ test, why }) => why !== undefined || (test.options.mode === 'skip' && !this.#isFiltered))
        .map(({ test, why }) => `${module.relativeModuleId}: ${test.fullName}${why === undefined ? '' : ` (${why})`}`),
    );
    if (names.length === 0) return;
    const { faults = [] } = JSON.parse(process.env[FOUND] ?? '{}') as Partial<Search>;
    for (const fault of faults) process.stdout.write(`\nNo browser: ${fault}\n`);
    process.stdout.write(`\nNot run, for want of what they need (${names.length}):\n  ${names.join('\n  ')}\n`);
  }
}

/** Returns the reason that a test gave for not running. */
function noteOf(test: TestCase): string | undefined {
  const result = test.result();
  return result.state === 'skipped' ? result.note : undefined;
}
