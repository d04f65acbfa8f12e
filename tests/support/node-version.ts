import { fileURLToPath } from 'node:url';

/** The first version of Node that runs the program's TypeScript as it is. */
const LEAST = 24;

/**
 * Demands a Node that the tests can run under: they start programs with the Node that runs them. `npm test` and `npx vitest` take
 * the one that `npm ci` brought; an editor calls vitest with its own.
 * @throws Error whose message says in one sentence which Node it needs and where that is
 */
export function demandNode(version: string): void {
  if (Number(version.split('.')[0]) >= LEAST) return;
  const node = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
  const error = new Error(
    `The tests need Node ${LEAST} or newer and this is Node ${version}: run them by npm test or npx vitest, or name ${node} as the Node of your editor.`,
  );
  // Where it was thrown helps nobody.
  error.stack = error.message;
  throw error;
}
