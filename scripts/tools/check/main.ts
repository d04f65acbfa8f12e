// `npm run check`: makes the checks that every commit must pass, without the tests. Prints how to fix what fails.
// With files, it runs `disposisi check` on them: `npm run check -- request.yaml`. `npm run types` checks types only.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runSteps, type Step } from './run-steps.ts';

const script = (name: string, ...args: string[]): Step['command'] => ['npm', 'run', '--silent', name, ...args];

/**
 * The step that checks the types of a TypeScript project. TypeScript checks again only the files that a change can
 * affect. With `verbatimModuleSyntax` or `isolatedModules` it would miss files behind a re-export, so both are off.
 * Lint checks the same rules.
 */
const typesOf = (name: string, project: string): Step => ({
  name,
  command: [
    ...(['npx', '--no-install', 'tsc', '--project', project, '--incremental'] as const),
    ...['--tsBuildInfoFile', `node_modules/.cache/${name.replace(' ', '-')}.json`],
    ...['--verbatimModuleSyntax', 'false', '--isolatedModules', 'false'],
  ],
  remedy: 'Each line names a file. If nobody changed that file, the packages are older than package-lock.json: npm ci.',
});

const TYPES: readonly Step[] = [typesOf('types', '.'), typesOf('types site', 'site')];

/** The longest steps come first, so that the other steps run in parallel with them. */
const STEPS: readonly Step[] = [
  ...TYPES,
  {
    name: 'pages',
    command: script('check:site'),
    remedy: 'Fix the types of the pages in site/. Hints and warnings do not matter.',
  },
  {
    name: 'lint',
    command: script('lint'),
    remedy: 'Formatting: npm run format. Imports: scripts/tools/boundaries/table.ts lists who may import whom.',
  },
  {
    name: 'generated',
    command: script('generate', '--', '--check'),
    remedy: 'npm run generate, and commit what it wrote.',
  },
  { name: 'bundle', command: script('bundle', '--', '--check'), remedy: 'npm run bundle, and commit what it wrote.' },
];

const isTypes = process.argv.includes('--types');
const files = process.argv.slice(2).filter((each) => each !== '--types');
if (files.length > 0) {
  const bin = fileURLToPath(new URL('../../entry/cli/bin.mjs', import.meta.url));
  process.exitCode = spawnSync(process.execPath, [bin, 'check', ...files], { stdio: 'inherit' }).status ?? 1;
} else process.exitCode = (await runSteps(isTypes ? TYPES : STEPS, (text) => console.log(text))) ? 0 : 1;
