import { beforeEach } from 'vitest';

/**
 * For a file, or a group, whose tests go on where the one before them ended: once one has failed, those that follow fail
 * at once and say so, where each would wait in vain for its own time to run out.
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
