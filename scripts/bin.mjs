#!/usr/bin/env node
// The command's first door, in plain JavaScript so that any Node can read it: help is answered here, at once; all else
// runs under Node 24, this one or the one in node_modules. What help does not need is loaded only after it.
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

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
  const { spawn } = await import('node:child_process');
  const child = spawn(nodeOfModules(), [fileURLToPath(import.meta.url), ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
  // A binary of another kind of system is there, and does not start.
  child.on('error', withoutNode);
}

/** The Node that `npm ci` brings for this machine, as a package like all others. */
function nodeOfModules() {
  const node = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
  return existsSync(node) ? node : withoutNode();
}

/** @returns {never} */
function withoutNode() {
  process.stderr.write(
    `Disposisi memerlukan Node 24 atau lebih baru; di sini Node ${process.versions.node}. Jalankan npm ci (tanpa --omit=optional), atau pasang Node 24.\n` +
      `Disposisi needs Node 24 or newer; this is Node ${process.versions.node}. Run npm ci (without --omit=optional), or install Node 24.\n`,
  );
  process.exit(1);
}
