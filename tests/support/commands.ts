import { configDefaults } from 'vitest/config';

/** The files that a project of vitest runs. */
export interface Files {
  readonly include: string[];
  readonly exclude: string[];
}

/**
 * The commands that run the tests, each with the folder whose files it runs. `test` runs all files that are in none of
 * the other folders. `nightly` runs the files of all commands, with more rounds (`rounds.ts`).
 */
const FOLDERS = {
  ...{ test: '{scripts,site,tests}', search: 'tests/search', browser: 'tests/browser' },
  nightly: 'tests/nightly',
} as const;
export type Command = keyof typeof FOLDERS;
/** The commands whose files also run at each delivery. */
export const DAILY = ['test', 'search', 'browser'] as const satisfies readonly Command[];
export const COMMANDS = Object.keys(FOLDERS) as Command[];

/**
 * Test files after which no other can run in the same program: they change the global fetch or document, or kill the
 * browser.
 */
const ALONE = [
  'tests/conformity/**/*.test.ts',
  'tests/site/played-desk.test.ts',
  'tests/nightly/conformity.test.ts',
  'tests/browser/browser.test.ts',
];

/** Returns a command’s files that share a program with other files, and those that need a program of their own. */
export function filesOf(command: Command): { readonly shared: Files; readonly alone: Files } {
  const others = command === 'test' ? COMMANDS.flatMap((each) => (each === 'test' ? [] : [`${FOLDERS[each]}/**`])) : [];
  const exclude = [...configDefaults.exclude, ...others];
  return {
    shared: { include: [`${FOLDERS[command]}/**/*.test.ts`], exclude: [...exclude, ...ALONE] },
    alone: { include: ALONE.filter((path) => command === commandOf(path)), exclude },
  };
}

/** Returns the command that runs a file, by the file’s folder. */
export const commandOf = (path: string): Command =>
  COMMANDS.find((command) => command !== 'test' && path.startsWith(`${FOLDERS[command]}/`)) ?? 'test';
