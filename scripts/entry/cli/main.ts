import { didYouMean, nearestName } from '#domain/nearest-name.ts';
import { formatProblem, type Language, TextError } from '#domain/problem.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import type { Command, Io } from '#entry/command.ts';

/** The file of each verb, loaded only when the verb runs. */
export const COMMANDS: Readonly<Record<string, () => Promise<{ readonly run: Command }>>> = {
  act: () => import('#entry/cli/verbs/act.ts'),
  backup: () => import('#entry/cli/verbs/backup.ts'),
  build: () => import('#entry/cli/verbs/build.ts'),
  check: () => import('#entry/cli/verbs/check.ts'),
  clock: () => import('#entry/cli/verbs/clock.ts'),
  clone: () => import('#entry/cli/verbs/clone.ts'),
  documents: () => import('#entry/cli/verbs/documents.ts'),
  erase: () => import('#entry/cli/verbs/erase.ts'),
  explain: () => import('#entry/cli/verbs/explain.ts'),
  export: () => import('#entry/cli/verbs/export.ts'),
  holidays: () => import('#entry/cli/verbs/holidays.ts'),
  manage: () => import('#entry/cli/verbs/manage.ts'),
  messages: () => import('#entry/cli/verbs/messages.ts'),
  new: () => import('#entry/cli/verbs/new.ts'),
  reconcile: () => import('#entry/cli/verbs/reconcile.ts'),
  restore: () => import('#entry/cli/verbs/restore.ts'),
  roles: () => import('#entry/cli/verbs/roles.ts'),
  rooms: () => import('#entry/cli/verbs/rooms.ts'),
  setup: () => import('#entry/cli/verbs/setup.ts'),
  'sign-in': () => import('#entry/cli/verbs/sign-in.ts'),
  sop: () => import('#entry/cli/verbs/sop.ts'),
  start: () => import('#entry/cli/verbs/start.ts'),
  update: () => import('#entry/cli/verbs/update.ts'),
  verify: () => import('#entry/cli/verbs/verify.ts'),
  'what-if': () => import('#entry/cli/verbs/what-if.ts'),
  witness: () => import('#entry/cli/verbs/witness.ts'),
};

/**
 * The entry point: finds the verb, runs it, and turns what it throws into a message and an exit code.
 * @param args the typed arguments, without `--lang`
 * @param lang the language of all output
 * @param asked the value that was given with `--lang`
 */
export async function main(args: readonly string[], lang: Language, asked: string | undefined): Promise<number> {
  const [verb = '', ...rest] = args;
  const load = Object.hasOwn(COMMANDS, verb) ? COMMANDS[verb] : undefined;
  try {
    if (asked !== undefined && asked !== lang) throw noLanguage(asked);
    if (!load) throw unknown(verb === 'help' || verb === '--help' || verb === '-h' ? (rest[0] ?? '') : verb);
    const { run } = await load();
    const code = await run(rest, io(lang));
    // Calls in progress would keep the program alive, although nobody waits for them any more.
    if (isAskedToEnd) process.exit(code);
    return code;
  } catch (error) {
    return tell(error, lang, load ? ` ${verb}` : '');
  }
}

let isAskedToEnd = false;

const noLanguage = (asked: string): UsageError =>
  new UsageError({
    id: `--lang: diharapkan id atau en, diterima "${asked.slice(0, 40)}".`,
    en: `--lang: expected id or en, received "${asked.slice(0, 40)}".`,
  });

function unknown(verb: string): UsageError {
  const names = Object.keys(COMMANDS);
  const meant = nearestName(verb, names);
  const fix = meant
    ? didYouMean(meant)
    : { id: `Yang ada: ${names.join(', ')}.`, en: `There are: ${names.join(', ')}.` };
  return new UsageError({
    id: `Tidak ada perintah "${verb.slice(0, 40)}". ${fix.id}`,
    en: `There is no command "${verb.slice(0, 40)}". ${fix.en}`,
  });
}

const io = (lang: Language): Io => ({
  env: process.env,
  cwd: process.cwd(),
  lang,
  now: () => `${new Date().toISOString().slice(0, 19)}Z`,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  untilEnded: async () => {
    await untilEnded();
    isAskedToEnd = true;
  },
});

/** @param of the verb that the hint on help names, with a space before it */
async function tell(error: unknown, lang: Language, of: string): Promise<number> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  if (error instanceof UsageError) {
    say(error.text[lang]);
    say({ id: `Bantuan: npx disposisi help${of}`, en: `Help: npx disposisi help${of}` }[lang]);
    return 2;
  }
  if (error instanceof TextError) {
    const { problems = [], zone } = error instanceof UserError ? error : {};
    const { problemIn } = await import('#domain/words/local-times.ts');
    for (const problem of problems)
      say(zone === undefined ? formatProblem(problem, lang) : problemIn(zone, problem, lang));
    say(error.text[lang]);
    return 1;
  }
  if (error instanceof Error && error.name === 'ForgeError') {
    const { ForgeError } = await import('#engine/forge/errors.ts');
    if (error instanceof ForgeError) {
      const { forgeWords } = await import('./forge-words.ts');
      for (const line of forgeWords(error, lang)) say(line);
      return 1;
    }
  }
  const { systemProblem } = await import('#domain/words/system-fault.ts');
  const { shownPath } = await import('./read-file.ts');
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

// If the program that reads the output stops reading, as `head` does, the work continues without printing.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

/** Signals that end a long-running command: a terminal that closes, Ctrl+C, and the stop of a service. */
const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;
/** The milliseconds within which a second signal is ignored: npm forwards a signal that the terminal sends here too. */
const SAME_WISH = 1_000;
const LOOK_AT_PARENT_EVERY = 250;

/**
 * Waits until this program is asked to end. A signal that comes more than a second after the first one ends the program
 * at once, with code 1. Npm forwards some signals, and ends itself at the other signals. So under npm, the end of the
 * parent process also counts as a request to end.
 */
function untilEnded(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    for (const signal of SIGNALS)
      process.on(signal, () => {
        first ??= Date.now();
        if (Date.now() - first > SAME_WISH) process.exit(1);
        resolve();
      });
    if (process.env['npm_lifecycle_event'] === undefined) return;
    const parent = process.ppid;
    const watching = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watching);
      resolve();
    }, LOOK_AT_PARENT_EVERY);
    watching.unref();
  });
}
