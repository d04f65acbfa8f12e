#!/usr/bin/env node
// The command's first door, in plain JavaScript so that any Node can read it: help is answered here, at once; all else
// runs under Node 24, this one or the one in node_modules. What help does not need is loaded only after it.
import { readFileSync } from 'node:fs';

const args = process.argv.slice(2);
const topic = helpTopic();
if (topic === undefined) await run();
else process.stdout.write(`${topic}\n`);

/** The help asked for, or undefined where a command is to run. Help on what is no command falls to the command's door. */
function helpTopic() {
  const [first, second] = args;
  const wanted =
    first === undefined || first === '--help' || first === '-h'
      ? 'disposisi'
      : first === 'help'
        ? (second ?? 'disposisi')
        : args.includes('--help') || args.includes('-h')
          ? first
          : undefined;
  if (wanted === undefined) return undefined;
  const sections = readFileSync(new URL('./help.txt', import.meta.url), 'utf8').split(/^== (.+)\n/m);
  const at = sections.indexOf(wanted);
  return at % 2 === 1 ? sections[at + 1].trim() : undefined;
}

async function run() {
  const { default: module } = await import('node:module');
  if (Number(process.versions.node.split('.')[0]) >= 24) {
    module.enableCompileCache?.();
    await import('./cli.ts');
    return;
  }
  const node = nodeOfModules(module.createRequire(import.meta.url));
  const { spawn } = await import('node:child_process');
  const child = spawn(node, [new URL('./bin.mjs', import.meta.url).pathname, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
}

/** @param {NodeJS.Require} require */
function nodeOfModules(require) {
  try {
    return require.resolve('node/bin/node');
  } catch {
    process.stderr.write(
      `Disposisi memerlukan Node 24; di sini Node ${process.versions.node}. Jalankan dahulu: npm ci\n` +
        `Disposisi needs Node 24; this is Node ${process.versions.node}. First run: npm ci\n`,
    );
    process.exit(1);
  }
}
