import { beforeEach } from 'vitest';

/**
 * For a file or group in which each test continues where the one before it ended: once one has failed, those after it fail at
 * once and say why, instead of waiting in vain until their time runs out.
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
