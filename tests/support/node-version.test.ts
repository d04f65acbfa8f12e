import { expect, test } from 'vitest';
import { demandNode } from './node-version.ts';

test('an editor with a Node that is too old gets one sentence: which Node the tests need, and where it is', () => {
  for (const version of ['24.0.0', '24.21.0', '26.10.0']) expect(() => demandNode(version)).not.toThrow();
  expect(() => demandNode('20.20.2')).toThrow(
    /^The tests need Node 24 or newer and this is Node 20\.20\.2: run them by npm test or npx vitest, or name \/.+\/node_modules\/\.bin\/node as the Node of your editor\.$/,
  );
});
