import type { Reporter, TestModule } from 'vitest/node';

/** Names, at the end, every test that did not run, so that nobody takes a machine without a browser for a proof. */
export default class NotRun implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const names = modules.flatMap((module) =>
      [...module.children.allTests('skipped')]
        // Left out by a filter on the command line is not "could not run".
        .filter((test) => test.options.mode === 'skip')
        .map((test) => `${module.relativeModuleId}: ${test.fullName}`),
    );
    if (names.length === 0) return;
    process.stdout.write(`\nNot run, for want of what they need (${names.length}):\n  ${names.join('\n  ')}\n`);
  }
}
