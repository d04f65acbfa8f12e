import { configDefaults } from 'vitest/config';

/** Which files a project of vitest takes. */
export interface Files {
  readonly include: string[];
  readonly exclude: string[];
}

/** The commands that run the tests, each with the folder whose files it runs. `test` has all that lie in none of the other two. */
const FOLDERS = { test: '{scripts,site,tests}', search: 'tests/search', browser: 'tests/browser' } as const;
export type Command = keyof typeof FOLDERS;
export const COMMANDS = Object.keys(FOLDERS) as Command[];

/** What changes all of its process: the global fetch; a browser that dies, after which no test begins. */
const ALONE = ['tests/conformity/**/*.test.ts', 'tests/search/conformity.test.ts', 'tests/browser/browser.test.ts'];

/** A command's files that share a process with others, and those that need one of their own. */
export function filesOf(command: Command): { readonly shared: Files; readonly alone: Files } {
  const others = command === 'test' ? [`${FOLDERS.search}/**`, `${FOLDERS.browser}/**`] : [];
  const exclude = [...configDefaults.exclude, ...others];
  return {
    shared: { include: [`${FOLDERS[command]}/**/*.test.ts`], exclude: [...exclude, ...ALONE] },
    alone: { include: ALONE.filter((path) => command === commandOf(path)), exclude },
  };
}

/** The command that runs a file, by where it lies. */
export const commandOf = (path: string): Command =>
  COMMANDS.find((command) => command !== 'test' && path.startsWith(`${FOLDERS[command]}/`)) ?? 'test';
