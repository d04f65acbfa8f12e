import { beforeEach } from 'vitest';

/**
 * For a file or group in which each test continues the test before it. Once a test has failed, the later tests fail at
 * once and say why, instead of waiting for their time limit.
 */
export function inOrder(): void {
  let failed: string | undefined;
  beforeEach(({ onTestFailed, task }) => {
    if (failed !== undefined) throw new Error(`Not begun: "${failed}" failed before it.`);
    onTestFailed(() => {
      failed ??= task.name;
    });
  });
}
