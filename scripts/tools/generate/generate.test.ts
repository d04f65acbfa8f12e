import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { PROGRAM } from '#engine/config/root.ts';
import { IS_SHIPPED } from '#tests/support/shipped.ts';
import { trackedFiles } from '#tests/support/tracked.ts';
import { driftOf } from '#tools/generated.ts';
import { generateAll } from './generate.ts';

test('the committed generated files are those of the sources, and one more byte or a surplus file is reported', async () => {
  const files = await generateAll(pathToFileURL(PROGRAM));
  // The form’s configuration depends on the office, which may generate it later. The types never depend on the office.
  const held = files.filter(({ path }) => IS_SHIPPED || path.endsWith('.ts'));
  const drifted = (await driftOf(PROGRAM, held)).map(({ path }) => path);
  expect(drifted.join(', '), 'npm run generate puts it right').toBe('');
  expect(await driftOf(PROGRAM, [{ path: files[0]?.path ?? '', text: `${files[0]?.text} ` }])).toHaveLength(1);
  const there = ['scripts/domain/generated', 'site/src/form/generated'].flatMap((folder) => trackedFiles(folder));
  expect([...there, 'docs/benchmarks.md'].toSorted()).toEqual(files.map(({ path }) => path).toSorted());
});

// These files cannot be generated here, because their source is downloaded only when somebody generates them.
test.each(['tests/conformity/generated/github-api.json', 'tests/workflows/generated/github-webhooks.json'])(
  '%s is formatted as its tool writes it',
  (path) => {
    const text = readFileSync(join(PROGRAM, path), 'utf8');
    expect(text === `${JSON.stringify(JSON.parse(text), null, 1)}\n`).toBe(true);
  },
);
