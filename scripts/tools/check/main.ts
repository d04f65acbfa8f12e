// `npm run check`: what must hold before a commit besides the tests, in seconds, and what to do where it does not.
// With files it is the command `disposisi check` on them: `npm run check -- request.yaml`. `npm run types`: the types alone.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runSteps, type Step } from './run-steps.ts';

const script = (name: string, ...args: string[]): Step['command'] => ['npm', 'run', '--silent', name, ...args];

/**
 * The types of a project of TypeScript. Only what a change can reach is checked again, which must not be cut short at a file that
 * hands a type on: with these two options TypeScript stops there. Lint asks for what they ask for.
 */
const typesOf = (name: string, project: string): Step => ({
  name,
  command: [
    ...(['npx', '--no-install', 'tsc', '--project', project, '--incremental'] as const),
    ...['--tsBuildInfoFile', `node_modules/.cache/${name.replace(' ', '-')}.json`],
    ...['--verbatimModuleSyntax', 'false', '--isolatedModules', 'false'],
  ],
  remedy: 'Each line names its place. Where nobody touched it, packages are older than package-lock.json: npm ci.',
});

const TYPES: readonly Step[] = [typesOf('types', '.'), typesOf('types site', 'site')];

/** The longest first, so that the others fit in next to them. */
const STEPS: readonly Step[] = [
  ...TYPES,
  {
    name: 'pages',
    command: script('check:site'),
    remedy: 'Types of the pages of site/; hints and warnings do not count.',
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

const isTypes = process.argv.includes('--types');
const files = process.argv.slice(2).filter((each) => each !== '--types');
if (files.length > 0) {
  const bin = fileURLToPath(new URL('../../entry/cli/bin.mjs', import.meta.url));
  process.exitCode = spawnSync(process.execPath, [bin, 'check', ...files], { stdio: 'inherit' }).status ?? 1;
} else process.exitCode = (await runSteps(isTypes ? TYPES : STEPS, (text) => console.log(text))) ? 0 : 1;
