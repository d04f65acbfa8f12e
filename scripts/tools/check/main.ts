// `npm run check`: what must hold before a commit besides the tests, in seconds, and what to do where it does not.
// With files it is the command `disposisi check` on them: `npm run check -- request.yaml`.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runSteps, type Step } from './run-steps.ts';

const script = (name: string, ...args: string[]): Step['command'] => ['npm', 'run', '--silent', name, ...args];

/** The longest first, so that the others fit next to them. */
const STEPS: readonly Step[] = [
  {
    name: 'types',
    command: script('types'),
    remedy: 'Each line names its place. Where nobody touched it, packages are older than package-lock.json: npm ci.',
  },
  {
    name: 'pages',
    command: script('check:site'),
    remedy: 'Types of site/ and tests/site; hints and warnings do not count.',
  },
  {
    name: 'lint',
    command: script('lint'),
    remedy: 'Formatting: npm run format. An import: scripts/tools/boundaries/table.ts says who may import whom.',
  },
  {
    name: 'generated',
    command: script('generate', '--', '--check'),
    remedy: 'npm run generate, and commit what it wrote.',
  },
  { name: 'bundle', command: script('bundle', '--', '--check'), remedy: 'npm run bundle, and commit what it wrote.' },
];

const files = process.argv.slice(2);
if (files.length > 0) {
  const bin = fileURLToPath(new URL('../../doors/cli/bin.mjs', import.meta.url));
  process.exitCode = spawnSync(process.execPath, [bin, 'check', ...files], { stdio: 'inherit' }).status ?? 1;
} else process.exitCode = (await runSteps(STEPS, (text) => console.log(text))) ? 0 : 1;
