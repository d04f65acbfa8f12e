#!/usr/bin/env node
// The command's entry point, in plain JavaScript so that any version of Node can read it. It chooses the language, and
// prints help and version itself. Everything else runs under Node 24 or newer: this Node, or the Node in node_modules.
// Modules that help does not need are loaded later.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const { args, asked } = takeLanguage(process.argv.slice(2));
const language = asked === 'id' || asked === 'en' ? asked : languageOfMachine(process.env);
// If the language is unknown, main.ts refuses the command.
const answer = asked === undefined || asked === language ? (version() ?? help()) : undefined;
if (answer === undefined) await run();
else process.stdout.write(`${answer}\n`);

/** Removes `--lang` from the arguments, at any place before `--`. */
function takeLanguage(all) {
  const rest = [];
  let asked;
  for (let at = 0; at < all.length; at += 1) {
    const word = all[at];
    if (word === '--') return { args: [...rest, ...all.slice(at)], asked };
    if (word === '--lang') {
      at += 1;
      asked = all[at] ?? '';
    } else if (word.startsWith('--lang=')) asked = word.slice('--lang='.length);
    else rest.push(word);
  }
  return { args: rest, asked };
}

/** Returns `en` if the machine's locale is English, and else `id`. */
function languageOfMachine({ LC_ALL, LC_MESSAGES, LANG }) {
  return /^en(?:[_.-]|$)/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'en' : 'id';
}

function version() {
  if (args.length !== 1 || (args[0] !== '--version' && args[0] !== '-V')) return undefined;
  const { name, version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  const changes = { id: 'Yang berubah di setiap versi', en: 'What each version changed' }[language];
  return `${name} ${version} (${commit()}Node ${process.versions.node})\n${changes}: CHANGELOG.md`;
}

/** Returns the commit of this program's clone, with a mark if files were changed, or an empty text without a clone. */
function commit() {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  // Without this check, git would also find a repository above this folder.
  if (!existsSync(`${root}.git`)) return '';
  const args = ['-C', root, 'describe', '--always', '--dirty', '--abbrev=8', '--exclude=*'];
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8' });
  return status === 0 ? `${stdout.trim()}, ` : '';
}

/** Returns the help that was asked for, or `undefined` if a command must run or main.ts must refuse the command. */
function help() {
  const [first, second] = args;
  const wanted =
    first === undefined
      ? 'disposisi'
      : first === 'help' || first === '--help' || first === '-h'
        ? (second ?? 'disposisi')
        : args.includes('--help') || args.includes('-h')
          ? first
          : undefined;
  if (wanted === undefined) return undefined;
  const sections = readFileSync(new URL(`./help.${language}.txt`, import.meta.url), 'utf8').split(/^== (.+)\n/m);
  const at = sections.indexOf(wanted);
  return at % 2 === 1 ? sections[at + 1].trim() : undefined;
}

async function run() {
  const { default: module } = await import('node:module');
  if (Number(process.versions.node.split('.')[0]) >= 24) {
    module.enableCompileCache?.();
    const { main } = await import('./main.ts');
    process.exitCode = await main(args, language, asked);
    return;
  }
  const { spawn } = await import('node:child_process');
  const child = spawn(nodeOfModules(), [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
  // The file may exist but not start, for example if it was made for another kind of system.
  child.on('error', withoutNode);
}

/** Returns the Node that `npm ci` installs for this machine, as a package like all others. */
function nodeOfModules() {
  const node = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url));
  return existsSync(node) ? node : withoutNode();
}

/** @returns {never} */
function withoutNode() {
  const here = process.versions.node;
  const words = {
    id: `Disposisi memerlukan Node 24 atau lebih baru; di sini Node ${here}. Jalankan npm ci (tanpa --omit=optional), atau pasang Node 24.`,
    en: `Disposisi needs Node 24 or newer; this is Node ${here}. Run npm ci (without --omit=optional), or install Node 24.`,
  };
  process.stderr.write(`${words[language]}\n`);
  process.exit(1);
}
