import { fileURLToPath } from 'node:url';

/** The first version of Node that runs the program’s TypeScript as it is. */
const LEAST = 24;

/**
 * Demands a Node that can run the tests, which start programs with their own Node. `npm test` and `npx vitest` use the
 * Node that `npm ci` installed. An editor calls vitest with its own Node.
 * @throws Error with one sentence that says which Node is needed and where it is
 */
export function demandNode(version: string): void {
  if (Number(version.split('.')[0]) >= LEAST) return;
  const node = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
  const error = new Error(
    `The tests need Node ${LEAST} or newer and this is Node ${version}: run them by npm test or npx vitest, or name ${node} as the Node of your editor.`,
  );
  // The reader of this message does not need the stack.
  error.stack = error.message;
  throw error;
}
