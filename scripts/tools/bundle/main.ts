// Bundles the action; with --check, only says whether the bundle differs from its sources, and fails if it does.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PROGRAM } from '#engine/config/root.ts';
import { bundleAction, driftOf } from './bundle.ts';

const files = await bundleAction(PROGRAM);
const drifted = await driftOf(PROGRAM, files);
if (!process.argv.includes('--check')) {
  for (const { path, text } of drifted) {
    await mkdir(dirname(join(PROGRAM, path)), { recursive: true });
    await writeFile(join(PROGRAM, path), text);
  }
  for (const { path, text } of files) console.log(`${path} ${(Buffer.byteLength(text) / 1000).toFixed(0)} kB`);
} else if (drifted.length > 0) {
  const paths = drifted.map(({ path }) => path).join(', ');
  console.error(`The action's bundle differs from its sources; run \`npm run bundle\` and commit: ${paths}`);
  process.exitCode = 1;
} else console.log('The bundle is what its sources say.');
