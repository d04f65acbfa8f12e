import { type Command, type Io, languageOf, UsageError, UserError } from './commands/command.ts';
import { formatProblem, type Language } from './problem.ts';

/** Each verb's file, read only when it is called for. */
const COMMANDS: Readonly<Record<string, () => Promise<{ readonly run: Command }>>> = {
  act: () => import('./commands/act.ts'),
  check: () => import('./commands/check.ts'),
  clock: () => import('./commands/clock.ts'),
  clone: () => import('./commands/clone.ts'),
  explain: () => import('./commands/explain.ts'),
  export: () => import('./commands/export.ts'),
  new: () => import('./commands/new.ts'),
  reconcile: () => import('./commands/reconcile.ts'),
  roles: () => import('./commands/roles.ts'),
  setup: () => import('./commands/setup.ts'),
  start: () => import('./commands/start.ts'),
  verify: () => import('./commands/verify.ts'),
};

/** The door: finds the verb, runs it, and turns what it throws into words and an exit code. */
async function main(argv: readonly string[]): Promise<number> {
  let lang: Language = languageOf(undefined, process.env);
  try {
    const { verb, args, asked } = takeLanguage(argv);
    lang = languageOf(asked, process.env);
    const load = Object.hasOwn(COMMANDS, verb) ? COMMANDS[verb] : undefined;
    if (!load) throw unknown(verb === 'help' ? (args[0] ?? '') : verb);
    const { run } = await load();
    return await run(args, io(lang));
  } catch (error) {
    return tell(error, lang);
  }
}

function takeLanguage(argv: readonly string[]): { verb: string; args: string[]; asked: string | undefined } {
  const rest: string[] = [];
  let asked: string | undefined;
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (word === '--lang') {
      at += 1;
      asked = argv[at] ?? '';
    } else if (word.startsWith('--lang=')) asked = word.slice('--lang='.length);
    else rest.push(word);
  }
  const [verb = '', ...args] = rest;
  return { verb, args, asked };
}

const unknown = (verb: string): UsageError =>
  new UsageError({
    id: `Tidak ada perintah "${verb.slice(0, 40)}"; yang ada: ${Object.keys(COMMANDS).join(', ')}.`,
    en: `There is no command "${verb.slice(0, 40)}"; there are: ${Object.keys(COMMANDS).join(', ')}.`,
  });

const io = (lang: Language): Io => ({
  env: process.env,
  cwd: process.cwd(),
  lang,
  now: () => `${new Date().toISOString().slice(0, 19)}Z`,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  untilEnded: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    }),
});

async function tell(error: unknown, lang: Language): Promise<number> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  if (error instanceof UsageError) {
    say(error.text[lang]);
    say({ id: 'Bantuan: npx disposisi help', en: 'Help: npx disposisi help' }[lang]);
    return 2;
  }
  if (error instanceof UserError) {
    for (const problem of error.problems) say(formatProblem(problem, lang));
    say(error.text[lang]);
    return 1;
  }
  if (error instanceof Error && error.name === 'ForgeError') {
    const { ForgeError } = await import('./forge/errors.ts');
    if (error instanceof ForgeError) {
      say(`${error.operation}${error.status === 0 ? '' : ` (${error.status})`}: ${error.reason}`);
      say(error.next[lang]);
      return 1;
    }
  }
  const { systemProblem } = await import('./words/system-fault.ts');
  const { shownPath } = await import('./commands/read-file.ts');
  const problem = systemProblem(error, (path) => shownPath(path, process.cwd()));
  if (problem) {
    say(formatProblem(problem, lang));
    return 1;
  }
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  say(
    {
      id: 'Ini kesalahan program. Mohon laporkan perintahnya beserta baris-baris di atas.',
      en: 'This is a fault of the program. Please report the command together with the lines above.',
    }[lang],
  );
  return 70;
}

// Whoever reads may stop reading, as `head` does: the work goes on, with nobody to tell.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

process.exitCode = await main(process.argv.slice(2));
